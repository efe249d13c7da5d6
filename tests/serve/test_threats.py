"""What somebody could try against a class, and what comes of it."""

from pathlib import Path

import pytest

from game.serve.class_room import LETTERS, SEATS, WRONG_A_MINUTE, ClassFile, ClassRoom, SeatError
from tests.serve.classes import HOST, ORIGIN, Class, hidden, made, open_choices
from tests.small import write_small


@pytest.mark.parametrize("host", ["evil.example", "class.example", f"{HOST}0", "127.0.0.1:8000", f"x.{HOST}", ""])
def test_only_its_own_hosts_are_answered(tmp_path: Path, host: str) -> None:
    answer = Class(tmp_path).browser().get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "Join" not in answer.text


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"https://{HOST}", f"{ORIGIN}.evil.example", ""])
def test_a_form_from_another_page_is_refused(tmp_path: Path, origin: str) -> None:
    room = Class(tmp_path)
    browser = room.joined()
    page = browser.get("/play").text
    form = {"made": "0", "choice": open_choices(page)[0]}
    assert browser.post("/choose", data=form, headers={"origin": origin}).status_code == 403
    assert made(browser.get("/play").text) == 0


def test_a_form_without_an_origin_is_refused(tmp_path: Path) -> None:
    room = Class(tmp_path)
    browser = room.browser()
    del browser.headers["origin"]
    assert browser.post("/join", data={"code": room.room.state.code, "nickname": "Ada"}).status_code == 403
    assert not room.room.state.seats


def test_every_page_says_what_a_browser_may_do(tmp_path: Path) -> None:
    room = Class(tmp_path)
    browser = room.joined()
    for path in ("/", "/play", "/style.css", "/nothing", "/teacher", "/wall"):
        headers = browser.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none';")
        assert "script" not in headers["content-security-policy"]
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-content-type-options"] == "nosniff"
    assert browser.get("/play").headers["cache-control"] == "no-store"


def test_the_cookie_is_for_this_server_alone(tmp_path: Path) -> None:
    room = Class(tmp_path)
    answer = room.browser().post("/join", data={"code": room.room.state.code, "nickname": "Ada"}, follow_redirects=False)
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    token = cookie.partition("=")[2].partition(";")[0]
    assert len(bytes.fromhex(token)) == 16
    assert token not in (tmp_path / "class.json").read_text()


def test_a_cookie_that_was_made_up_has_no_seat(tmp_path: Path) -> None:
    room = Class(tmp_path)
    room.joined()
    browser = room.browser()
    for token in ("", "0" * 32, room.room.state.seats[0].mark):
        browser.cookies.set("seat", token)
        assert browser.get("/play").url.path == "/"
    room.room.put(room.room.state.seats[0], mark="")
    browser.cookies.set("seat", "")
    assert browser.get("/play").url.path == "/"


def test_a_code_has_six_of_thirty_letters(tmp_path: Path) -> None:
    assert len(set(LETTERS)) == 30
    code = Class(tmp_path).room.state.code
    assert len(code) == 6
    assert set(code) <= set(LETTERS)


def test_wrong_codes_are_refused_and_after_a_hundred_in_a_minute_all_are(tmp_path: Path) -> None:
    now = [0.0]
    room = ClassRoom(ClassFile(tmp_path), lambda: now[0])
    for number in range(WRONG_A_MINUTE):
        now[0] = number / 10
        with pytest.raises(SeatError, match="isn't the code"):
            room.join("AAAAA1", "Ada")
    with pytest.raises(SeatError, match="Wait a minute"):
        room.join(room.state.code, "Ada")
    now[0] = 75.0
    assert room.join(room.state.code, "Ada")[0].nickname == "Ada"


def test_a_wrong_code_is_told_on_the_page(tmp_path: Path) -> None:
    answer = Class(tmp_path).browser().post("/join", data={"code": "AAAAA1", "nickname": "<b>Ada</b>"})
    assert answer.status_code == 403
    assert "isn&#x27;t the code" in answer.text
    assert "<b>Ada" not in answer.text


