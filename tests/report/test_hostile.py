"""Whatever a story's words, a nickname or an answer hold, a report of them is inert."""

import csv
import html
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from game.cli.exit_codes import Exit
from game.cli.main import main
from game.document import Bar, Bars, Document, Items, Line, Pairs, Paragraph, Quote, Run, Section, Table
from game.document.html import as_page
from game.document.markdown import as_markdown, escaped
from game.library.load import load
from game.saves import Saves
from game.saves.answers import Answer, Answers, Written, write_answers
from game.story.model import Story
from tests.browser import browsed, needs_browser, printed
from tests.report.games import ferry, game
from tests.small import write_small

Capture = pytest.CaptureFixture[str]
MARKUP = (
    "</p><script>document.title='seized'</script>",
    "<img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "[click](javascript:alert(1)) ![x](http://a.example/b.png)",
    "# heading | cell | `code` *em* __strong__ ~~gone~~",
    "&lt; &#60; &amp; <!-- --> ]]>",
    "1. one",
    "- one",
    "https://a.example www.a.example a@b.example",
)
FORMULAS = ("=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1+1", "\t=1+1", "\r=1+1", " =1+1", "'=1+1")
CONTROLS = ("\x1b]0;seized\x07", "\x1b[2J", "\x9b31m", "a\u202eb", "\u2066x", "\x00", "x\u200by", "\ud800")


def hostile_story(folder: Path, words: str) -> Story:
    told, other = json.dumps(words), json.dumps(f"{words} again")
    scenes = f"""\
start:
  title: {told}
  place: harbour
  text: {told}
  choices:
    - {{id: by, label: {other}, go: end}}
    - {{id: on, label: {told}, because: said, result: {told}, recall: {told}, go: end}}
    - {{id: door, label: {other}, locked: {told}}}
end: {{title: {told}, text: {told}, ending: {told}}}
"""
    whole = f"""\
title: {told}
imagined: {told}
roles:
  visitor: {{title: {told}, blurb: {told}, start: start}}
places:
  harbour: {{name: {told}, lat: 51.2, lon: 51.3, utc: 3}}
"""
    facts = f"""\
sources:
  gazette: {{title: {told}, publisher: {told}, date: 2022-09-28}}
facts:
  said: {{says: {told}, kind: view, by: {told}, source: gazette, at: 2, force: others}}
"""
    loaded = load(write_small(folder / "hostile", scenes, story=whole, facts=facts, glossary=""))
    assert loaded.story is not None, [problem.message for problem in loaded.problems]
    return loaded.story


def played(home: Path, story: Story, words: str, count: int = 1) -> None:
    for number in range(count):
        session = game(story, Saves(home / "saves"), "on", nickname=f"{words}{number}" if count > 1 else words)
        assert session.save is not None
        said = Answers(
            story.id,
            session.save.slot.id,
            words,
            before=(Answer(words, words, words, words, 1),),
            debrief=(Written("p", "p", words, f"{words}\n{words}"),),
        )
        write_answers(Saves(home / "saves"), session.save.slot, said)


class Shape(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.shape: list[tuple[str, tuple[str, ...]]] = []
        self.told: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.shape.append((tag, tuple(name for name, _ in attributes)))

    def handle_data(self, data: str) -> None:
        self.told.append(data)


@pytest.mark.parametrize("words", [words for words in MARKUP if "](" not in words])  # which is no link that a story may have
@pytest.mark.parametrize("which", ["one", "all"])
def test_no_word_is_markup_on_a_page(words: str, which: str, home: Path, capsys: Capture) -> None:
    shapes = []
    for said in ("three plain words", words):
        assert main(["games", "--delete", "all"]) == Exit.FINE
        played(home, hostile_story(home / "stories", said), said, count=5 if which == "all" else 1)
        capsys.readouterr()
        assert main(["report", *(["all"] if which == "all" else []), "--format", "html"]) == Exit.FINE
        shapes.append(Shape(capsys.readouterr().out))
    assert [each for each in shapes[1].shape if each[0] not in ("strong", "em", "code")] == [
        each for each in shapes[0].shape if each[0] not in ("strong", "em", "code")
    ]
    assert "".join(shapes[1].told).count(words.replace("*em*", "em").replace("_", "_")) >= 2


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_is_a_formula(words: str, home: Path) -> None:
    story = hostile_story(home / "stories", words if words.isprintable() else f"{words.strip()}")
    played(home, story, words)
    out = home / "t.csv"
    assert main(["report", "--format", "csv", "-o", str(out)]) == Exit.FINE
    for path in (out, home / "t-games.csv", home / "t-answers.csv"):
        cells = [cell for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")) for cell in row]
        assert any(words.strip("\t\r '") in cell for cell in cells)
        for cell in cells:
            assert not re.match(r"[\s\ufffd]*[=+@＝＋－＠|%]|[\s\ufffd]*-", cell), cell


@pytest.mark.parametrize("words", CONTROLS, ids=ascii)
@pytest.mark.parametrize("form", ["md", "html", "json", "csv", "xapi"])
def test_no_control_character_is_written(words: str, form: str, home: Path, capsys: Capture) -> None:
    played(home, ferry_on(home), words)
    capsys.readouterr()
    assert main(["report", "--format", form]) == Exit.FINE
    told = capsys.readouterr().out
    decoded = html.unescape(told) if form == "html" else told
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", decoded)
    assert not re.search(r"\\u00(0|1|7f|8|9)|\\u20[26]", told)


def ferry_on(home: Path) -> Story:
    story = ferry(home / "stories")
    return load_with(home / "stories" / "ferry", story)


def load_with(folder: Path, story: Story) -> Story:
    """The ferry with a choice called `on`."""
    scenes = (folder / "scenes.yaml").read_text("utf-8").replace("{label: Ask at the desk,", "{id: on, label: Ask at the desk,")
    (folder / "scenes.yaml").write_text(scenes, "utf-8")
    loaded = load(folder)
    assert loaded.story is not None
    assert loaded.story.id == story.id
    return loaded.story


# ---- the document ----


def document(words: str) -> Document:
    runs = (Run(words, strong=True), Run(" "), Run(words, emphasis=True), Run(" "), Run(words, target="there"), Run(" "), Run(words))
    blocks = (
        Paragraph(words),
        Paragraph(words, quiet=True),
        Line(words, runs),
        Items((words, runs)),
        Items((words,), numbered=True),
        Pairs(((words, runs),)),
        Table((words, words), ((words, runs),)),
        Bars(words, (Bar(words, 3), Bar(words, 0))),
        Quote(f"{words}\n\n{words}"),
    )
    return Document(words, "en", (*blocks, Section(words, (*blocks, Section(words, blocks)), anchor="there")))


@pytest.mark.parametrize("words", MARKUP)
def test_every_block_is_inert_on_a_page(words: str) -> None:
    plain, page = Shape(as_page(document("plain"))), Shape(as_page(document(words)))
    assert page.shape == plain.shape
    assert "".join(page.told).count(words) >= 60


@pytest.mark.parametrize("words", MARKUP)
def test_every_block_is_inert_in_markdown(words: str) -> None:
    """Read back by a reader of Markdown, nothing is there that isn't there for plain words."""
    markdown_it = pytest.importorskip("markdown_it")
    reader = markdown_it.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    shapes = [[token.type for token in _flat(reader.parse(as_markdown(document(said))))] for said in ("plain", words)]
    assert _without_text(shapes[1]) == _without_text(shapes[0])
    assert not re.search(r"(?<!\\):(?=//)|www\.", as_markdown(document(words))), "no address is made a link of"


def _flat(tokens: list) -> list:  # type: ignore[type-arg]
    return [each for token in tokens for each in (token, *_flat(token.children or []))]


def _without_text(types: list[str]) -> list[str]:
    return [each for each in types if each not in ("text", "text_special")]


def test_a_page_needs_nothing_but_itself() -> None:
    page = as_page(document("plain"))
    assert not re.search(r"https?:|//|@import|url\(|<script|<link|<img", page.partition("<style>")[0] + page.partition("</style>")[2])
    assert "default-src 'none'" in html.unescape(page)
    assert not any(name.startswith("on") or name == "style" for _, names in Shape(page).shape for name in names)
    assert '<html lang="en">' in page


@needs_browser
def test_a_browser_shows_and_prints_it_without_a_word_to_say(tmp_path: Path, home: Path, capsys: Capture) -> None:
    words = MARKUP[0] + MARKUP[1]
    played(home, hostile_story(home / "stories", words), words)
    page = tmp_path / "report.html"
    assert main(["report", "--format", "html", "-o", str(page)]) == Exit.FINE
    dom, console = browsed(page, tmp_path / "browser")
    assert console == ""
    assert "<title>seized" not in dom
    assert "<img" not in dom
    assert printed(page, tmp_path) >= 1
    capsys.readouterr()


@pytest.mark.parametrize("text", ["good_neighbours", "_not stressed_", "a_ b _c", "__init__", "snake_case_name and _more_"])
def test_underscores_are_read_as_they_were_typed(text: str) -> None:
    """And a name with one in it stands as it is, so that a command can be copied from the file."""
    markdown_it = pytest.importorskip("markdown_it")
    assert re.sub(r"<.*?>", "", markdown_it.MarkdownIt("commonmark").render(escaped(text))).strip() == text
    assert escaped("neighbours play good_neighbours") == "neighbours play good_neighbours"
