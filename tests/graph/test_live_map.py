"""The map beside the preview: what it tells of the play and of the files, and who is answered."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path

import pytest

from game.graph.live_map import LiveMap, changed_scenes
from game.graph.map_server import MapServer, served
from game.library.find_stories import Found
from game.play.playthrough import choose
from game.session.draft import Draft, open_draft
from tests.browser import browsed, needs_browser
from tests.process.command import FERRY
from tests.small import load_small

pytestmark = pytest.mark.skipif(find_spec("fast_sugiyama") is None, reason="fast-sugiyama isn't installed")


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    return open_draft(Found(Path(shutil.copytree(FERRY, tmp_path / "ferry")), "ferry"))


def write(draft: Draft, old: str, new: str) -> None:
    """As an author saves it, and the preview takes it."""
    path = draft.found.folder / "scenes.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    seen = draft.look()
    draft.take(draft.load(), seen)


def now(live: LiveMap) -> dict[str, object]:
    told: dict[str, object] = json.loads(live.moment())
    return told


@contextmanager
def serving(live: LiveMap) -> Iterator[MapServer]:
    with served({"/": ("text/html", lambda: live.page().encode()), "/now": ("application/json", live.moment)}) as server:
        yield server


def test_it_tells_where_the_play_is(draft: Draft) -> None:
    live = LiveMap(draft)
    assert now(live) == {"version": 1, "here": "quay", "said": "as The visitor, after 0 choices", "wrong": ""}
    assert draft.session is not None
    for choice in ("offer-otto-your-tea", "walk-to-the-office"):
        draft.session.played = choose(draft.session.played, choice)
    assert now(live) == {"version": 1, "here": "office_door", "said": "as The visitor, after 2 choices", "wrong": ""}


def test_it_marks_what_was_just_changed_and_what_nobody_comes_to(draft: Draft) -> None:
    live = LiveMap(draft)
    assert "Just changed" not in live.page()
    write(draft, "A door with a bell.", "A door without one.")
    assert now(live)["version"] == 2
    assert re.findall(r'Just changed: <a href="#scene-(\w+)">office door</a>\.', live.page()) == ["office_door"]
    write(draft, "quay:", "attic: {text: Dust., go: quay}\nquay:")
    page = live.page()
    assert re.findall(r'Just changed: <a href="#scene-(\w+)">attic</a>\.', page) == ["attic"]
    assert re.findall(r'class="spot [^"]*changed problem" id="spot-(\w+)"', page) == ["attic"]


def test_a_mistake_is_told_and_the_last_map_stays(draft: Draft) -> None:
    live = LiveMap(draft)
    write(draft, "go: office_door", "go: office_dor")
    told = now(live)
    assert told["version"] == 1
    assert re.fullmatch(
        r"The files have 1 mistake\. The map shows the last version that had none\. .*scenes\.yaml:\d+: there is no scene `office_dor`\.",
        str(told["wrong"]),
    )
    write(draft, "go: office_dor", "go: office_door")
    assert now(live)["wrong"] == ""


def test_a_story_that_is_broken_from_the_start_gets_its_map_once_it_is_mended(tmp_path: Path) -> None:
    folder = tmp_path / "ferry"
    shutil.copytree(FERRY, folder)
    scenes = folder / "scenes.yaml"
    scenes.write_text(scenes.read_text("utf-8").replace("go: office_door", "go: office_dor", 1), "utf-8")
    draft = open_draft(Found(folder, "ferry"))
    live = LiveMap(draft)
    assert "<svg" not in live.page()
    assert now(live)["version"] == 0
    assert "there is no scene `office_dor`" in str(now(live)["wrong"])
    write(draft, "go: office_dor", "go: office_door")
    assert now(live)["version"] == 1
    assert '<svg id="map"' in live.page()


def test_lines_that_move_change_nothing(tmp_path: Path) -> None:
    scenes = "start: {text: A., choices: [{label: On, go: end}, {label: Wait}]}\nend: {text: B., ending: Home}\n"
    stories = [load_small(tmp_path / "a", scenes).story, load_small(tmp_path / "b", "# a remark\n\n" + scenes).story]
    stories.append(load_small(tmp_path / "c", scenes.replace("label: Wait", "label: Rest")).story)
    before, moved, reworded = stories
    assert before is not None
    assert moved is not None
    assert reworded is not None
    assert before.scenes["end"] != moved.scenes["end"]
    assert changed_scenes(before, moved) == frozenset()
    assert changed_scenes(moved, reworded) == {"start"}


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [
        ("/", None, 200),
        ("/now", None, 200),
        ("/", "localhost:{port}", 421),
        ("/", "127.0.0.1", 421),
        ("/now", "story.example:{port}", 421),
        ("/now", "127.0.0.1:{port}.story.example", 421),
        ("/now", "", 421),
        ("/scenes.yaml", None, 404),
        ("/../scenes.yaml", None, 404),
        ("/%2e%2e/etc/passwd", None, 404),
        ("//etc/passwd", None, 404),
        ("/?", None, 404),
    ],
)
def test_nothing_but_the_map_is_answered_and_under_its_own_name_alone(draft: Draft, path: str, host: str | None, status: int) -> None:
    with serving(LiveMap(draft)) as server:
        port = server.server_address[1]
        assert server.server_address[0] == "127.0.0.1"
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.putrequest("GET", path, skip_host=host is not None)
        if host is not None:
            connection.putheader("Host", host.format(port=port))
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
    assert answer.status == status
    assert ("The quay" in body or '"here":"quay"' in body) == (status == 200)
    assert answer.getheader("Access-Control-Allow-Origin") is None
    assert answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"


def test_two_host_headers_and_other_methods_get_nothing(draft: Draft) -> None:
    with serving(LiveMap(draft)) as server:
        connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=30)
        connection.putrequest("GET", "/now")
        connection.putheader("Host", "story.example")
        connection.endheaders()
        assert connection.getresponse().status == 421
        connection.close()
        connection.request("POST", "/now", body="{}")
        assert connection.getresponse().status == 501
        connection.close()


@needs_browser
def test_in_a_browser_it_tells_where_the_play_is_and_its_console_stays_empty(draft: Draft, tmp_path: Path) -> None:
    live = LiveMap(draft)
    live.page()
    write(draft, "A door with a bell.", "<script>document.title = 'seized'</script>")
    with serving(live) as server:
        dom, console = browsed(server.address, tmp_path / "browser")
        assert server.fault == ""
    assert console == ""
    assert "<title>seized" not in dom
    assert "You are at The quay, as The visitor, after 0 choices" in dom
    assert re.search(r'class="spot [^"]*\bhere\b[^"]*" id="spot-quay"', dom)
    assert re.search(r'class="spot [^"]*\bchanged\b[^"]*" id="spot-office_door"', dom)
