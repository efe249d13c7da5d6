"""The map as one HTML page that opens from disk: no other file, nothing fetched, nothing of the story run.

The page's policy admits the one script and the one style sheet by their hashes and nothing else, so that not even a
word of the story that escaped its escaping could act.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files

from game.graph.looks import LOOKS, look_of
from game.graph.placement import lay_out
from game.graph.scene_map import MapOption, SceneBox, SceneMap
from game.graph.svg import class_of, drawing
from game.story.model import BACK
from game.text.words import counted


def as_page(drawn: SceneMap) -> str:
    """The whole page. Raises NoLayoutLibraryError where the library that lays it out isn't installed."""
    layout = lay_out([box.id for box in drawn.boxes], [(link.source, link.target) for link in drawn.links])
    kinds = sorted({box.kind for box in drawn.boxes}, key=[*LOOKS, *(box.kind for box in drawn.boxes)].index)
    colours = (f".{class_of(kind)} .outline {{ fill: {look_of(kind).fill}; stroke: {look_of(kind).stroke}; }}\n" for kind in kinds)
    style, script = _part("page.css").replace("/* the kinds */\n", "".join(colours)), _part("page.js")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(drawn.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(drawn.title)}: map of scenes</title>",
        f"<style>{style}</style>",
        "</head>",
        '<body data-colour="kind">',
        *_head(drawn),
        '<main><div id="frame">',
        *drawing(drawn, layout),
        "</div>",
        f'<section id="list" aria-label="The same map as text"><h2>{counted(len(drawn.boxes), "scene")} as text</h2>',
        *_legend(drawn, kinds),
        *(line for box in drawn.boxes for line in _article(drawn, box)),
        "</section></main>",
        f"<script>{script}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _part(name: str) -> str:
    return files("game.graph").joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _head(drawn: SceneMap) -> Iterator[str]:
    troubled = sum(1 for box in drawn.boxes if box.problems)
    yield f"<header><h1>{escape(drawn.title)}</h1>"
    proof = drawn.proof or "Not proved: problems are those that links alone can tell."
    yield f"<p>{counted(len(drawn.boxes), 'scene')}, {counted(len(drawn.links), 'link')}, {troubled} with problems. {escape(proof)}</p>"
    yield '<div id="tools" hidden>'
    yield '<label>Search <input id="search" type="search" autocomplete="off" aria-keyshortcuts="/"></label>'
    yield '<label>Role <select id="role"><option value="">all</option>'
    yield "".join(f'<option value="{escape(role)}">{escape(title)}</option>' for role, title in drawn.roles)
    yield "</select></label>"
    yield '<label>Colour by <select id="colour"><option value="kind">kind</option><option value="problem">problem</option></select></label>'
    yield '<span class="buttons"><button id="in" type="button" aria-label="Zoom in">+</button>'
    yield '<button id="out" type="button" aria-label="Zoom out">−</button><button id="fit" type="button">Whole map</button></span>'
    yield '<output id="told" aria-live="polite"></output></div></header>'


def _legend(drawn: SceneMap, kinds: Sequence[str]) -> Iterator[str]:
    """Only what is on this map."""
    yield '<details id="legend" open><summary>Signs</summary><ul>'
    for kind in kinds:
        yield _sign(class_of(kind), kind, look_of(kind).word)
    if any(box.visited for box in drawn.boxes):
        yield _sign(f"{class_of('')} visit", "", "visit: it comes back")
    yield '<li><span class="mark start">▶</span>a role starts here</li>'
    yield '<li><span class="mark bad">!</span>a problem</li></ul>'
    keys = ("arrows", *(f"<kbd>{key}</kbd>" for key in "+−0"), "<kbd>/</kbd> to search", "<kbd>Enter</kbd> for the text")
    yield f"<p>Drag or scroll to move and zoom. Keys: {', '.join(keys)}.</p>"
    yield "</details>"


def _sign(classes: str, kind: str, meaning: str) -> str:
    outline = look_of(kind).outline
    return f'<li><svg viewBox="-90 -35 180 70" class="sign {classes}"><path class="outline" d="{outline}"/></svg>{meaning}</li>'


def _article(drawn: SceneMap, box: SceneBox) -> Iterator[str]:
    titles = dict(drawn.roles)
    yield f'<article id="scene-{escape(box.id)}" data-id="{escape(box.id)}" data-roles="{escape(" ".join(box.roles))}" tabindex="-1">'
    yield f"<h3>{escape(box.name)}</h3>"
    facts = [box.id, *box.marks, *([f"“{box.ending}”"] if box.ending else []), *([f"at {box.place}"] if box.place else [])]
    yield f'<p class="facts">{escape(" · ".join(facts))}</p>'
    roles = [titles[role] for role in box.roles if role in titles]
    yield f'<p class="facts">{escape("For " + ", ".join(roles)) if roles else "No role comes here by links"}</p>'
    yield from (f'<p class="bad"><b>Problem:</b> {escape(said)}</p>' for _, said in box.problems)
    yield f"<p>{escape(_first_words(box.passage))}</p>"
    if box.options:
        there = {each.id: each.name for each in drawn.boxes}
        yield "<ul>" + "".join(f"<li>{_option(option, there)}</li>" for option in box.options) + "</ul>"
    yield "</article>"


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


def _first_words(text: str, most: int = 60) -> str:
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")
