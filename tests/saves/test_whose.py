"""Whose a game is: no story ever takes another's, whatever their folders are called and wherever they are moved."""

import shutil
from pathlib import Path

import pytest

from game.cli.exit_codes import Exit
from game.cli.main import main
from game.library.find_stories import shipped_folder
from game.library.load import load
from game.play.record import from_data
from game.saves import Saves, Slot
from game.saves.answers import Answers, Written, answers_of, read_answers, write_answers
from game.session.game_session import begin_game, go_on
from game.source.identity import SHIPPED, declared_id, identity_of, name_in, new_id
from game.story.model import Story

STORY = "title: TITLE\nroles: {guest: {title: A guest, blurb: You, start: hall}}\n"
HALL = "hall:\n  text: A hall.\n  choices:\n    - {label: Sit down, id: sit, go: room}\n"
ROOM = "room:\n  text: A room.\n  choices:\n    - {label: Look, id: look, go: room}\n    - {label: Go out, id: out, go: street}\n"
STREET = "street: {text: A street., ending: Out}\n"


def written(folder: Path, id: str = "", scenes: str = HALL + ROOM + STREET) -> Story:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "story.yaml").write_text(STORY + (f"id: {id}\n" if id else ""), encoding="utf-8")
    (folder / "scenes.yaml").write_text(scenes, encoding="utf-8")
    story = load(folder).story
    assert story is not None
    return story


def played(story: Story, saves: Saves, *choices: str) -> Slot:
    game = begin_game(story, "guest", saves, seed=1)
    for choice in choices:
        game.choose(choice)
    game.close()
    assert game.save is not None
    return game.save.slot


def choices_in(saves: Saves, slot: Slot) -> list[str]:
    return [entry.choice for entry in from_data(saves.read(slot).payload).entries]


def older(saves: Saves, slot: Slot, name: str) -> Slot:
    """The game as it was saved before games said what folder they are of."""
    saves.open(slot).close()
    (file,) = saves.folder.rglob(f"{slot.id}.json")
    found = saves.read(slot)
    saves.delete(slot)
    shutil.rmtree(file.parent)
    with Saves(saves.folder, new_id=lambda: slot.id).begin(name) as save:
        save.write(found.payload, role=slot.role, where=slot.where, decisions=slot.decisions)
        return save.slot


@pytest.mark.parametrize("id", ["", "draft-k7f2qwxz"])
def test_two_stories_that_are_called_alike_have_their_own_games(id: str, tmp_path: Path) -> None:
    saves = Saves(tmp_path / "saves")
    one, other = written(tmp_path / "x1" / "draft", id), written(tmp_path / "x2" / "draft", id, HALL + STREET.replace("street", "room"))
    mine = played(one, saves, "sit", "look")
    assert saves.slots(other.identity) == ()
    theirs = played(other, saves, "sit")
    assert saves.slots(one.identity) == (mine,)
    assert saves.slots(other.identity) == (theirs,)
    assert choices_in(saves, mine) == ["sit", "look"]
    assert {ending.ending for ending in saves.finished(other.identity).games} == {"room"}
    assert saves.finished(one.identity).games == ()


def test_a_copied_id_is_told_with_both_folders(tmp_path: Path) -> None:
    saves = Saves(tmp_path / "saves")
    one, copy = written(tmp_path / "one", "tea"), written(tmp_path / "copy", "tea")
    played(one, saves, "sit")
    game = begin_game(copy, "guest", saves)
    game.close()
    assert str(tmp_path / "one") in game.notice
    assert str(tmp_path / "copy") in game.notice
    assert "have the same id, tea. Their games are kept apart." in game.notice
    (slot,) = saves.slots(copy.identity)
    again = go_on(copy, slot, saves)
    again.close()
    assert "have the same id" in again.notice
    shutil.rmtree(tmp_path / "one")
    assert saves.twin_of(copy.identity) is None


def test_a_folder_that_is_moved_keeps_its_games(tmp_path: Path) -> None:
    saves = Saves(tmp_path / "saves")
    slot = played(written(tmp_path / "x1" / "draft", "tea"), saves, "sit")
    (tmp_path / "x1" / "draft").rename(tmp_path / "mine")
    moved = load(tmp_path / "mine").story
    assert moved is not None
    assert saves.slots(moved.identity) == (slot,)
    game = go_on(moved, slot, saves)
    assert game.notice == ""
    game.choose("look")
    game.close()
    assert [choices_in(saves, each) for each in saves.slots(moved.identity)] == [["sit", "look"]]


def test_a_game_goes_with_a_story_that_is_given_an_id(tmp_path: Path) -> None:
    saves = Saves(tmp_path / "saves")
    slot = played(written(tmp_path / "draft"), saves, "sit")
    text = Written("feelings", "word", "One word?", "Tired")
    write_answers(saves, slot, Answers("", "", debrief=(text,)))
    named = written(tmp_path / "draft", new_id("draft"))
    (found,) = saves.slots(named.identity)
    assert [said.debrief for said in answers_of(saves, named.identity)] == [(text,)]
    game = go_on(named, found, saves)
    game.choose("look")
    game.close()
    (now,) = saves.slots(named.identity)
    assert now.story == named.id
    assert choices_in(saves, now) == ["sit", "look"]
    assert read_answers(saves, now).debrief == (text,)
    assert saves.slots() == (now,), "nothing of it is left where it was"
    (tmp_path / "draft").rename(tmp_path / "final")
    renamed = load(tmp_path / "final").story
    assert renamed is not None
    assert saves.slots(renamed.identity) == (now,)


