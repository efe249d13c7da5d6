"""What a lesson puts around the play, and what its teacher does."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from starlette.testclient import TestClient

from game.report.classes import FEWEST
from game.saves.answers import answers_of
from game.saves.handed_in_games import collected_below
from tests.serve.classes import Class, hidden, made, open_choices, to_the_end

NOON = datetime(2022, 9, 21, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def answer_all(browser: TestClient, option: int = 0) -> str:
    """Answers every question that is put; the page after them."""
    page = browser.get("/play").text
    for _ in range(30):
        if 'action="/answer"' not in page:
            return page
        options = page.split('name="option" value="')[1:]
        chosen = options[option % len(options)].partition('"')[0]
        page = browser.post("/answer", data={**hidden(page), "option": chosen, "sure": "2"}).text
    raise AssertionError("the questions don't end")


def lesson(folder: Path, clock: Clock) -> Class:
    room = Class(folder, lesson=True, clock=clock, role="graduate")
    assert room.games.lesson.lesson is not None
    assert room.games.lesson.lesson.asks
    return room


def test_questions_come_before_the_play_and_after_it_and_then_the_answers_and_the_debrief(tmp_path: Path) -> None:
    room = lesson(tmp_path, Clock())
    browser = room.joined(begun=False)
    page = browser.get("/play").text
    part = [each for each in page.split("<form")[1:] if 'name="part" value=""' in each]
    page = browser.post("/begin", data=hidden("<form" + part[-1])).text
    assert "before you play" in page
    assert not open_choices(page)
    assert "As reported" not in page
    assert browser.get("/answers").url.path == "/play"
    page = answer_all(browser)
    assert made(page) == 0
    page = browser.get("/play").text
    for _ in range(300):
        if not open_choices(page):
            break
        page = browser.post("/choose", data={"made": str(made(page)), "choice": open_choices(page)[-1]}).text
    assert "after the play" in page
    page = answer_all(browser, 1)
    assert "Before and after" in page
    assert "As reported" in page
    assert "What stood in your way" in browser.get("/play").text
    page = browser.get("/debrief").text
    assert "Talking about it" in page
    wrote = browser.post("/debrief", data={**hidden(page), "text": "It was <long>.", "read_out": "1"}).text
    assert "It is kept." in wrote
    assert "It was &lt;long&gt;." in wrote
    (said,) = answers_of(room.saves, room.games.story.identity)
    assert said.before
    assert said.after
    assert [(each.wrote, each.read_out) for each in said.debrief] == [("It was <long>.", True)]


def test_an_answer_that_isnt_one_is_no_answer(tmp_path: Path) -> None:
    room = lesson(tmp_path, Clock())
    browser = room.joined()
    page = browser.get("/play").text
    for wrong in (
        {"option": "none", "sure": "2"},
        {"option": "", "sure": "9"},
        {"sure": "1"},
        {"question": "other", "option": "a", "sure": "1"},
    ):
        assert browser.post("/answer", data={**hidden(page), **wrong}).text == page
    browser.post("/answer", data={"time": "before", "skip": "1"})
    assert open_choices(browser.get("/play").text)


def test_a_pause_holds_everybody_and_ends(tmp_path: Path) -> None:
    room = Class(tmp_path)
    browser, teacher = room.joined(), room.teachers()
    page = browser.get("/play").text
    teacher.post("/teacher/pause", data={"on": "1"})
    assert "paused" in browser.get("/play").text
    assert "paused" in browser.post("/choose", data={"made": "0", "choice": open_choices(page)[0]}).text
    teacher.post("/teacher/pause", data={"on": "0"})
    assert browser.get("/play").text == page


def test_the_bell_stops_the_play_where_it_stands_and_brings_the_questions(tmp_path: Path) -> None:
    clock = Clock()
    room = lesson(tmp_path, clock)
    browser, teacher = room.joined(), room.teachers()
    page = answer_all(browser)
    teacher.post("/teacher/bell", data={"minutes": "10"})
    assert "rings" not in browser.get("/play").text
    clock.now += timedelta(minutes=6)
    assert "The bell rings soon: 4 minutes left." in browser.get("/play").text
    clock.now += timedelta(minutes=5)
    assert "after the play" in browser.post("/choose", data={"made": "0", "choice": open_choices(page)[0]}).text
    answer_all(browser)
    assert "The bell has rung" in browser.get("/play").text
    assert "Talking about it" in browser.get("/debrief").text
    (slot,) = room.saves.slots()
    assert slot.decisions == 0
    teacher.post("/teacher/bell", data={"off": "1"})
    assert open_choices(browser.get("/play").text)


def test_who_is_where_and_who_is_stuck_stands_on_the_teachers_page(tmp_path: Path) -> None:
    clock = Clock()
    room = Class(tmp_path, clock=clock)
    room.joined("Blue Heron")
    room.joined("Red Fox", begun=False)
    teacher = room.teachers()
    page = teacher.get("/teacher").text
    assert "Blue Heron" in page
    assert "Wednesday evening" in page
    assert "hasn&#x27;t begun" in page
    assert "stuck?" not in page
    clock.now = datetime.now(UTC) + timedelta(minutes=9)
    assert "9 min ago: stuck?" in teacher.get("/teacher").text


def test_the_wall_tells_splits_from_five_players_on_and_no_names(tmp_path: Path) -> None:
    room = Class(tmp_path)
    teacher = room.teachers()
    for number in range(FEWEST + 1):
        browser = room.joined(f"Fox {number}")
        choices = open_choices(browser.get("/play").text)
        if number < FEWEST:
            browser.post("/choose", data={"made": "0", "choice": choices[number % 2]})
        wall = teacher.get("/wall").text
        assert "Fox" not in wall
        assert room.room.state.code in wall
        assert ("decided here" in wall) == (number >= FEWEST - 1)


def test_games_are_collected_as_report_reads_them_and_the_class_page_is_made(tmp_path: Path) -> None:
    room = Class(tmp_path / "class")
    for number in range(3):
        to_the_end(room.joined(f"Fox {number}"))
    teacher = room.teachers()
    with ZipFile(BytesIO(teacher.get("/teacher/games.zip").content)) as packed:
        packed.extractall(tmp_path / "out")
    found = collected_below(tmp_path / "out")
    assert sorted(each.slot.nickname for each in found.games) == ["Fox 0", "Fox 1", "Fox 2"]
    assert not found.damaged
    assert "what a class decided" in teacher.get("/teacher/report").text


def test_deleting_leaves_no_game_no_name_and_no_answer(tmp_path: Path) -> None:
    room = lesson(tmp_path, Clock())
    browser = room.joined("Zebra Finch")
    answer_all(browser)
    page = browser.get("/play").text
    browser.post("/choose", data={"made": "0", "choice": open_choices(page)[0]})
    teacher = room.teachers()
    assert "1 game" in teacher.get("/teacher/delete").text
    teacher.post("/teacher/delete", data={})
    left = [path.read_text("utf-8", "replace") for path in tmp_path.rglob("*") if path.is_file()]
    assert not any("Zebra" in text for text in left)
    assert not room.saves.slots()
    assert browser.get("/play").url.path == "/"
