"""The end of a role: what is told of it, in the app and line by line, and going another way from it."""

import io
import random
from pathlib import Path

import pytest
from textual.content import Content
from textual.visual import Visual

from game.plain.ending_choices import pages_of
from game.plain.line_game import PlainGame
from game.play.looking_back.summary import LookingBack, decided_in_words
from game.play.view import view
from game.saves import SaveError, Saves
from game.session.game_session import KEPT, GameSession, begin_game, go_on
from game.story.prose import paragraphs
from game.tui.pages.look_back_screen import LookBackScreen
from game.tui.pages.look_back_sections import ReviewSection, sections
from game.tui.play.play_screen import PlayScreen
from game.tui.widgets.layouts import HangingIndent, Stack
from tests.tui.driving import Desk, Player, driven, ferry


def finished(saves: Saves, role: str, seed: int) -> GameSession:
    """A game played at random to its end."""
    session = begin_game(ferry(), role, saves, seed=seed)
    chance = random.Random(seed)
    while not session.played.ended:
        session.choose(chance.choice([option.id for option in view(session.played).options if option.open]))
    return session


def words_of(visual: Visual) -> str:
    match visual:
        case Stack(visuals=parts):
            return " ".join(words_of(part) for part in parts)
        case HangingIndent(lead=lead, body=body):
            return f"{lead.plain} {body.plain}"
        case Content():
            return visual.plain
    raise AssertionError(visual)


def shown_by(section: ReviewSection) -> str:
    rows = [f"{row.label.plain} {row.more.plain}" for row in section.rows]
    told = [words_of(section.tell(row.name)) for row in section.rows if row.name]
    return " ".join(" ".join([section.says.plain, *rows, *told]).split())


def what_must_be_told(told: LookingBack) -> list[list[str]]:
    """Section by section what neither frontend may leave out."""
    facts = told.played.program.story.facts
    decided = [decided_in_words(told.ledger)]
    for each in told.ledger.decided:
        decided.append(each.decision.label)
        decided += [words for fact in each.facts for words in (paragraphs(facts[fact].says.text)[0][0].text, facts[fact].by)]
        decided += [words for one in each.in_the_way for words in (one.label, one.reason)]
    doors = [f"{len(told.doors.found)} of this role's" if told.doors.closed else "You have found", *(each.title for each in told.found)]
    doors += [door.decision.label for door in told.doors.closed if door.decision is not None]
    reported = [fact.by for fact, _ in told.reported.here] + [fact.by for fact in told.reported.elsewhere] + [told.reported.place]
    hours = [words for hour in told.hours for seen in hour.seen for words in (seen.role, seen.place, seen.first_line)]
    return [decided, doors, reported, *([hours] if told.hours else [])]


@pytest.mark.parametrize("seed", range(6))
def test_the_app_and_the_plain_mode_tell_the_same(desk: Desk, seed: int) -> None:
    finished(desk.saves, "captain", seed).close()
    session = finished(desk.saves, "visitor", seed)
    told = session.look_back()
    session.close()
    app = [shown_by(section) for section in sections(told, kept=True)]
    plain = [" ".join(page.text.split()) for page in pages_of(told)]
    wanted = what_must_be_told(told)
    assert len(app) == len(plain) == len(wanted) == 4
    for in_app, in_plain, musts in zip(app, plain, wanted, strict=True):
        for words in musts:
            assert words in in_app
            assert words in in_plain


def test_no_closed_door_says_what_lies_behind_it(desk: Desk) -> None:
    session = finished(desk.saves, "visitor", 1)
    told = session.look_back()
    session.close()
    assert told.doors.closed
    everything = " ".join([*(shown_by(section) for section in sections(told, kept=True)), *(page.text for page in pages_of(told))])
    for door in told.doors.closed:
        assert ferry().scenes[door.ending].ending not in everything


async def to_the_end(player: Player) -> None:
    for key in ("2", "1"):  # the captain waits, and the ferry leaves
        if not player.ended:
            await player.press(key)
    assert player.ended
    await player.past_the_card()


