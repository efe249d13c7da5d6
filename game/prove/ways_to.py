"""A way to a scene, in a legal state: the shortest that the engine can go, or else any.

Three looks, each with its own time: at every state from the start outwards, nearest first, for who carries nothing in, which
finds the shortest way; the same with all that can be carried in; and at random games. Only what was looked through to its
end is called impossible.
"""

import time
from collections.abc import Callable, Iterator

from game.play.pasted_line import Path
from game.play.program import Program, compile_role
from game.play.record import Carried, Entry
from game.prove.walk import random_games
from game.session.draft import NoWay, WayToScene
from game.states.carry_in import Begun, Pasts, pasts_of
from game.states.explorer import Graph
from game.states.liveness import Links, Liveness, Scope
from game.states.packed import Packing
from game.states.reads import Reads
from game.story.model import Story

SECONDS = (2.0, 4.0, 2.0)
"""For the start with nothing carried in, for every start, and for games at random; for each role that is tried."""

MOST = 1 << 20
"""So many states are kept."""

Stop = Callable[[], bool]


def way_to(
    story: Story, role: str, scene: str, stop: Stop = lambda: False, seconds: tuple[float, float, float] = SECONDS
) -> WayToScene | NoWay:
    """A way to `scene` for `role`; where it can't come there, for another role. `stop` is asked again and again whether to
    give up. Raises KeyError where the story has no such role."""
    programs = {each: compile_role(story, each) for each in story.roles}
    pasts: Pasts | None = None
    sure = True  # whether every role was seen to the end
    for each in [role, *(other for other in story.roles if other != role)]:
        search = _WaySearch(programs[each], scene, stop)
        found = search.nearest(seconds[0])
        if found is None and search.linked:
            pasts = pasts or pasts_of(programs)
            found = search.any_way(pasts, *seconds[1:])
        if found is not None:
            return found
        if stop():
            return NoWay(f"No way to `{scene}` was looked for to the end.")
        sure &= search.complete
        if not search.complete and each == role:
            # The author's own role may yet come there, so the others are no better.
            return NoWay(f"No way to `{scene}` was found for `{role}` in {sum(seconds):g} seconds. There may be one: play towards it.")
    if sure:
        return NoWay(f"Nobody can come to `{scene}`: no role has a way there.")
    return NoWay(f"`{role}` can't come to `{scene}`, and no way was found for another role in the time there was.")


class _WaySearch:
    """Of one role. `complete` is whether it is certain that there is no way, where none was found."""

    def __init__(self, program: Program, scene: str, stop: Stop) -> None:
        self.program, self.target, self.stop = program, program.numbers[scene], stop
        self.reads = Reads(program)
        links = Links(self.reads)
        leading = links.leading_to([self.target])
        self.linked = program.numbers[program.role.start] in leading
        self.live = Liveness(links, Scope(scenes=leading))
        self.complete = not self.linked

    def nearest(self, seconds: float) -> WayToScene | None:
        """The shortest way for who carries nothing in."""
        nothing = Pasts((), known={0}).starts(self.reads, 0)[0]
        return self._outwards(nothing, seconds, shortest=True) if self.linked else None

    def any_way(self, pasts: Pasts, seconds: float, at_random: float) -> WayToScene | None:
        begun, every_start = pasts.starts(self.reads, self.live.start)
        found = self._outwards(begun, seconds, shortest=False)
        self.complete &= every_start
        if found is None and not self.complete:
            found = next(self._walks(at_random), None)
        return found

    def _outwards(self, begun: Begun, seconds: float, *, shortest: bool) -> WayToScene | None:
        graph = Graph(Packing(self.live))
        graph.start(begun)
        over, seen = self._until(seconds), 0
        while True:
            for node in range(seen, len(graph.states)):
                if graph.scene(node) == self.target:
                    carried, steps = graph.way_to(node)
                    return WayToScene(self.program.role.id, Path(carried, _choices(graph.entries(steps))), shortest=shortest)
            seen = len(graph.states)
            if graph.looked == seen or over() or seen > MOST:
                self.complete = graph.looked == seen
                return None
            graph.complete = True
            graph.explore(seen + graph.packing.made + 1_000)

    def _walks(self, seconds: float) -> Iterator[WayToScene]:
        """Games at random that come to the target, cut there."""
        over = self._until(seconds)
        for game in random_games(self.program, "to a scene", 1_000_000):
            if over():
                return
            scenes = [*(scene for scene, _, _ in game.steps), game.state[0]]
            if self.target in scenes and game.carried == Carried():
                entries = list(game.entries(self.program))[: scenes.index(self.target)]
                yield WayToScene(self.program.role.id, Path(game.carried, _choices(entries)), shortest=False)

    def _until(self, seconds: float) -> Stop:
        end = time.monotonic() + seconds
        return lambda: self.stop() or time.monotonic() > end


def _choices(entries: "Iterator[Entry] | list[Entry]") -> tuple[tuple[str, str], ...]:
    return tuple((entry.choice, entry.outcome) for entry in entries)
