"""A registration, played through."""

from datetime import datetime
from pathlib import Path

import pytest

from game.play.playthrough import because_of, facts_met
from game.play.view import view
from tests.kinds.ways import nobody_is_stuck
from tests.small import STORY, load_small, made, offered, small, started, told, value

OFFICE = """\
start: {choices: [{label: Go, go: office}, {label: Pack, do: coat = true}]}
office:
  kind: registration
  title: Window {window}
  place: island
  text: "Window {window}."
  opens: 9
  closes: 18
  takes: 2
  needs:
    - {id: address, if: coat, missing: "An address, says window {window}.", visit: room, because: fare}
    - {if: money >= 25 or trust > 3, missing: The fee.}
  windows: [form, {id: photo, label: Sit for a picture, do: money -= 5, because: delay, result: It flashes., recall: smiled}, seal]
  wait: {label: Sleep on the steps, because: storm, result: You sleep.}
  refused: {visit: bank, because: rule}
  leave: {label: Give up, go: home, recall: gave up}
  choices: [{label: Sing, once: true}]
  granted: done
room: {text: A room., choices: [{label: Move in, do: coat = true, go: back}, {label: Not yet, go: back}]}
bank: {text: A bank., choices: [{label: Borrow, do: money += 30, go: back}]}
done: {text: "You {recall}.", ending: Done}
home: {text: Home., choices: [{label: Again, go: office}, {label: Stay, go: out}]}
out: {ending: Out}
"""


def test_the_doors_open_in_the_morning(tmp_path: Path) -> None:
    """The role starts at 18:00 by the clock, which is 20:00 on the island: the doors are shut until nine."""
    played = made(started(small(tmp_path, OFFICE)), "go")
    assert view(played).scene.title == "Window 1"
    assert view(played).moment == datetime(2022, 9, 21, 20)
    assert offered(played) == ["wait-night", "sing", "leave"]
    assert [option.label for option in view(played).options] == ["Sleep on the steps", "Sing", "Give up"]
    played = made(played, "wait-night")
    assert view(played).moment == datetime(2022, 9, 22, 9)
    assert told(played) == ["You sleep.", "Window 1."]
    assert because_of(played, 2) == "storm"
    assert offered(played) == ["address", "sing", "leave"]


@pytest.mark.parametrize(("hour", "choice", "day"), [(0, "wait", 22), (8, "wait", 22), (18, "wait-night", 22), (23, "wait-night", 22)])
def test_who_comes_at_any_hour_waits_for_the_next_opening(hour: int, choice: str, day: int, tmp_path: Path) -> None:
    past = hour - 20 if hour >= 18 else hour + 4
    scenes = OFFICE.replace("{label: Go, go: office}", f"{{label: Go, do: hours += {max(0, past)}, go: office}}")
    story = STORY.replace("2022-09-21 18:00", "2022-09-21 16:00") if past < 0 else STORY
    played = made(started(small(tmp_path, scenes, story=story)), "go")
    moment = view(played).moment
    assert moment is not None
    assert moment.hour == hour
    assert [option for option in offered(played) if option.startswith("wait")] == [choice]
    assert view(made(played, choice)).moment == datetime(2022, 9, day, 9)


@pytest.mark.parametrize("hour", range(9, 18))
def test_within_its_hours_the_windows_are_open(hour: int, tmp_path: Path) -> None:
    scenes = OFFICE.replace("{label: Go, go: office}", f"{{label: Go, do: hours += {hour + 4}, go: office}}")
    assert offered(made(started(small(tmp_path, scenes)), "go")) == ["address", "sing", "leave"]


def test_each_need_is_asked_for_in_order_and_sends_you_away_and_back_to_the_first_window(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, OFFICE)), "go", "wait-night")
    assert view(played).options[0].label == "Go to the next window"  # who lacks something learns it at the window
    played = made(played, "address")
    assert told(played) == ["An address, says window 1.", "A room."]
    assert (because_of(played, 3), value(played, "hours")) == ("fare", 15)
    played = made(played, "not-yet")
    assert offered(played) == ["address", "sing", "leave"]
    played = made(played, "address", "move-in")
    assert offered(played) == ["need-2", "sing", "leave"]
    played = made(played, "need-2")
    assert (told(played), because_of(played, 7)) == (["The fee.", "A bank."], "rule")
    played = made(played, "borrow")
    assert offered(played) == ["form", "sing", "leave"]
    assert "An address" not in " ".join(told(played))


def test_the_windows_come_one_after_another_and_take_their_time(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, OFFICE)), "pack", "go", "wait-night", "need-2", "borrow", "form")
    assert told(played) == ["Window 2."]
    assert offered(played) == ["photo", "sing", "leave"]
    assert view(played).options[0].label == "Sit for a picture"
    assert view(played).moment == datetime(2022, 9, 22, 13)
    played = made(played, "photo")
    assert (told(played), value(played, "money"), because_of(played, len(played.turns) - 1)) == (["It flashes.", "Window 3."], 45, "delay")
    played = made(played, "seal")
    assert told(played) == ["You smiled."]
    assert value(played, "hours") == 13 + 4 * 2
    assert {"fare"} & facts_met(played).keys() == set()


def test_needs_are_asked_for_at_the_first_window_only(tmp_path: Path) -> None:
    scenes = OFFICE.replace("do: money -= 5", "do: [money -= 45, coat = false]")
    played = made(started(small(tmp_path, scenes)), "pack", "go", "wait-night", "need-2", "borrow", "form", "photo")
    assert offered(played) == ["seal", "sing", "leave"]


