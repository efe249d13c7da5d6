"""A page for paper or for a browser, made once and written as Markdown or as an HTML page that prints well.

    page = Document("A week", "en", (
        Section("The way", (Paragraph("It rains."), Items(("one", "two")))),
    ))
    as_markdown(page), as_page(page)

A text is plain words, or runs of words that look alike. Whatever it holds, neither of the two takes any of it for markup.
"""

from msgspec import Struct


class Run(Struct, frozen=True):
    """Words that look alike. `target` is the anchor of a section that they lead to, `file` the file beside this one that has
    it; "" where they lead nowhere, or stay in the document."""

    text: str
    strong: bool = False
    emphasis: bool = False
    target: str = ""
    file: str = ""


Text = str | tuple[Run, ...]


class Paragraph(Struct, frozen=True):
    """`quiet` is what stands beside the matter: a place and an hour, a source."""

    text: Text
    quiet: bool = False


class Line(Struct, frozen=True):
    """A paragraph that stands out: a choice that was made. `label` is what it is."""

    label: str
    text: Text


class Items(Struct, frozen=True):
    items: tuple[Text, ...]
    numbered: bool = False


class Pairs(Struct, frozen=True):
    """Names with what they are."""

    pairs: tuple[tuple[str, Text], ...]


class Table(Struct, frozen=True):
    """Every row has as many cells as `head`; the first cell of a row is its heading."""

    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]


class Bar(Struct, frozen=True):
    label: str
    value: int


class Bars(Struct, frozen=True):
    """Numbers of one sum, each as a bar, with the number beside it."""

    caption: str
    bars: tuple[Bar, ...]


class Quote(Struct, frozen=True):
    """Somebody's own words, with their line breaks."""

    text: str


class Section(Struct, frozen=True):
    """A heading and what stands below it. `anchor` is a word that links lead to; "" where none does. A `fresh` one begins a
    sheet of its own in print; a `dense` one is printed small, to keep it on one."""

    title: str
    blocks: tuple["Block", ...]
    anchor: str = ""
    fresh: bool = False
    columns: bool = False
    dense: bool = False


Block = Paragraph | Line | Items | Pairs | Table | Bars | Quote | Section


class Document(Struct, frozen=True):
    """A whole page. `language` is that of its words, such as `en`."""

    title: str
    language: str
    blocks: tuple[Block, ...]
