"""The card at the end of a role: on one screen for every ending of the shipped story, saved, and followed by what can be done."""

import re
from xml.etree import ElementTree

import pytest

from game.play.looking_back.end_card import MOST_DONE, end_card
from game.report.card_files import card_svg, card_text
from game.session.game_session import begin_game
from game.text.big_letters import big_lines
from game.tui.pages.end_card_screen import CardView, EndCardScreen
from game.tui.pages.shelf_screen import ShelfScreen
from game.tui.play.play_screen import PlayScreen
from tests.scenes.endings import played_to_each_ending
from tests.tui.driving import Desk, driven


def words(text: str) -> str:
    return " ".join(text.split())


@driven
async def test_the_card_of_every_ending_is_whole_on_a_small_screen(desk: Desk) -> None:
    games = played_to_each_ending()
    assert len(games) == 39
    async with desk.play("captain") as player:
        for played in games.values():
            card = end_card(played)
            player.app.push_screen(EndCardScreen(played, card))
            await player.pilot.pause()
            shown, (view,) = player.lines, player.app.screen.query(CardView)
            assert len(shown) <= 24
            assert all(len(line) <= 80 for line in shown)
            drawn = big_lines(card.title, view.size.width)
            assert drawn is not None, "its name is large"
            assert all(row in "\n".join(shown) for row in drawn)
            told = words(" ".join(shown))
            assert card.says, "somebody who doesn't know the story learns what has happened"
            for must in (card.role, words(card.says), *(words(stay) for stay in card.way), card.decided, card.found_in_words):
                assert must in told
            assert (len(card.done) if not card.printed else 1) <= sum(each.says in told for each in card.done) <= MOST_DONE
            assert "Enter Go on" in told
            if card.printed:
                assert sum(claim.says[:50] in told for claim in card.printed) >= min(4, len(card.printed)), "its front page"
            await player.press("enter")
            assert not isinstance(player.app.screen, EndCardScreen)


@pytest.mark.parametrize("size", [(40, 12), (60, 18), (120, 40), (200, 60)])
@driven
async def test_a_card_keeps_to_its_window(desk: Desk, size: tuple[int, int]) -> None:
    played = played_to_each_ending()["on_time"]
    async with desk.play("captain", size) as player:
        player.app.push_screen(EndCardScreen(played, end_card(played)))
        await player.pilot.pause()
        assert all(len(line) <= size[0] for line in player.lines)
        assert "Enter" in player.lines[-1]


@driven
async def test_the_card_comes_after_the_text_and_the_menu_after_the_card(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEIGHBOURS_HOME", str(desk.folder / "a folder that is called at great length" / "and another one in it"))
    async with desk.play("captain", (100, 30)) as player:
        await player.press("2")
        assert player.ended
        assert [row.name for row in player.choices.rows] == ["end_card"]
        await player.press("enter")
        assert isinstance(player.app.screen, EndCardScreen)
        await player.press("s", "s")
        assert {"ferry-captain-sea-card-2.svg", "ferry-captain-sea-card-2.txt"} <= {text.strip(" │▌") for text in player.lines}, (
            "each name whole, on a line of its own"
        )
        await player.press("enter")
        assert isinstance(player.app.screen, PlayScreen)
        most_wanted = ["be", "transcript", "leave", "more"]
        assert [row.name for row in player.choices.rows] == most_wanted
        assert player.choices.row == player.choices.rows[0], "Enter goes on, and not back to the card"
        await player.press("4")
        assert [row.name for row in player.choices.rows] == [*most_wanted, "look_back", "export", "end_card", "again", "notebook"]
        await player.press("4")
        assert [row.name for row in player.choices.rows] == most_wanted, "a number stays that of its row"
    names = sorted(path.name.removeprefix("ferry-captain-sea-card") for path in desk.folder.glob("a*/*/reports/*"))
    assert names == ["-2.svg", "-2.txt", ".svg", ".txt"]


@driven
async def test_the_other_side_of_somewhere_that_one_has_been_is_proposed_first(desk: Desk) -> None:
    story = played_to_each_ending()["row_eleven"].program.story
    session = begin_game(story, "graduate", desk.saves, seed=0)
    session.played = played_to_each_ending()["row_eleven"]
    session.keep()
    session.close()
    async with desk.sit(story=story, slot=desk.slots[0]) as player:
        await player.past_the_card()
        first = player.choices.rows[0]
        assert (first.name, first.label.plain) == ("be", "Be the other side: The cinema. You met Raushan.")
        await player.take("be")
        assert isinstance(player.app.screen, PlayScreen)
        assert desk.slots[0].role == "cinema", "one key begins it"
    async with desk.sit(story=story, slot=desk.slots[1]) as player:
        await player.past_the_card()
        await player.take("be")
        await player.wait(lambda: isinstance(player.app.screen, ShelfScreen) and "Go on: The cinema" in player.reads)
        assert len(desk.slots) == 2, "a game that was left is to be gone on with"


@driven
async def test_where_a_card_cannot_be_saved_that_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEIGHBOURS_HOME", str(desk.folder))
    (desk.folder / "reports").write_text("not a folder", "utf-8")
    async with desk.play("captain", (100, 30)) as player:
        await player.press("2", "enter", "s")
        assert "can't be" in player.reads


def test_a_saved_card_tells_what_the_screen_tells() -> None:
    for played in played_to_each_ending().values():
        card = end_card(played)
        picture = ElementTree.fromstring(card_svg(card))
        assert picture.tag.endswith("svg")
        in_the_picture = words(" ".join("".join(each.itertext()) for each in picture.iter() if each.tag.endswith("text")))
        in_the_text = words(" ".join(card_text(card)))
        for must in (card.decided, card.found_in_words, *(each.says for each in card.done), *(claim.says for claim in card.printed)):
            assert words(must) in in_the_picture
            assert words(must) in in_the_text
        assert words(card.says) in in_the_picture
        assert words(card.says) in in_the_text
        assert card.title in in_the_picture
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", card_svg(card)), "it asks no network for anything"
        assert len(card_text(card)) <= 17


def test_words_that_cannot_be_drawn_large_are_none() -> None:
    assert big_lines("Дом", 76) is None
    assert big_lines("A word that is much too long to stand on a single line of this width here", 40) is None
    three = big_lines("Level", 76)
    assert three is not None
    assert len(three) == 3
