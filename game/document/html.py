"""A document as one HTML page that opens from disk and prints well: no script, no other file, nothing fetched."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import count
from urllib.parse import quote

from game.document import Bars, Block, Document, Items, Line, Pairs, Paragraph, Quote, Run, Section, Table, Text
from game.text.clean import clean, clean_line

WIDEST = 240  # units of the longest bar
DEEPEST = 6
_OPTION = re.compile(r"(?<!\S)--?\w[\w-]*")


def as_page(document: Document) -> str:
    style = files("game.document").joinpath("page.css").read_text("utf-8")
    numbers = count(1)
    title = clean_line(document.title)
    blocks = (line for block in document.blocks for line in _block(block, 2, numbers))
    return html_page(title, document.language or "en", style, ["<body>", "<main>", f"<h1>{_words(title)}</h1>", *blocks, "</main>"])


def html_page(title: str, language: str, style: str, body: Iterable[str], script: str = "", *, asks: bool = False) -> str:
    """A whole page, of a `body` that begins with its tag. Its policy admits the one style sheet, and the one script, by their
    hashes and nothing else, so that not even a word that escaped its escaping could act. With `asks` the script may ask the
    server that the page comes from, and no other."""
    admitted = (
        f"style-src '{_hash(style)}'; " + (f"script-src '{_hash(script)}'; " if script else "") + ("connect-src 'self'; " if asks else "")
    )
    policy = f"default-src 'none'; {admitted}base-uri 'none'; form-action 'none'"
    lines = [
        "<!doctype html>",
        f'<html lang="{_attribute(language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_words(title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        *body,
        *([f"<script>{script}</script>"] if script else []),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _words(text: str) -> str:
    return escape(clean(text))


def _attribute(text: str) -> str:
    return escape(clean_line(text))


def _read(text: str) -> str:
    """Words that are read: an option of a command isn't broken behind its dashes, where somebody would type a space."""
    return _OPTION.sub(r"<span class=option>\g<0></span>", _words(text))


def _text(text: Text) -> str:
    return _read(text) if isinstance(text, str) else "".join(_run(run) for run in text)


def _run(run: Run) -> str:
    told = _read(run.text)
    if run.emphasis:
        told = f"<em>{told}</em>"
    if run.strong:
        told = f"<strong>{told}</strong>"
    if not run.target and not run.file:
        return told
    return f'<a href="{_attribute(quote(run.file) + f"#{run.target}" * bool(run.target))}">{told}</a>'


def _block(block: Block, level: int, numbers: "count[int]") -> Iterator[str]:
    match block:
        case Section():
            yield from _section(block, level, numbers)
        case Paragraph():
            yield f"<p{' class=quiet' * block.quiet}>{_text(block.text)}</p>"
        case Line():
            yield f"<p class=line><b>{_words(block.label)}:</b> {_text(block.text)}</p>"
        case Items():
            yield from _items(block)
        case Pairs():
            yield "<dl>"
            yield from (f"<div><dt>{_words(name)}</dt><dd>{_text(told)}</dd></div>" for name, told in block.pairs)
            yield "</dl>"
        case Table():
            yield from _table(block)
        case Bars():
            yield from _bars(block)
        case Quote():
            yield f"<blockquote><p>{_words(block.text)}</p></blockquote>"


def _section(block: Section, level: int, numbers: "count[int]") -> Iterator[str]:
    depth, name = min(level, DEEPEST), f"h{next(numbers)}"
    anchor = f' id="{_attribute(block.anchor)}"' if block.anchor else ""
    # A section is a landmark by its name; those within it are not, so that a list of landmarks stays short.
    look = " fresh" * block.fresh + " columns" * block.columns + " dense" * block.dense
    yield f'<section{anchor} class="whole{look}" aria-labelledby="{name}">' if level == 2 else f'<div{anchor} class="part{look}">'
    yield f'<h{depth} id="{name}">{_words(clean_line(block.title))}</h{depth}>'
    for inner in block.blocks:
        yield from _block(inner, level + 1, numbers)
    yield "</section>" if level == 2 else "</div>"


def _items(block: Items) -> Iterator[str]:
    tag = "ol" if block.numbered else "ul"
    yield f"<{tag}>"
    yield from (f"<li>{_text(item)}</li>" for item in block.items)
    yield f"</{tag}>"


def _table(block: Table) -> Iterator[str]:
    yield "<table>"
    yield "<thead><tr>" + "".join(f"<th scope=col>{_words(name)}</th>" for name in block.head) + "</tr></thead>"
    yield "<tbody>"
    for first, *rest in block.rows:
        yield f"<tr><th scope=row>{_text(first)}</th>" + "".join(f"<td>{_text(cell)}</td>" for cell in rest) + "</tr>"
    yield "</tbody></table>"


def _bars(block: Bars) -> Iterator[str]:
    """Drawn as shapes, which are printed, where a background is not; the number stands beside each in words."""
    most = max((bar.value for bar in block.bars), default=0)
    yield "<table class=bars>"
    if block.caption:
        yield f"<caption>{_words(block.caption)}</caption>"
    yield "<tbody>"
    for bar in block.bars:
        wide = round(WIDEST * bar.value / most) if most else 0
        drawn = f'<svg viewBox="0 0 {WIDEST} 14" width="{WIDEST}" height="14" aria-hidden="true"><rect width="{wide}" height="14"/></svg>'
        yield f"<tr><th scope=row>{_words(bar.label)}</th><td>{bar.value:,}</td><td>{drawn}</td></tr>"
    yield "</tbody></table>"
