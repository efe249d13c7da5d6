"""A student plays in a browser."""

import re
from pathlib import Path

from starlette.testclient import TestClient

from game.play.record import from_data
from game.play.resume import program_of, resume
from game.report.account import GameRecord, account_of
from tests.serve.classes import Class, made, open_choices, to_the_end


def test_a_passage_comes_with_its_choices_and_the_closed_ones_say_why(tmp_path: Path) -> None:
    page = Class(tmp_path).joined().get("/play").text
    assert "Wednesday evening" in page
    assert "hunt" in open_choices(page)
    assert 'Say that you are staying<span class="reason">Closed: Your mother has ironed five shirts' in page
    assert "40,000 roubles" in page
    assert "Vouched for by" in page
    assert "<script" not in page


def test_played_to_an_end_it_tells_what_stood_in_the_way_and_the_save_holds_every_choice(tmp_path: Path) -> None:
    room = Class(tmp_path)
    browser = room.joined()
    page = to_the_end(browser)
    assert "What stood in your way" in page
    assert "The doors" in page
    (slot,) = room.saves.slots()
    assert slot.nickname == "Blue Heron"
    assert slot.finished
    saved = from_data(room.saves.read(slot).payload)
    played = resume(program_of(room.games.story, saved), saved).played
    assert played.ended
    account = account_of(played, GameRecord(nickname=slot.nickname))
    assert f"The end: {account.ending}" in page


def test_a_form_that_is_sent_twice_chooses_once(tmp_path: Path) -> None:
    browser = Class(tmp_path).joined()
    page = browser.get("/play").text
    form = {"made": str(made(page)), "choice": open_choices(page)[0]}
    once, twice = browser.post("/choose", data=form).text, browser.post("/choose", data=form).text
    assert made(once) == 1
    assert once == twice


def test_a_second_tab_that_shows_what_is_past_changes_nothing(tmp_path: Path) -> None:
    browser = Class(tmp_path).joined()
    old = browser.get("/play").text
    browser.post("/choose", data={"made": "0", "choice": open_choices(old)[0]})
    shown = browser.post("/choose", data={"made": "0", "choice": open_choices(old)[1]}).text
    assert made(shown) == 1
    assert made(browser.post("/back", data={"made": "0", "to": "0"}).text) == 1


def test_what_isnt_offered_cant_be_chosen(tmp_path: Path) -> None:
    browser = Class(tmp_path).joined()
    for choice in ("stay", "nothing-of-that-name", ""):
        assert made(browser.post("/choose", data={"made": "0", "choice": choice}).text) == 0
    for wrong in ("", "-1", "x", "99999999", "²"):
        assert made(browser.post("/choose", data={"made": wrong, "choice": "hunt"}).text) == 0


def test_a_choice_is_taken_back_and_a_fork_is_gone_back_to(tmp_path: Path) -> None:
    browser = Class(tmp_path).joined()
    page = browser.get("/play").text
    for _ in range(4):
        page = browser.post("/choose", data={"made": str(made(page)), "choice": open_choices(page)[0]}).text
    assert made(browser.post("/back", data={"made": "4", "to": "3"}).text) == 3
    way = browser.get("/way").text
    assert way.count("Go back to before this") == 3
    assert made(browser.post("/back", data={"made": "3", "to": "0"}).text) == 0


def test_going_back_from_an_end_leaves_the_finished_game(tmp_path: Path) -> None:
    room = Class(tmp_path)
    browser = room.joined()
    to_the_end(browser)
    (slot,) = room.saves.slots()
    count = room.games.of(room.room.state.seats[0])
    assert count is not None
    page = browser.post("/back", data={"made": str(count.played.made), "to": "0"}).text
    assert made(page) == 0
    assert len(room.saves.slots()) == 2
    assert any(each.id == slot.id and each.finished for each in room.saves.slots())
    again = Class(tmp_path)
    assert made(_with_the_same_cookies(browser, again).get("/play").text) == 0


def test_pages_beside_the_play_are_there_and_lead_back(tmp_path: Path) -> None:
    browser = Class(tmp_path).joined()
    for path, tells in {"/way": "My way so far", "/notebook": "You have met", "/map": "Moscow", "/week": "21 September"}.items():
        page = browser.get(path).text
        assert tells in page
        assert 'href="/play"' in page


def test_a_way_is_taken_along_in_the_browser_and_written_nowhere_here(tmp_path: Path) -> None:
    browser = Class(tmp_path).joined()
    to_the_end(browser)
    before = sorted(tmp_path.rglob("*"))
    taken = browser.get("/take")
    assert "attachment" in taken.headers["content-disposition"]
    assert "What stood in" in taken.text
    assert sorted(tmp_path.rglob("*")) == before


def test_another_role_is_begun_once_one_has_ended(tmp_path: Path) -> None:
    browser = Class(tmp_path).joined()
    to_the_end(browser)
    page = browser.post("/leave", data={}).text
    assert "Who will you be?" in page
    roles = re.findall(r'name="role" value="(\w+)"', page)
    assert "hotline" in roles or len(roles) > 3
    page = browser.post("/begin", data={"role": roles[-1], "part": ""}).text
    assert made(page) == 0


def test_everybody_plays_the_role_that_the_teacher_named(tmp_path: Path) -> None:
    room = Class(tmp_path, role="graduate")
    page = room.joined(begun=False).get("/play").text
    assert "Begin as The graduate" in page
    assert page.count("/begin") == 1


def test_a_server_that_starts_again_has_every_choice_that_was_shown(tmp_path: Path) -> None:
    room = Class(tmp_path)
    browser = room.joined()
    page = browser.get("/play").text
    page = browser.post("/choose", data={"made": "0", "choice": open_choices(page)[0]}).text
    room.games.close()  # what the system does to the locks of a process that is gone
    assert _with_the_same_cookies(browser, Class(tmp_path)).get("/play").text == page


def _with_the_same_cookies(browser: TestClient, room: Class) -> TestClient:
    other = room.browser()
    other.cookies.update(browser.cookies)
    return other
