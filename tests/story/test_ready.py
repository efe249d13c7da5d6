"""A story that is kept after its first start: the same story, and never a reason not to play."""

import os
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.msgpack import encode
from msgspec.structs import asdict

from game.library import ready as module
from game.library.find_stories import shipped_folder
from game.library.load import load, load_files
from game.library.ready import DIGEST, MOST_KEPT, ready
from game.play.fingerprint import fingerprint
from game.story.model import Story

STORY = "title: Tea\nroles: {guest: {title: A guest, blurb: You, start: hall}}\nvariables: {sugar: {type: int, min: 0, max: 3}}\n"
SCENES = """hall:
  text:
    - You stand in a hall.
    - {if: sugar >= 1 and not visited(hall), text: It is sweet.}
  choices:
    - {label: Take sugar, do: sugar += 1, once: true}
    - {label: Sit down, go: table}
table: {text: You sit, ending: Seated}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "tea"
    folder.mkdir()
    (folder / "story.yaml").write_text(STORY, encoding="utf-8")
    (folder / "scenes.yaml").write_text(SCENES, encoding="utf-8")
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def from_files(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders whose files were linked, as it happens."""
    linked: list[Path] = []

    def seen(folder: Path, *rest: object) -> object:
        linked.append(folder)
        return load_files(folder, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("game.library.load.load_files", seen)
    return linked


def same(one: Story | None, other: Story | None) -> bool:
    assert one is not None
    assert other is not None
    return asdict(one) == asdict(other) and [list(one.scenes), list(one.variables)] == [list(other.scenes), list(other.variables)]


def kept_file(cache: Path) -> Path:
    (file,) = cache.glob("*.story")
    return file


def test_a_second_start_reads_no_scene_anew_and_has_the_same_story(cache: Path, from_files: list[Path]) -> None:
    shipped = shipped_folder() / "good_neighbours"
    first, second = (ready(shipped, "s", cache).story for _ in range(2))
    assert from_files == [shipped]
    assert same(first, second)
    afresh = load(shipped, shown="s").story
    assert same(second, afresh)
    assert second is not None
    assert afresh is not None
    assert fingerprint(second) == fingerprint(afresh)
    with pytest.raises(TypeError):
        second.scenes["another"] = None  # type: ignore[index]


def test_what_has_changed_is_read_anew(folder: Path, cache: Path, from_files: list[Path]) -> None:
    ready(folder, "tea", cache)
    (folder / "scenes.yaml").write_text(SCENES.replace("You sit", "You lie"), encoding="utf-8")
    story = ready(folder, "tea", cache).story
    assert story is not None
    assert story.scenes["table"].blocks[0].text is not None
    assert story.scenes["table"].blocks[0].text.text == "You lie"
    (folder / "more.yaml").write_text("attic: {text: Dust, ending: Dust}\n", encoding="utf-8")
    assert "attic" in ready(folder, "tea", cache).story.scenes  # type: ignore[union-attr]
    (folder / "more.yaml").rename(folder / "others.yaml")
    assert ready(folder, "tea", cache).story.scenes["attic"].at.path == "tea/others.yaml"  # type: ignore[union-attr]
    assert len(from_files) == 4


def test_another_program_reads_its_own(folder: Path, cache: Path, from_files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    ready(folder, "tea", cache)
    monkeypatch.setattr(module, "_readers", lambda: b"another version")
    assert ready(folder, "tea", cache).story is not None
    assert len(from_files) == 2


def test_an_error_is_told_each_time_and_nothing_older_is_played(folder: Path, cache: Path) -> None:
    ready(folder, "tea", cache)
    (folder / "scenes.yaml").write_text(SCENES.replace("go: table", "go: tabel"), encoding="utf-8")
    for _ in range(2):
        told = ready(folder, "tea", cache)
        assert told.story is None
        assert [problem.code for problem in told.errors] == ["unknown-scene"]


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_link_in_the_folder_is_told_though_the_files_are_the_same(folder: Path, cache: Path) -> None:
    ready(folder, "tea", cache)
    (folder / "more.yaml").symlink_to(folder / "scenes.yaml")
    assert [problem.code for problem in ready(folder, "tea", cache).errors] == ["file-is-link"]


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_becomes_of_the_kept_file_the_story_is_played(folder: Path, cache: Path, data: st.DataObject) -> None:
    wanted = ready(folder, "tea", cache).story
    file = kept_file(cache)
    whole = file.read_bytes()
    match data.draw(st.sampled_from(["cut", "flip", "other"])):
        case "cut":
            broken = whole[: data.draw(st.integers(0, len(whole) - 1))]
        case "flip":
            at = data.draw(st.integers(0, len(whole) - 1))
            broken = whole[:at] + bytes([whole[at] ^ (1 << data.draw(st.integers(0, 7)))]) + whole[at + 1 :]
        case _:
            broken = data.draw(st.binary(max_size=200))
    file.write_bytes(broken)
    assert same(ready(folder, "tea", cache).story, wanted)
    assert file.read_bytes() == whole  # and it is kept again


@pytest.mark.parametrize("odd", [b"", b"\xc1", encode({"id": 3}), encode([1, 2]), encode({"id": "tea", "scenes": {"hall": {}}})])
def test_what_is_whole_but_no_story_is_read_anew(folder: Path, cache: Path, from_files: list[Path], odd: bytes) -> None:
    ready(folder, "tea", cache)
    file = kept_file(cache)
    file.write_bytes(file.read_bytes()[:DIGEST] + sha256(odd).digest() + odd)
    assert ready(folder, "tea", cache).story is not None
    assert len(from_files) == 2


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(folder: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file stands where the folder would be", encoding="utf-8")
    assert ready(folder, "tea", taken).story is not None
    assert ready(folder, "tea", taken / "below").story is not None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes there")
def test_a_pipe_in_the_place_of_the_kept_file_is_not_waited_for(folder: Path, cache: Path) -> None:
    ready(folder, "tea", cache)
    file = kept_file(cache)
    file.unlink()
    os.mkfifo(file)
    assert ready(folder, "tea", cache).story is not None


def test_only_so_many_are_kept(folder: Path, cache: Path) -> None:
    for number in range(MOST_KEPT + 3):
        ready(folder, f"tea{number}", cache)
    assert len(list(cache.iterdir())) == MOST_KEPT