def test_the_doors_close_between_two_windows(tmp_path: Path) -> None:
    slow = OFFICE.replace("takes: 2", "takes: 7")
    played = made(started(small(tmp_path, slow)), "pack", "go", "wait-night", "need-2", "borrow")
    assert offered(played) == ["form", "sing", "leave"]
    played = made(played, "form")
    assert view(played).moment == datetime(2022, 9, 22, 23)
    assert offered(played) == ["wait-night", "sing", "leave"]
    played = made(played, "wait-night")
    assert (told(played)[-1], view(played).moment) == ("Window 2.", datetime(2022, 9, 23, 9))  # your place is kept


def test_going_home_and_coming_again_begins_at_the_first_window(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, OFFICE)), "pack", "go", "wait-night", "need-2", "borrow", "form", "leave", "again")
    assert told(played) == ["Window 1."]


def test_windows_may_be_words_alone_and_take_no_time(tmp_path: Path) -> None:
    scenes = "start: {kind: registration, opens: 0, closes: 24, takes: 0, windows: [form], granted: done}\ndone: {ending: Done}\n"
    played = started(small(tmp_path, scenes))
    assert offered(played) == ["form"]
    assert value(made(played, "form"), "hours") == 0


@pytest.mark.parametrize(("opens", "closes"), [(9, 18), (0, 24), (0, 1), (23, 24), (8, 9)])
@pytest.mark.parametrize("takes", [0, 1, 5])
def test_nobody_is_stuck_in_it(opens: int, closes: int, takes: int, tmp_path: Path) -> None:
    scenes = f"""\
start:
  kind: registration
  text: "{{window}}"
  opens: {opens}
  closes: {closes}
  takes: {takes}
  needs: [{{if: coat, missing: A coat.}}, {{if: not thermos, missing: No thermos., visit: kiosk}}]
  windows: [form, photo]
  refused: {{visit: shop}}
  granted: done
shop: {{choices: [{{label: Buy, do: coat = true, go: back}}, {{label: No, go: back}}]}}
kiosk: {{choices: [{{label: Drink, do: [thermos = false, coat = false], go: back}}]}}
done: {{ending: Done}}
"""
    # The straight way; the clock of the story goes on for long enough.
    played = started(small(tmp_path, scenes))
    while not played.ended:
        assert played.made < 40
        played = made(played, offered(played)[0])


def test_leaving_is_always_there_where_it_is_offered(tmp_path: Path) -> None:
    story = STORY.replace("hours: {type: int, max: 400}", "hours: {type: int, max: 60, clamp: true}")
    assert nobody_is_stuck(started(small(tmp_path, OFFICE, story=story))) == {"done", "out"}


PROBLEMS = {
    "a condition": ("if: coat, missing", "if: cot, missing", (11, "unknown-variable", "cot")),
    "another condition": ("money >= 25 or", "money => 25 or", (12, "bad-sign", "=>")),
    "a scene": ("visit: room", "visit: rom", (11, "unknown-scene", "rom")),
    "a refusal's scene": ("refused: {visit: bank", "refused: {visit: bnk", (15, "unknown-scene", "bnk")),
    "no scene at all": ("refused: {visit: bank, ", "refused: {", (12, "missing-key", "{")),
    "a fact": ("because: delay", "because: delya", (13, "unknown-fact", "delya")),
    "hours of the night": ("opens: 9", "opens: 19", (8, "closed-all-day", "18")),
    "an hour that is none": ("opens: 9", "opens: 9:00", (7, "wrong-type", "9:00")),
    "two windows alike": ("recall: smiled}, seal]", "recall: smiled}, form]", (13, "duplicate-id", "form")),
    "a window called like a need": ("windows: [form", "windows: [address", (13, "duplicate-id", "address")),
    "an effect": ("do: money -= 5", "do: money - 5", (13, "bad-expression", "-")),
    "a word in braces": ("says window {window}", "says window {door}", (11, "unknown-variable", "{door}")),
    "a grant of nothing": ("granted: done", "granted: don", (18, "unknown-scene", "don")),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_what_is_wrong_in_it_is_told_in_the_authors_file(case: str, tmp_path: Path) -> None:
    old, new, expected = PROBLEMS[case]
    assert old in OFFICE
    problems = load_small(tmp_path, OFFICE.replace(old, new)).problems
    found = [(p.place.line, p.code, p.place.text[p.place.column - 1 :][: p.place.length]) for p in problems]
    assert [problem for problem in found if problem[1] != "back-without-visit"] == [expected]


def test_a_long_condition_of_a_need_may_be_as_long_as_any(tmp_path: Path) -> None:
    """Its contrary is asked too, and that must not make it too long."""
    long = "coat and" + " " * (300 - len("coat and") - len("thermos")) + "thermos"
    assert len(long) == 300
    assert load_small(tmp_path, OFFICE.replace("if: coat, missing", f'if: "{long}", missing')).story is not None


def test_it_needs_a_clock(tmp_path: Path) -> None:
    story = "title: T\nroles: {one: {title: One, blurb: One., start: start}}\n"
    scenes = "start: {kind: registration, text: '{window}', opens: 9, closes: 18, windows: [a], granted: over}\nover: {ending: Over}\n"
    (problem,) = load_small(tmp_path, scenes, story=story).problems
    assert (problem.code, problem.message) == ("no-clock", "a registration needs a clock")
