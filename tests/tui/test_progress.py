"""How far one is, in the app: dots under the title, and the page that is being edited."""

from pathlib import Path

import pytest

from tests.play.test_meters import EXPLAINED
from tests.play.test_meters import SCENES as STALL
from tests.play.test_progress import SCENES
from tests.small import FACTS, small
from tests.tui.driving import Desk, Player, driven

STORM = "A storm closed the harbour for a whole day, and nobody who was on the quay could say when the next ship would leave."
FACTS_LONG = FACTS.replace("A storm closed the harbour.", f'"{STORM}"')
PLAIN = SCENES.replace("Ring for {money} crowns", "Ring")


def page(player: Player) -> list[str]:
    """The lines of the page that is being edited."""
    lines = [line.strip().removeprefix("▌ ") for line in player.lines if "▌" in line]
    start = next((number for number, line in enumerate(lines) if line.startswith("The page ")), len(lines))
    return lines[start:]


@driven
async def test_a_line_that_moves_fills_its_dots(desk: Desk, tmp_path: Path) -> None:
    async with desk.play(story=small(tmp_path, PLAIN)) as player:
        await player.take("queue")
        assert "○ ○ ○ 3 before you, 0 hours" in player.reads
        await player.take("wait")
        assert "● ○ ○ 2 before you" in player.reads


@driven
async def test_a_hunt_tells_what_was_found_without_colours_too(desk: Desk, tmp_path: Path) -> None:
    async with desk.play(story=small(tmp_path, PLAIN.replace("1 in 2", "0 in 2", 1))) as player:
        await player.take("hunt")
        await player.take("look-cart")
        assert "× ○ ○ ○ Looks left: 3. No luck: Knock at number 1." in player.reads


@driven
async def test_a_long_line_has_no_more_dots_than_fit(desk: Desk, tmp_path: Path) -> None:
    async with desk.play(size=(40, 16), story=small(tmp_path, PLAIN.replace("length: 3", "length: 50"))) as player:
        await player.take("queue")
        for _ in range(30):
            await player.press("1")
            if "shoe" in player.passage:
                await player.press("1")
        (dots,) = (line for line in player.lines if "○" in line)
        assert (dots.count("●"), dots.count("○")) == (15, 9)


@driven
async def test_the_page_grows_by_a_line_for_each_claim_and_says_as_what_it_was_printed(desk: Desk, tmp_path: Path) -> None:
    async with desk.play(story=small(tmp_path, PLAIN, facts=FACTS_LONG)) as player:
        await player.take("sort")
        assert page(player) == []
        await player.take("happened-storm")
        await player.read_on()
        assert [line[:30] for line in page(player)] == ["The page  1 of 3 claims decide", "as fact   A storm closed the h"]
        assert page(player)[-1].endswith("…"), "one line each, where rows are few"
        await player.take("opinion-fare")
        await player.read_on()
        assert page(player)[-1] == "opinion   The ferry company: The fare has doubled."
        assert "The wait takes" in player.reads, "the next claim lies below"
        await player.resize(80, 40)
        assert STORM in " ".join(" ".join(page(player)).split()), "where there is room it is told in full"
        await player.resize(80, 24)
        await player.take("cut-delay")
        await player.read_on()
        assert "The page 3 of 3 claims decided" in player.passage.replace("  ", " "), "the whole page is seen at its end"


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
@driven
async def test_a_long_page_leaves_room_for_the_claim(desk: Desk, tmp_path: Path, size: tuple[int, int]) -> None:
    facts = FACTS + "".join(f"  n{n}: {{says: Number {n}., kind: event, by: the Gazette, source: gazette, at: 6}}\n" for n in range(12))
    scenes = PLAIN.replace("[storm,", "[" + "".join(f"n{n}, " for n in range(12)) + "storm,")
    async with desk.play(size=size, story=small(tmp_path, scenes, facts=facts)) as player:
        await player.take("sort")
        for n in range(9):
            await player.take(f"happened-n{n}")
        await player.read_on()
        rows = [line for line in player.passage.splitlines() if "Number" in line or "above" in line]
        assert [row.split()[-1] for row in rows] == ["above", "4.", "5.", "6.", "7.", "8.", "9."]
        assert "Number 9." in player.reads


@driven
async def test_what_is_counted_is_explained_where_it_changes_and_on_a_key(desk: Desk, tmp_path: Path) -> None:
    async with desk.play(story=small(tmp_path, STALL, story=EXPLAINED)) as player:
        assert "You pay with it." not in player.reads
        await player.take("eat")
        assert "19 crowns – You pay with it." in player.reads
        await player.take("eat")
        assert "You pay with it." not in player.reads
        await player.press("n", "left")
        assert player.page.startswith("Notebook: what you have 18 crowns You pay with it.")
