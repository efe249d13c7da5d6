"""What can be said of a story for certain: that nobody can get stuck in it, that everything in it can be reached, and
that the author's promises hold; or a short playthrough that shows otherwise.

What can be reached is looked for in the real engine (`game.prove.reach`): what it shows needs no other proof. Everything
else is asked as a question of its own, in slices of the states (`game.prove.settle`).
"""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Literal

from game.play.evaluate import SCENE
from game.play.program import Program, compile_role
from game.prove.influence import Influence, influence
from game.prove.left import Left, can_be_left
from game.prove.questions import Bounds, Broken, Ends, broken, moved_by_steps
from game.prove.reach import Reached, reach, values_of
from game.prove.routes.report import RoleRoutes, routes_of_role
from game.prove.settle import Answer, Budget, Witness, settle
from game.prove.side_by_side import one_by_one, side_by_side
from game.prove.slices import Reads
from game.story.language.tree import Expression, Knows, parts
from game.story.link_targets import linked
from game.story.model import At, Block, Choice, Promise, Scene, Story

Verdict = Literal["PROVED", "REFUTED", "BOUNDED"]

DEFAULT_LIMIT = 200_000
"""How many sets of states are kept for a role unless somebody says otherwise: a minute or so, and well under 1 GB."""

TOGETHER = 1 << 12
"""The bounds of several variables are asked for together while those have at most so many values together."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a proof refutes. `code` is a row of the table of codes."""

    code: str
    at: At
    name: str  # what stands at `at`, to underline
    message: str
    witness: Witness | None = None


@dataclass(slots=True)
class RoleProof:
    """What was found of one role. What one role never reaches another may, so those are sets to be put together.

    `states` were looked at in slices, in `sets`, and `played` in the engine. `seen` is whether it is certain that
    nothing else can be reached, and `complete` whether every question has its answer.
    """

    role: str
    states: int = 0
    sets: int = 0
    played: int = 0
    complete: bool = False
    seen: bool = False
    endings: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    scenes: set[str] = field(default_factory=set)
    choices: set[tuple[str, str]] = field(default_factory=set)
    told: set[tuple[str, int, str]] = field(default_factory=set)  # (scene, block, "text" | "first" | "again")
    routes: RoleRoutes | None = None


@dataclass(slots=True)
class Proof:
    """The whole, or what holds for the roles in `only`. `undecided` are promises that could be neither proved nor refuted
    within the limits; `stopped` is whether somebody interrupted it.
    """

    roles: list[RoleProof]
    findings: list[Finding]
    undecided: list[Promise]
    stopped: bool = False
    only: tuple[str, ...] = ()  # empty where every role was asked

    @property
    def verdict(self) -> Verdict:
        if self.findings:
            return "REFUTED"
        return "PROVED" if all(role.complete for role in self.roles) and not self.undecided and not self.stopped else "BOUNDED"


Tick = Callable[[str, int], None]


def prove(
    story: Story, only: Collection[str] = (), *, limit: int | None = DEFAULT_LIMIT, tick: Tick | None = None, share: bool = False
) -> Proof:
    """Prove every role, or those in `only`. `limit` is the most sets of states for a role, None any number; `tick` hears of
    (role, states) now and then. An interrupt ends it with what is known by then.

    `share` lets other processes prove some of the roles, where there are processors for them.
    """
    left = can_be_left(story)
    roles = [RoleProof(role) for role in story.roles if not only or role in only]

    def work(proof: RoleProof, hear: Callable[[int], None]) -> None:
        _prove_role(story, proof, left, Budget(limit), hear)

    def told(proof: RoleProof, states: int) -> None:
        if tick is not None:
            tick(proof.role, states)

    with _collector_off():
        roles, whole = side_by_side(roles, work, told) if share else one_by_one(roles, work, told)
    findings = [finding for role in roles for finding in role.findings]
    if all(role.seen for role in roles):
        findings += _never(_theirs(story, roles), roles)
    promises = list(_promises_across(story, roles))
    judged = [judged for role in roles if role.routes is not None for judged in role.routes.judged]
    undecided = [promise for promise in story.promises if any(each.stands == "open" and each.promise == promise for each in judged)]
    asked = tuple(role.role for role in roles) if len(roles) < len(story.roles) else ()
    return Proof(roles, [*findings, *promises], undecided, not whole, asked)


