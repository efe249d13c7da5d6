"""What can be said of a role for certain: that nobody can get stuck in it, that everything in it can be reached, and
that the author's promises hold; or a short playthrough that shows otherwise.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from game.play.engine import start, step
from game.play.program import compile_role
from game.play.record import Carried, Entry
from game.prove.explore import Explored, Step, explore, traps
from game.prove.left import Left, can_be_left
from game.prove.live import Reads, reads_of
from game.prove.masks import Masks
from game.prove.routes.report import RoleRoutes, routes_of_role
from game.story.language.tree import Expression, Knows, parts
from game.story.model import At, Block, Choice, Promise, Scene, Story

Verdict = Literal["PROVED", "REFUTED", "BOUNDED"]


@dataclass(frozen=True, slots=True)
class Witness:
    """A playthrough that shows something: what is carried in, and the choices."""

    role: str
    carried: Carried
    entries: tuple[Entry, ...]


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
    """What exploring one role found. What one role never reaches another may, so those are sets to be put together."""

    role: str
    states: int
    sets: int
    complete: bool
    endings: tuple[str, ...]
    findings: list[Finding] = field(default_factory=list)
    scenes: set[str] = field(default_factory=set)
    choices: set[tuple[str, str]] = field(default_factory=set)
    told: set[tuple[str, int, str]] = field(default_factory=set)  # (scene, block, "text" | "first" | "again")
    routes: RoleRoutes | None = None


@dataclass(slots=True)
class Proof:
    """The whole. `undecided` are promises that could be neither proved nor refuted within the limits, `unexamined` those
    that this proof doesn't speak of.
    """

    roles: list[RoleProof]
    findings: list[Finding]
    undecided: list[Promise]
    unexamined: list[Promise]

    @property
    def verdict(self) -> Verdict:
        if self.findings:
            return "REFUTED"
        return "PROVED" if all(role.complete for role in self.roles) and not self.undecided else "BOUNDED"


def prove(story: Story, *, limit: int | None = None, tick: Callable[[str, int], None] | None = None) -> Proof:
    """Prove every role. `limit` is the most sets of states for a role; `tick` hears of (role, sets) now and then."""
    left = can_be_left(story)
    roles = [_prove_role(story, role, left, limit, tick) for role in story.roles]
    findings = [finding for role in roles for finding in role.findings]
    if all(role.complete for role in roles):
        findings += _never(story, roles)
    promises = list(_promises_across(story, roles))
    judged = [judged for role in roles if role.routes is not None for judged in role.routes.judged]
    undecided = [promise for promise in story.promises if any(each.stands == "open" and each.promise is promise for each in judged)]
    unexamined = [promise for promise in story.promises if promise.minutes is not None or promise.meets_at_least is not None]
    return Proof(roles, [*findings, *promises], undecided, unexamined)


def _prove_role(story: Story, role: str, left: Left, limit: int | None, tick: Callable[[str, int], None] | None) -> RoleProof:
    promises = [promise for promise in story.promises if promise.role in ("", role)]
    asked = [condition for promise in promises for condition in (promise.always, promise.never) if condition is not None]
    meets = [promise.meets for promise in promises if promise.meets]
    program = compile_role(story, role, asked=asked, facts=meets)
    always = Reads(memory=sum({program.bits.met[fact] for fact in meets}))
    for condition in asked:
        always |= reads_of(condition, program, "")
    hear = (lambda sets: tick(role, sets)) if tick is not None else None
    found = explore(program, always=always, left=left, limit=limit, tick=hear)
    endings = tuple(name for name in program.ids if story.scenes[name].ending and found.reached[program.numbers[name]])
    proof = RoleProof(role, found.states, sum(map(len, found.reached)), found.complete, endings)
    proof.findings += _dead_ends(found)
    if found.complete:
        proof.findings += _traps(found)
    proof.findings += _out_of_bounds(found)
    for promise in promises:
        proof.findings += _broken(found, promise)
    _collect_reached(found, proof)
    proof.routes = routes_of_role(story, role, promises, left=left)
    for judged in proof.routes.judged:
        if judged.stands == "broken":
            way = None if judged.way is None else Witness(role, judged.way.carried, judged.way.entries)
            proof.findings.append(Finding("promise-broken", judged.promise.at, "", f"a promise is broken: {judged.said}", way))
    return proof


def witness(found: Explored, scene: int, key: int, cell: int, then: tuple[int, int] | None = None) -> Witness:
    """A way to a state, played in the real engine; `then` is one more (choice, outcome) to take there."""
    program = found.space.program
    carried, steps = found.witness(scene, key, cell)
    if then is not None:
        steps = [*steps, Step(scene, *then)]
    echoes = {name: program.story.variables[name].values.index(word) for name, word in carried.echoes.items()}
    state = start(program, echoes, carried.facts)[1]
    entries: list[Entry] = []
    for taken in steps:
        compiled = program.scene(taken.scene).choices[taken.choice]
        outcome = compiled.outcomes[taken.outcome].outcome
        entries.append(Entry(program.ids[taken.scene], compiled.choice.id, outcome.id if outcome is not None else ""))
        state = step(program, state, taken.choice, taken.outcome)
    return Witness(program.role.id, carried, tuple(entries))


def _lowest(cells: int) -> int:
    return (cells & -cells).bit_length() - 1


def _dead_ends(found: Explored) -> Iterator[Finding]:
    """One for each scene: a state in which nothing is open."""
    program = found.space.program
    told: set[int] = set()
    for number, key, cells in found.stuck:
        if number not in told:
            told.add(number)
            scene = program.scene(number).scene
            yield Finding(
                "dead-end",
                scene.at,
                scene.id,
                f"in `{scene.id}` every choice can be closed at once",
                witness(found, number, key, _lowest(cells)),
            )


def _traps(found: Explored) -> Iterator[Finding]:
    """One for each scene whose states can go on but never end; where a dead end is told already it isn't told again."""
    program = found.space.program
    dead = {number for number, _, _ in found.stuck}
    told: set[int] = set()
    stuck = {(number, key): cells for number, key, cells in found.stuck}
    for number, key, cells in sorted(traps(found)):
        going_on = cells & ~stuck.get((number, key), 0)
        if going_on and number not in told and not dead:
            told.add(number)
            scene = program.scene(number).scene
            message = f"from `{scene.id}` no ending may be reachable any more, whatever one chooses"
            yield Finding("trap", scene.at, scene.id, message, witness(found, number, key, _lowest(going_on)))