def test_another_story_in_a_folder_that_was_moved_takes_nothing_of_the_first(tmp_path: Path) -> None:
    saves = Saves(tmp_path / "saves")
    slot = played(written(tmp_path / "draft", "tea"), saves, "sit", "out")
    (tmp_path / "draft").rename(tmp_path / "mine")
    moved, new = load(tmp_path / "mine").story, written(tmp_path / "draft", "coffee")
    assert moved is not None
    assert saves.slots(moved.identity) == (slot,)
    assert len(saves.finished(moved.identity).games) == 1
    assert saves.slots(new.identity) == ()
    assert saves.finished(new.identity).games == ()


@pytest.mark.parametrize("id", ["", "tea"])
def test_a_game_saved_by_the_name_of_the_folder_is_found_and_goes_on(id: str, tmp_path: Path) -> None:
    saves = Saves(tmp_path / "saves")
    story = written(tmp_path / "draft", id)
    before = older(saves, played(story, saves, "sit"), "draft")
    assert saves.slots(story.identity) == (before,)
    game = go_on(story, before, saves)
    assert game.notice == ""
    game.choose("look")
    game.close()
    assert [choices_in(saves, each) for each in saves.slots()] == [["sit", "look"]]


@pytest.mark.parametrize("id", ["", "tea"])
def test_an_older_game_that_may_be_anothers_is_kept_as_it_was(id: str, tmp_path: Path) -> None:
    saves = Saves(tmp_path / "saves")
    one = written(tmp_path / "x1" / "draft")
    before = older(saves, played(one, saves, "sit", "look"), "draft")
    other = written(tmp_path / "x2" / "draft", id, HALL + STREET.replace("street", "room"))
    game = go_on(other, before, saves)
    assert "The story has changed" in game.notice
    assert "The game as it was is kept beside this one" in game.notice
    game.back_to(0)
    game.close()
    assert choices_in(saves, before) == ["sit", "look"]
    assert before in saves.slots(one.identity)


def test_a_game_that_another_window_plays_stays_where_it_is_when_its_story_is_given_an_id(tmp_path: Path) -> None:
    saves = Saves(tmp_path / "saves")
    slot = played(written(tmp_path / "draft"), saves, "sit")
    with saves.open(slot) as elsewhere:
        named = written(tmp_path / "draft", "tea")
        game = go_on(named, slot, saves)
        assert "so you go on here with a copy of it" in game.notice
        game.choose("look")
        game.close()
        elsewhere.write(saves.read(slot).payload, role="guest", where="Hall", decisions=1)
    assert sorted(choices_in(saves, each) for each in saves.slots(named.identity)) == [["sit"], ["sit", "look"]]


def test_the_story_that_came_with_the_game_is_one_wherever_it_is_installed(tmp_path: Path) -> None:
    saves = Saves(tmp_path / "saves")
    shipped = identity_of(shipped_folder() / SHIPPED, shipped_folder())
    assert (shipped.id, shipped.home) == (SHIPPED, "")
    with saves.begin(SHIPPED) as save:  # as it was saved from the first
        save.write({}, role="graduate", where="", decisions=0)
    assert saves.slots(shipped) == (save.slot,)
    shutil.copytree(shipped_folder() / SHIPPED, tmp_path / SHIPPED)
    copy = identity_of(tmp_path / SHIPPED, shipped_folder())
    assert saves.slots(copy) == ()
    with saves.begin(copy) as save:
        save.write({}, role="graduate", where="", decisions=0)
    assert len(saves.slots(shipped)) == len(saves.slots(copy)) == 1


def test_no_saved_game_says_where_somebody_s_folders_are(tmp_path: Path) -> None:
    saves = Saves(tmp_path / "saves")
    slot = played(written(tmp_path / "home_of_ada" / "draft"), saves, "sit", "out")
    for file in (saves.path(slot), *saves.path(slot).parent.glob("finished/*.json")):
        assert b"home_of_ada" not in file.read_bytes()


def test_every_story_that_is_made_has_an_id_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "plain")
    written(tmp_path / "other", '"tea"')
    for name, copied in (("first", None), ("second", None), ("third", "first"), ("fourth", "./plain"), ("fifth", "./other")):
        assert main(["new", name, *(["--from", copied] if copied else [])]) == Exit.FINE
        assert main(["check", name]) == Exit.FINE
    capsys.readouterr()
    names = ["first", "second", "third", "fourth", "fifth"]
    stories = [load(tmp_path / name).story for name in names]
    assert all(story is not None and story.identity.declared for story in stories)
    assert [name_in(story.id) for story in stories if story is not None] == names
    assert len({story.id for story in stories if story is not None}) == 5


@pytest.mark.parametrize(
    ("line", "id"),
    [
        ("id: tea", "tea"), ("id: tea-k7f2qwxz  # ours", "tea-k7f2qwxz"), ("id:   'tea'", "tea"), ('id: "tea"\r', "tea"), (" id: tea", ""),
        ("id: Tea", ""), ("idea: tea", ""), ("id: 'tea", ""), ("id: tea cup", ""),
    ],
)  # fmt: skip
def test_an_id_is_read_as_it_is_declared(line: str, id: str) -> None:
    for before in ("", "title: Tea\n", "\ufeff"):
        assert declared_id(f"{before}{line}\ntitle: Tea\n".encode()) == id


def test_an_id_that_is_declared_where_nobody_looks_is_told(tmp_path: Path) -> None:
    (tmp_path / "scenes.yaml").write_text(HALL + ROOM + STREET, encoding="utf-8")
    for text in (
        "{title: Tea, id: tea, roles: {guest: {title: A guest, blurb: You, start: hall}}}",
        f"{STORY}id:\n  tea\n",
        f"{STORY}id: Tea\n",
    ):
        (tmp_path / "story.yaml").write_text(text, encoding="utf-8")
        loaded = load(tmp_path)
        assert loaded.story is None
        assert [problem.code for problem in loaded.errors] == ["bad-id"]
