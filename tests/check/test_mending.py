"""`check --fix`: what it mends, what it leaves alone, and that nothing else in a file changes."""

import json
import re
import stat
import sys
from functools import partial
from pathlib import Path

import pytest

from game.check.mending.apply_mends import mend
from game.cli.exit_codes import Exit, WrongUseError
from game.cli.main import main
from game.cli.output_files import rewrite
from game.library.load import load
from game.play.fingerprint import fingerprint
from game.play.program import compile_role
from game.play.record import Saved, from_data, to_data
from game.play.resume import resume, saved_from
from game.saves import Finish, Saves, saves_folder
from game.source.edits import Edit, edited
from game.source.folder import story_files
from game.story.model import Story
from tests import small as small_stories
from tests.small import made, started

STORY = small_stories.STORY + "id: ferry\n"
small = partial(small_stories.small, story=STORY)
write_small = partial(small_stories.write_small, story=STORY)

QUAY = """\
# The quay, and what is beyond it.
start:
  title: The quay
  text: You stand on the quay.
  choices:
    - label: Walk on   # slowly
      go: long_street
    - {label: Wait, do: hours += 1}
long_street:
  text:
    - A street.
    - {if: "visited(long_street)", text: You have been here.}
  choices:
    - label: Turn round
      id: turn
      go: long_street
    - label: Go to the office
      id: office
      recall: walked
      go: office
office: {text: "You {recall}.", ending: Home, recalls: [long_street/office]}
"""