@driven
async def test_the_end_shows_what_stood_in_the_way_and_looks_back_by_sections(desk: Desk) -> None:
    finished(desk.saves, "visitor", 2).close()
    async with desk.play("captain") as player:
        await player.press("e")
        assert "Looking back is for the end of a role." in player.reads
        await to_the_end(player)
        await player.take("look_back")
        assert isinstance(player.app.screen, LookBackScreen)
        assert "▸What stood in your way" in player.page
        assert "You decided once. In your way stood other people." in player.page
        assert "other people " in player.page
        assert "Other people stood in your way: 1" in player.page
        assert "› Wait an hour for those in the line" in player.page
        assert "vouched for by people who counted" in player.page
        await player.press("enter")
        assert "The wait at the harbour takes from three to fourteen hours." in player.page
        await player.press("escape", "tab")
        assert "▸Doors" in player.page
        assert "Found At sea the one you have just come to" in player.page
        await player.press("tab")
        assert "▸What is reported" in player.page
        await player.press("tab")
        assert "▸The same hour" in player.page
        assert "The visitor" in player.page
        await player.press("tab", "shift+tab", "e")
        assert isinstance(player.app.screen, PlayScreen)


@driven
async def test_where_nobody_else_was_played_there_is_no_same_hour(desk: Desk) -> None:
    async with desk.play("captain") as player:
        await to_the_end(player)
        await player.press("e")
        assert "What is reported" in player.page
        assert "The same hour" not in player.page


@driven
async def test_a_closed_door_leads_back_to_its_fork_and_the_old_way_is_kept(desk: Desk) -> None:
    session = finished(desk.saves, "visitor", 1)
    way, told = session.played.entries, session.look_back()
    session.close()
    door = told.doors.closed[0]
    assert door.decision is not None
    assert door.decision.made is not None
    async with desk.go_on() as player:
        await player.press("e", "tab", "down", "enter")
        assert "A new game goes on from there. This one stays as it is, with its ending" in player.page
        await player.press("n")
        assert isinstance(player.app.screen, LookBackScreen)
        await player.press("enter", "y")
        assert KEPT in player.reads
        assert len(desk.slots) == 2
    new, old = desk.slots
    assert not new.finished
    assert new.decisions <= door.decision.made
    assert old.finished
    kept = go_on(ferry(), old, desk.saves)
    assert kept.played.entries == way
    kept.close()


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (200, 60)])
@driven
async def test_every_section_fits_its_window(desk: Desk, size: tuple[int, int]) -> None:
    finished(desk.saves, "captain", 2).close()
    finished(desk.saves, "visitor", 2).close()
    async with desk.go_on(size) as player:
        await player.press("e")
        for _ in range(4):
            assert all(len(text) <= size[0] for text in player.lines)
            assert player.app.screen.query_one("Menu").region.height >= 1
            await player.press("down", "tab")


# ---- taking it along ----


@driven
async def test_what_was_done_is_saved_as_a_page_or_as_markdown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEIGHBOURS_HOME", str(desk.folder))
    async with desk.play("captain", (100, 30)) as player:
        await to_the_end(player)
        await player.take("export")
        assert "Nothing leaves this computer." in player.page
        await player.press("1")
        assert "Saved as" in player.reads
        for _ in range(2):
            await player.take("export")
            await player.press("2")
    names = sorted(path.name for path in (desk.folder / "reports").iterdir())
    assert names == ["ferry-captain-2.md", "ferry-captain.html", "ferry-captain.md"]
    told = (desk.folder / "reports" / "ferry-captain.md").read_text("utf-8")
    assert "Wait an hour for those in the line" in told


@driven
async def test_where_it_cannot_be_saved_that_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEIGHBOURS_HOME", str(desk.folder))
    (desk.folder / "reports").write_text("not a folder", "utf-8")
    async with desk.play("captain", (100, 30)) as player:
        await to_the_end(player)
        await player.take("export")
        await player.press("2")
        assert "can't be" in player.reads


# ---- saves ----


def test_undo_and_going_back_from_an_ending_keep_the_finished_game(desk: Desk) -> None:
    session = finished(desk.saves, "visitor", 3)
    way = session.played.entries
    (old,) = desk.slots
    assert session.undo()
    assert session.notice == KEPT
    assert session.played.entries == way[:-1]
    assert session.undo(), "in the new game a choice is taken back as ever"
    assert session.notice == ""
    session.close()
    assert {slot.id for slot in desk.slots} > {old.id}
    assert len(desk.slots) == 2
    kept = go_on(ferry(), old, desk.saves)
    assert kept.played.entries == way
    assert kept.played.ended
    assert kept.back_to(0)
    kept.close()
    assert len(desk.slots) == 3


