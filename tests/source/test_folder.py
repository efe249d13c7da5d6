"""A story's folder: what is read, and what is told instead."""

import os
from pathlib import Path

import pytest

from game.problems import Problem
from game.source import folder as folder_module
from game.source.decoding import LARGEST_FILE, decode
from game.source.folder import MOST_FILES, Listing, story_files


@pytest.fixture
def story(tmp_path: Path) -> Path:
    root = tmp_path / "story"
    _write(root / "story.yaml", "title: x\n")
    return root


def _write(path: Path, text: str = "a: b\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _told(listing: Listing) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.path) for problem in listing.problems]


def _one(listing: Listing) -> Problem:
    assert len(listing.problems) == 1, listing.problems
    return listing.problems[0]


def test_files_come_in_order_with_tests_apart_and_nothing_else(story: Path) -> None:
    for name in (
        "b/two.yaml",
        "a.yml",
        "b/one.YAML",
        "tests/happy.yaml",
        "b/tests/scene.yaml",
        ".git/x.yaml",
        ".hidden.yaml",
        "notes.txt",
        "b/pic.png",
    ):
        _write(story / name, name)
    listing = story_files(story, "scenes/story")
    assert [file.name for file in listing.files] == ["a.yaml", "b/one.yaml", "b/tests/scene.yaml", "b/two.yaml", "story.yaml"]
    assert [file.path for file in listing.files][:2] == ["scenes/story/a.yml", "scenes/story/b/one.YAML"]
    assert [file.name for file in listing.tests] == ["tests/happy.yaml"]
    assert dict(listing.read())["b/two.yaml"] == b"b/two.yaml"
    assert listing.problems == []


def test_the_folder_where_one_stands_isnt_named(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(story)
    assert [file.path for file in story_files(Path()).files] == ["story.yaml"]
    monkeypatch.chdir(story.parent)
    assert [file.path for file in story_files(Path("story")).files] == ["story/story.yaml"]


def test_a_folder_that_isnt_there_is_told_with_the_nearest(story: Path) -> None:
    problem = _one(story_files(story.parent / "storry", "storry"))
    assert (problem.code, problem.label) == ("no-folder", "did you mean `story`?")


def test_a_file_is_no_folder(story: Path) -> None:
    assert _one(story_files(story / "story.yaml")).code == "no-folder"


@pytest.mark.parametrize("name", ["story.yaml.txt", "story.ymal", "Story.yaml.txt"])
def test_a_story_file_with_another_ending_is_pointed_at(name: str, tmp_path: Path) -> None:
    _write(tmp_path / name)
    problem = _one(story_files(tmp_path))
    assert problem.code == "no-story"
    assert name in problem.label


def test_a_story_further_down_is_pointed_at(story: Path) -> None:
    _write(story.parent / "loose.yaml")
    listing = story_files(story.parent, "scenes")
    assert _one(listing).label == "did you mean `scenes/story`?"
    assert listing.files == []


def test_a_scene_file_with_another_ending_is_a_warning(story: Path) -> None:
    _write(story / "border.yaml.txt")
    assert _told(story_files(story, "s")) == [("file-ending", "s/border.yaml.txt")]


def test_one_name_with_two_endings_is_told(story: Path) -> None:
    _write(story / "a.yaml")
    _write(story / "a.yml")
    assert _told(story_files(story, "s")) == [("file-twice", "s/a.yml")]


def test_a_link_isnt_followed_wherever_it_leads(story: Path, tmp_path: Path) -> None:
    _write(tmp_path / "secret.yaml", "secret: 1\n")
    _write(tmp_path / "elsewhere/deep.yaml", "secret: 2\n")
    try:
        (story / "leak.yaml").symlink_to(tmp_path / "secret.yaml")
    except OSError:
        pytest.skip("no links here")
    (story / "loop").symlink_to(story, target_is_directory=True)
    (story / "out").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (story / "self.yaml").symlink_to(story / "self.yaml")
    (story / "gone.yaml").symlink_to(story / "nowhere.yaml")
    (story / "picture.png").symlink_to(tmp_path / "secret.yaml")
    listing = story_files(story, "s")
    assert sorted(_told(listing)) == [("file-is-link", f"s/{name}") for name in ("gone.yaml", "leak.yaml", "loop", "out", "self.yaml")]
    assert [file.name for file in listing.files] == ["story.yaml"]


def test_the_folder_itself_may_be_reached_by_a_link(story: Path, tmp_path: Path) -> None:
    try:
        (tmp_path / "link").symlink_to(story, target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    listing = story_files(tmp_path / "link", "link")
    assert [file.path for file in listing.files] == ["link/story.yaml"]
    assert listing.problems == []


def test_a_link_that_appears_between_looking_and_opening_isnt_followed(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = _write(tmp_path / "secret.yaml", "secret: 1\n")
    if not hasattr(os, "O_NOFOLLOW"):
        pytest.skip("no O_NOFOLLOW here")
    real = os.open

    def swap(path: Path, flags: int) -> int:
        if Path(path).name == "story.yaml":
            Path(path).unlink()
            Path(path).symlink_to(secret)
        return real(path, flags)

    monkeypatch.setattr(os, "open", swap)
    listing = story_files(story, "s")
    assert listing.files == []
    assert _told(listing) == [("file-unreadable", "s/story.yaml")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_and_never_waited_for(story: Path) -> None:
    os.mkfifo(story / "pipe.yaml")
    assert _told(story_files(story, "s")) == [("not-a-file", "s/pipe.yaml")]


def test_a_folder_with_a_files_name_is_told(story: Path) -> None:
    _write(story / "x.yaml" / "inner.yaml")
    assert _told(story_files(story, "s")) == [("not-a-file", "s/x.yaml")]


def _refuse(monkeypatch: pytest.MonkeyPatch, name: str, error: OSError) -> None:
    real = os.open

    def refuse(path: Path, flags: int) -> int:
        if Path(path).name == name:
            raise error
        return real(path, flags)

    monkeypatch.setattr(os, "open", refuse)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied"), "no permission"),
        (FileNotFoundError(2, "No such file"), "it is gone"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_a_file_that_cant_be_read_is_told_and_the_others_are_read(
    story: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    _write(story / "a.yaml")
    _write(story / "b.yaml")
    _refuse(monkeypatch, "a.yaml", error)
    listing = story_files(story, "s")
    problem = _one(listing)
    assert (problem.code, problem.place.path) == ("file-unreadable", "s/a.yaml")
    assert words in problem.message
    assert [file.name for file in listing.files] == ["b.yaml", "story.yaml"]


@pytest.mark.skipif(os.name == "nt" or getattr(os, "geteuid", lambda: 1)() == 0, reason="permissions don't bind here")
def test_a_folder_that_cant_be_read_is_told(story: Path) -> None:
    _write(story / "shut" / "a.yaml")
    (story / "shut").chmod(0)
    try:
        assert _told(story_files(story, "s")) == [("file-unreadable", "s/shut")]
    finally:
        (story / "shut").chmod(0o700)


def test_a_big_file_is_read_no_further_than_needed_to_refuse_it(story: Path) -> None:
    with (story / "big.yaml").open("wb") as file:
        file.truncate(1 << 32)
    assert len(dict(story_files(story).read())["big.yaml"]) == LARGEST_FILE + 1


def test_too_many_files_are_no_story(story: Path) -> None:
    for number in range(MOST_FILES):
        (story / f"{number}.yaml").touch()
    listing = story_files(story, "s")
    assert (_told(listing), listing.files) == ([("too-many-files", "s")], [])


def test_too_many_names_are_no_story(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "MOST_ENTRIES", 20)
    for number in range(30):
        (story / f"{number}.txt").touch()
    assert _told(story_files(story, "s")) == [("too-many-files", "s")]


def test_too_many_bytes_are_no_story(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "MOST_BYTES", 1_000)
    for number in range(3):
        _write(story / f"{number}.yaml", "#" * 400)
    listing = story_files(story, "s")
    assert _told(listing) == [("too-many-files", "s/2.yaml")]


def test_a_name_that_acts_on_a_terminal_is_shown_harmless(story: Path) -> None:
    try:
        _write(story / "a\x1b[31m\n.yaml")
    except (OSError, UnicodeError):
        pytest.skip("no such names here")
    listing = story_files(story, "s")
    assert len(listing.files) == 2
    for file in listing.files:
        assert file.path.isprintable()
        file.path.encode("utf-8")


def test_a_path_that_cant_be_one_is_no_folder() -> None:
    assert _one(story_files(Path("a\0b"))).code == "no-folder"


def test_a_name_that_is_no_text_is_reported(tmp_path: Path) -> None:
    for name in (b"caf\xe9", b"cafe"):
        folder = tmp_path / os.fsdecode(name)
        try:
            folder.mkdir()
        except (OSError, UnicodeError):
            pytest.skip("no such names here")
        _write(folder / "story.yaml", "title: x\n")
    assert _one(story_files(tmp_path / os.fsdecode(b"caf\xe9"), "s")).code == "name-not-text"
    _write(tmp_path / "cafe" / os.fsdecode(b"s\xe9.yaml"))
    assert _told(story_files(tmp_path / "cafe", "s")) == [("name-not-text", "s/s\ufffd.yaml")]


def test_a_file_that_is_too_deep_is_reported(story: Path) -> None:
    folder = story.joinpath(*(["d"] * 17))
    folder.mkdir(parents=True)
    _write(folder / "a.yaml")
    assert _told(story_files(story, "s")) == [("folder-too-deep", "s/" + "d/" * 17 + "a.yaml")]


def test_a_link_among_the_tests_keeps_nobody_from_playing(story: Path) -> None:
    (story / "tests").mkdir()
    try:
        (story / "tests" / "way.yaml").symlink_to(story / "story.yaml")
    except OSError:
        pytest.skip("no links here")
    assert story_files(story, "s", tests=False).problems == []
    assert _told(story_files(story, "s")) == [("file-is-link", "s/tests/way.yaml")]


def test_a_file_that_is_too_big_is_told_its_size(story: Path) -> None:
    _write(story / "a.yaml", "#" * 3_000_000)
    (raw,) = [file for file in story_files(story, "s").files if file.name == "a.yaml"]
    assert "3,000,000 bytes" in decode(raw.raw, raw.path, raw.size)[2][0].message


def test_the_lock_of_a_file_that_is_open_in_word_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text("title: T\n", "utf-8")
    (tmp_path / "~$scenes.yaml").write_bytes(b"\x05teach\x00\x00")
    listing = story_files(tmp_path, "s")
    assert [file.name for file in listing.files] == ["story.yaml"]
    assert listing.problems == []
