"""What can be said of a story for certain: that nobody can get stuck in it, that everything in it can be reached, and
that the author's promises hold; or a short playthrough that shows otherwise.

What can be reached is looked for in the real engine (`game.prove.reach`): what it shows needs no other proof. Everything
else is asked as a question of its own, in slices of the states (`game.states.refinement`).
"""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from game.play.program import Program, compile_role
from game.prove.findings import Finding, nothing_comes, out_of_bounds, promise_broken, stuck
from game.prove.part_proof import PartProof, compiled_parts, prove_part
from game.prove.questions import Bounds, Ends, NothingComes, PromiseBroken, broken, may_bring_nothing, may_pass_bounds, may_turn_on
from game.prove.reach import Reached, reach
from game.prove.routes.report import RoleRoutes, graph_of, routes_of
from game.prove.side_by_side import PROCESSES, one_by_one, side_by_side
from game.prove.sights import texts_in
from game.states.carry_in import pasts_of
from game.states.explorer import Graph
from game.states.liveness import Links, Liveness, Scope
from game.states.reads import Reads
from game.states.refinement import Budget, RoleStates, Settled, Witness, WrongProofError
from game.story.language.tree import Expression
from game.story.lesson_model import Lesson, Question, facts_of
from game.story.link_targets import linked
from game.story.model import Choice, Promise, Scene, Story

Verdict = Literal["PROVED", "REFUTED", "BOUNDED"]

DEFAULT_LIMIT = 320_000
"""How many states are kept at once unless somebody says otherwise: well under 1 GB."""

IN_ALL = 8
"""So many times as many states are looked at in all, one after the other."""

NO_LESSON = Lesson("")

ROUNDING = 1e-6
"""A chance that is less may be none."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that the limits left open: what is asked, of which scenes (those where most states are), and which variables have
    too many values for it ("" is what is remembered of choices, visits and facts). `larger` is whether a larger limit might
    answer it."""

    asks: str
    scenes: tuple[str, ...]
    costs: tuple[str, ...]
    larger: bool
    help: str = ""


@dataclass(slots=True)
class RoleProof:
    """What was found of one role. What one role never reaches another may, so those are sets to be put together.

    `states` were looked at. `seen` is whether it is certain that nothing else can be reached, and `open` are the questions
    without an answer; `done` is false where it was interrupted.
    """

    role: str
    states: int = 0
    done: bool = False
    seen: bool = False
    endings: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    open: list[OpenQuestion] = field(default_factory=list)
    scenes: set[str] = field(default_factory=set)
    choices: set[tuple[str, str]] = field(default_factory=set)
    told: set[tuple[str, int, str]] = field(default_factory=set)  # (scene, block, "text" | "first" | "again")
    routes: RoleRoutes | None = None
    parts: list[PartProof] = field(default_factory=list)
    missed: list[Finding] = field(default_factory=list)  # questions of a lesson whose fact a route can miss

    @property
    def complete(self) -> bool:
        """Whether every question has its answer."""
        return self.done and not self.open and all(part.stands != "open" for part in self.parts)


@dataclass(slots=True)
class Proof:
    """The whole, or what holds for the roles in `only`. `undecided` are promises that could be neither proved nor refuted
    within the limits; `stopped` is whether somebody interrupted it; `wide` whether more was taken to be left behind by earlier
    games than can be.
    """

    roles: list[RoleProof]
    findings: list[Finding]
    undecided: list[Promise]
    stopped: bool = False
    only: tuple[str, ...] = ()  # empty where every role was asked
    wide: bool = False

    @property
    def missed(self) -> list[Finding]:
        """Questions of a lesson whose fact a route can miss; nothing is wrong with the story for that."""
        return [finding for role in self.roles for finding in role.missed]

    @property
    def verdict(self) -> Verdict:
        if self.findings:
            return "REFUTED"
        return "PROVED" if all(role.complete for role in self.roles) and not self.undecided and not self.stopped else "BOUNDED"


Tick = Callable[[str, int], None]