def test_a_finished_game_that_never_reached_the_disk_is_not_left_for_a_new_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    session = begin_game(ferry(), "captain", desk.saves, seed=1)
    assert session.save is not None

    def full(*_: object, **__: object) -> str:
        raise SaveError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(session.save, "write", full)
        session.choose("cast-off")
    assert session.played.ended
    assert not session.keeps_the_way
    assert session.undo()
    session.close()
    assert len(desk.slots) == 1


def test_of_several_games_the_last_of_each_role_and_of_each_ending_is_looked_back_on(desk: Desk) -> None:
    for seed in range(4):
        finished(desk.saves, "visitor", seed).close()
    ways = [slot for slot in desk.slots if slot.role == "visitor"]
    captain = finished(desk.saves, "captain", 1)
    (seen,) = {seen.played.entries for hour in captain.look_back().hours for seen in hour.seen if seen.role == "The visitor"}
    last = go_on(ferry(), ways[0], desk.saves)
    assert seen == last.played.entries
    captain.close()
    told = last.look_back()
    assert {each.ending for each in told.found} == {slot.ending for slot in ways}
    assert [each.ending for each in told.found if each.now] == [ways[0].ending]
    last.close()


def test_only_this_player_s_games_are_looked_back_on(desk: Desk) -> None:
    other = begin_game(ferry(), "visitor", desk.saves, seed=1, nickname="ada")
    other.close()
    mine = finished(desk.saves, "captain", 1)
    assert mine.look_back().hours == ()
    mine.close()


# ---- line by line ----


def said(saves: Saves, *answers: str, role: str = "captain") -> str:
    out = io.StringIO()
    PlainGame(begin_game(ferry(), role, saves, seed=1), iter(answers), out, 72).play(fresh=True)
    return " ".join(out.getvalue().split())


def test_line_by_line_the_end_is_told_and_looked_back_on(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    finished(saves, "visitor", 1).close()
    told = said(saves, "e", "2", "e", "e 1", "e2", "e 9")
    assert "That is for the end of a role." in told
    assert "You decided once. In your way stood other people. The only ending of this role. You met " in told
    assert "Looking back: e 1 What stood in your way e 2 The doors e 3 What is reported of" in told
    assert "e 4 The same hour, as everybody you have been saw it" in told
    assert "Other people stood in your way: 1." in told
    assert "- Found now: At sea" in told
    assert "There is no such page. Type e 1 to e 4." in told


def test_line_by_line_going_back_from_the_end_keeps_the_game(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    told = said(saves, "1", "j 1", "q")
    assert "j 3 goes on from there in a new game, and this one is kept" in told
    assert KEPT in told
    assert sorted(slot.finished for slot in saves.slots()) == [False, True]


def test_line_by_line_what_was_done_is_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path))
    told = said(Saves(tmp_path / "saves"), "save", "1", "save pdf", "save", "save md")
    assert "That is for the end of a role." in told
    assert "Type save for a page to print, save md for Markdown, or save card for the card of this end." in told
    assert told.count("Saved as") == 2
    assert sorted(path.suffix for path in (tmp_path / "reports").iterdir()) == [".html", ".md"]


@driven
async def test_where_there_is_no_room_for_all_titles_that_of_the_section_is_shown(desk: Desk) -> None:
    finished(desk.saves, "visitor", 2).close()
    async with desk.play("captain", size=(60, 18)) as player:
        await to_the_end(player)
        await player.take("look_back")
        shown = []
        for _ in range(4):
            (title,) = (text.strip(" │") for text in player.lines if "▸" in text)
            shown.append(title)
            await player.press("tab")
        assert shown == ["▸What stood in your way   1 of 4", "▸Doors   2 of 4", "▸What is reported   3 of 4", "▸The same hour   4 of 4"]
        await player.resize(80, 24)
        (y,) = (y for y, text in enumerate(player.lines) if "▸" in text)
        assert "The same hour" in player.lines[y]
        await player.pilot.click(offset=(player.lines[y].index("Doors"), y))
        await player.pilot.pause()
        assert "▸Doors" in player.page