def fixed(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    main(["check", str(folder), "--fix"])
    return capsys.readouterr().out


def without_pins(text: str) -> str:
    """The text with an id given to each choice, so that only renames are left to mend."""
    text = text.replace("- label: Walk on   # slowly\n", "- label: Walk on   # slowly\n      id: walk-on\n")
    return text.replace("{label: Wait", "{id: wait, label: Wait")


# ---- a scene gets another name ----


def test_check_names_every_place_that_has_the_old_name(tmp_path: Path) -> None:
    write_small(tmp_path, QUAY.replace("\nlong_street:", "\nlong_road:"))
    problems = [problem for problem in load(tmp_path).problems if problem.code == "unknown-scene"]
    assert [(problem.place.line, problem.label) for problem in problems] == [
        (7, "did you mean `long_road`?"),
        (12, "did you mean `long_road`?"),
        (16, "did you mean `long_road`?"),
        (21, "did you mean `long_road`?"),
    ]


def test_fix_mends_them_and_says_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_small(tmp_path, without_pins(QUAY).replace("\nlong_street:", "\nlong_road:"))
    told = fixed(tmp_path, capsys)
    assert told.splitlines() == [
        f"{tmp_path}/scenes.yaml:8: `long_street` is now `long_road`",
        f"{tmp_path}/scenes.yaml:11: `long_road` was `long_street`, so that old saves find it",
        f"{tmp_path}/scenes.yaml:14: `long_street` is now `long_road`",
        f"{tmp_path}/scenes.yaml:18: `long_street` is now `long_road`",
        f"{tmp_path}/scenes.yaml:23: `long_street` is now `long_road`",
        "Mended 5 places in 1 file.",
    ]
    wanted = without_pins(QUAY).replace("long_street", "long_road").replace("long_road:\n  text", "long_road:\n  was: long_street\n  text")
    assert (tmp_path / "scenes.yaml").read_text("utf-8") == wanted
    assert load(tmp_path).story is not None
    assert "There was nothing that --fix mends." in fixed(tmp_path, capsys)


def test_an_old_save_goes_on_after_a_rename_with_fix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = made(started(small(tmp_path, QUAY)), "wait", "walk-on", "turn")
    saved = round_trip(saved_from(before))
    write_small(tmp_path, QUAY.replace("\nlong_street:", "\nlong_road:"))
    assert load(tmp_path).story is None
    fixed(tmp_path, capsys)
    resumed = resume(compile_role(loaded(tmp_path), "visitor"), saved)
    assert resumed.notices == ()
    assert resumed.played.scene.id == "long_road"
    assert [entry.choice for entry in resumed.played.entries] == ["wait", "walk-on", "turn"]
    assert made(resumed.played, "office").ended


QUEUE = """\
start:
  kind: queue
  length: 2
  text:
    - "{ahead} ahead of you."
    - {if: start_line_ahead == 1, text: Nearly there.}
  wait: {hours: [1, 2]}
  reached: office
office: {text: Done., ending: Home}
"""


def test_what_a_kind_keeps_gets_the_new_name_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = QUEUE.replace("start:\n", "begin: {text: A quay., go: start_line}\nstart_line:\n")
    story = STORY.replace("start: start}", "start: begin}").replace("start: start,", "start: begin,")
    before = made(started(small(tmp_path, line, story=story)), "go", "wait/2-hours")
    saved = round_trip(saved_from(before))
    write_small(tmp_path, line.replace("\nstart_line:", "\nharbour_line:"), story=story)
    told = fixed(tmp_path, capsys)
    assert "`start_line_ahead` is now `harbour_line_ahead`" in told
    resumed = resume(compile_role(loaded(tmp_path), "visitor"), saved)
    assert (resumed.notices, resumed.played.scene.id) == ((), "harbour_line")
    assert resumed.played.state == before.state


def test_playthroughs_get_the_new_name_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_small(tmp_path, QUAY.replace("\noffice:", "\nback_office:"))
    test = tmp_path / "tests" / "way.yaml"
    test.parent.mkdir()
    test.write_text(
        "role: visitor\nchoices:\n  - {choose: walk-on, expect: not visited(office)}\n  - office\nend: {ending: office}\n", "utf-8"
    )
    told = fixed(tmp_path, capsys)
    assert f"{tmp_path}/tests/way.yaml:5: `office` is now `back_office`" in told
    assert "not visited(back_office)" in test.read_text("utf-8")
    assert main(["test", str(tmp_path)]) == Exit.FINE


def test_a_choice_that_is_asked_for_by_an_earlier_id_gets_its_new_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = """\
start:
  text:
    - The quay.
    - {if: chosen(start/perch) or coat, text: The bench is warm.}
    - {if: "not chosen( start / perch )", text: The bench is cold.}
  choices: [{id: sit, was: perch, label: Sit}, {id: leave, label: Leave, do: coat = chosen(start/perch), go: end}]
end: {text: It comes., ending: Aboard}
"""
    write_small(tmp_path, asked)
    assert "`perch` is now `sit`" in fixed(tmp_path, capsys)
    text = (tmp_path / "scenes.yaml").read_text(encoding="utf-8")
    assert text == asked.replace("start/perch", "start/sit").replace("start / perch", "start / sit")
    assert load(tmp_path).problems == ()


def test_a_place_that_stands_twice_in_the_same_words_is_mended_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenes = "start:\n  text: A quay.\n  go: old_line\nnew_line:\n  kind: queue\n  length: 2\n  text:\n"
    scenes += "    - first: '{old_line_ahead} ahead.'\n    - again: '{old_line_ahead} ahead.'\n  wait: {hours: [1]}\n  reached: office\n"
    write_small(tmp_path, scenes + "office: {text: Done., ending: Home}\n")
    fixed(tmp_path, capsys)
    assert load(tmp_path).story is not None
    assert (tmp_path / "scenes.yaml").read_text("utf-8").count("{new_line_ahead}") == 2


@pytest.mark.parametrize(
    ("was", "wanted"),
    [
        ("  was: alley\n", "  was: [alley, long_street]\n"),
        ("  was: [alley]\n", "  was: [long_street, alley]\n"),
        ("  was:\n    - alley\n", "  was:\n    - long_street\n    - alley\n"),
        ("  was: long_street\n", "  was: long_street\n"),
    ],
)
def test_a_scene_that_had_other_names_keeps_them(was: str, wanted: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_small(tmp_path, QUAY.replace("\nlong_street:\n", f"\nlong_road:\n{was}"))
    fixed(tmp_path, capsys)
    assert f"\nlong_road:\n{wanted}" in (tmp_path / "scenes.yaml").read_text("utf-8")
    assert set(loaded(tmp_path).scene_was) >= {"long_street"}


def test_a_name_that_is_nothing_like_the_old_one_is_offered_and_not_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_small(tmp_path, without_pins(QUAY).replace("\nlong_street:", "\nmarket:"))
    before = (tmp_path / "scenes.yaml").read_bytes()
    assert main(["check", str(tmp_path), "--fix"]) == Exit.PROBLEMS
    told = capsys.readouterr()
    assert (tmp_path / "scenes.yaml").read_bytes() == before
    assert "did you mean `market`?" in told.err
    assert "if that is `long_street` by a new name, write `was: long_street` there" in told.err
    scenes = before.decode().replace("market:\n", "market:\n  was: long_street\n")
    write_small(tmp_path, scenes)
    assert "Mended 4 places in 1 file." in fixed(tmp_path, capsys)
    assert loaded(tmp_path).scene_was == {"long_street": "market"}


@pytest.mark.parametrize(
    "scenes",
    [
        # A slip of the fingers beside a scene that nobody has linked yet.
        without_pins(QUAY).replace("go: office", "go: ofice") + "office_yard: {text: A yard., ending: Yard}\n",
        # Two scenes that it could be.
        without_pins(QUAY).replace("\nlong_street:", "\nlong_road:") + "long_lane: {text: A lane., ending: Lane}\n",
        # The scene was taken out.
        without_pins(QUAY).partition("long_street:\n")[0],
    ],
)
def test_what_is_not_certain_is_left_alone(scenes: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_small(tmp_path, scenes)
    assert "There was nothing that --fix mends." in fixed(tmp_path, capsys)
    assert (tmp_path / "scenes.yaml").read_text("utf-8") == scenes


# ---- ids ----


def test_ids_are_written_down_and_the_story_plays_as_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenes = """\
start:
  text: A quay.
  choices:
    - label: Walk on   # slowly
      # to the office
      go: office
    - label: >
        Wait for
        the ferry
      do: hours += 1
    - go: office
      label: Run
    - {label: Swim, go: office}
    - { label: "Row [hard](imagined)", go: office }
    - label: Ask
      outcomes:
        - result: |
            She nods.
            Twice.
          chance: 2
        - {chance: 1, result: She sleeps.}
    - label: Überqueren
      go: office
office:
  kind: encounter
  with: mira
  text: Mira looks up.
  topics:
    - say: Greet her
      hears: She nods.
  ends: [{go: pier}]
pier: {text: It comes., ending: Aboard}
"""
    before = fingerprint(small(tmp_path, scenes))
    told = fixed(tmp_path, capsys)
    assert "Mended 10 places in 1 file." in told
    wanted = """\
start:
  text: A quay.
  choices:
    - label: Walk on   # slowly
      id: walk-on
      # to the office
      go: office
    - label: >
        Wait for
        the ferry
      id: wait-for-the-ferry
      do: hours += 1
    - id: run
      go: office
      label: Run
    - {id: swim, label: Swim, go: office}
    - {id: row-hard, label: "Row [hard](imagined)", go: office }
    - label: Ask
      id: ask
      outcomes:
        - id: she-nods-twice
          result: |
            She nods.
            Twice.
          chance: 2
        - {id: she-sleeps, chance: 1, result: She sleeps.}
    - label: Überqueren
      id: überqueren
      go: office
office:
  kind: encounter
  with: mira
  text: Mira looks up.
  topics:
    - say: Greet her
      id: greet-her
      hears: She nods.
  ends: [{go: pier}]
pier: {text: It comes., ending: Aboard}
"""
    assert (tmp_path / "scenes.yaml").read_text("utf-8") == wanted
    assert fingerprint(loaded(tmp_path)) == before
    assert "There was nothing that --fix mends." in fixed(tmp_path, capsys)


# ---- files ----


def test_line_ends_a_mark_and_a_missing_last_line_end_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_small(tmp_path, "")
    scenes = b"\xef\xbb\xbf" + QUAY.rstrip("\n").replace("\n", "\r\n").encode()
    (tmp_path / "scenes.yaml").write_bytes(scenes)
    fixed(tmp_path, capsys)
    wanted = without_pins(QUAY).rstrip("\n").replace("\n", "\r\n").encode()
    assert (tmp_path / "scenes.yaml").read_bytes() == b"\xef\xbb\xbf" + wanted


def test_a_file_that_cannot_be_read_is_never_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_small(tmp_path, QUAY.replace("\nlong_street:", "\nlong_road:"))
    broken = "attic:\n\ttext: Dust.\n  ending: Dust\n"
    (tmp_path / "more.yaml").write_text(broken, "utf-8")
    before = (tmp_path / "scenes.yaml").read_bytes()
    assert main(["check", str(tmp_path), "--fix"]) == Exit.PROBLEMS
    assert "There was nothing that --fix mends." in capsys.readouterr().out
    assert (tmp_path / "more.yaml").read_text("utf-8") == broken
    assert (tmp_path / "scenes.yaml").read_bytes() == before, "the scene that is missing may stand in the other file"


def test_a_dry_run_shows_the_changes_and_makes_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_small(tmp_path, QUAY)
    before = (tmp_path / "scenes.yaml").read_bytes()
    assert main(["check", str(tmp_path), "--dry-run"]) == Exit.PROBLEMS
    told = capsys.readouterr().out
    assert "+      id: walk-on\n" in told
    assert told.endswith("Nothing was written.\n")
    assert (tmp_path / "scenes.yaml").read_bytes() == before
    fixed(tmp_path, capsys)
    assert main(["check", str(tmp_path), "--fix", "--dry-run"]) == Exit.FINE


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_file_keeps_who_may_read_it_and_nothing_is_left_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_small(tmp_path, QUAY)
    (tmp_path / "scenes.yaml").chmod(0o640)
    fixed(tmp_path, capsys)
    assert stat.S_IMODE((tmp_path / "scenes.yaml").stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["facts.yaml", "glossary.yaml", "scenes.yaml", "story.yaml"]


def test_a_file_that_is_saved_meanwhile_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_small(tmp_path, QUAY)
    mended = mend

    def saving(*arguments: object, **named: object) -> object:
        (tmp_path / "scenes.yaml").write_text(QUAY + "# saved\n", "utf-8")
        return mended(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("game.check.mending.apply_mends.mend", saving)
    assert main(["check", str(tmp_path), "--fix"]) == Exit.WRONG_USE
    assert "was saved by somebody else just now" in capsys.readouterr().err
    assert (tmp_path / "scenes.yaml").read_text("utf-8").endswith("# saved\n")


def test_a_file_that_is_protected_against_writing_stays_and_so_do_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_small(tmp_path / "quay", QUAY)
    other = tmp_path / "quay" / "others.yaml"
    other.write_text("far: {text: Far., choices: [{label: Back to the quay, go: start}]}\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in (other, tmp_path / "quay" / "scenes.yaml")}
    (tmp_path / "quay" / "scenes.yaml").chmod(0o444)
    assert main(["check", str(tmp_path / "quay"), "--fix"]) == Exit.WRONG_USE
    assert "scenes.yaml is protected against writing" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own")
def test_a_link_is_never_written_through(tmp_path: Path) -> None:
    target, link = tmp_path / "mine.txt", tmp_path / "link.yaml"
    target.write_bytes(b"mine")
    link.symlink_to(target)
    with pytest.raises(WrongUseError, match="is a link"):
        rewrite(link, b"mine", b"theirs")
    assert (target.read_bytes(), link.is_symlink()) == (b"mine", True)


def test_the_shipped_story_is_mended_in_a_copy_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--fix"]) == Exit.WRONG_USE
    assert "Name the story that is to be mended" in capsys.readouterr().err
    assert main(["check", "--dry-run"]) == Exit.WRONG_USE


def test_problems_stay_what_a_program_can_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_small(tmp_path, QUAY)
    main(["check", str(tmp_path), "--fix", "--format", "json"])
    told = capsys.readouterr()
    assert isinstance(json.loads(told.out), list)
    assert "Mended 2 places" in told.err


def test_mending_needs_no_disk(tmp_path: Path) -> None:
    write_small(tmp_path, QUAY)
    listing = story_files(tmp_path, "ferry")
    (tmp_path / "scenes.yaml").unlink()
    mended = mend(tmp_path, listing)
    assert len(mended.changes) == 2
    assert mend(tmp_path, mended.listing).changes == ()


def test_edits_in_one_line_do_not_move_each_other() -> None:
    raw = b"a: one two\r\nb: three"
    assert edited(raw, [Edit(1, 4, 3, "1"), Edit(1, 8, 3, "2"), Edit(2, 4, 5, "3\n  4")]) == b"a: 1 2\r\nb: 3\r\n  4"


def round_trip(saved: Saved) -> Saved:
    return from_data(json.loads(json.dumps(to_data(saved))))


def loaded(folder: Path) -> Story:
    found = load(folder)
    assert found.story is not None, found.problems
    return found.story


# ---- the story's id ----


def test_a_story_without_an_id_is_given_one_that_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small_stories.write_small(tmp_path / "quay", QUAY)
    before = fingerprint(small_stories.load_small(folder, QUAY).story)
    assert "is the story's id: its saved games stay with it, whatever the folder is called" in fixed(folder, capsys)
    story = load(folder).story
    assert story is not None
    assert story.identity.declared
    assert re.fullmatch("quay-[a-z0-9]{8}", story.id)
    assert fingerprint(story) == before
    assert "There was nothing that --fix mends." in fixed(folder, capsys)


@pytest.mark.parametrize("typed", ["id: ferry", "id:   'ferry'  # ours", 'id: "ferry"'])
def test_a_copy_of_a_story_that_was_played_is_given_its_own_id(
    typed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path / "home"))
    saves = Saves(saves_folder())
    one, copy = (small_stories.small(tmp_path / name, QUAY, story=f"{small_stories.STORY}{typed}\n") for name in ("first", "copy"))
    for story in (one, copy):
        with saves.begin(story.identity) as save:
            save.write({}, role="visitor", where="", decisions=0, finish=Finish("out"))
    assert "`ferry` is the id of a story that this one was copied from" in fixed(Path(copy.identity.home), capsys)
    mended = load(Path(copy.identity.home)).story
    assert mended is not None
    assert re.fullmatch("copy-[a-z0-9]{8}", mended.id)
    for each in (mended, one):
        assert len(saves.slots(each.identity)) == 1, "what was played under the other id is its own still"
        assert len(saves.finished(each.identity).games) == 1
