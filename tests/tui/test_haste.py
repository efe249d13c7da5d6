"""Keys in haste, odd bytes, mistakes of our own, and several apps at once: nothing is open twice, and nothing ends the app."""

import asyncio
import signal
import sys
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.app import App
from textual.message import Message

from game.tui.app import NeighboursApp
from game.tui.input_queue import MOST_REPEATS, MOST_WAITING, InputQueue
from game.tui.running import when_broken
from tests.tui.driving import Desk, Player, driven, ferry


def type_in_haste(player: Player, *keys: str) -> None:
    """All at once, as a terminal sends what was typed while the app was busy."""
    driver = player.app._driver
    assert driver is not None
    for key in keys:
        driver.send_message(events.Key(key, key if len(key) == 1 else None))


async def settled(player: Player) -> None:
    """Until all of it has been taken."""
    for _ in range(2_000):
        await asyncio.sleep(0.005)
        if not player.app.input.busy:
            break
    assert not player.app.input.busy
    if player.app.error is None:
        await player.pilot.pause()


def open_pages(player: Player) -> list[str]:
    return [type(each).__name__ for each in player.app.screen_stack]


@driven
async def test_a_page_that_is_open_is_come_back_to(desk: Desk) -> None:
    async with desk.play() as player:
        await player.read_on()
        await player.press("f1")
        help_alone = player.page
        await player.press("f2")
        assert player.page.startswith("Settings")
        await player.press("f1")
        assert player.page == help_alone
        type_in_haste(player, *("f2", "f1") * 20)
        await settled(player)
        assert len(player.app.screen_stack) == 2
        await player.press("escape")
        assert "Otto" in player.sees


@pytest.mark.parametrize("first", ["f2", "n", "f", "m"])
@driven
async def test_keys_in_one_burst_open_nothing_twice(desk: Desk, first: str) -> None:
    async with desk.play() as player:
        for second, third in product(("f1", "f2", "ctrl+p"), ("enter", "f1")):
            type_in_haste(player, first, second, third, third)
            await settled(player)
            assert len(open_pages(player)) == len(set(open_pages(player)))
            while len(player.app.screen_stack) > 1:
                before = len(player.app.screen_stack)
                await player.press("escape")
                assert len(player.app.screen_stack) < before or not player.app.screen_stack[-1].query("#nickname:focus")
        assert player.app.error is None


@driven
async def test_what_is_typed_while_a_page_opens_is_meant_for_that_page(desk: Desk) -> None:
    async with desk.play() as player:
        await player.read_on()
        type_in_haste(player, "j", "j", "n", "tab", "tab")
        await settled(player)
        assert player.page.startswith("Notebook: words")
        type_in_haste(player, "n", "1", "1")
        await settled(player)
        assert desk.slots[0].decisions == 1, "the second wasn't meant for choices that nobody had seen"


@driven
async def test_a_choice_made_after_leaving_changes_no_game(desk: Desk) -> None:
    async with desk.play() as player:
        await player.press("1")
        screen = player.app.screen
        await player.press("b")
        await player.wait(lambda: player.app.screen is not screen)
        screen.query_one("#choices").action_pick(1)  # type: ignore[attr-defined]
        await settled(player)
        assert desk.slots[0].decisions == 1


class Taken:
    """An app that takes what it is handed, and has never done with it until it is told so."""

    def __init__(self) -> None:
        self.events: list[Message] = []
        self.rests = False
        self.queue = InputQueue(self.take, lambda: self.rests)

    def take(self, event: Message) -> None:
        self.events.append(event)

    def put(self, *made: Message, writing: bool = False) -> None:
        for event in made:
            self.queue.put(event, writing=writing)

    async def all(self) -> list[Message]:
        self.rests = True
        for _ in range(400):
            await asyncio.sleep(0)
        return self.events


def key(name: str) -> events.Key:
    return events.Key(name, None)


@driven
async def test_one_key_waits_for_the_other() -> None:
    app = Taken()
    app.put(key("a"), key("b"))
    for _ in range(10):
        await asyncio.sleep(0)
    assert [event.key for event in app.events if isinstance(event, events.Key)] == ["a"]
    assert len(await app.all()) == 2


@driven
async def test_a_key_that_is_held_down_gets_a_little_ahead_and_no_further() -> None:
    app = Taken()
    app.put(*(key("question_mark") for _ in range(50)))
    assert len(await app.all()) == MOST_REPEATS
    text = Taken()
    text.put(*(key("a") for _ in range(50)), writing=True)
    assert len(await text.all()) == 50


