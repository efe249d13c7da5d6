"""The oracle's answers: every state of every role, from everything that earlier games can have left, one by one."""

from dataclasses import dataclass, field

from tests.oracle.kinds import every_id
from tests.oracle.language import Value, condition, worked_out
from tests.oracle.reading import Part, Promise, Story
from tests.oracle.world import Moment, Past, State, begin, scene_of, steps

MOST_STATES = 4_000
MOST_PASTS = 48


class TooLargeError(Exception):
    """More states than brute force has time for."""


@dataclass
class Step:
    choice: str
    outcome: str
    weight: int
    after: State
    parts: list[tuple[str, int, str]]
    over: set[str]
    learned: set[str]
    words: int


@dataclass
class Role:
    """`graph` has every state that was looked at; `starts` the state that each past begins with, and what was told there."""

    name: str
    graph: dict[State, list[Step]] = field(default_factory=dict)
    starts: dict[Past, tuple[State, Moment]] = field(default_factory=dict)
    shut: dict[State, bool] = field(default_factory=dict)  # whether nothing can be chosen in a state that is no ending

    def ends(self, story: Story, state: State) -> bool:
        return scene_of(story, state).ending

    def from_(self, state: State) -> set[State]:
        """Every state that can be come to from one."""
        found, waiting = {state}, [state]
        while waiting:
            for step in self.graph[waiting.pop()]:
                if step.after not in found:
                    found.add(step.after)
                    waiting.append(step.after)
        return found


@dataclass
class Answers:
    """What is true of a story. `Where` keys are names: scenes, (scene, choice), (scene, choice, variable)."""

    roles: dict[str, Role]
    dead_ends: set[tuple[str, str]] = field(default_factory=set)  # (role, scene)
    traps: set[tuple[str, str]] = field(default_factory=set)
    over: set[tuple[str, str, str]] = field(default_factory=set)
    unreachable: set[str] = field(default_factory=set)
    never_open: set[tuple[str, str]] = field(default_factory=set)
    never_told: set[tuple[str, int, str]] = field(default_factory=set)  # (scene, block, part)
    nothing_comes: set[tuple[str, str]] = field(default_factory=set)
    broken: dict[int, bool | None] = field(default_factory=dict)  # by promise; None where either answer is right
    broken_parts: dict[str, bool | None] = field(default_factory=dict)  # by the part's id, likewise

    def lines(self, story: Story) -> list[str]:
        """All that is wrong, a line each; none where everything is right."""
        told = [f"dead-end {scene} ({role})" for role, scene in self.dead_ends]
        told += [f"trap {scene} ({role})" for role, scene in self.traps]
        told += [f"leaves-bounds {scene}/{choice} {variable}" for scene, choice, variable in self.over]
        told += [f"no-outcome {scene}/{choice}" for scene, choice in self.nothing_comes]
        told += [f"unreachable-scene {scene}" for scene in self.unreachable]
        told += [f"never-open {scene}/{choice}" for scene, choice in self.never_open]
        told += [f"never-told {scene} {number} {part}" for scene, number, part in self.never_told]
        told += [f"promise-broken {story.promises[number].kind}" for number, broken in self.broken.items() if broken]
        told += [f"promise-broken part {id}" for id, broken in self.broken_parts.items() if broken]
        return sorted(told)

    @property
    def refuted(self) -> bool:
        sure = self.dead_ends or self.traps or self.over or self.unreachable or self.never_open or self.never_told
        return bool(sure or self.nothing_comes) or any(self.broken.values()) or any(self.broken_parts.values())


def explore(story: Story, most: int = MOST_STATES) -> tuple[dict[str, Role], list[Role]]:
    """Every state of every role and of every part, from each past that some games before can have left. Raises TooLargeError."""
    roles, parts = {name: Role(name) for name in story.roles}, [Role(part.role) for part in story.parts]
    played = [*((story, role) for role in roles.values()), *((part.alone, role) for part, role in zip(story.parts, parts, strict=True))]
    unknown = Past(echoes=tuple(sorted((name, "unknown") for name, each in story.variables.items() if each.echo_of)))
    pasts, waiting = {unknown}, [unknown]
    while waiting:
        past = waiting.pop()
        for each, role in played:
            start = _explore_after(each, role, past, most)
            for state in role.from_(start):
                if role.ends(each, state):
                    left = _left_by(each, role.name, past, state)
                    if left not in pasts:
                        pasts.add(left)
                        waiting.append(left)
                        if len(pasts) > MOST_PASTS:
                            raise TooLargeError(f"more than {MOST_PASTS} pasts")
    return roles, parts


def _explore_after(story: Story, role: Role, past: Past, most: int) -> State:
    moment = begin(story, role.name, past)
    start = moment.state()
    role.starts[past] = start, moment
    _explore_from(story, role, start, most)
    return start


