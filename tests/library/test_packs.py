"""Packs: a story passed on plays there as here, and what isn't a story is refused before a byte is written."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from game.cli.main import main
from game.disk.homes import packs_folder
from game.library.find_stories import all_stories, shipped_folder
from game.library.pack import LARGEST_PACK, PackError, read_pack
from game.library.unpack import unpacked
from game.play.view import view
from game.saves import Saves, saves_folder
from game.session.game_session import begin_game, go_on

BAD = Path(__file__).with_name("bad_packs")
STORY = "title: Tea\nid: tea-bcdfghjk\nroles: {guest: {title: A guest, blurb: You, start: hall}}\n"
SCENES = (
    "hall:\n  text: A hall.\n  choices: [{label: Sit down, go: end}, {label: Go out, go: end}]\nend: {text: It is over., ending: Over}\n"
)
FILES = {"tea/story.yaml": STORY, "tea/day.yaml": SCENES}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path / "home"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


def zipped(files: "dict[str, str | bytes] | list[tuple[str | zipfile.ZipInfo, str | bytes]]") -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, text)
    return found.getvalue()


def everything_below(folder: Path) -> dict[str, bytes | None]:
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in sorted(folder.rglob("*"))}


# ---- there and back ----


def test_a_packed_story_plays_from_its_file(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["pack", "good_neighbours", "-o", "week.zip"]) == 0
    assert "neighbours play week.zip" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["play", "week.zip", "--plain", "--role", "graduate"]) == 0
    assert "Moscow" in capsys.readouterr().out
    assert main(["check", "week.zip"]) == 0


def test_what_is_unpacked_is_the_story_file_by_file() -> None:
    assert main(["pack", "good_neighbours", "-o", "week.zip"]) == 0
    folder, original = unpacked(Path("week.zip")), shipped_folder() / "good_neighbours"
    there = {name: raw for name, raw in everything_below(folder).items() if raw is not None and name != "pack.json"}
    assert there == {name: raw for name, raw in everything_below(original).items() if name in there}
    assert {name for name in everything_below(original) if name.endswith(".yaml")} <= set(there)


def test_the_same_story_makes_the_same_pack() -> None:
    assert main(["pack", "good_neighbours", "-o", "one.zip"]) == main(["pack", "good_neighbours", "-o", "two.zip"]) == 0
    assert Path("one.zip").read_bytes() == Path("two.zip").read_bytes()


def test_it_is_on_the_shelf_from_then_on() -> None:
    Path("tea.zip").write_bytes(zipped(FILES))
    unpacked(Path("tea.zip"))
    assert "tea-bcdfghjk" in [found.name for found in all_stories()]


def test_a_story_that_calls_itself_the_shipped_one_doesnt_take_its_place() -> None:
    Path("tea.zip").write_bytes(zipped({"tea/story.yaml": STORY.replace("tea-bcdfghjk", "good_neighbours"), "tea/day.yaml": SCENES}))
    unpacked(Path("tea.zip"))
    assert [found.folder.parent for found in all_stories() if found.name == "good_neighbours"] == [shipped_folder()]


def test_a_game_goes_on_with_the_next_edition() -> None:
    from game.cli.play_command import story_to_play
    from game.library.find_stories import find_story

    saves = Saves(saves_folder())
    Path("tea.zip").write_bytes(zipped(FILES))
    story = story_to_play(find_story("tea.zip"))
    assert story is not None
    session = begin_game(story, "guest", saves, seed=1)
    slot = session.save.slot
    session.close()
    Path("new.zip").write_bytes(zipped({"tea/story.yaml": STORY, "tea/scenes.yaml": SCENES.replace("A hall.", "A great hall.")}))
    story = story_to_play(find_story("new.zip"))
    assert story is not None
    assert [each.id for each in saves.slots(story.identity)] == [slot.id]
    session = go_on(story, slot, saves)
    assert "A great hall." in str(view(session.played))
    session.close()
    assert sorted(path.name for path in unpacked(Path("new.zip")).iterdir()) == ["scenes.yaml", "story.yaml"]


def test_a_folder_that_somebody_has_zipped_is_a_pack_too() -> None:
    Path("My tea.zip").write_bytes(zipped({"story.yaml": STORY.replace("id: tea-bcdfghjk\n", ""), "day.yaml": SCENES}))
    assert main(["check", "My tea.zip"]) == 0
    Path("mac.zip").write_bytes(zipped({**FILES, "__MACOSX/tea/._day.yaml": b"\0\5", "tea/.DS_Store": b"\0"}))
    assert main(["check", "mac.zip"]) == 0
    assert ".DS_Store" not in everything_below(unpacked(Path("mac.zip")))


def test_names_in_any_script_come_along() -> None:
    Path("tea.zip").write_bytes(zipped({"чай/story.yaml": STORY, "чай/день.yaml": SCENES}))
    assert (unpacked(Path("tea.zip")) / "день.yaml").is_file()


def test_a_story_without_an_id_is_told_the_line_to_add(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "tea").mkdir()
    (home / "tea/story.yaml").write_text(STORY.replace("id: tea-bcdfghjk\n", ""), encoding="utf-8")
    (home / "tea/day.yaml").write_text(SCENES, encoding="utf-8")
    assert main(["pack", "tea"]) == 2
    line = capsys.readouterr().err.strip().rpartition("to it: ")[2]
    with (home / "tea/story.yaml").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    assert main(["pack", "tea"]) == 0
    assert Path("tea.zip").is_file()


def test_a_story_with_an_error_isnt_packed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "tea").mkdir()
    (home / "tea/story.yaml").write_text(STORY, encoding="utf-8")
    assert main(["pack", "tea"]) == 1
    assert "can't be packed before these are mended" in capsys.readouterr().err
    assert not Path("tea.zip").exists()


# ---- newer programs ----


def test_a_pack_of_a_newer_form_is_told_kindly(capsys: pytest.CaptureFixture[str]) -> None:
    Path("tea.zip").write_bytes(zipped({**FILES, "tea/pack.json": '{"form": 2, "program": "7.1", "shape": []}'}))
    assert main(["play", "tea.zip"]) == 2
    assert "made by a newer version of the game (7.1). Nothing is wrong with it" in capsys.readouterr().err


def test_what_an_older_game_doesnt_know_may_be_new(capsys: pytest.CaptureFixture[str]) -> None:
    unknown = {**FILES, "tea/day.yaml": SCENES + "  smell: Mint\n", "tea/pack.json": '{"form": 1, "program": "99.1"}'}
    Path("tea.zip").write_bytes(zipped(unknown))
    assert main(["play", "tea.zip"]) == 1
    assert "packed by version 99.1 of the game" in capsys.readouterr().err


# ---- what is refused ----


@pytest.mark.parametrize("path", [*sorted(BAD.glob("*.zip")), BAD / "slip.tar.gz"], ids=lambda path: path.name)
def test_hostile_packs_are_refused_and_nothing_is_written(path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = Path("pack.zip")
    copy.write_bytes(path.read_bytes())
    before = everything_below(home.parent)
    assert main(["play", "pack.zip"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("neighbours: pack.zip wasn't unpacked: ")
    assert told.count("\n") == 1
    assert everything_below(home.parent) == before


def _entry(name: str, mode: int = stat.S_IFREG | 0o644, **fields: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = mode << 16
    for field, value in fields.items():
        setattr(entry, field, value)
    return entry


_WHOLE: "list[tuple[str | zipfile.ZipInfo, str | bytes]]" = [("tea/story.yaml", STORY), ("tea/day.yaml", SCENES)]


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("tea/../../evil.yaml", "would lead out"),
        ("tea\\..\\evil.yaml", "would lead out"),
        ("//server/share/evil.yaml", "would lead out"),
        ("tea/a/b/c/d/e.yaml", "folders deep"),
        ("tea/nul.yaml", "can't be the name"),
        ("tea/lpt1", "can't be the name"),
        ("tea/day.yaml.", "can't be the name"),
        ("tea/~$day.yaml", "can't be the name"),
        ("tea/\x1b]0;evil\x07.yaml", "can't be the name"),
        ("tea/sitecustomize.py", "no part of a story"),
        ("tea/story.yaml/deeper.yaml", "is a file and a folder"),
        ("tea/DAY.yaml", "two files called"),
        ("other.yaml", "beside the story's folder"),
        ("other/story.yaml", "more than one story.yaml"),
        (_entry("tea/pipe.yaml", stat.S_IFIFO | 0o644), "no plain file"),
        (_entry("tea/link.yaml", stat.S_IFLNK | 0o777), "no plain file"),
    ],
)
def test_one_wrong_entry_refuses_the_whole(entry: str | zipfile.ZipInfo, why: str) -> None:
    with pytest.raises(PackError, match=why):
        read_pack(zipped([*_WHOLE, (entry, "x: 1")]))


def test_a_pack_with_a_password_or_too_many_entries_or_bytes_is_refused() -> None:
    locked = bytearray(zipped(FILES))
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    with pytest.raises(PackError, match="password"):
        read_pack(bytes(locked))
    with pytest.raises(PackError, match="entries"):
        read_pack(zipped([*_WHOLE, *((f"tea/{number}.yaml", "") for number in range(2_001))]))
    with pytest.raises(PackError, match="larger"):
        read_pack(zipped([*_WHOLE, *((f"tea/{number}.txt", b"\0" * (1 << 20)) for number in range(21))]))
    with pytest.raises(PackError, match="larger"):
        read_pack(b"PK" * LARGEST_PACK)


def test_any_damage_is_a_sentence() -> None:
    """Each byte of a pack changed in turn: a story, or a refusal."""
    whole = zipped(FILES)
    taken = 0
    for place in range(len(whole)):
        for other in (0, 0xFF, whole[place] ^ 0x10):
            try:
                files = read_pack(whole[:place] + bytes((other,)) + whole[place + 1 :]).files
            except PackError:
                continue
            taken += 1
            assert set(files.values()) <= {text.encode() for text in FILES.values()}, place
    assert 0 < taken < 3 * len(whole)  # some bytes, such as the time of a file, don't matter


def test_a_story_that_lies_in_the_way_stays_or_is_replaced_whole(home: Path) -> None:
    outside = home / "outside"
    outside.mkdir()
    (outside / "mine.yaml").write_text("mine", encoding="utf-8")
    packs_folder().mkdir(parents=True)
    (packs_folder() / "tea-bcdfghjk").symlink_to(outside)
    Path("tea.zip").write_bytes(zipped(FILES))
    folder = unpacked(Path("tea.zip"))
    assert not folder.is_symlink()
    assert sorted(path.name for path in folder.iterdir()) == ["day.yaml", "story.yaml"]
    assert everything_below(outside) == {"mine.yaml": b"mine"}
    assert [path.name for path in packs_folder().iterdir()] == ["tea-bcdfghjk"]
