"""An encounter in the app: a thread that grows, with the newest in sight."""

from pathlib import Path

import pytest

from game.tui.play.passage import PassageView
from tests.small import small
from tests.tui.driving import Desk, driven

ANSWER = "is long enough for a line or two on any screen, and ends in a dot."
TOPICS = "".join(f'    - {{say: Ask about number {number}, hears: "Answer {number} {ANSWER}"}}\n' for number in range(1, 9))
TALK = f"""\
start: {{text: A door., choices: [{{label: Ring, go: landlady}}]}}
landlady:
  kind: encounter
  title: On the stairs
  with: {{name: Saule, wants: quiet tenants, work: nurse}}
  text:
    - She looks at your shoes.
    - landlady: "*Well?* [It has doubled](fact:fare)."
    - landlady: "*And?*"
  topics:
{TOPICS}  ends: [{{go: out}}]
out: {{ending: Out}}
"""
SIZES = [(40, 12), (80, 24), (100, 30), (200, 60)]


@pytest.mark.parametrize("size", SIZES)
@driven
async def test_what_was_said_stays_above_and_the_newest_is_in_sight(desk: Desk, tmp_path: Path, size: tuple[int, int]) -> None:
    story = small(tmp_path, TALK)
    async with desk.play(size=size, story=story) as player:
        await player.press("1")
        assert player.passage.count("Saule") == 1, "who speaks on is named once"
        for number in range(1, 8):
            await player.read_on()
            await player.take(f"ask-about-number-{number}")
            reading = player.app.screen.query_one(PassageView)
            assert f"› Ask about number {number}" in player.reads
            while not reading.read:
                await player.press("space")
            assert "in a dot." in player.reads
            assert "Take your leave" in " ".join(row.label.plain for row in player.choices.rows)
        assert player.passage.count("She looks at your shoes.") == 1
        for number in range(1, 8):
            assert player.passage.count(f"Answer {number} ") == 1
        await player.press("home")
        assert "She looks at your shoes." in player.reads
        seen = player.reads
        while not reading.read:
            await player.pilot.press("pagedown")
            await player.seen()
            seen += player.reads
        assert all(f"Answer {number} is" in seen for number in range(1, 8)), "all of it can be read again"


@driven
async def test_the_wheel_goes_back_to_what_was_said_and_no_choice_is_made_there(desk: Desk, tmp_path: Path) -> None:
    async with desk.play(size=(60, 16), story=small(tmp_path, TALK)) as player:
        await player.press("1")
        for number in range(1, 5):
            await player.take(f"ask-about-number-{number}")
        reading = player.app.screen.query_one(PassageView)
        assert "above: PageUp" in player.sees
        number = reading.number
        await player.press("pageup")
        assert reading.number == number - 1
        assert "Answer 4 " not in player.reads
        await player.pilot.press("5")
        await player.seen()
        assert "Answer 5 " not in player.passage
        await player.press("end", "u")
        assert "Answer 4 " not in player.passage
        assert "Answer 3 " in player.reads


@driven
async def test_what_was_said_is_dimmed_and_its_facts_can_still_be_opened(desk: Desk, tmp_path: Path) -> None:
    async with desk.play(size=(80, 40), story=small(tmp_path, TALK)) as player:
        await player.press("1")
        await player.take("ask-about-number-1")
        parts = player.app.screen.query_one(PassageView).parts
        assert [part.read for part in parts] == [True] * 4 + [False]
        assert all("$muted" in str(span.style) for part in parts[:4] for span in part.content.spans[-1:])
        await player.press("f")
        assert player.page.startswith("A figure")