def test_the_forty_first_has_no_seat(tmp_path: Path) -> None:
    room = ClassRoom(ClassFile(tmp_path))
    for number in range(SEATS):
        room.join(room.state.code, f"Fox {number}")
    with pytest.raises(SeatError, match="All 40 seats"):
        room.join(room.state.code, "One more")


def test_two_cant_be_called_alike_and_a_freed_seat_goes_on_with_its_game(tmp_path: Path) -> None:
    room = Class(tmp_path)
    first = room.joined("Ada")
    page = first.get("/play").text
    page = first.post("/choose", data={"made": "0", "choice": open_choices(page)[0]}).text
    with pytest.raises(SeatError, match="called that already"):
        room.room.join(room.room.state.code, " aDA ")
    teacher = room.teachers()
    teacher.post("/teacher/free", data={"nickname": "Ada"})
    second = room.joined("ada", begun=False)
    assert second.get("/play").text == page
    assert first.get("/play").url.path == "/"


def test_what_is_too_long_is_refused_however_long_it_says_it_is(tmp_path: Path) -> None:
    room = Class(tmp_path)
    browser = room.joined()
    long = b"choice=" + b"x" * 9_000
    assert browser.post("/choose", content=long).status_code == 413
    parts = (long[at : at + 1_000] for at in range(0, len(long), 1_000))
    assert browser.post("/choose", content=parts).status_code == 413
    assert browser.post("/choose", content="&".join(f"a{n}=1" for n in range(500))).status_code == 200
    assert made(browser.get("/play").text) == 0


STORY = """\
title: "<script>alert(1)</script>"
roles: {one: {title: "<img src=x onerror=alert(2)>", start: here, blurb: "A & B </p><b>c</b>"}}
"""
SCENES = """\
here:
  title: "\\"><b>x"
  text: "<script>alert(3)</script> [words](javascript:alert(4)) **<i>bold</i>**"
  choices:
    - {id: on, label: "<u>on</u>", go: there}
there: {text: "End <b>", ending: "<b>done</b>"}
"""


def test_what_an_author_writes_is_text(tmp_path: Path) -> None:
    folder = write_small(tmp_path / "inert", SCENES, story=STORY, facts="", glossary="")
    room = Class(tmp_path / "class", str(folder))
    browser = room.joined(begun=False)
    pages = [browser.get("/").text, browser.get("/play").text]
    pages.append(browser.post("/begin", data=hidden(pages[1])).text)
    pages.append(browser.post("/choose", data={"made": "0", "choice": "on"}).text)
    pages += [browser.get(path).text for path in ("/way", "/notebook", "/map", "/week")]
    pages += [room.teachers().get(path).text for path in ("/teacher", "/wall")]
    for page in pages:
        for mark in ("<script", "<img", "<b>", "<u>", "<i>", 'href="javascript'):
            assert mark not in page


def test_a_student_has_no_teachers_page(tmp_path: Path) -> None:
    room = Class(tmp_path)
    browser = room.joined()
    for path in ("/teacher", "/wall", "/teacher/report", "/teacher/games.zip", "/teacher/delete", "/teacher/open/" + "0" * 32):
        answer = browser.get(path)
        assert answer.status_code == 403
        assert "Blue Heron" not in answer.text
    for path in ("/teacher/pause", "/teacher/bell", "/teacher/free", "/teacher/delete"):
        assert browser.post(path, data={"on": "1", "minutes": "0"}).status_code == 403
    assert not room.room.state.paused
    assert len(room.room.state.seats) == 1


def test_the_teachers_link_works_once(tmp_path: Path) -> None:
    room = Class(tmp_path)
    link = f"/teacher/open/{room.teacher.link}"
    room.teachers()
    assert room.browser().get(link).status_code == 403
    assert room.said[-1] == room.teacher.link  # the terminal is told the next one


def test_a_way_out_of_the_folder_is_no_page(tmp_path: Path) -> None:
    browser = Class(tmp_path).joined()
    for path in ("/../class.json", "/%2e%2e/class.json", "/style.css/../../x", "/games.zip", "/class.json"):
        assert browser.get(path).status_code == 404
