"""Colours: contrast in each theme, none at all where none are wanted, and none that carry a meaning alone."""

import json
from collections.abc import Iterator

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.widgets import Input

from game.session.game_session import begin_game
from game.tui.themes import NAMES, TERMINAL, theme_of
from tests.tui.bytes_written import COLOUR, CapturingDriver
from tests.tui.driving import Desk, Player, driven, ferry
from tests.tui.test_sizes import parts_on_screen

AA = 4.5  # to 1: what WCAG 2.2 asks of text, level AA
LINES = {chr(code) for code in range(0x2500, 0x25A0)} | set("▌")  # frames, bars and blocks, which are no text


def luminance(colour: Color) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)


def contrast(one: Color, other: Color) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself() -> None:
    assert contrast(Color(255, 255, 255), Color(0, 0, 0)) == 21
    assert round(contrast(Color.parse("#777777"), Color.parse("#ffffff")), 2) == 4.48


def texts(player: Player) -> Iterator[Segment]:
    """Every run of text that belongs to the screen on top."""
    regions = list(parts_on_screen(player).values())
    for y, strip in enumerate(player.app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            middle = x + len(segment.text) // 2
            x += len(segment.text)
            if set(segment.text) - LINES - {" "} and any(region.contains(middle, y) for region in regions):
                yield segment


def check_contrast(player: Player, where: str) -> int:
    checked = 0
    for segment in texts(player):
        style = segment.style
        assert style is not None
        assert style.color is not None
        assert style.bgcolor is not None
        assert style.color.triplet is not None
        assert style.bgcolor.triplet is not None
        assert not style.dim, (where, segment.text)
        ratio = contrast(Color(*style.color.triplet), Color(*style.bgcolor.triplet))
        assert ratio >= AA, f"{where}: {segment.text!r} has {ratio:.2f} ({style.color.name} on {style.bgcolor.name})"
        checked += 1
    return checked


@pytest.mark.parametrize("theme", [name for name in NAMES if name != TERMINAL])
@driven
async def test_every_text_can_be_read_in_every_theme(desk: Desk, theme: str) -> None:
    desk.settings.write_text(json.dumps({"theme": theme}))
    begin_game(ferry(), "visitor", desk.saves, seed=1).close()
    checked = 0
    async with desk.play("captain", size=(170, 40)) as player:
        checked += check_contrast(player, "the notes")
        await player.press("1")
        checked += check_contrast(player, "the end, with news")
    async with desk.play(size=(170, 40)) as player:
        await player.press("3", "down", "down", "enter")
        checked += check_contrast(player, "a closed choice that is stood on, and a notice")
        for keys in ("f", "escape x", "escape n", "escape j", "enter", "escape escape f1", "escape f2 7 A", "escape escape ctrl+p"):
            await player.press(*keys.split())
            if keys.endswith("p"):
                await player.wait(lambda: "X-ray" in player.reads)
            checked += check_contrast(player, keys)
        await player.press("escape")
        await player.pilot.hover("#choices", offset=(8, 3))
        await player.pilot.hover("#reading", offset=(40, 7))
        await player.pilot.pause()
        checked += check_contrast(player, "under the mouse")
        await player.press("b")
        await player.wait(lambda: "━" in player.reads)
        checked += check_contrast(player, "the shelf")
        await player.press("end", "enter")
        checked += check_contrast(player, "the saved games")
        await player.press("enter", "3")
        checked += check_contrast(player, "a question")
    assert checked > 300


@pytest.mark.parametrize("theme", [name for name in NAMES if name != TERMINAL])
def test_the_accent_of_every_role_can_be_read(theme: str) -> None:
    found = set()
    for role in range(7):
        made = theme_of(theme, role)
        behind = (made.background, made.surface, made.variables["cursor"])
        assert all(contrast(Color.parse(made.accent), Color.parse(back)) >= AA for back in behind), (role, made.accent)
        found.add(made.accent)
    assert len(found) == 7


@driven
async def test_each_role_has_its_own_accent_until_the_player_is_back_at_the_shelf(desk: Desk) -> None:
    def colour_of(player: Player, words: str) -> str | None:
        segments = [each for strip in player.app.screen._compositor.render_strips() for each in strip]
        return next(each.style.color.name for each in segments if words in each.text and each.style and each.style.color)

    async with desk.play() as player:
        visitor = colour_of(player, "The visitor")
    async with desk.play("captain") as player:
        assert colour_of(player, "The captain") != visitor
        await player.press("b")
        await player.wait(lambda: "Saved games" in player.reads)
        assert player.app.theme == "dark"


@driven
async def test_a_closed_choice_is_told_in_words_and_a_highlight_without_colours(desk: Desk) -> None:
    desk.settings.write_text(json.dumps({"theme": TERMINAL}))
    async with desk.play() as player:
        await player.press("down")
        assert "closed: It is September" in player.reads
        rows = [strip for strip in player.app.screen._compositor.render_strips() if "Offer Otto" in strip.text]
        (highlight,) = [segment.style for segment in rows[0] if "Offer Otto" in segment.text]
        assert highlight is not None
        assert highlight.reverse


@pytest.mark.parametrize("size", [(80, 24), (170, 40)])
@driven
async def test_no_color_means_no_colour(desk: Desk, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    desk.settings.write_text(json.dumps({"theme": "light"}))
    async with desk.sit(size=size, captured=True, story=ferry(), role="visitor", seed=1) as player:
        pages = ("f", "escape x", "escape n", "escape m", "w", "escape t", "escape j", "escape f1", "escape f2", "escape ctrl+p")
        for keys in ("3", "down", *pages, "escape b"):
            await player.press(*keys.split())
        assert player.app.theme == TERMINAL
    assert not COLOUR.findall(CapturingDriver.written)
    assert "Offer Otto" in CapturingDriver.written
    assert json.loads(desk.settings.read_text())["theme"] == "light", "what was chosen is still remembered"


@driven
async def test_the_terminals_own_colours_name_no_other(desk: Desk) -> None:
    desk.settings.write_text(json.dumps({"theme": TERMINAL}))
    async with desk.sit(captured=True, story=ferry(), role="visitor", seed=1) as player:
        await player.press("3", "f")
    assert "38;2" not in CapturingDriver.written
    assert "48;2" not in CapturingDriver.written


@driven
async def test_a_terminal_of_few_colours_keeps_its_own(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "linux")
    monkeypatch.delenv("COLORTERM")
    async with desk.play() as player:
        assert player.app.theme == TERMINAL
        await player.press("f2", "1")
        assert player.app.theme == "dark", "unless another was chosen"


@driven
async def test_reduced_motion_moves_nothing_by_itself(desk: Desk) -> None:
    desk.settings.write_text(json.dumps({"reduced_motion": True}))
    async with desk.play() as player:
        assert player.app.animation_level == "none"
        await player.press("f2", "7")
        assert not player.app.screen.query_one(Input).cursor_blink
        await player.press("escape", "escape", "ctrl+p")
        assert not player.app.screen.query_one(Input).cursor_blink
