"""Every state that a role can come to, as sets of states; which of them can reach an ending; and a way to any of them.

Forward, scene by scene in the order of strongly connected components, to the fixed point; then backward from the
endings along the same branches. What was reached and can't reach an ending is a trap.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush

from game.play.engine import start
from game.play.program import Program
from game.play.record import Carried
from game.prove.left import Left
from game.prove.live import guard_reads, live, moves_of, visits_of
from game.prove.masks import Mask, Masks
from game.prove.moves import Branch, Moves
from game.prove.slices import Reads, Slice
from game.prove.space import Space, lay_out

MOST_STARTS = 1 << 12
"""How many combinations of what can be carried in are tried."""


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """Cells that were new when they came to a scene with a key, and the branch that brought them (None at a start)."""

    cells: int
    scene: int = -1
    key: int = 0
    choice: int = -1
    outcome: int = 0
    branch: Branch | None = None
    carried: Carried | None = None
    number: int = 0  # counts up: what came from where was there before


@dataclass(frozen=True, slots=True)
class Step:
    """One choice of a witness, by numbers."""

    scene: int
    choice: int
    outcome: int


@dataclass(slots=True)
class Explored:
    """What exploring a role found. Sets of states are by scene and key. `complete` is false where a limit stopped it.

    Where a slice has forgotten something, `reached`, `opened` and `over` may hold what can't happen, and `stuck` are
    the states in which no choice is sure to be open.
    """

    space: Space
    moves: Moves
    reached: list[dict[int, int]]
    arrivals: dict[tuple[int, int], list[Arrival]]
    opened: dict[tuple[int, int, int], tuple[int, int, int]] = field(default_factory=dict)  # (scene, choice, outcome) -> (scene, key, cell)
    stuck: list[tuple[int, int, int]] = field(default_factory=list)  # (scene, key, cells) with nothing open
    over: dict[tuple[int, int, int, str], tuple[int, int, int]] = field(default_factory=dict)
    guards: list[list[Mask]] = field(default_factory=list)  # by scene and choice, once the scene was reached: may be open
    sure: list[list[Mask]] = field(default_factory=list)  # likewise: is open for certain
    complete: bool = True

    @property
    def states(self) -> int:
        return sum(cells.bit_count() for keys in self.reached for cells in keys.values())

    def witness(self, scene: int, key: int, cell: int) -> tuple[Carried, list[Step]]:
        """A way to a reached state: what was carried in, and the choices."""
        steps: list[Step] = []
        before: int | None = None
        while True:
            arrival = next(
                found for found in self.arrivals[scene, key] if found.cells >> cell & 1 and (before is None or found.number < before)
            )
            if arrival.branch is None:
                assert arrival.carried is not None
                return arrival.carried, steps[::-1]
            steps.append(Step(arrival.scene, arrival.choice, arrival.outcome))
            sources = self.moves.backward(arrival.branch, 1 << cell)
            scene, key, before = arrival.scene, arrival.key, arrival.number
            there = 0
            for earlier in self.arrivals[scene, key]:
                if earlier.number < before:
                    there |= earlier.cells
            sources &= there & self.guards[scene][arrival.choice](key)
            cell = (sources & -sources).bit_length() - 1


def explore(
    program: Program,
    part: Slice | None = None,
    *,
    left: Left | None = None,
    limit: int | None = None,
    tick: Callable[[int], None] | None = None,
    enough: Callable[["Explored"], bool] | None = None,
    lives: Mapping[str, Reads] | None = None,
) -> Explored:
    """Explore a role, or a slice of it. `lives` has, by scene, what is kept apart there: what is live, where it is None.

    `left` is what earlier games can have left behind (anything where it is None), `limit` the most (scene, key) sets
    to keep; `tick` is told how many there are now and then, and `enough` is asked as often whether what was found will do.
    """
    part = part or Slice()
    lives = live(program, part) if lives is None else lives
    tracked = {name for reads in lives.values() for name in reads.names}
    space = lay_out(program, tracked)
    masks = Masks(space, part)
    moves = Moves(space, masks, lives)
    count = len(program.ids)
    found = Explored(space, moves, [{} for _ in range(count)], {})
    found.guards = [[] for _ in range(count)]
    found.sure = [[] for _ in range(count)]
    order = _order(program, part)
    pending: list[dict[int, int]] = [{} for _ in range(count)]
    queue: list[tuple[int, int]] = []
    queued = [False] * count
    kept = 0
    arrived = 0

    def arrive(scene: int, key: int, cells: int, arrival: Arrival) -> None:
        nonlocal kept
        old = found.reached[scene].get(key)
        if old is None:
            kept += 1
        found.reached[scene][key] = (old or 0) | cells
        found.arrivals.setdefault((scene, key), []).append(arrival)
        pending[scene][key] = pending[scene].get(key, 0) | cells
        if not queued[scene]:
            queued[scene] = True
            heappush(queue, (order[scene], scene))

    for carried, scene, key, cell in _starts(program, space, moves, found, left):
        if not found.reached[scene].get(key, 0) >> cell & 1:
            arrived += 1
            arrive(scene, key, 1 << cell, Arrival(1 << cell, carried=carried, number=arrived))
    while queue:
        if (limit is not None and kept > limit) or (enough is not None and enough(found)):
            found.complete = False
            break
        _, number = heappop(queue)
        queued[number] = False
        if tick is not None:
            tick(kept)
        compiled = program.scene(number)
        if not found.guards[number]:
            found.guards[number], found.sure[number] = _guards(program, masks, number)
        guards, sure = found.guards[number], found.sure[number]
        news, pending[number] = pending[number], {}
        for key, new in news.items():
            anything = 0
            for choice, guard in enumerate(guards):
                cells = new & guard(key)
                if not cells:
                    continue
                anything |= cells if sure[choice] is guard else cells & sure[choice](key)
                for outcome, weight in enumerate(compiled.choices[choice].weights):
                    if not weight:
                        continue
                    if (number, choice, outcome) not in found.opened:
                        found.opened[number, choice, outcome] = (number, key, (cells & -cells).bit_length() - 1)
                    for branch in moves.branches(number, key, choice, outcome):
                        moved = moves.forward(branch, cells)
                        if not moved or (part.scenes is not None and branch.scene not in part.scenes):
                            continue
                        for name, outside in branch.over:
                            passing = cells & outside & branch.before
                            if passing and (number, choice, outcome, name) not in found.over:
                                found.over[number, choice, outcome, name] = (number, key, (passing & -passing).bit_length() - 1)
                        after = branch.key_after(key)
                        fresh = moved & ~found.reached[branch.scene].get(after, 0)
                        if fresh:
                            arrived += 1
                            arrive(branch.scene, after, fresh, Arrival(fresh, number, key, choice, outcome, branch, number=arrived))
            if not compiled.scene.ending and new & ~anything:
                found.stuck.append((number, key, new & ~anything))
    return found


def traps(found: Explored, *, surely: bool = False) -> list[tuple[int, int, int]]:
    """Reached states from which no ending is sure to be reachable, as (scene, key, cells).

    With `surely`, those from which none is, whatever the slice has forgotten. In the whole that is the same.
    """
    program, moves = found.space.program, found.moves
    guards = found.guards if surely else found.sure
    good: list[dict[int, int]] = [{} for _ in program.ids]
    into: dict[tuple[int, int], list[tuple[int, int, int, Branch]]] = {}
    for number, keys in enumerate(found.reached):
        scene = program.scene(number) if keys else None
        for key in keys:
            for choice, compiled in enumerate(scene.choices if scene is not None else ()):
                if not guards[number] or not guards[number][choice](key) & keys[key]:
                    continue
                for outcome, weight in enumerate(compiled.weights):
                    if weight:
                        for branch in moves.branches(number, key, choice, outcome):
                            into.setdefault((branch.scene, branch.key_after(key)), []).append((number, key, choice, branch))
    waiting: dict[tuple[int, int], int] = {}
    for number, keys in enumerate(found.reached):
        if keys and program.scene(number).scene.ending:
            for key, cells in keys.items():
                good[number][key] = cells
                waiting[number, key] = cells
    while waiting:
        (number, key), cells = waiting.popitem()
        for source, source_key, choice, branch in into.get((number, key), ()):
            came = moves.backward(branch, cells) & found.reached[source][source_key] & guards[source][choice](source_key)
            fresh = came & ~good[source].get(source_key, 0)
            if fresh:
                good[source][source_key] = good[source].get(source_key, 0) | fresh
                waiting[source, source_key] = waiting.get((source, source_key), 0) | fresh
    return [
        (number, key, bad)
        for number, keys in enumerate(found.reached)
        for key, cells in keys.items()
        if (bad := cells & ~good[number].get(key, 0))
    ]


def _guards(program: Program, masks: Masks, number: int) -> tuple[list[Mask], list[Mask]]:
    """For each choice of a scene, the cells in which it may be open, and those in which it is for certain."""
    scene = program.scene(number)
    where = program.where(scene.scene)
    full, part = masks.space.full, masks.part
    guards: list[Mask] = []
    sure: list[Mask] = []
    for compiled in scene.choices:
        choice = compiled.choice
        if choice.door:
            guards.append(_never)
            sure.append(_never)
            continue
        used = compiled.used & part.memory
        guards.append(_guard([masks.may(condition, where) for condition in choice.conditions], used, full))
        if part.has(guard_reads(program, scene.scene, choice)):
            sure.append(guards[-1])
        elif used != compiled.used:
            sure.append(_never)  # it may have been used up
        else:
            sure.append(_guard([masks.must(condition, where) for condition in choice.conditions], used, full))
    return guards, sure


def _never(_: int) -> int:
    return 0


def _guard(asked: list[Mask], used: int, full: int) -> Mask:
    if len(asked) == 1 and not used:
        return asked[0]

    def open_in(key: int) -> int:
        if key & used:
            return 0
        cells = full
        for mask in asked:
            cells &= mask(key)
        return cells

    return open_in


def _starts(program: Program, space: Space, moves: Moves, found: Explored, left: Left | None) -> Iterator[tuple[Carried, int, int, int]]:
    """Every state that the role may start in: each combination of echoes and facts that is asked for from there on."""
    story, role = program.story, program.role
    kept, _ = moves.kept_in(program.numbers[role.start])
    echoes = [
        (name, [place for place in range(len(variable.values)) if left is None or place in left.echoes[name]])
        for name, variable in story.variables.items()
        if variable.echo and variable.echo != role.id and _field_mask(space, program.places[name]) & kept
    ]
    facts = [fact for fact, bit in program.bits.met.items() if bit & kept and (left is None or fact in left.facts)]
    combinations = 1 << len(facts)
    for _, values in echoes:
        combinations *= len(values)
    if combinations > MOST_STARTS:
        found.complete = False
        combinations = MOST_STARTS
    for number in range(combinations):
        rest, chosen = number, {}
        for name, values in echoes:
            rest, position = divmod(rest, len(values))
            chosen[name] = values[position]
        known = frozenset(fact for position, fact in enumerate(facts) if rest >> position & 1)
        _, state = start(program, chosen, known)
        key, cell = moves.arrived(state)
        words = {name: story.variables[name].values[place] for name, place in chosen.items()}
        yield Carried(known, words), state[0], key, cell


def _field_mask(space: Space, slot: int) -> int:
    return space.fields[slot].mask if slot in space.fields else 0


def _order(program: Program, part: Slice) -> list[int]:
    """A number for each scene: those of a strongly connected component are alike, and later ones come later (Tarjan)."""
    visits = visits_of(program)
    onward: list[list[int]] = [[] for _ in program.ids]
    for number in range(len(onward)) if part.scenes is None else part.scenes:
        scene = program.story.scenes[program.ids[number]]
        onward[number] = [program.numbers[move.target] for move in moves_of(scene, visits)]
    count = len(onward)
    index, low, component = [0] * count, [0] * count, [-1] * count
    stack: list[int] = []
    counter = components = 0
    for root in range(count):
        if index[root]:
            continue
        work: list[tuple[int, int]] = [(root, 0)]
        while work:
            node, position = work.pop()
            if position == 0:
                counter += 1
                index[node] = low[node] = counter
                stack.append(node)
            ways = onward[node]
            while position < len(ways):
                target = ways[position]
                position += 1
                if not index[target]:
                    work += [(node, position), (target, 0)]
                    break
                if component[target] < 0:
                    low[node] = min(low[node], index[target])
            else:
                if low[node] == index[node]:
                    while True:
                        member = stack.pop()
                        component[member] = components
                        if member == node:
                            break
                    components += 1
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[node])
    return [components - 1 - number for number in component]