@driven
async def test_there_is_an_end_to_what_waits() -> None:
    app = Taken()
    app.put(*(key("ab"[number % 2]) for number in range(1_000)))
    assert len(await app.all()) == MOST_WAITING


@driven
async def test_of_many_reports_of_the_focus_and_the_mouse_the_last_one_counts() -> None:
    app = Taken()
    app.put(key("a"), *(each() for _ in range(1_000) for each in (events.AppBlur, events.AppFocus)))
    moves = [events.MouseMove(None, x, 1, 1, 0, 0, False, False, False) for x in range(500)]
    app.put(*moves)
    taken = await app.all()
    assert len(taken) == 3
    assert isinstance(taken[1], events.AppFocus)
    assert taken[2] is moves[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are read otherwise there")
@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (b"a\xe4 b", "a\ufffd b"),
        (b"\xe4", ""),
        ("ä€😀".encode(), "ä€😀"),
        (b"a\x1b[M \xc0\x30b", "ab"),
        (b"\x1b[Mab\x11", "\x11"),
        (b"\x1b[<0;3;4Mx", "\x1b[<0;3;4Mx"),
        (b"\x1b]11;rgb:00/00/00\x07x", "x"),
        (b"\x1bP>|kitty\x1b\\x", "x"),
        (b"\x1b]0;never closed\x11", "\x11"),
        (b"\x1b]0;never closed\x1b[A", "\x1b[A"),
        (b"\x1b[200~a\x1b[201~", "\x1b[200~a\x1b[201~"),
    ],
)
def test_only_what_means_something_is_read(sent: bytes, read: str) -> None:
    from game.tui.terminal_driver import InputDecoder

    assert InputDecoder().feed(sent) == read
    for cut in range(1, len(sent)):
        if not sent[:cut].endswith((b"\x1b", b"\x1b[")):  # which are keys as well, and mustn't wait for what may follow
            decoder = InputDecoder()
            assert decoder.feed(sent[:cut]) + decoder.feed(sent[cut:]) == read, cut


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are read otherwise there")
def test_what_is_never_finished_is_given_up() -> None:
    from game.tui.terminal_driver import InputDecoder

    decoder = InputDecoder()
    assert decoder.feed(b"\x1b]0;" + b"x" * 100_000) == ""
    assert len(decoder._held) < 10_000
    decoder.pause()
    assert decoder.feed(b"q") == "q"
    assert decoder.feed(b"\x1b]") == ""
    assert decoder.pause() == "\x1b]", "a key with Alt"
    decoder.feed(b"\x1b[200~pasted")
    assert "\x1b[201~" in [decoder.pause() for _ in range(30)]


def test_where_the_details_cannot_be_written_the_mistake_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told = when_broken(ValueError("\x1b[2J"), tmp_path / "file" / "crash.txt", "It is saved.")
    assert "It is saved. It was: ValueError: \ufffd[2J." in told


async def _break(app: NeighboursApp) -> None:
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        app.panic("a traceback")


@pytest.mark.parametrize(
    "mistake", [lambda _: 1 / 0, _break, lambda app: app.panic("read nothing"), lambda app: app.run_worker(_break(app))]
)
@driven
async def test_the_app_keeps_the_mistake_that_stopped_it(desk: Desk, mistake: Any) -> None:
    apps: list[NeighboursApp] = []
    try:
        async with desk.play() as player:
            apps.append(player.app)
            player.app.call_later(mistake, player.app)
            await settled(player)
    except ZeroDivisionError:
        pass  # Textual's pilot raises it again
    assert apps[0].error is not None
    assert apps[0].return_code == 1


@driven
async def test_apps_in_one_event_loop_leave_the_process_alone(desk: Desk, tmp_path: Path) -> None:
    """Only the command listens to signals: several games can be played in one process, and each is left by itself."""
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = [signal.getsignal(each) for each in numbers]
    second = Desk(tmp_path / "second")
    async with desk.play() as one, second.play(story=ferry()) as other:
        assert [signal.getsignal(each) for each in numbers] == before
        await one.press("1")
        await one.press("ctrl+q")
        await other.press("3")
        assert other.app.is_running
        assert isinstance(other.app, App)
    assert (desk.slots[0].decisions, second.slots[0].decisions) == (1, 1)