@contextmanager
def _collector_off() -> Iterator[None]:
    """Sets of states are many objects and no cycles: collecting garbage would only walk over them again and again."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _prove_role(story: Story, proof: RoleProof, left: Left, budget: Budget, hear: Callable[[int], None]) -> None:
    promises = [promise for promise in story.promises if promise.role in ("", proof.role)]
    asked = [condition for promise in promises for condition in (promise.always, promise.never) if condition is not None]
    program = compile_role(story, proof.role, asked=asked, facts=[promise.meets for promise in promises if promise.meets])
    influences = influence(program)

    def settled(question: Ends | Bounds | Broken) -> Answer:
        answer = settle(program, question, influences, left, budget, hear)
        proof.states, proof.sets = budget.states, budget.sets
        return answer

    reached = reach(program, influences, left, budget, hear)
    _tell_reached(program, reached, proof)
    answers = [settled(Ends())]
    proof.findings += _stuck(program, answers[0])
    for names in _together(program, influences):
        answers.append(answer := settled(Bounds(names)))
        proof.findings += _out_of_bounds(program, answer)
    for promise in promises:
        question = broken(program, promise)
        if question is not None:
            answers.append(answer := settled(question))
            proof.findings += _broken(program, promise, answer)
    proof.routes = routes_of_role(story, proof.role, promises, left=left, tick=hear)
    for judged in proof.routes.judged:
        if judged.stands == "broken":
            way = None if judged.way is None else Witness(proof.role, judged.way.carried, judged.way.entries)
            proof.findings.append(Finding("promise-broken", judged.promise.at, "", f"a promise is broken: {judged.said}", way))
    proof.complete = reached.sure and all(answer.complete for answer in answers)


def _tell_reached(program: Program, reached: Reached, proof: RoleProof) -> None:
    proof.played, proof.seen = reached.played, reached.sure
    for number in reached.scenes:
        compiled = program.scene(number)
        scene = compiled.scene
        proof.scenes.add(scene.id)
        proof.choices |= {
            (scene.id, choice.choice.id)
            for place, choice in enumerate(compiled.choices)
            if not choice.choice.door and reached.has_choice(number, place)
        }
        proof.told |= {
            (scene.id, place, part)
            for place, block in enumerate(scene.blocks)
            for part, _ in _parts(block)
            if reached.has_text(number, place, part)
        }
    proof.endings = tuple(name for name in program.ids if program.story.scenes[name].ending and name in proof.scenes)


def _together(program: Program, influences: Influence) -> Iterator[frozenset[str]]:
    """The variables that may be pushed beyond their bounds, in parts that have few values together."""
    here, reads = set[str](), Reads()
    for name in moved_by_steps(program):
        more = influences.closed(Reads(frozenset({name})))
        if here and values_of(program, reads | more) > TOGETHER:
            yield frozenset(here)
            here, reads = set(), Reads()
        here.add(name)
        reads |= more
    if here:
        yield frozenset(here)


def _stuck(program: Program, answer: Answer) -> Iterator[Finding]:
    """A finding for each scene in which nothing may be open, or else for each from which one can only go on for ever."""
    dead = any(what[0] == "dead-end" for what in answer.happens)
    for what, witness in sorted(answer.happens.items(), key=itemgetter(0)):
        scene = program.scene(int(what[1])).scene
        if what[0] == "dead-end":
            yield Finding("dead-end", scene.at, scene.id, f"in `{scene.id}` every choice can be closed at once", witness)
        elif not dead:
            message = f"from `{scene.id}` no ending may be reachable any more, whatever one chooses"
            yield Finding("trap", scene.at, scene.id, message, witness)


def _out_of_bounds(program: Program, answer: Answer) -> Iterator[Finding]:
    for (number, choice, _, name), witness in sorted(answer.happens.items(), key=itemgetter(0)):
        compiled = program.scene(int(number)).choices[int(choice)]
        variable = program.story.variables[str(name)]
        where = f"`{program.ids[int(number)]}/{compiled.choice.id}`"
        message = f"{where} can push `{name}` beyond its bounds ({variable.low:,} to {variable.high:,})"
        yield Finding("leaves-bounds", compiled.choice.at, "", message, witness)


def _broken(program: Program, promise: Promise, answer: Answer) -> Iterator[Finding]:
    said = (
        "`always` doesn't hold"
        if promise.always is not None
        else "`never` does happen"
        if promise.never is not None
        else f"`{promise.meets}` isn't met on the way"
    )
    for what, witness in answer.happens.items():
        scene = program.ids[answer.states[what][SCENE]]
        yield Finding("promise-broken", promise.at, "", f"a promise is broken in `{scene}`: {said}", witness)


def _theirs(story: Story, roles: Iterable[RoleProof]) -> list[Scene]:
    """The scenes that no other role can come to by links: where none of these comes to something there, nobody does."""
    asked = {role.role for role in roles}
    starts = {name: role.start for name, role in story.roles.items()}
    if asked == starts.keys():
        return list(story.scenes.values())
    theirs, others = (
        {scene.id for scene in linked(story, [start for name, start in starts.items() if (name in asked) is wanted])}
        for wanted in (True, False)
    )
    return [scene for name, scene in story.scenes.items() if name in theirs - others]


def _never(looked: Iterable[Scene], roles: Iterable[RoleProof]) -> Iterator[Finding]:
    """What of some scenes none of the roles ever comes to."""
    scenes = set[str]().union(*(role.scenes for role in roles))
    choices = set[tuple[str, str]]().union(*(role.choices for role in roles))
    told = set[tuple[str, int, str]]().union(*(role.told for role in roles))
    for scene in looked:
        if scene.id not in scenes:
            yield Finding("unreachable-scene", scene.at, scene.id, f"nobody can ever come to `{scene.id}`")
            continue
        for choice in scene.choices:
            if not _exempt(scene, choice) and (scene.id, choice.id) not in choices:
                yield Finding("never-open", choice.at, "", f"the choice `{scene.id}/{choice.id}` can never be made")
        for number, block in enumerate(scene.blocks):
            for part, asked in _parts(block):
                if (scene.id, number, part) not in told and not _taught_here(scene, block.condition):
                    yield Finding("never-told", scene.at, scene.id, f"{asked} of `{scene.id}` is never shown")


def _exempt(scene: Scene, choice: Choice) -> bool:
    """Doors that are there to be seen closed, and an office's wait for its doors, which nobody may ever need."""
    return choice.door or (scene.kind == "registration" and choice.id in ("wait", "wait-night"))


def _parts(block: Block) -> Iterator[tuple[str, str]]:
    if block.text is not None:
        yield "text", f"the text “{block.text.text[:30].strip()}…”"
    if block.first is not None:
        yield "first", "a `first` text"
    if block.again is not None:
        yield "again", "an `again` text"


def _taught_here(scene: Scene, condition: Expression | None) -> bool:
    """A block that asks for what its own scene tells is shown on arrival or not at all, which sets of states don't hold."""
    taught = {fact for block in scene.blocks for prose in block.texts for fact in prose.facts}
    return condition is not None and any(isinstance(part, Knows) and part.fact in taught for part in parts(condition))


def _promises_across(story: Story, roles: list[RoleProof]) -> Iterator[Finding]:
    """`reaches`: by the role that it names, or by any. Where one of those wasn't asked, nothing is said."""
    for promise in story.promises:
        asked = [role for role in roles if promise.role in ("", role.role)]
        if not promise.reaches or len(asked) < (1 if promise.role else len(story.roles)):
            continue
        if all(role.seen for role in asked) and not any(promise.reaches in role.scenes for role in asked):
            yield Finding("promise-broken", promise.at, "", f"a promise is broken: `{promise.reaches}` can't be reached")