def prove(
    story: Story,
    only: Collection[str] = (),
    *,
    lesson: Lesson | None = None,
    limit: int | None = None,
    tick: Tick | None = None,
    share: bool = False,
) -> Proof:
    """Prove every role, or those in `only`, and whether every route meets what a `lesson` asks for. `limit` is the most states that
    are kept at once; `tick` hears of (role, states) now and then. An interrupt ends it with what is known by then.

    `share` lets other processes prove some of the roles, where there are processors for them.
    """
    roles = [RoleProof(role) for role in story.roles if not only or role in only]
    programs = compiled_roles(story)
    parts = compiled_parts(story, *_asked(story))

    def told(proof: RoleProof, states: int) -> None:
        if tick is not None:
            tick(proof.role, states)

    with _collector_off():
        pasts = pasts_of({**programs, **{f"{role}/{each.part.id}": each.alone for role in parts for each in parts[role]}})
        most = limit or DEFAULT_LIMIT

        def work(proof: RoleProof, hear: Callable[[int], None]) -> None:
            budget = Budget(most, max(most, IN_ALL * most // max(1, len(roles) - 1)))
            asked = (lesson or NO_LESSON).questions_for
            _prove_role(proof, RoleStates(programs[proof.role], pasts, budget, hear), asked(proof.role))
            for each in parts[proof.role]:
                questions = asked(proof.role, each.part.id)
                part = prove_part(each, pasts, budget, hear, facts_of(questions))
                proof.parts.append(part)
                proof.findings += _of_part(proof, part)
                proof.missed += _missed(proof.role, part.routes, questions, each.part.id)
            proof.done = True

        if share and len(roles) > PROCESSES:
            roles.sort(key=lambda proof: _held(programs[proof.role]), reverse=True)
        roles, whole = side_by_side(roles, work, told) if share else one_by_one(roles, work, told)
    roles.sort(key=lambda proof: list(story.roles).index(proof.role))
    findings = [finding for role in roles for finding in role.findings]
    if all(role.seen for role in roles):
        findings += _never(_theirs(story, roles), roles)
    promises = list(_promises_across(story, roles))
    judged = [judged for role in roles if role.routes is not None for judged in role.routes.judged]
    undecided = [promise for promise in story.promises if any(each.stands == "open" and each.promise == promise for each in judged)]
    asked = tuple(role.role for role in roles) if len(roles) < len(story.roles) else ()
    return Proof(roles, [*findings, *promises], undecided, not whole, asked, pasts.wide)


def _held(program: Program) -> int:
    """How much a role's states hold in all its scenes: who has the most is likely to take longest, and is begun first."""
    return sum(parts.bit_count() for parts in Liveness(Links(Reads(program)), Scope(told=True)).after)


def compiled_roles(story: Story) -> dict[str, Program]:
    """Every role, with the same memory bits, those among them that promises ask for."""
    asked, met = _asked(story)
    return {role: compile_role(story, role, asked=asked, facts=met) for role in story.roles}


def _asked(story: Story) -> tuple[list[Expression], list[str]]:
    """The conditions that promises ask for, and the facts."""
    asked = [condition for promise in story.promises for condition in (promise.always, promise.never) if condition is not None]
    return asked, [promise.meets for promise in story.promises if promise.meets]


@contextmanager
def _collector_off() -> Iterator[None]:
    """States are many objects and no cycles: collecting garbage would only walk over them again and again."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _prove_role(proof: RoleProof, states: RoleStates, questions: Iterable[Question]) -> None:
    program, reads, story = states.program, states.reads, states.program.story

    def settled(question: Ends | Bounds | NothingComes | PromiseBroken, asks: str, help: str = "", whole: Graph | None = None) -> Settled:
        answer = states.settle(question, whole)
        proof.states = states.budget.looked
        if not answer.complete:
            proof.open.append(_open(program, answer, asks, answer.crowded, help))
        return answer

    may_pass = may_pass_bounds(reads)
    ground = graph_of(states, sum(reads.variable[name] for name in may_pass))
    whole = ground.graph if ground.exact else None
    ends = settled(Ends(), "whether everybody can come to an ending", whole=whole)
    proof.findings += stuck(program, ends)
    reached = reach(states, whole)
    _tell_reached(program, reached, proof)
    for missed, answer in reached.open:
        proof.open.append(_open(program, answer, "whether all of it can be reached", missed.missing, ""))
    proof.seen = not reached.open
    for name in may_pass:
        help = f"`clamp: true`, if `{name}` may stop at its bounds"
        bounds = Bounds(reads.variable[name])
        seen = whole if bounds.asks & ground.bounds else None
        proof.findings += out_of_bounds(program, settled(bounds, f"whether `{name}` can leave its bounds", help, seen))
    if (outcomes := may_bring_nothing(reads)) is not None:
        answer = settled(outcomes, "whether one of the outcomes can always happen", whole=whole)
        proof.findings += nothing_comes(program, answer)
    promises = [promise for promise in story.promises if promise.role in ("", proof.role)]
    by_routes = [promise for promise in promises if not promise.meets]
    for promise in promises:
        question = broken(reads, promise)
        if question is not None:
            where = f"whether the promise in line {promise.at.line} of {promise.at.path} holds"
            proof.findings += promise_broken(program, promise, answer := settled(question, where))
            if promise.meets and not answer.happens and may_turn_on(states, promise.meets):
                by_routes.append(promise)
    proof.routes = routes_of(ground, by_routes, facts=facts_of(questions))
    proof.missed += _missed(proof.role, proof.routes, questions)
    for judged in proof.routes.judged:
        if judged.stands == "broken":
            way = None if judged.way is None else Witness(proof.role, judged.way.carried, judged.way.entries)
            proof.findings.append(Finding("promise-broken", judged.promise.at, "", f"a promise is broken: {judged.said}", way))
    if ends.complete and not ends.happens and proof.routes.chances.never > ROUNDING and proof.routes.chances.how != "estimated":
        share = proof.routes.chances.never
        raise WrongProofError(f"`{proof.role}` is proved to come to an ending always, and yet {share:.2%} of its games come to none")
    proof.states = states.budget.looked


def _of_part(proof: RoleProof, part: PartProof) -> Iterator[Finding]:
    """What a part breaks; that one can get stuck in it is told of its role, unless it begins later."""
    at, name = part.part.at, part.part.id
    if part.onward is not None and part.onward.happens:
        message = f"whoever begins with the part `{name}` may come to no ending of the role"
        yield Finding("promise-broken", at, name, message, next(iter(part.onward.happens.values())))
    if part.minutes.stands == "broken" and part.stands != "typical":
        way = part.minutes.way
        shown = None if way is None else Witness(proof.role, way.carried, way.entries, name)
        yield Finding("promise-broken", at, name, f"the part `{name}` can take too long: {part.minutes.said}", shown)


def _missed(role: str, routes: RoleRoutes, questions: Iterable[Question], part: str = "") -> Iterator[Finding]:
    """The questions whose fact a route can miss, or may, for all that is known."""
    for question in questions:
        met = routes.asked.get(question.fact)
        if met is None or met.low >= 1:
            continue
        way = None if met.way is None or met.high != 0 else Witness(role, met.way.carried, met.way.entries, part)
        can = "can" if met.high == 0 else "perhaps can"
        played = f"{role}/{part}" if part else role
        message = f"as `{played}` one {can} come to an end without meeting `{question.fact}`, which `{question.id}` asks for"
        yield Finding("question-missed", question.at, question.id, message, way)


def _open(program: Program, answer: Settled, asks: str, scenes: Iterable[int], help: str) -> OpenQuestion:
    return OpenQuestion(asks, tuple(program.ids[number] for number in scenes), answer.costs, answer.within_reach, help)


def _tell_reached(program: Program, reached: Reached, proof: RoleProof) -> None:
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
            for part, _ in texts_in(block)
            if reached.has_text(number, place, part)
        }
    proof.endings = tuple(name for name in program.ids if program.story.scenes[name].ending and name in proof.scenes)


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
            if not _exempt(choice) and (scene.id, choice.id) not in choices:
                yield Finding("never-open", choice.at, "", f"the choice `{scene.id}/{choice.id}` can never be made")
        for number, block in enumerate(scene.blocks):
            for part, asked in texts_in(block):
                if (scene.id, number, part) not in told:
                    yield Finding("never-told", scene.at, scene.id, f"{asked} of `{scene.id}` is never shown")


def _exempt(choice: Choice) -> bool:
    """Doors that are there to be seen closed, and what a kind offers in case that it is needed."""
    return choice.door or choice.spare


def _promises_across(story: Story, roles: list[RoleProof]) -> Iterator[Finding]:
    """`reaches`: by the role that it names, or by any. Where one of those wasn't asked, nothing is said."""
    for promise in story.promises:
        asked = [role for role in roles if promise.role in ("", role.role)]
        if not promise.reaches or len(asked) < (1 if promise.role else len(story.roles)):
            continue
        if all(role.seen for role in asked) and not any(promise.reaches in role.scenes for role in asked):
            yield Finding("promise-broken", promise.at, "", f"a promise is broken: `{promise.reaches}` can't be reached")
