"""Hours that pass: the clock runs to its hour, what has changed stands out, and a night or more is told."""

import json
from pathlib import Path

import pytest

from game.play.what_it_took import time_passed
from game.tui.widgets.top_line import TopLine
from tests.small import made, small, started
from tests.tui.driving import Desk, Player, driven

WEEKEND = """\
start: {text: A door., choices: [{label: Wait, do: [hours += 109, money -= 3], go: later}, {label: Sleep, do: hours += 11, go: later}]}
later: {text: A street., choices: [{label: Wait, do: hours += 5, go: end}]}
end: {ending: Out, text: It is late.}
"""


def hour(player: Player) -> str:
    return player.lines[0].rsplit(" ", 1)[1]


@pytest.mark.parametrize(("key", "told"), [("1", "Five days later. Monday 26 September, 07:00"), ("2", "The next morning. Thursday 22")])
@driven
async def test_a_night_or_more_is_told_and_hours_of_a_day_are_not(desk: Desk, tmp_path: Path, key: str, told: str) -> None:
    async with desk.play(story=small(tmp_path, WEEKEND)) as player:
        await player.press(key)
        assert told in player.reads
        await player.press("1")
        assert "later" not in player.reads
        assert "next" not in player.reads


@driven
async def test_the_clock_runs_to_its_hour_and_a_key_ends_it(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.tui.widgets.top_line.RUNS", 30.0)
    monkeypatch.setattr("game.tui.play.play_screen.FLASH", 30.0)
    async with desk.play(story=small(tmp_path, WEEKEND)) as player:
        await player.press("1")
        assert hour(player) == "18:00"
        assert "A street." in player.reads, "the page is there at once"
        strip = player.app.screen.query_one(TopLine)
        await player.wait(lambda: hour(player) != "18:00")
        assert hour(player) != "07:00"
        reversed_words = [s.text for row in player.app.screen._compositor.render_strips() for s in row if s.style and s.style.reverse]
        assert "-3" in reversed_words
        await player.press("f")
        await player.wait(lambda: strip._runs is None)
        assert hour(player) == "07:00"


@driven
async def test_with_reduced_motion_the_hour_is_there(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.tui.widgets.top_line.RUNS", 30.0)
    desk.settings.write_text(json.dumps({"reduced_motion": True}), "utf-8")
    async with desk.play(story=small(tmp_path, WEEKEND)) as player:
        await player.press("1")
        assert hour(player) == "07:00"


@pytest.mark.parametrize(
    ("hours", "text", "told"),
    [
        (11, "On Thursday it rains.", ""),
        (109, "On Monday it rains.", "Five days later."),
        (109, "It rains. Thursday was dry.", "Five days later. Monday 26 September, 07:00"),
    ],
)
def test_a_day_that_the_text_names_isnt_named_above_it(tmp_path: Path, hours: int, text: str, told: str) -> None:
    wait = f"{{label: Wait, do: hours += {hours}, go: later}}"
    scenes = f"start: {{text: A door., choices: [{wait}]}}\nlater: {{text: {text}, ending: Out}}\n"
    assert time_passed(made(started(small(tmp_path, scenes)), "wait")) == told
