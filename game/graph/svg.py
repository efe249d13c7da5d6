"""The map as SVG: scenes as outlines with words, links as arrows. Every word of the story is escaped here."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from textwrap import wrap

from game.graph.looks import HEIGHT, PROBLEM, START, look_of
from game.graph.placement import MapLayout, Point
from game.graph.scene_map import MapLink, SceneBox, SceneMap
from game.text.cells import fitted

_LETTERS = 23  # that fit a line of an outline
_LINES = 2
_MARGIN = 40


def drawing(drawn: SceneMap, layout: MapLayout) -> Iterator[str]:
    """The `svg` element, line by line."""
    width, height = round(layout.width) + 2 * _MARGIN, round(layout.height) + 2 * _MARGIN
    yield (
        f'<svg id="map" viewBox="0 0 {width} {height}" data-width="{width}" data-height="{height}" role="group" '
        f'aria-label="Map of {len(drawn.boxes)} scenes. Arrow keys go from scene to scene.">'
    )
    yield '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse">'
    yield '<path d="M0 1L10 5L0 9Z"/></marker></defs>'
    yield f'<g id="view"><g transform="translate({_MARGIN} {_MARGIN})">'
    roles = {box.id: set(box.roles) for box in drawn.boxes}
    for link in drawn.links:
        way = layout.arrows.get((link.source, link.target))
        if way is not None:
            yield _link(link, way, sorted(roles[link.source] & roles[link.target]))
    for box in drawn.boxes:
        yield _box(box, layout.centres[box.id])
    yield "</g></g></svg>"


def class_of(kind: str) -> str:
    """The class of what looks like scenes of this kind."""
    return f"kind-{kind or 'scene'}"


def _box(box: SceneBox, at: Point) -> str:
    classes = ["spot", class_of(box.kind), *(["visit"] if box.visited else []), *(["problem"] if box.problems else [])]
    said = ", ".join((box.name, *box.marks))
    roles = escape(" ".join(box.roles))
    parts = [
        f'<g class="{" ".join(classes)}" id="spot-{escape(box.id)}" data-id="{escape(box.id)}" data-roles="{roles}" '
        f'data-x="{at[0]:.0f}" data-y="{at[1]:.0f}" transform="translate({at[0]:.0f} {at[1]:.0f})" tabindex="-1" role="button" '
        f'aria-label="{escape(said)}">',
        f"<title>{escape(said)}</title>",
        f'<path class="outline" d="{look_of(box.kind).outline}"/>',
    ]
    small = ", ".join(word for word in box.marks if not word.startswith("start of")) or (box.id if box.title else "")
    texts = [("", line) for line in _lines(box.name)]
    texts += [(' class="small"', fitted(small, _LETTERS + 6))] if small else []
    top = 4 - 7.5 * (len(texts) - 1)
    parts += [f'<text{kind} y="{top + 15 * number:g}">{escape(line)}</text>' for number, (kind, line) in enumerate(texts)]
    if box.starts:
        parts.append(f'<path class="start" d="{START}"/>')
    if box.problems:
        parts.append(f'<path class="badge" d="{PROBLEM}"/><text class="badge" x="82" y="{-HEIGHT // 2 + 8}">!</text>')
    return "".join([*parts, "</g>"])


def _link(link: MapLink, way: Sequence[Point], roles: Sequence[str]) -> str:
    """A curve that leaves and enters scenes upright, from the edge of one to the edge of the other."""
    down = 1 if way[-1][1] > way[0][1] else -1
    edge = HEIGHT / 2 + 2
    points = [(way[0][0], way[0][1] + down * edge), *way[1:-1], (way[-1][0], way[-1][1] - down * edge)]
    path = f"M{points[0][0]:.0f} {points[0][1]:.0f}"
    for (x, y), (to_x, to_y) in pairwise(points):
        middle = (y + to_y) / 2
        path += f"C{x:.0f} {middle:.0f} {to_x:.0f} {middle:.0f} {to_x:.0f} {to_y:.0f}"
    start = ' marker-start="url(#tip)"' if link.returns else ""
    title = " / ".join(link.labels) if link.labels else "back from the visit"
    return (
        f'<path class="link {link.kind}" data-from="{escape(link.source)}" data-to="{escape(link.target)}" '
        f'data-roles="{escape(" ".join(roles))}" d="{path}" marker-end="url(#tip)"{start}><title>{escape(title)}</title></path>'
    )


def _lines(name: str) -> list[str]:
    lines = wrap(name.replace("_", "_\u200b") if " " not in name else name, _LETTERS, break_long_words=True) or [""]
    lines = [line.replace("\u200b", "") for line in lines]
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], lines[_LINES - 1] + "…"]
    return [fitted(line, _LETTERS + 1) for line in lines]
