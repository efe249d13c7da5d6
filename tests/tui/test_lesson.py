"""The lesson around the play: asked once and before, skipped with one key, told with its source, and kept as it is said."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events

from game.library.find_stories import Found
from game.library.load import load
from game.saves import HeldLesson, Saves
from game.saves.answers import Answers, answers_of
from game.tui.pages.debrief_screens import DebriefScreen, LensScreen
from game.tui.pages.question_screen import QuestionsScreen
from game.tui.pages.shelf_screen import ShelfScreen
from game.tui.play.play_screen import PlayScreen
from game.tui.widgets.menu import Menu
from game.tui.widgets.text_inputs import WritingArea
from tests.tui.bytes_written import CapturingDriver, acting
from tests.tui.driving import FOOTBRIDGE, USUAL, Desk, Player, driven
from tests.tui.payloads import PAYLOADS

STORY = Found(FOOTBRIDGE, "footbridge")
JUDGING = ("wrong", "incorrect", "mistake", "score", "points", "try again", "well done", "✓", "✗")


@asynccontextmanager
async def at_the_shelf(folder: Path, size: tuple[int, int] = USUAL, *, lesson: bool = True) -> AsyncIterator[Player]:
    async with Desk(folder, (STORY,)).sit(size, held=HeldLesson() if lesson else None) as player:
        await player.wait(lambda: "Enter " in player.reads)
        yield player


async def take(player: Player, role: int) -> None:
    """Take a role from the shelf."""
    assert isinstance(player.app.screen, ShelfScreen)
    menu = player.app.screen.query_one(Menu)
    menu.highlighted = [number for number, row in enumerate(menu.rows) if row.name.startswith("role ")][role]
    await player.press("enter")
    await player.pilot.pause()


async def answer(player: Player, *picked: tuple[int, int]) -> None:
    for option, sure in picked:
        await player.press(str(option), str(sure))


async def to_the_end(player: Player) -> None:
    for _ in range(30):
        if player.ended:
            return
        await player.press("1")
    raise AssertionError("the role doesn't end")


def said(folder: Path) -> tuple[Answers, ...]:
    return answers_of(Saves(folder / "saves"), "footbridge")


@driven
async def test_five_questions_come_before_the_first_role_and_each_answer_is_kept_at_once(tmp_path: Path) -> None:
    async with at_the_shelf(tmp_path) as player:
        await take(player, 1)
        assert isinstance(player.app.screen, QuestionsScreen)
        assert "Question 1 of 5" in player.page
        assert "how long do people wait for each turn of the boat?" in player.page
        await player.press("2")
        assert "You say: One hour to three" in player.page
        assert "How sure are you?" in player.page
        assert said(tmp_path) == (), "an answer is one once its confidence is told"
        await player.press("3")
        (kept,) = said(tmp_path)
        assert [(each.question, each.option, each.confidence, each.right) for each in kept.before] == [("wait", "hours", 3, True)]
        assert "Question 2 of 5" in player.page
        await answer(player, (1, 4), (1, 1), (1, 2), (3, 2))
        assert "Thank you." in player.page
        (kept,) = said(tmp_path)
        assert [each.right for each in kept.before] == [True, True, False, False, None]
        assert kept.asked_before
        await player.press("enter")
        assert isinstance(player.app.screen, PlayScreen)
        assert player.app.focused is player.choices, "the story can be played at once"


@driven
async def test_a_key_that_is_pressed_twice_gives_one_answer(tmp_path: Path) -> None:
    async with at_the_shelf(tmp_path) as player:
        await take(player, 1)
        for _ in range(4):
            player.app.post_message(events.Key("2", "2"))
        await player.pilot.pause()
        assert "How sure are you?" in player.page
        assert said(tmp_path) == ()
        await player.press("3")
        assert "Question 2 of 5" in player.page


@driven
async def test_before_the_play_nothing_is_given_away(tmp_path: Path) -> None:
    async with at_the_shelf(tmp_path) as player:
        await take(player, 1)
        seen = player.sees
        for _ in range(5):
            await player.press("1")
            seen += player.sees
            await player.press("1")
            seen += player.sees
        assert "As reported" not in seen
        assert "Vouched" not in seen


@driven
async def test_one_key_skips_them_and_they_do_not_come_again(tmp_path: Path) -> None:
    async with at_the_shelf(tmp_path) as player:
        await take(player, 1)
        await answer(player, (1, 1))
        await player.press("2", "backspace")
        assert "how many people may the boat carry" in player.page.lower(), "an answer can be thought over"
        await player.press("escape")
        assert isinstance(player.app.screen, PlayScreen)
        (kept,) = said(tmp_path)
        assert kept.asked_before
        assert len(kept.before) == 1
        await player.press("b")
        await player.wait(lambda: "Enter " in player.reads)
        await take(player, 0)
        assert not isinstance(player.app.screen, QuestionsScreen)


@driven
async def test_who_skipped_all_of_them_is_not_asked_after_either_but_may_ask(tmp_path: Path) -> None:
    async with at_the_shelf(tmp_path) as player:
        await take(player, 1)
        await player.press("escape")
        await to_the_end(player)
        await player.press("a")
        assert isinstance(player.app.screen, QuestionsScreen)
        await player.press("escape", "b")
        await player.wait(lambda: isinstance(player.app.screen, ShelfScreen))


@driven
async def test_after_the_play_each_answer_is_followed_by_its_source_and_the_end_shows_both(tmp_path: Path) -> None:
    async with at_the_shelf(tmp_path, (80, 50)) as player:
        await take(player, 1)
        await answer(player, (1, 1), (1, 4), (2, 1), (1, 2), (3, 2))
        await player.press("enter")
        await to_the_end(player)
        await player.past_the_card()
        seen = player.reads
        assert "1 After: 5 short questions" in seen
        await player.press("b")
        assert isinstance(player.app.screen, QuestionsScreen), "they are put before the game is left"
        await player.press("3", "1")
        told = player.page
        assert "You say: Until the next day (a guess)" in told
        assert "As reported: One hour to three" in told
        assert "people wait between one hour and three" in told
        assert "Vouched for by: a shopkeeper who counted from her window" in told
        assert "The Valley Paper, 8 May 2019, paragraph 4" in told
        seen += told
        await player.press("enter", "1", "3", "enter", "3", "4", "enter", "2", "4")
        assert "The council may have an answer." in player.page
        seen += player.page
        await player.press("enter", "1", "1")
        assert "As reported" not in player.page, "what somebody weighs has no answer"
        await player.press("enter")
        summary = player.page
        assert "What you said before, and after" in summary
        assert "Before: A few minutes (a guess) As reported: One hour to three" in summary
        assert "After: Until the next day (a guess) As reported: One hour to three" in summary
        assert "Before: Six of them (certain) After: Six of them (fairly sure)" in summary
        assert [word for word in JUDGING if word in (seen + summary).lower()] == []
        (kept,) = said(tmp_path)
        assert kept.asked_after
        assert [each.right for each in kept.after] == [False, True, True, True, None]
        await player.press("enter")
        await player.wait(lambda: isinstance(player.app.screen, ShelfScreen))


@driven
async def test_what_was_answered_keeps_its_number_and_nobody_is_told_of_what_they_were_not_asked(tmp_path: Path) -> None:
    story = load(FOOTBRIDGE).story
    async with Desk(tmp_path, (STORY,)).play("rower", story=story) as player:
        await to_the_end(player)
        await player.past_the_card()
        await player.take("more")
        rows = [row.name for row in player.choices.rows]
        assert rows[4:7] == ["look_back", "questions", "debrief"]
        await player.press("a")
        assert "Now you have been there: what do you say?" in player.page
        for _ in range(5):
            await player.press("1", "1", "enter")
        await player.press("enter")
        assert isinstance(player.app.screen, PlayScreen)
        assert [row.name for row in player.choices.rows] == rows
        await player.take("questions")
        assert "What you said" in player.page
        assert "Before" not in player.page
        assert "not answered" not in player.page


@driven
async def test_nobody_is_asked_where_no_lesson_is_on(tmp_path: Path) -> None:
    async with at_the_shelf(tmp_path, lesson=False) as player:
        await take(player, 1)
        assert isinstance(player.app.screen, PlayScreen)
        await to_the_end(player)
        assert isinstance(player.app.screen, PlayScreen)
        await player.press("a")
        assert isinstance(player.app.screen, QuestionsScreen), "who wants them finds them"


@driven
async def test_in_a_lesson_a_game_that_is_begun_by_its_role_asks_too(tmp_path: Path) -> None:
    story = load(FOOTBRIDGE).story
    async with Desk(tmp_path, (STORY,)).sit(story=story, found=STORY, role="rower", seed=1, held=HeldLesson()) as player:
        await player.wait(lambda: isinstance(player.app.screen, QuestionsScreen))
        await player.press("escape")
        assert isinstance(player.app.screen, PlayScreen)


@driven
async def test_the_lesson_is_among_the_commands_when_it_can_be_had(tmp_path: Path) -> None:
    story = load(FOOTBRIDGE).story
    lesson = {"Questions", "Debrief", "Word lens"}

    def listed(player: Player) -> set[str]:
        return lesson & {command.title for command in player.app.get_system_commands(player.app.screen)}

    async with Desk(tmp_path, (STORY,)).play("errand", story=story) as player:
        assert listed(player) == {"Questions"}, "those of before"
        await player.press("1")
        assert listed(player) == set()
    async with Desk(tmp_path, (STORY,)).play("rower", story=story) as player:
        await to_the_end(player)
        assert listed(player) == lesson


@driven
async def test_a_story_without_a_lesson_says_nothing_of_it(desk: Desk) -> None:
    async with desk.play() as player:
        await player.press("a")
        assert "This story has no such page." in player.sees


@driven
async def test_the_debrief_has_two_pages_where_no_lesson_is_held(tmp_path: Path) -> None:
    async with Desk(tmp_path, (STORY,)).play("rower", story=load(FOOTBRIDGE).story) as player:
        await to_the_end(player)
        await player.press("d")
        assert "How was it? 1 of 2" in player.page
        await player.press("pagedown")
        assert "What happened? 2 of 2" in player.page
        assert "That is all: back to the end of your story" in player.page


@driven
async def test_the_debrief_of_a_lesson_goes_through_six_steps_and_keeps_what_is_written(tmp_path: Path) -> None:
    story = load(FOOTBRIDGE).story
    async with Desk(tmp_path, (STORY,)).sit(story=story, found=STORY, role="rower", seed=1, held=HeldLesson()) as player:
        await player.wait(lambda: isinstance(player.app.screen, QuestionsScreen))
        await player.press("escape")
        await to_the_end(player)
        await player.press("d")
        assert isinstance(player.app.screen, DebriefScreen)
        assert "How was it? 1 of 6" in player.page
        await player.press(*"Wet", "enter", *"[b]", "pagedown")
        assert "What happened? 2 of 6" in player.page
        assert "What was closed to you from the start?" in player.page
        assert said(tmp_path)[0].written("feelings", "word").wrote == "Wet\n[b]"
        await player.press("tab", "enter", *"The bridge", "tab", "space", "tab", "enter")
        assert "What did you learn? 3 of 6" in player.page
        assert said(tmp_path)[0].written("happened", "closed").wrote == "The bridge"
        await player.press("pagedown", "pagedown", "pagedown", "pagedown")
        assert "What next? 6 of 6" in player.page
        await player.press(*"Why")
        await player.pilot.pause(1.2)
        assert said(tmp_path)[0].written("next", "ask").wrote == "Why", "who pauses loses nothing"
        await player.press(*"?", "escape")
        assert isinstance(player.app.screen, PlayScreen)
        await player.press("d")
        assert "[b]" in player.page, "what was written stands there again"
        await player.press("end", *["backspace"] * 10, "escape")
    (kept,) = said(tmp_path)
    assert [(each.phase, each.asked, each.wrote, each.read_out) for each in kept.debrief] == [
        ("happened", "What was closed to you from the start?", "The bridge", True),
        ("next", "What would you ask the reporter?", "Why?", False),
    ]


@driven
async def test_what_is_asked_stands_above_where_it_is_answered(tmp_path: Path) -> None:
    folder = tmp_path / "footbridge"
    shutil.copytree(FOOTBRIDGE, folder)
    lesson = folder / "lesson.yaml"
    more = "  happened:\n    again: Tell the day again in three sentences, as somebody else who was at the river would tell it.\n"
    text = lesson.read_text("utf-8")
    assert "  happened:\n" in text
    lesson.write_text(text.replace("  happened:\n", more), "utf-8")
    async with Desk(tmp_path, (Found(folder, "footbridge"),)).play("rower", story=load(folder).story) as player:
        await to_the_end(player)
        await player.press("d", "pagedown")
        await player.pilot.pause()
        screen = player.app.screen
        areas, prompts = list(screen.query(WritingArea)), list(screen.query(".prompt"))
        assert len(areas) == 3
        for key, number in (("", 0), ("tab", 1), ("tab", 2), ("shift+tab", 1), ("shift+tab", 0)):
            await player.press(*[key] * 2 if key else ())  # past the tick between two
            await player.pilot.pause()
            assert areas[number].has_focus
            window = screen.query_one("VerticalScroll").region
            assert prompts[number].region in window, player.page
            assert areas[number].region in window, player.page


@driven
async def test_what_is_being_written_survives_quitting(tmp_path: Path) -> None:
    story = load(FOOTBRIDGE).story
    async with Desk(tmp_path, (STORY,)).play("rower", story=story) as player:
        await to_the_end(player)
        await player.press("d", *"Wet", "ctrl+q")
    assert said(tmp_path)[0].written("feelings", "word").wrote == "Wet"


@driven
async def test_what_is_pasted_into_the_debrief_acts_on_nothing(tmp_path: Path) -> None:
    story = load(FOOTBRIDGE).story
    async with Desk(tmp_path, (STORY,)).sit((80, 24), captured=True, story=story, role="rower", seed=1) as player:
        await to_the_end(player)
        await player.press("d")
        for payload in PAYLOADS:
            player.app.screen.focused.post_message(events.Paste(payload))  # type: ignore[union-attr]
            await player.pilot.pause()
        await player.press("pagedown", "pageup")
        driver = player.app._driver
        assert isinstance(driver, CapturingDriver)
        assert acting(driver.written) == []
        await player.press("escape")
    assert "\x1b" not in said(tmp_path)[0].written("feelings", "word").wrote


@driven
async def test_the_word_lens_puts_each_word_into_the_paragraph(tmp_path: Path) -> None:
    story = load(FOOTBRIDGE).story
    async with Desk(tmp_path, (STORY,)).play("rower", story=story) as player:
        await to_the_end(player)
        await player.press("d", "pagedown", "1")
        assert isinstance(player.app.screen, DebriefScreen), "a digit is something to write"
        await player.press(*["tab", "tab"] * 2, "1")  # past two places to write, each with its tick
        assert isinstance(player.app.screen, LensScreen)
        await player.press("escape", "escape", "l")
        assert isinstance(player.app.screen, LensScreen)
        assert "forty neighbours stood at the river" in player.page
        await player.press("down")
        assert "forty customers stood at the river" in player.page
        assert "They are paying, and may complain." in player.page
        await player.press("escape")
        assert isinstance(player.app.screen, PlayScreen)


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)])
@driven
async def test_every_page_fits_and_what_can_be_done_is_in_sight(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_the_shelf(tmp_path, size) as player:
        await take(player, 1)
        assert "minutes" in player.page, "the first answer is in sight"
        await answer(player, (1, 1), (1, 4), (2, 1), (1, 2), (3, 2))
        await player.press("enter")
        await to_the_end(player)
        for keys, foot in ((("a", "1", "1"), "Go on"), (("escape", "d"), "Go on: What happened?"), (("escape", "l"), "neighbours")):
            await player.press(*keys)
            box = player.app.screen.query_one(".aside").region
            assert box.x >= 0
            assert box.right <= size[0]
            assert box.y >= 0
            assert box.bottom <= size[1] - 1
            assert foot in player.page


@driven
async def test_that_an_answer_could_not_be_saved_is_told_and_stops_nothing(tmp_path: Path) -> None:
    async with at_the_shelf(tmp_path) as player:
        await take(player, 1)
        folder = tmp_path / "saves" / "footbridge"
        slot = next(path.stem for path in folder.glob("*.json"))
        (folder / f"{slot}.answers.json").mkdir()
        await answer(player, (1, 1))
        assert "could not be saved" in player.reads
        (folder / f"{slot}.answers.json").rmdir()
        await answer(player, (1, 1))
        assert "could not be saved" not in player.reads
    assert len(said(tmp_path)[0].before) == 2, "the next answer brings along the one that was not saved"
