"""The map as one HTML page that opens from disk: no other file, nothing fetched, nothing of the story run.

Every word of the story is escaped here, in the page and in its SVG; the page's policy admits nothing else (see `html_page`).
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from textwrap import wrap
from types import MappingProxyType
from urllib.parse import quote

from game.document.html import html_page
from game.graph.looks import HEIGHT, LOOKS, PROBLEM, START, look_of
from game.graph.placement import MapLayout, Point, lay_out
from game.graph.scene_map import MapLink, MapOption, SceneBox, SceneMap
from game.story.model import BACK, At
from game.text.cells import fitted
from game.text.words import counted

MOST_WORDS = 60  # of a passage that are shown
MOST_CHANGED = 8  # scenes that are named as just changed
_LETTERS = 22  # that fit a line of an outline
_LINES = 2
_MARGIN = 40


EDITORS: Mapping[str, str] = MappingProxyType(
    {
        "vscode": "vscode://file{path}:{line}",
        "vscodium": "vscodium://file{path}:{line}",
        "cursor": "cursor://file{path}:{line}",
        "zed": "zed://file{path}:{line}",
        "idea": "idea://open?file={path}&line={line}",
    }
)
"""How editors are asked to open a line of a file, as each documents its own links."""


def as_page(drawn: SceneMap, editor: str = "") -> str:
    """The whole page. With `editor`, one of `EDITORS`, each scene has a link that opens its place in the author's files.

    Raises NoLayoutLibraryError where the library that lays it out isn't installed.
    """
    return _page(drawn, editor, '<body data-colour="kind">', _part("page.js"))


def as_live_page(drawn: SceneMap | None, version: int, editor: str = "") -> str:
    """The page that asks its server how things are, and is loaded anew where there is another version of the map.

    None is a story that can't be drawn yet. Raises NoLayoutLibraryError.
    """
    if drawn is None:
        waiting = [f'<body data-version="{version}">', "<header><h1>Map of scenes</h1>", *_LIVE, "</header>"]
        return html_page("Map of scenes", "en", _part("page.css"), waiting, _part("live.js"), asks=True)
    return _page(drawn, editor, f'<body data-colour="kind" data-version="{version}">', _part("page.js") + _part("live.js"), _LIVE)


_LIVE = ('<p id="live" role="status"></p>', '<p id="wrong" class="bad" role="alert"></p>')
"""Where the script tells of the preview."""


def _page(drawn: SceneMap, editor: str, begins: str, script: str, live: Sequence[str] = ()) -> str:
    layout = lay_out([box.id for box in drawn.boxes], [(link.source, link.target) for link in drawn.links])
    kinds = sorted({box.kind for box in drawn.boxes}, key=[*LOOKS, *(box.kind for box in drawn.boxes)].index)
    colours = (f".{class_of(kind)} .outline {{ fill: {look_of(kind).fill}; stroke: {look_of(kind).stroke}; }}\n" for kind in kinds)
    style = _part("page.css").replace("/* the kinds */\n", "".join(colours))
    body = [
        begins,
        *_head(drawn, live),
        '<main><div id="frame">',
        *drawing(drawn, layout),
        "</div>",
        f'<section id="list" aria-label="The same map as text"><h2>{counted(len(drawn.boxes), "scene")} as text</h2>',
        *_legend(drawn, kinds),
        *(line for box in drawn.boxes for line in _article(drawn, box, editor)),
        "</section></main>",
    ]
    return html_page(f"{drawn.title}: map of scenes", drawn.language, style, body, script, asks=bool(live))


def _part(name: str) -> str:
    return files("game.graph").joinpath(name).read_text("utf-8")


def _head(drawn: SceneMap, live: Sequence[str]) -> Iterator[str]:
    troubled = sum(1 for box in drawn.boxes if box.problems)
    yield f"<header><h1>{escape(drawn.title)}</h1>"
    proof = drawn.proof or "Not proved: problems are those that links alone can tell."
    yield f"<p>{counted(len(drawn.boxes), 'scene')}, {counted(len(drawn.links), 'link')}, {troubled} with problems. {escape(proof)}</p>"
    yield from live
    if changed := [box for box in drawn.boxes if box.changed]:
        names = [f'<a href="#scene-{escape(box.id)}">{escape(box.name)}</a>' for box in changed[:MOST_CHANGED]]
        more = f" and {len(changed) - MOST_CHANGED:,} more" if len(changed) > MOST_CHANGED else ""
        yield f'<p id="changed">Just changed: {", ".join(names)}{more}.</p>'
    yield '<div id="tools" hidden>'
    yield '<label>Search <input id="search" type="search" autocomplete="off" aria-keyshortcuts="/"></label>'
    yield '<label>Role <select id="role"><option value="">all</option>'
    yield "".join(f'<option value="{escape(role)}">{escape(title)}</option>' for role, title in drawn.roles)
    yield "</select></label>"
    yield '<label>Colour by <select id="colour"><option value="kind">kind</option><option value="problem">problem</option></select></label>'
    yield '<span class="buttons"><button id="in" type="button" aria-label="Zoom in">+</button>'
    yield '<button id="out" type="button" aria-label="Zoom out">−</button><button id="fit" type="button">Whole map</button></span>'
    yield '<label><input id="follow" type="checkbox" checked> Follow the play</label>' if live else ""
    yield '<output id="told" aria-live="polite"></output></div></header>'


def _legend(drawn: SceneMap, kinds: Sequence[str]) -> Iterator[str]:
    """Only what is on this map."""
    yield '<details id="legend" open><summary>Signs</summary><ul>'
    for kind in kinds:
        yield _sign(class_of(kind), kind, kind or "scene")
    if any(box.visited for box in drawn.boxes):
        yield _sign(f"{class_of('')} visit", "", "visit: it comes back")
    if any(box.changed for box in drawn.boxes):
        yield _sign(f"{class_of('')} changed", "", "just changed")
    yield '<li><span class="mark start">▶</span>a role starts here</li>'
    yield '<li><span class="mark bad">!</span>a problem</li></ul>'
    keys = ("arrows", *(f"<kbd>{key}</kbd>" for key in "+−0"), "<kbd>/</kbd> to search", "<kbd>Enter</kbd> for the text")
    yield f"<p>Drag or scroll to move and zoom. Keys: {', '.join(keys)}.</p>"
    yield "</details>"


def _sign(classes: str, kind: str, meaning: str) -> str:
    outline = look_of(kind).outline
    return f'<li><svg viewBox="-90 -35 180 70" class="sign {classes}"><path class="outline" d="{outline}"/></svg>{meaning}</li>'


def _article(drawn: SceneMap, box: SceneBox, editor: str) -> Iterator[str]:
    titles = dict(drawn.roles)
    yield f'<article id="scene-{escape(box.id)}" data-id="{escape(box.id)}" data-roles="{escape(" ".join(box.roles))}" tabindex="-1">'
    yield f"<h3>{escape(box.name)}</h3>"
    titled = [f"“{box.title}”"] if box.ending and box.title else []
    facts = [box.id, *box.marks, *titled, *([f"at {box.place}"] if box.place else [])]
    yield f'<p class="facts">{escape(" · ".join(facts))}</p>'
    if editor:
        place = escape(f"{box.at.path}:{box.at.line}")
        yield f'<p class="facts"><a class="editor" href="{escape(_in_editor(box.at, editor))}">{place}</a></p>'
    roles = [titles[role] for role in box.roles if role in titles]
    yield f'<p class="facts">{escape("For " + ", ".join(roles)) if roles else "No role comes here by links"}</p>'
    yield from (f'<p class="bad"><b>Problem:</b> {escape(said)}</p>' for _, said in box.problems)
    yield f"<p>{escape(_first_words(box.passage))}</p>"
    if box.options:
        there = {each.id: each.name for each in drawn.boxes}
        yield "<ul>" + "".join(f"<li>{_option(option, there)}</li>" for option in box.options) + "</ul>"
    yield "</article>"


def _in_editor(at: At, editor: str) -> str:
    """The link that asks an editor to open a place. A drive of Windows stands behind a slash, as in other addresses of files."""
    path = quote(Path(at.path).absolute().as_posix(), safe="/:")
    return EDITORS[editor].format(path=path if path.startswith("/") else f"/{path}", line=at.line)


def _option(option: MapOption, there: dict[str, str]) -> str:
    said = escape(option.label) + (" (closed)" if option.door else " (not always)" if option.asks else "")
    places = (
        [(option.visit, "visit "), *((target, "then ") for target in option.targets)]
        if option.visit
        else [(target, "") for target in option.targets]
    )
    ways = [f"{before}{_place(target, there)}" for target, before in places]
    if not ways:
        return said if option.door else f"{said}: stay"
    return f"{said}: {', '.join(ways)}"


def _place(target: str, there: dict[str, str]) -> str:
    if target == BACK:
        return "back"
    return f'<a href="#scene-{escape(target)}">{escape(there[target])}</a>' if target in there else escape(target)


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else "")


# ---- the drawing ----


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
    classes = ["spot", class_of(box.kind), *(["visit"] if box.visited else [])]
    classes += [*(["changed"] if box.changed else []), *(["problem"] if box.problems else [])]
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
    texts += [(' class="small"', fitted(small, _LETTERS + 4))] if small else []
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
