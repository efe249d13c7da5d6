"""No text acts on the terminal or on the app, whoever wrote it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import game.tui
from game.library.find_stories import Found
from game.play.view import Meter
from game.saves import SaveError
from game.session.game_session import begin_game
from game.tui.app import NeighboursApp
from game.tui.play.panels import Meters, Panel
from game.tui.play.passage import Part, PassageView
from game.tui.safe_text import line, plain
from game.tui.widgets.menu import Menu, Row
from game.tui.widgets.top_line import TopLine
from tests.tui.bytes_written import CapturingDriver, acting
from tests.tui.driving import FERRY, Desk, Player, driven, ferry
from tests.tui.payloads import MARKUP, PAYLOADS, poisoned

FOLDER = Path(game.tui.__file__).parent
# Widgets that read a text as markup, ways to read it so, and what would draw Markdown.
BANNED = {
    "Label",
    "Button",
    "Checkbox",
    "RadioButton",
    "Collapsible",
    "TabPane",
    "DataTable",
    "Tree",
    "RichLog",
    "Log",
    "Select",
    "Markdown",
}
BANNED |= {"MarkdownViewer", "Header", "Footer", "Text", "from_markup", "escape", "notify", "Pretty", "Link"}
ONLY_IN_TEXT = {"Content"}  # safe_text.py alone makes it from text
DRAWN = {
    ("safe_text.py", "rich.segment"),
    ("safe_text.py", "rich.style"),
    ("picture_window.py", "rich.style"),
}  # a segment reads nothing, and is given what is clean
DRAWS = {"Static", "Option", "update", "set_options", "add_option", "add_options"}  # what a str must never be given to
LAST = ("escape j", "enter", "escape escape f2", "escape b", "enter")  # keys to the pages that come last
TITLES = {"border_title", "border_subtitle", "tooltip", "placeholder", "content"}


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
            yield name, node


def is_text(node: ast.expr) -> bool:
    """Whether an expression plainly is a str."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: path.name)
