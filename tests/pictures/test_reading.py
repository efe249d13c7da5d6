"""A picture's file: what is read of it, what is wrong with it, and which picture a moment has."""

from pathlib import Path

import pytest

from game.check.lint import lint
from game.library.load import Loaded, load
from game.library.ready import ready
from game.play.playthrough import begin, choose
from game.play.program import compile_role
from game.play.view import view
from game.source.watch import differs, look
from game.story.model import Story
from tests.small import write_small

HARBOUR = "shows: Houses by the water.\nlit: A lamp is on.\n\n  cc\nhhhh\nhwwh\n~~~~\n"
SCENES = """\
start:
  place: harbour
  text: The ferry has left.
  choices:
    - {label: Wait, do: hours += 1}
    - {label: Go inside, go: hall}
hall: {place: harbour, picture: hall, text: A line., go: beach}
beach: {place: island, text: Sand., ending: On the beach}
"""
QUEUE = """\
start:
  kind: queue
  place: harbour
  picture: hall
  text: A line.
  length: 3
  wait: {label: Wait, hours: [1]}
  reached: beach
beach: {place: island, text: Sand., ending: On the beach}
"""
ROOM = "shows: A hall.\ninside: yes\n\niiii\nikki\nikki\nnnnn\n"


def made(folder: Path, scenes: str, **pictures: str) -> Path:
    write_small(folder, scenes)
    (folder / "pictures").mkdir(exist_ok=True)
    for name, text in pictures.items():
        (folder / "pictures" / f"{name}.txt").write_text(text, "utf-8")
    return folder


def playable(loaded: Loaded) -> Story:
    assert loaded.story is not None, loaded.problems
    return loaded.story


def told(loaded: Loaded) -> list[tuple[str, int]]:
    return [(problem.code, problem.place.line) for problem in loaded.problems]


def test_a_place_has_the_picture_called_as_it_is_and_a_scene_its_own(tmp_path: Path) -> None:
    loaded = load(made(tmp_path, SCENES, harbour=HARBOUR, hall=ROOM))
    assert loaded.problems == ()
    played = begin(compile_role(playable(loaded), "visitor"), 1)
    first = view(played)
    assert first.scenery is not None
    assert (first.scenery.picture.name, first.scenery.light, first.scenery.arrived) == ("harbour", "dusk", True)
    assert first.scenery.in_words("en") == "Dusk. Houses by the water. A lamp is on."
    stayed = view(choose(played, "wait")).scenery
    assert stayed is not None
    assert not stayed.arrived
    inside = choose(played, "go-inside")
    room = view(inside).scenery
    assert room is not None
    assert (room.picture.name, room.picture.inside, room.arrived) == ("hall", True, True)
    assert view(choose(inside, "go")).scenery is None


def test_a_kind_of_scene_keeps_its_picture(tmp_path: Path) -> None:
    loaded = load(made(tmp_path, QUEUE, harbour=HARBOUR, hall=ROOM))
    scenery = view(begin(compile_role(playable(loaded), "visitor"), 1)).scenery
    assert scenery is not None
    assert scenery.picture.name == "hall"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (HARBOUR.replace("cc", "c?"), [("picture-letter", 4)]),
        (HARBOUR.replace("cc", "c?").replace("lit:", "key: ? = red light\nlit:"), []),
        (HARBOUR.replace("lit:", "key: ? = dragon\nlit:"), [("picture-line", 2)]),
        (HARBOUR.replace("lit:", "few: 2-9\nlit:"), [("picture-line", 2)]),
        (HARBOUR.replace("lit:", "lights:"), [("picture-line", 2)]),
        (HARBOUR.replace("shows: Houses by the water.\n", ""), [("picture-without-line", 1)]),
        (HARBOUR.replace("~~~~", "~" * 81), [("picture-size", 7)]),
        (HARBOUR + "~~~~\n" * 21, [("picture-size", 28)]),
        ("shows: Nothing.\n\n", [("picture-size", 1)]),
        (HARBOUR.replace("cc", "c\x1b"), [("bad-character", 4), ("picture-letter", 4)]),
        ("shows: All of it.\n\n" + "~" * 20_000, [("picture-size", 1)]),
    ],
)
def test_what_is_wrong_is_told_at_its_line_and_the_story_plays(tmp_path: Path, text: str, problems: list[tuple[str, int]]) -> None:
    scenes = "start: {place: harbour, text: The ferry has left., ending: Late}\n"
    loaded = load(made(tmp_path, scenes, harbour=text))
    assert told(loaded) == problems
    if "bad-character" not in dict(problems):
        begin(compile_role(playable(loaded), "visitor"), 1)


def test_a_picture_that_is_not_there_is_asked_after(tmp_path: Path) -> None:
    loaded = load(made(tmp_path, "start: {picture: harbor, text: The ferry has left., ending: Late}\n", harbour=HARBOUR))
    (problem,) = loaded.problems
    assert (problem.code, problem.label) == ("unknown-picture", "did you mean `harbour`?")


def test_a_picture_that_no_scene_shows_is_told_at_its_file(tmp_path: Path) -> None:
    loaded = load(made(tmp_path, "start: {place: harbour, text: The ferry has left., ending: Late}\n", harbour=HARBOUR, tower=HARBOUR))
    assert [problem.place.path for problem in lint(loaded).problems if problem.code == "unused-picture"] == [
        f"{tmp_path}/pictures/tower.txt"
    ]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    story = made(tmp_path / "story", "start: {place: harbour, text: The ferry has left., ending: Late}\n")
    (tmp_path / "secret.txt").write_text(HARBOUR, "utf-8")
    (story / "pictures" / "harbour.txt").symlink_to(tmp_path / "secret.txt")
    loaded = load(story)
    assert [problem.code for problem in loaded.problems] == ["file-is-link"]
    assert not playable(Loaded(loaded.linked, ())).pictures


def test_an_edit_is_noticed_and_shown_at_the_next_start(tmp_path: Path) -> None:
    scenes = "start: {place: harbour, text: The ferry has left., ending: Late}\n"
    story, cache = made(tmp_path / "story", scenes, harbour=HARBOUR), tmp_path / "cache"
    before, seen = ready(story, "story", cache), look(story)
    made(story, scenes, harbour=HARBOUR.replace("Houses", "Sheds"))
    assert differs(seen, look(story))
    after = ready(story, "story", cache)
    assert before.story is not None
    assert after.story is not None
    again = ready(story, "story", cache)
    assert again.story is not None
    assert again.story.pictures == after.story.pictures
