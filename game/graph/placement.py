"""Where each scene stands on the page, in layers from the starts down, and the way each arrow takes.

The library lays out one connected graph without cycles. So arrows that lead back up are turned round for it, and what
hangs together is laid out by itself and then packed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

Point = tuple[float, float]
Arrow = tuple[str, str]
Pair = tuple[int, int]

ACROSS, DOWN = 200.0, 112.0  # from one scene to the next in a layer, and from layer to layer, in pixels
PASSING = 0.2  # how much of a scene's width an arrow takes that passes a layer
GAP = 60.0
_UNIT = 10.0  # the library's spacing, which is scaled to ours
_ASIDE = 14.0  # an arrow up stands so far beside the arrow down between the same scenes


class NoLayoutLibraryError(Exception):
    """The library that lays out graphs isn't installed."""


@dataclass(frozen=True, slots=True)
class MapLayout:
    """Centres of scenes and points of arrows, in pixels from the left and from the top: of all, or of what hangs together."""

    centres: Mapping[str, Point]
    arrows: Mapping[Arrow, tuple[Point, ...]]
    width: float
    height: float


def lay_out(names: Sequence[str], arrows: Iterable[Arrow]) -> MapLayout:
    """Lay out a graph; arrows lead down where they can. Earlier names stand higher where arrows form a loop.

    Raises NoLayoutLibraryError where the library is missing. An arrow from a name to itself gets no way.
    """
    known = set(names)
    kept = list(dict.fromkeys((a, b) for a, b in arrows if a != b and a in known and b in known))
    groups = _components(names, kept)
    of = {name: number for number, members in enumerate(groups) for name in members}
    parts = [_lay_out_part(members, [arrow for arrow in kept if of[arrow[0]] == number]) for number, members in enumerate(groups)]
    return _packed(sorted(parts, key=lambda part: -len(part.centres)))


def _components(names: Sequence[str], arrows: Sequence[Arrow]) -> list[list[str]]:
    """The names that hang together, each time in their order."""
    group = {name: [name] for name in names}
    for pair in arrows:
        small, large = sorted((group[name] for name in pair), key=len)
        if small is not large:
            large += small
            group.update(dict.fromkeys(small, large))
    order = {name: number for number, name in enumerate(names)}
    return [sorted(members, key=order.__getitem__) for members in {id(members): members for members in group.values()}.values()]


def layout_library() -> Any:
    """What lays out a graph. Raises NoLayoutLibraryError."""
    try:
        from fast_sugiyama import from_edges
    except ImportError as error:
        raise NoLayoutLibraryError from error
    return from_edges


def _lay_out_part(members: Sequence[str], arrows: Sequence[Arrow]) -> MapLayout:
    if len(members) == 1:
        return MapLayout(dict.fromkeys(members, (ACROSS / 2, DOWN / 2)), {}, ACROSS, DOWN)
    from_edges = layout_library()
    number = {name: each for each, name in enumerate(members)}
    pairs = [(number[source], number[target]) for source, target in arrows]
    all_pairs, down = set(pairs), set(_downward(len(members), pairs))
    ((placed, _, _, edges),) = from_edges(
        sorted(down), vertex_spacing=_UNIT, dummy_vertices=True, dummy_size=_UNIT * PASSING, check_layout=False
    )
    left, top = min(x for _, (x, _) in placed), max(y for _, (_, y) in placed)
    points = {int(node): ((x - left) / _UNIT * ACROSS + ACROSS / 2, (top - y) / _UNIT * DOWN + DOWN / 2) for node, (x, y) in placed}
    chains = dict(_chains(len(members), [(int(a), int(b)) for a, b in edges or ()]))
    ways: dict[Arrow, tuple[Point, ...]] = {}
    for (source, target), pair in zip(arrows, pairs, strict=True):
        if pair in down:
            ways[source, target] = tuple(points[each] for each in chains[pair])
        else:
            beside = _ASIDE if pair[::-1] in all_pairs else 0.0
            turned = [points[each] for each in reversed(chains[pair[1], pair[0]])]
            ways[source, target] = tuple((x + beside, y) for x, y in turned)
    width = max(x for x, _ in points.values()) + ACROSS / 2
    height = max(y for _, y in points.values()) + DOWN / 2
    return MapLayout({name: points[each] for name, each in number.items()}, ways, width, height)


def _downward(count: int, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The same pairs without cycles: those that lead back to where a walk in depth is still on its way are turned."""
    following: list[list[int]] = [[] for _ in range(count)]
    for source, target in pairs:
        following[source].append(target)
    entered, left = [False] * count, [False] * count
    for root in range(count):
        if entered[root]:
            continue
        entered[root] = True
        way = [(root, iter(following[root]))]
        while way:
            here, rest = way[-1]
            for target in rest:
                if entered[target] and not left[target]:
                    yield target, here
                    continue
                yield here, target
                if not entered[target]:
                    entered[target] = True
                    way.append((target, iter(following[target])))
                    break
            else:
                left[here] = True
                way.pop()


def _chains(count: int, edges: Sequence[Pair]) -> Iterator[tuple[Pair, tuple[int, ...]]]:
    """For each pair of scenes, the numbers that its arrow passes: what is not a scene has one way in and one way out."""
    onward = {source: target for source, target in edges if source >= count}
    for source, target in edges:
        if source < count:
            chain = [source, target]
            while chain[-1] >= count:
                chain.append(onward[chain[-1]])
            yield (source, chain[-1]), tuple(chain)


def _packed(parts: Sequence[MapLayout]) -> MapLayout:
    """The parts side by side in rows, the largest first."""
    if not parts:
        return MapLayout({}, {}, 0.0, 0.0)
    area = sum((part.width + GAP) * (part.height + GAP) for part in parts)
    widest = max(parts[0].width, *(part.width for part in parts), 1.4 * sqrt(area))
    centres: dict[str, Point] = {}
    arrows: dict[Arrow, tuple[Point, ...]] = {}
    x = y = row = right = 0.0
    for part in parts:
        if x and x + part.width > widest:
            x, y, row = 0.0, y + row + GAP, 0.0
        centres.update({name: (px + x, py + y) for name, (px, py) in part.centres.items()})
        arrows.update({arrow: tuple((px + x, py + y) for px, py in way) for arrow, way in part.arrows.items()})
        right, row, x = max(right, x + part.width), max(row, part.height), x + part.width + GAP
    return MapLayout(centres, arrows, right, y + row)