def test_no_widget_is_given_a_str(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    for name, call in calls(tree):
        where = f"{path.name}:{call.lineno}"
        assert name not in BANNED, f"{where} uses {name}, which reads text as markup"
        if name in ONLY_IN_TEXT:
            assert path.name == "safe_text.py" or not call.args, f"{where} makes {name} past the door"
        if name in DRAWS:
            assert not any(is_text(argument) for argument in call.args), f"{where} gives a str to {name}"
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        for target in targets:
            assert not (isinstance(target, ast.Attribute) and target.attr in TITLES), (
                f"{path.name}:{node.lineno} sets {ast.unparse(target)}"
            )
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rich") and (path.name, node.module) not in DRAWN:
            raise AssertionError(f"{path.name}:{node.lineno} imports from Rich, whose text is markup")


def test_the_lint_finds_what_it_looks_for() -> None:
    wrong = 'Static(f"{name}")\nself.update("x")\nContent(name)\nself.border_title = name\nnotify(name)\n'
    names = [name for name, call in calls(ast.parse(wrong)) if name in BANNED | ONLY_IN_TEXT or any(map(is_text, call.args))]
    assert names == ["Static", "update", "Content", "notify"]


def clicks(player: Player) -> set[object]:
    """What a click on any cell of the screen would do."""
    strips = player.app.screen._compositor.render_strips()
    return {segment.style.meta["@click"] for strip in strips for segment in strip if segment.style and "@click" in segment.style.meta}


def ours(player: Player) -> set[object]:
    """What a click may do: open a card by its number, or what a key of the screen does."""
    keys = {active.binding.action for active in player.app.screen.active_bindings.values()}
    namespaced = {action if "." in action else f"{space}.{action}" for action in keys for space in ("screen", "app")}
    return namespaced | {("screen.card", (number,)) for number in range(50)} | {"screen.why"}


@driven
async def test_no_payload_gets_through_any_widget(desk: Desk) -> None:
    """Every widget that shows text, with each payload in turn."""
    async with desk.sit(size=(120, 60), captured=True, story=ferry(), role="visitor", seed=1) as player:
        screen = player.app.screen
        for payload in PAYLOADS:
            screen.tell(payload)  # type: ignore[attr-defined]
            strip = screen.query_one(TopLine)
            strip.title, strip.who, strip.place = payload, payload, payload
            parts = [
                Part(look, plain(payload)) for look in ("title", "result", "news", "text", "speech", "note", "ending", "recalls", "page")
            ]
            screen.query_one(PassageView).show(parts)  # type: ignore[arg-type]
            screen.query_one(Meters).show([Meter("x", payload, 3, 0, 5, kind) for kind in ("number", "have", "word")], flashes=True)  # type: ignore[arg-type]
            screen.query_one("#facts", Panel).show([line(payload), plain(payload)])
            rows = [Row("a", line(payload), plain(payload)), Row("b", line(payload), open=False), Row("c", line(payload), heading=True)]
            screen.query_one("#choices", Menu).show(rows)
            await player.pilot.pause()
            assert clicks(player) <= ours(player), repr(payload)
            assert not acting(CapturingDriver.written), repr(payload)
        assert len(CapturingDriver.written) > 10_000, "something was drawn"


@pytest.mark.parametrize("start", range(0, len(PAYLOADS), 14))
@driven
async def test_no_payload_gets_through_a_story_or_a_save(desk: Desk, start: int) -> None:
    """Every screen, with a payload in every text of the story, in the nickname, in a path and in what went wrong."""
    story = poisoned(ferry(), start)
    begin_game(story, "captain", desk.saves, seed=1, nickname=PAYLOADS[start]).close()
    bad = Desk(desk.folder, (Found(FERRY.parent / "nowhere", PAYLOADS[start + 1]),))
    async with bad.sit(size=(120, 40), captured=True, story=story, role="visitor", seed=1, nickname=PAYLOADS[start + 2]) as player:
        for keys in (
            "f right",
            "escape x",
            "escape 1",
            "w",
            "escape n tab",
            "tab",
            "escape m",
            "w",
            "escape t",
            "escape j",
            "enter",
            "escape escape f2",
            "escape b",
            "enter",
        ):
            await player.press(*keys.split())
            assert clicks(player) <= ours(player), keys
        player.app.tell(PAYLOADS[start + 3])
        await player.pilot.pause()
    assert not acting(CapturingDriver.written)
    assert not acting(player.app.last_words)


@driven
async def test_markup_in_a_text_is_shown_and_never_done(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each cell of a text is clicked on, in the passage, in a choice, in a notice and on a tile."""
    done: list[str] = []
    monkeypatch.setattr(NeighboursApp, "action_boom", lambda _: done.append("boom"), raising=False)
    payload = "[@click=app.boom]boom[/]"
    assert payload in MARKUP
    async with desk.play() as player:
        screen = player.app.screen
        screen.tell(payload)  # type: ignore[attr-defined]
        screen.query_one(PassageView).show([Part("text", plain(payload))])
        screen.query_one("#choices", Menu).show([Row("a", line(payload), open=False)])
        await player.pilot.pause()
        places = [(x + text.index(payload), y) for y, text in enumerate(player.lines) if payload in text for x in range(len(payload))]
        assert len(places) == 3 * len(payload)
        for place in places:
            await player.pilot.click(offset=place)
    assert not done


@driven
async def test_what_goes_wrong_is_told_without_its_escapes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk.play() as player:

        def refuse(*_: object, **__: object) -> str:
            raise SaveError("\x1b[2J[/] could not be saved")

        monkeypatch.setattr(player.app._session.save, "write", refuse)  # type: ignore[union-attr]
        await player.press("1")
        assert "\ufffd[2J[/] could not be saved" in player.reads