def _out_of_bounds(found: Explored) -> Iterator[Finding]:
    program = found.space.program
    for (number, choice, outcome, name), (scene, key, cell) in found.over.items():
        compiled = program.scene(number).choices[choice]
        variable = program.story.variables[name]
        where = f"`{program.ids[number]}/{compiled.choice.id}`"
        message = f"{where} can push `{name}` beyond its bounds ({variable.low:,} to {variable.high:,})"
        yield Finding("leaves-bounds", compiled.choice.at, "", message, witness(found, scene, key, cell, (choice, outcome)))


def _broken(found: Explored, promise: Promise) -> Iterator[Finding]:
    """A promise about states: `always`, `never`, and `meets` at every ending."""
    program = found.space.program
    masks = Masks(found.space)
    for number, keys in enumerate(found.reached):
        if not keys:
            continue
        scene = program.scene(number).scene
        for key, cells in keys.items():
            bad, said = 0, ""
            if promise.always is not None:
                bad, said = cells & ~masks.of(promise.always, program.where(scene))(key), "`always` doesn't hold"
            elif promise.never is not None:
                bad, said = cells & masks.of(promise.never, program.where(scene))(key), "`never` does happen"
            elif promise.meets and scene.ending and not key & program.bits.met[promise.meets]:
                bad, said = cells, f"`{promise.meets}` isn't met on the way"
            if bad:
                yield Finding(
                    "promise-broken",
                    promise.at,
                    "",
                    f"a promise is broken in `{scene.id}`: {said}",
                    witness(found, number, key, _lowest(bad)),
                )
                return


def _collect_reached(found: Explored, proof: RoleProof) -> None:
    program = found.space.program
    masks = Masks(found.space)
    proof.scenes = {program.ids[number] for number, keys in enumerate(found.reached) if keys}
    proof.choices = {(program.ids[number], program.scene(number).scene.choices[choice].id) for number, choice, _ in found.opened}
    for number, keys in enumerate(found.reached):
        if keys:
            compiled = program.scene(number)
            for block, each in enumerate(compiled.blocks):
                for key, cells in keys.items():
                    shown = cells
                    if each.block.condition is not None:
                        shown = cells & masks.of(each.block.condition, program.where(compiled.scene))(key)
                    if shown:
                        proof.told.add((compiled.scene.id, block, "text"))
                        proof.told.add((compiled.scene.id, block, "again" if key & compiled.again else "first"))


def _never(story: Story, roles: Iterable[RoleProof]) -> Iterator[Finding]:
    """What no role ever comes to."""
    scenes = set[str]().union(*(role.scenes for role in roles))
    choices = set[tuple[str, str]]().union(*(role.choices for role in roles))
    told = set[tuple[str, int, str]]().union(*(role.told for role in roles))
    for scene in story.scenes.values():
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
    taught = {
        fact for block in scene.blocks for prose in (block.text, block.first, block.again) if prose is not None for fact in prose.facts
    }
    return condition is not None and any(isinstance(part, Knows) and part.fact in taught for part in parts(condition))


def _promises_across(story: Story, roles: list[RoleProof]) -> Iterator[Finding]:
    """`reaches`: by the role that it names, or by any."""
    for promise in story.promises:
        if promise.reaches:
            asked = [role for role in roles if promise.role in ("", role.role)]
            if all(role.complete for role in asked) and not any(promise.reaches in role.scenes for role in asked):
                yield Finding("promise-broken", promise.at, "", f"a promise is broken: `{promise.reaches}` can't be reached")
