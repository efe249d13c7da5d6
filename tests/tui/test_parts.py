"""A part of a role in the app: its end has a card and a menu, and the whole role goes on from it."""

import pytest

from game.library.load import load
from game.saves import HeldLesson
from game.story.model import RolePart, Story
from game.tui.pages.end_card_screen import EndCardScreen
from game.tui.play.play_screen import PlayScreen
from tests.tui.driving import FOOTBRIDGE, Desk, driven


@pytest.fixture(scope="module")
def footbridge() -> Story:
    story = load(FOOTBRIDGE).story
    assert story is not None
    return story


def the_bank(story: Story) -> RolePart:
    (part,) = story.roles["errand"].parts
    return part


@driven
async def test_the_whole_role_goes_on_from_the_end_of_a_part(desk: Desk, footbridge: Story) -> None:
    async with desk.sit(story=footbridge, role="errand", part=the_bank(footbridge), seed=1) as player:
        await player.press("1")
        await player.take("go-down-to-the-river")
        assert player.ended
        assert "You have a loaf with you." in player.passage
        await player.press("enter")
        assert isinstance(player.app.screen, EndCardScreen)
        assert "This was a part: the role goes on from here." in player.reads
        await player.press("enter")
        assert player.choices.rows[0].name == "go_on_in_the_whole_role"
        await player.read_on()
        assert "Go on from here into the whole role" in player.reads
        await player.press("enter")
        assert isinstance(player.app.screen, PlayScreen)
        assert "The bridge is there, and so is the fence in front of it." in player.passage
        (slot,) = desk.slots
        assert (slot.finished, slot.part, slot.decisions) == (False, "", 2)
        await player.press("u")
        assert "eye drops stand on the table" in player.passage, "what was chosen in the part can be taken back"


@driven
async def test_a_part_is_played_again_as_a_part(desk: Desk, footbridge: Story) -> None:
    async with desk.sit(story=footbridge, role="errand", part=the_bank(footbridge), seed=1) as player:
        await player.take("go-down-to-the-river")
        await player.past_the_card()
        await player.take("more")
        assert "Play this part again" in player.reads
        await player.take("again")
        await player.take("go-down-to-the-river")
        assert player.ended
        assert [slot.part for slot in desk.slots] == ["the_bank", "the_bank"]


@driven
async def test_another_day_one_goes_on_from_the_end_of_a_part_by_the_saved_games(desk: Desk, footbridge: Story) -> None:
    async with desk.sit(story=footbridge, role="errand", part=the_bank(footbridge), seed=1) as player:
        await player.take("go-down-to-the-river")
    async with desk.sit(story=footbridge) as player:
        await player.wait(lambda: "Saved games" in player.reads)
        await player.press("end", "enter")
        await player.press("enter")
        assert "Read its end again, or go on from it" in player.reads
        await player.press("enter")
        assert player.ended
        await player.past_the_card()
        await player.take("go_on_in_the_whole_role")
        assert "The bridge is there" in player.passage


@driven
async def test_in_a_lesson_the_shelf_proposes_the_part_of_a_role_and_its_minutes(desk: Desk, footbridge: Story) -> None:
    async with desk.sit(story=footbridge, held=HeldLesson("footbridge", "errand")) as player:
        await player.wait(lambda: "Enter begins as The errand" in player.reads)
        assert "“This side of the river”, 5 minutes at most, or the whole role." in player.reads
        await player.press("enter")
        assert "Begin “This side of the river”" in player.page
        assert "Begin the whole role" in player.page
        await player.press("enter")
        await player.wait(lambda: isinstance(player.app.screen, PlayScreen))
        assert [slot.part for slot in desk.slots] == ["the_bank"]


@driven
async def test_in_a_lesson_the_whole_role_can_be_begun_as_well(desk: Desk, footbridge: Story) -> None:
    async with desk.sit(story=footbridge, held=HeldLesson("footbridge", "errand")) as player:
        await player.wait(lambda: "Enter begins as The errand" in player.reads)
        await player.press("enter", "2")
        await player.wait(lambda: isinstance(player.app.screen, PlayScreen))
        assert [slot.part for slot in desk.slots] == [""]


@driven
async def test_without_a_lesson_the_shelf_begins_the_whole_role_at_once(desk: Desk, footbridge: Story) -> None:
    async with desk.sit(story=footbridge) as player:
        await player.wait(lambda: "Enter begins as The errand" in player.reads)
        assert "5 minutes" not in player.reads
        await player.press("enter")
        await player.wait(lambda: isinstance(player.app.screen, PlayScreen))
        assert [slot.part for slot in desk.slots] == [""]


@driven
async def test_who_takes_the_role_again_is_asked_whether_to_go_on_from_the_end_of_the_part(desk: Desk, footbridge: Story) -> None:
    async with desk.sit(story=footbridge, role="errand", part=the_bank(footbridge), seed=1) as player:
        await player.take("go-down-to-the-river")
    async with desk.sit(story=footbridge, held=HeldLesson("footbridge", "errand")) as player:
        await player.wait(lambda: "The errand" in player.reads)
        assert "Go on: The errand" not in player.reads, "it is over for this lesson"
        await player.press("home", "enter")
        assert "Go on with that game This side of the river" in player.page
        assert "Begin “This side of the river”" in player.page
        await player.press("enter")
        await player.wait(lambda: isinstance(player.app.screen, PlayScreen))
        assert player.ended
        assert len(desk.slots) == 1
