"""Settings: remembered, edited by hand, damaged, and where they live."""

import errno
import json
import os
import sys
from pathlib import Path

import pytest

from game.saves import SaveError, Settings, change_settings, load_settings, saves_folder, settings_file

from .disks import ROOT, FaultyDisk, MemoryDisk


def test_settings_are_the_usual_ones_until_they_are_changed(tmp_path: Path) -> None:
    file = tmp_path / "config" / "settings.json"
    assert load_settings(file) == (Settings(), "")
    assert not file.parent.exists(), "looking makes nothing"
    changed = change_settings(file, {"theme": "dark", "reduced_motion": True, "note good_neighbours": True, "volume": 3, "keys": "vi"})
    assert changed == Settings(theme="dark", reduced_motion=True, others={"note good_neighbours": True, "volume": 3, "keys": "vi"})
    assert load_settings(file) == (changed, "")


def test_a_change_leaves_what_another_window_or_version_remembered(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    change_settings(file, {"theme": "dark"})
    change_settings(file, {"from_a_newer_version": 7})
    change_settings(file, {"text_width": 60})
    assert load_settings(file)[0] == Settings(theme="dark", text_width=60, others={"from_a_newer_version": 7})


def test_a_person_may_edit_them(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(b'\xef\xbb\xbf{\r\n  "theme": "light",\r\n  "nickname": "Z\xc3\xb6e"\r\n}\r\n')
    assert load_settings(file) == (Settings(theme="light", nickname="Zöe"), "")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff\xfe{}", b'{"theme": NaN}', b'{"theme": "a", "theme": "b"}', b"[" * 99_999, b"\0" * 50]
)
def test_a_file_that_cannot_be_understood_is_set_aside(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    settings, notice = load_settings(file)
    (kept,) = tmp_path.iterdir()
    assert settings == Settings()
    assert notice == f"Your settings could not be understood, so they start anew; the file is kept as {kept.name}."
    assert kept.name.startswith("settings.json.damaged-")
    assert kept.read_bytes() == content
    assert load_settings(file) == (Settings(), "")


def test_changing_what_cannot_be_understood_keeps_it_too(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text("{theme: dark}")
    assert change_settings(file, {"theme": "light"}) == Settings(theme="light")
    assert {path.read_text() for path in tmp_path.iterdir()} > {"{theme: dark}"}


@pytest.mark.parametrize("value", [3, True, None, [], {}, 1.5])
def test_a_setting_of_the_wrong_kind_starts_anew_and_the_others_stay(tmp_path: Path, value: object) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"theme": value, "text_width": 60}))
    assert load_settings(file) == (Settings(text_width=60), "Some settings could not be understood and start anew: theme.")


def test_a_notice_cannot_act_on_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"\x1b[2J\n\u202e": []}))
    assert load_settings(file)[1].isprintable()


@pytest.mark.parametrize("changes", [{"theme": 3}, {"text_width": True}, {"text_width": "60"}, {"reduced_motion": 1}])
def test_a_setting_has_a_kind(tmp_path: Path, changes: dict[str, str | int | bool]) -> None:
    with pytest.raises(TypeError, match=next(iter(changes))):
        change_settings(tmp_path / "settings.json", changes)
    assert list(tmp_path.iterdir()) == []


def test_settings_that_cannot_be_read_are_not_overwritten() -> None:
    file = ROOT / "config" / "settings.json"
    disk = MemoryDisk()
    change_settings(file, {"theme": "dark"}, disk)
    before = disk.tree()
    faulty = FaultyDisk(disk, lambda _, operation: errno.EIO if operation == "read" else None)
    settings, notice = load_settings(file, faulty)  # type: ignore[arg-type]
    assert (settings, notice) == (Settings(), "Your settings could not be read, so the usual ones are used: the disk reported an error.")
    with pytest.raises(SaveError, match="Your settings could not be saved: the disk reported an error"):
        change_settings(file, {"text_width": 60}, faulty)  # type: ignore[arg-type]
    assert disk.tree() == before


def test_what_a_crash_left_of_settings_is_swept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    for name, age in ((".settings.json.0123abcd.new", 1), (".settings.json.89abcdef.new", None), (".other.json.0123abcd.new", 1)):
        (tmp_path / name).write_text("")
        if age:
            os.utime(tmp_path / name, (age, age))
    change_settings(file, {"theme": "dark"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [".other.json.0123abcd.new", ".settings.json.89abcdef.new", "settings.json"]


# ---- where ----


def test_everything_lives_below_neighbours_home(tmp_path: Path) -> None:
    environment = {"NEIGHBOURS_HOME": str(tmp_path)}
    assert saves_folder(environment) == tmp_path / "saves"
    assert settings_file(environment) == tmp_path / "settings.json"


def test_a_home_may_be_short() -> None:
    assert saves_folder({"NEIGHBOURS_HOME": "here"}) == Path.cwd() / "here" / "saves"
    assert saves_folder({"NEIGHBOURS_HOME": "~/games"}) == Path.home() / "games" / "saves"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folders of Linux")
@pytest.mark.parametrize("home", ["", "  "])
def test_without_a_home_it_is_the_systems_folders(home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    environment = {"NEIGHBOURS_HOME": home}
    assert saves_folder(environment) == tmp_path / "data" / "good-neighbours" / "saves"
    assert settings_file(environment) == tmp_path / "config" / "good-neighbours" / "settings.json"