def _left_by(story: Story, role: str, past: Past, state: State) -> Past:
    """What is carried over when a game that began with `past` has ended in `state`."""
    values = dict(zip(story.variables, state.values, strict=True))
    echoes = {name: str(values[name]) if story.variables[name].echo_of == role else word for name, word in past.echoes}
    return Past(past.facts | state.facts, tuple(sorted(echoes.items())))


def _explore_from(story: Story, role: Role, start: State, most: int) -> None:
    waiting = [start]
    while waiting:
        state = waiting.pop()
        if state in role.graph:
            continue
        if len(role.graph) >= most:
            raise TooLargeError(f"more than {most} states")
        found = []
        for offer, way, moment in steps(story, role.name, state):
            found.append(Step(offer.id, way.outcome, way.weight, moment.state(), moment.parts, moment.over, moment.learned, moment.words))
        role.graph[state] = found
        waiting += [step.after for step in found]


def answers(story: Story, most: int = MOST_STATES) -> Answers:
    """Raises TooLargeError where a role has more states than `most`."""
    roles, alone = explore(story, most)
    said = Answers(roles)
    for part, role in zip(story.parts, alone, strict=True):
        said.broken_parts[part.id] = _part_broken(part, role, most)
    opened, shown, scenes = set[tuple[str, str]](), set[tuple[str, int, str]](), set[str]()
    for role in said.roles.values():
        good = can_end(story, role)
        for state, found in role.graph.items():
            scenes.add(state.scene)
            said.nothing_comes |= {(state.scene, id) for id in Moment(story, role.name, state).without_outcome()}
            if not found and not role.ends(story, state):
                said.dead_ends.add((role.name, state.scene))
            elif state not in good:
                said.traps.add((role.name, state.scene))
            for step in found:
                opened.add((state.scene, step.choice))
                shown.update(step.parts)
                said.over |= {(state.scene, step.choice, variable) for variable in step.over}
        for _, moment in role.starts.values():
            shown.update(moment.parts)
    for name, scene in story.scenes.items():
        if name not in scenes:
            said.unreachable.add(name)
            continue
        for id, door in every_id(scene).items():
            if not door and (name, id) not in opened:
                said.never_open.add((name, id))
        for number, block in enumerate(scene.blocks):
            for part in ("text", "first", "again"):
                if part in block and (name, number, part) not in shown:
                    said.never_told.add((name, number, part))
    for number, promise in enumerate(story.promises):
        said.broken[number] = _broken(story, promise, said)
    return said


def can_end(story: Story, role: Role) -> set[State]:
    """The states from which an ending can be reached."""
    before: dict[State, list[State]] = {}
    for state, found in role.graph.items():
        for step in found:
            before.setdefault(step.after, []).append(state)
    waiting = [state for state in role.graph if role.ends(story, state)]
    good = set(waiting)
    while waiting:
        for state in before.get(waiting.pop(), ()):
            if state not in good:
                good.add(state)
                waiting.append(state)
    return good


def _part_broken(part: Part, alone: Role, most: int) -> bool | None:
    """Whether a part can take too long or never end, or leads to where the role doesn't. Where one can go round in it, random games
    decide."""
    from tests.oracle.routes import goes_round, lengths_break

    if len(can_end(part.alone, alone)) < len(alone.graph):
        return True
    if part.later is not None:
        later = Role(part.role)
        for past in alone.starts:
            _explore_after(part.later, later, past, most)
        if len(can_end(part.later, later)) < len(later.graph):
            return True
    if goes_round(alone, alone.graph):
        return None
    return lengths_break(part.alone, Promise(part.role, "minutes", ["0", str(part.minutes)]), [alone])


class _FromOutside(Moment):
    """A state as a promise asks of it: `visited` means the same everywhere."""

    def visited(self, scene: str) -> bool:
        return scene in self.entered


def _broken(story: Story, promise: Promise, said: Answers) -> bool | None:
    from tests.oracle.routes import lengths_break

    theirs = [role for role in said.roles.values() if promise.role in ("", role.name)]
    states = [(role, state) for role in theirs for state in role.graph]
    match promise.kind:
        case "always" | "never":
            asked = condition(promise.value)
            wrong = promise.kind == "never"
            return any(bool(worked_out(asked, _FromOutside(story, role.name, state))) == wrong for role, state in states)
        case "reaches":
            return all(state.scene != promise.value for _, state in states)
        case "meets":
            return any(role.ends(story, state) and promise.value not in state.met for role, state in states)
    return lengths_break(story, promise, theirs)


def value_of(story: Story, state: State, variable: str) -> Value:
    return state.values[list(story.variables).index(variable)]
