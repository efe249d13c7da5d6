"""A way to a scene, in a legal state: the shortest that the engine can go, or else any.

Four looks, each with its own time: at the links alone, which may show at once that nothing leads there; from the start
outwards, nearest first, which finds the shortest way; at sets of states, as the proof does, which finds ways that need much
waiting and can show that there is none; and at random games. Only what was looked through to its end is called impossible.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from heapq import heappop, heappush

from game.play.engine import open_choices, start, step
from game.play.evaluate import SCENE, State
from game.play.pasted_line import Path
from game.play.program import Program, compile_role
from game.play.record import Carried
from game.prove.explore import Explored, Step, explore
from game.prove.left import Left, can_be_left
from game.prove.live import live, moves_of, visits_of
from game.prove.masks import Masks
from game.prove.moves import Moves
from game.prove.slices import Slice
from game.prove.space import lay_out
from game.prove.walk import random_games
from game.session.draft import NoWay, WayToScene
from game.story.model import Story

SECONDS = (2.0, 4.0, 2.0)
"""For the nearest states first, for sets of states, and for games at random; for each role that is tried."""

Stop = Callable[[], bool]


def way_to(
    story: Story, role: str, scene: str, stop: Stop = lambda: False, seconds: tuple[float, float, float] = SECONDS
) -> WayToScene | NoWay:
    """A way to `scene` for `role`; where it can't come there, for another role. `stop` is asked again and again whether to
    give up. Raises KeyError where the story has no such role."""
    left = can_be_left(story)
    sure = True  # whether every role was seen to the end
    for each in [role, *(other for other in story.roles if other != role)]:
        found, complete = _way(compile_role(story, each), left, scene, stop, seconds)
        if found is not None:
            return found
        if stop():
            return NoWay(f"No way to `{scene}` was looked for to the end.")
        sure &= complete
        if not complete and each == role:
            # The author's own role may yet come there, so the others are no better.
            return NoWay(f"No way to `{scene}` was found for `{role}` in {sum(seconds):g} seconds. There may be one: play towards it.")
    if sure:
        return NoWay(f"Nobody can come to `{scene}`: no role has a way there.")
    return NoWay(f"`{role}` can't come to `{scene}`, and no way was found for another role in the time there was.")


def _way(program: Program, left: Left, scene: str, stop: Stop, seconds: tuple[float, float, float]) -> tuple[WayToScene | None, bool]:
    """A way, and, where there is none, whether that is certain."""
    target = program.numbers[scene]
    distances = _distances(program, target)
    if program.role.start not in distances:
        return None, True
    nearest, outward, at_random = (_until(each, stop) for each in seconds)
    steps = _nearest(program, target, distances, nearest())
    if steps is not None:
        return WayToScene(program.role.id, _path(program, Carried(), steps), shortest=True), True
    found = explore(program, left=left, enough=_reached(target, outward()))
    if found.reached[target]:
        key, cells = next(iter(found.reached[target].items()))
        carried, steps = found.witness(target, key, (cells & -cells).bit_length() - 1)
        return WayToScene(program.role.id, _path(program, carried, steps), shortest=False), True
    if found.complete:
        return None, True
    for carried, steps in _walks(program, left, target, at_random()):
        return WayToScene(program.role.id, _path(program, carried, steps), shortest=False), True
    return None, False


def _until(seconds: float, stop: Stop) -> Callable[[], Stop]:
    """Starts a clock, and gives what says that its time is over."""

    def begin() -> Stop:
        end = time.monotonic() + seconds
        return lambda: stop() or time.monotonic() > end

    return begin


def _distances(program: Program, target: int) -> dict[str, int]:
    """How many choices it takes at least from each scene from which links lead to the target."""
    visits = visits_of(program)
    into: dict[str, set[str]] = {}
    for name, scene in program.story.scenes.items():
        for move in moves_of(scene, visits):
            into.setdefault(move.target, set()).add(name)
    found = {program.ids[target]: 0}
    waiting = deque(found)
    while waiting:
        name = waiting.popleft()
        for before in into.get(name, ()):
            if before not in found:
                found[before] = found[name] + 1
                waiting.append(before)
    return found


def _nearest(program: Program, target: int, distances: dict[str, int], over: Stop) -> list[Step] | None:
    """The shortest way for who carries nothing in (A*: no scene is nearer to the target than its links say)."""
    lives = live(program, Slice())
    space = lay_out(program, {name for reads in lives.values() for name in reads.names})
    moves = Moves(space, Masks(space), lives)
    least = [distances.get(name) for name in program.ids]
    first = start(program)[1]
    came: list[tuple[int, State, Step | None]] = [(-1, first, None)]  # from which, the state, and by what
    waiting = [(least[first[SCENE]] or 0, 0, 0)]  # the least that it takes in all, minus what it took so far, its place above
    seen = {(first[SCENE], *moves.arrived(first))}
    while waiting:
        _, minus, place = heappop(waiting)
        state = came[place][1]
        number = state[SCENE]
        if number == target:
            return _back(came, place)
        if over():
            return None
        compiled = program.scene(number)
        for choice in open_choices(program, state):
            for outcome, weight in enumerate(compiled.choices[choice].weights):
                if not weight:
                    continue
                after = step(program, state, choice, outcome)
                left = least[after[SCENE]]
                if left is None:
                    continue
                reduced = (after[SCENE], *moves.arrived(after))
                if reduced not in seen:
                    seen.add(reduced)
                    came.append((place, after, Step(number, choice, outcome)))
                    heappush(waiting, (1 - minus + left, minus - 1, len(came) - 1))
    return None


def _back(came: list[tuple[int, State, Step | None]], place: int) -> list[Step]:
    steps: list[Step] = []
    while (taken := came[place][2]) is not None:
        steps.append(taken)
        place = came[place][0]
    return steps[::-1]


def _reached(target: int, over: Stop) -> Callable[[Explored], bool]:
    return lambda found: bool(found.reached[target]) or over()


def _walks(program: Program, left: Left, target: int, over: Stop) -> Iterator[tuple[Carried, list[Step]]]:
    """Games at random that come to the target, cut there."""
    for game in random_games(program, "to a scene", 1_000_000):
        if over():
            return
        scenes = [*(scene for scene, _, _ in game.steps), game.state[SCENE]]
        can_begin_so = game.facts <= left.facts and all(value in left.echoes[name] for name, value in game.echoes.items())
        if target in scenes and can_begin_so:
            yield game.carried(program), [Step(*taken) for taken in game.steps[: scenes.index(target)]]


def _path(program: Program, carried: Carried, steps: list[Step]) -> Path:
    choices = []
    for taken in steps:
        compiled = program.scene(taken.scene).choices[taken.choice]
        outcome = compiled.outcomes[taken.outcome].outcome
        choices.append((compiled.choice.id, outcome.id if outcome is not None else ""))
    return Path(carried, tuple(choices))
