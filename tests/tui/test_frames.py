"""What is drawn frame by frame: nothing jumps, and nothing comes only to go."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual.app import App

from game.tui.play.play_screen import PlayScreen
from tests.tui.driving import Desk, driven

Frame = list[str]
NO_BAR = str.maketrans("▁▂▃▄▅▆▇█", " " * 8)


@contextmanager
def drawing(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Frame]]:
    """Every frame that is drawn from now on, as lines of text."""
    frames: list[Frame] = []
    display = App._display

    def kept(app: App[Any], screen: Any, renderable: Any) -> None:
        display(app, screen, renderable)
        if renderable is not None and app.screen is screen:
            frames.append(["".join(segment.text for segment in strip).rstrip() for strip in screen._compositor.render_strips()])

    with monkeypatch.context() as patch:
        patch.setattr(App, "_display", kept)
        yield frames


def line_with(frame: Frame, words: str) -> tuple[int, int] | None:
    """Where the words stand: row and column."""
    return next(((y, text.index(words)) for y, text in enumerate(frame) if words in text), None)


def without_bars(frame: Frame) -> Frame:
    """Scrollbars left out: whether one is needed is known only after the layout, so it comes, or goes, a frame later."""
    return [text.translate(NO_BAR).rstrip() for text in frame]


@pytest.mark.parametrize(("size", "beside"), [((120, 40), "You have"), ((200, 60), "You have")])
@driven
async def test_a_wide_window_has_its_panels_from_the_first_frame(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], beside: str
) -> None:
    with drawing(monkeypatch) as frames:
        async with desk.play(size=size):
            pass
    places = [line_with(frame, "The ferry is a light far out.") for frame in frames]
    assert len(set(places)) == 1, "the passage stays where it was first drawn"
    assert all(line_with(frame, beside) for frame in frames)


@driven
async def test_a_choice_draws_its_passage_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk.play(size=(80, 40)) as player:
        for key in ("3", "2", "1", "1", "u", "u", "u"):
            before = player.lines
            with drawing(monkeypatch) as frames:
                await player.press(key)
                await player.pilot.pause(0.1)
            told = [frame for frame in frames if frame != before]
            assert told
            top, bottom = player.choices.region.y, player.choices.region.bottom
            for frame in told:
                assert without_bars(frame) == without_bars(told[-1]), f"{key}: something was drawn that isn't there in the end"
                assert frame[top:bottom] == told[-1][top:bottom], f"{key}: a scrollbar came beside the choices only to go"


@driven
async def test_no_line_breaks_elsewhere_once_there_is_a_scrollbar(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk.play(size=(46, 16)) as player:
        await player.press("3", "3", "u")
        for page in ("x", "n", "question_mark"):
            with drawing(monkeypatch) as frames:
                await player.press(page)
                await player.pilot.pause(0.1)
            pages = [without_bars(frame) for frame in frames if any("╭" in text for text in frame)]
            assert pages
            assert all(each == pages[-1] for each in pages), f"{page} breaks its lines anew"
            await player.press("escape")


@driven
async def test_the_lanes_stay_where_they_are_while_roles_are_measured(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with drawing(monkeypatch) as frames:
        async with desk.sit(size=(60, 24)) as player:
            await player.wait(lambda: player.sees.count("┄") > 2)
    places = {line_with(frame, "The captain") for frame in frames} - {None}
    assert len(places) == 1


@driven
async def test_a_page_that_has_come_up_is_as_clear_as_one_that_was_there_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also its choices: a style that is worked out while they are faint would stay."""
    appear = PlayScreen._appear

    def appear_and_restyle(screen: PlayScreen) -> None:
        appear(screen)
        screen.query_one("#choices").notify_style_update()  # as where the colours or the focus change meanwhile

    monkeypatch.setattr(PlayScreen, "_appear", appear_and_restyle)
    seen = []
    for fade in (0.0, 0.2):
        monkeypatch.setattr("game.tui.play.play_reading.FADE", fade)
        async with desk.play(size=(60, 20)) as player:
            await player.press("3")
            await player.read_on()
            seen.append([[(part.text, part.style) for part in strip] for strip in player.app.screen._compositor.render_strips()])
    assert seen[0] == seen[1]
