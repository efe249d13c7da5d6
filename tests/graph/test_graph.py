"""The map: every scene and link of the story and no other, whatever a title holds, and the page as a browser shows it."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.cli.exit_codes import Exit
from game.cli.main import main
from game.graph.dot import as_dot
from game.graph.looks import LOOKS, look_of
from game.graph.mermaid import as_mermaid
from game.graph.scene_map import SceneMap, problems_by_scene, scene_map
from game.kinds import KINDS
from game.library.load import load
from game.prove.proof import prove
from game.story.model import Story
from tests.browser import browsed, needs_browser
from tests.process.command import FERRY
from tests.small import STORY, load_small, small, write_small

DOT = shutil.which("dot")
needs_layout = pytest.mark.skipif(find_spec("fast_sugiyama") is None, reason="fast-sugiyama isn't installed")
needs_graphviz = pytest.mark.skipif(DOT is None, reason="Graphviz isn't installed")

SCENES = """\
start:
  title: The jetty
  text: The ferry has left.
  choices:
    - {label: Ask Mira, visit: desk}
    - {label: Ask twice, visit: desk, go: pier}
    - {label: Swim, locked: It is cold.}
    - {label: Wait}
    - {label: Walk, if: coat, go: pier}
    - {label: Look, outcomes: [{result: Nothing., go: pier}, {chance: 0, result: A whale., go: whale}, {result: A path., go: hill}]}
desk: {text: It is warm., choices: [{label: Thank her, go: back}]}
pier: {text: It comes., ending: Aboard}
hill: {text: Wind., go: moor}
moor: {text: More wind., go: hill}
whale: {text: It sings., go: pier}
"""


def drawn(folder: Path, scenes: str = SCENES, **options: str) -> SceneMap:
    story = load_small(folder, scenes).story
    assert story is not None
    return scene_map(story, **options)


def ferry() -> Story:
    story = load(Path(FERRY)).story
    assert story is not None
    return story


# ---- what is on the map ----


def test_links_are_what_choices_can_lead_to(tmp_path: Path) -> None:
    links = {(link.source, link.target): link for link in drawn(tmp_path).links}
    assert set(links) == {
        ("start", "desk"),
        ("desk", "pier"),
        ("start", "pier"),
        ("start", "hill"),
        ("hill", "moor"),
        ("moor", "hill"),
        ("whale", "pier"),
    }
    assert links["start", "desk"].returns
    assert links["start", "desk"].labels == ("Ask Mira", "Ask twice")
    assert links["desk", "pier"].kind == "back"
    assert links["start", "pier"].labels == ("Walk", "Look")


def test_links_alone_tell_what_is_cut_off(tmp_path: Path) -> None:
    problems = {box.id: [few for few, _ in box.problems] for box in drawn(tmp_path).boxes if box.problems}
    assert problems == {"hill": ["no way to an ending"], "moor": ["no way to an ending"], "whale": ["unreachable"]}


def test_a_proof_tells_more_than_links(tmp_path: Path) -> None:
    scenes = """\
start:
  text: A.
  choices:
    - {label: Pay, if: money > 90, go: pier}
    - {label: Go, go: pier}
pier: {text: B., ending: C}
"""
    story = load_small(tmp_path, scenes).story
    assert story is not None
    assert not any(box.problems for box in scene_map(story).boxes)
    problems, said = problems_by_scene(story, prove(story))
    (box,) = [box for box in scene_map(story, problems=problems, proof=said).boxes if box.problems]
    assert box.id == "start"
    assert box.problems == (("never open", "the choice start/pay can never be made"),)
    assert said.startswith("Refuted")


def test_a_role_has_its_own_map() -> None:
    story = ferry()
    assert {box.id for box in scene_map(story, role="captain").boxes} == {"bridge", "sea"}
    assert {box.id for box in scene_map(story).boxes} == set(story.scenes)


def test_each_kind_looks_like_itself_alone() -> None:
    looks = [*LOOKS.values(), look_of("toll")]
    for part in ("fill", "mermaid", "dot", "outline"):
        assert len({getattr(look, part) for look in looks}) == len(looks), part
    assert LOOKS.keys() == {"", "ending", *KINDS}


def test_a_kind_that_the_table_does_not_have_is_drawn_and_named(tmp_path: Path) -> None:
    scenes = drawn(tmp_path)
    boxes = tuple(replace(box, kind="toll") if box.id == "hill" else box for box in scenes.boxes)
    scenes = replace(scenes, boxes=boxes)
    assert '  scene_hill[/"hill<br/>#40;toll, no way to an ending#41;"\\]' in as_mermaid(scenes)
    assert "  class scene_hill kind_toll" in as_mermaid(scenes)
    assert '"hill" [label="hill\\n(toll, no way to an ending)", shape=trapezium' in as_dot(scenes)


@needs_layout
def test_the_page_draws_and_names_it_too(tmp_path: Path) -> None:
    scenes = drawn(tmp_path)
    page, reader = page_of(replace(scenes, boxes=tuple(replace(box, kind="toll") for box in scenes.boxes)))
    assert ".kind-toll .outline { fill:" in page
    assert page.count('<g class="spot kind-toll') == len(scenes.boxes)
    assert "toll" in "".join(reader.told)


def test_a_map_that_is_too_large_for_mermaid_is_written_and_said_to_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rooms = "".join(f"  - {{label: Room {number}, go: room_{number}}}\n" for number in range(30))
    scenes = "".join(f"room_{number}:\n  text: A.\n  choices:\n{rooms.replace('  -', '    -')}" for number in range(30))
    folder = write_small(tmp_path / "hotel", f"start:\n  text: A.\n  choices:\n{rooms.replace('  -', '    -')}{scenes}")
    assert main(["graph", str(folder)]) == Exit.FINE
    shown = capsys.readouterr()
    assert shown.out.startswith("---")
    assert "900 links, and most viewers of Mermaid stop at 500" in shown.err
    assert "--format html" in shown.err
    assert main(["graph", str(folder), "--format", "dot"]) == Exit.FINE
    assert capsys.readouterr().err == ""


# ---- hostile words ----

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"]; click scene_start call alert(1); x["',
    "%%{init: {'securityLevel': 'loose'}}%%",
    'a" -> b [URL="javascript:alert(1)"]; "',
    '\\N \\G \\" &lt; &#60; #60; #quot;',
    "`**bold**` ]] }} )) |x| ; end subgraph",
    "' onmouseover='alert(1)",
    "]]> --> <!-- ",
)


def hostile_story(folder: Path, words: str) -> Path:
    told, other = json.dumps(words), json.dumps(f"{words} again")
    scenes = f"""\
start:
  title: {told}
  place: harbour
  text: {told}
  choices:
    - {{id: on, label: {told}, go: end}}
    - {{id: door, label: {other}, locked: {told}}}
end: {{title: {told}, text: {told}, ending: {told}}}
"""
    whole = f"""\
title: {told}
roles:
  visitor: {{title: {told}, blurb: {told}, start: start}}
places:
  harbour: {{name: {told}, lat: 51.2, lon: 51.3, utc: 3}}
"""
    return write_small(folder, scenes, story=whole, facts="", glossary="")


def hostile(folder: Path, words: str) -> SceneMap:
    loaded = load(hostile_story(folder, words))
    assert loaded.story is not None, [problem.message for problem in loaded.problems]
    return scene_map(loaded.story)


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_of_the_story_is_syntax_to_mermaid(words: str, tmp_path: Path) -> None:
    text = as_mermaid(hostile(tmp_path, words))
    lines = text.splitlines()
    assert len(lines) == len(as_mermaid(hostile(tmp_path, "plain")).splitlines())
    for line in lines:
        if "scene_" in line and '"' in line:
            shown = re.fullmatch(r'  scene_(start|end)(\["|\[\[")(?P<words>[^"]*)("\]|"\]\])', line)
            assert shown is not None, line
            assert not re.search(r"[<>\"`{}\[\]|\\&%]", shown["words"].replace("<br/>", "")), line


@pytest.mark.parametrize("words", HOSTILE)
def test_what_mermaid_shows_is_what_was_written(words: str, tmp_path: Path) -> None:
    line = next(line for line in as_mermaid(hostile(tmp_path, words)).splitlines() if line.startswith("  scene_end["))
    inside = line.removeprefix('  scene_end[["').removesuffix('"]]').partition("<br/>")[0]
    assert re.sub(r"#(\d+);", lambda match: chr(int(match[1])), inside) == " ".join(words.split())


@needs_graphviz
@pytest.mark.parametrize("words", HOSTILE)
def test_graphviz_shows_what_was_written(words: str, tmp_path: Path) -> None:
    assert DOT is not None
    done = subprocess.run([DOT, "-Tjson0"], input=as_dot(hostile(tmp_path, words)), capture_output=True, text=True, check=True, timeout=60)
    graph = json.loads(done.stdout)
    assert done.stderr == ""
    assert {node["name"] for node in graph["objects"]} == {"start", "end"}
    assert len(graph["edges"]) == 1
    assert not any("URL" in part or "href" in part for part in (*graph["objects"], *graph["edges"]))
    # What is drawn: the words of the picture, its entities resolved.
    drawn = subprocess.run(
        [DOT, "-Tsvg"], input=as_dot(hostile(tmp_path, words)), capture_output=True, text=True, check=True, timeout=60
    ).stdout
    reader = Reader()
    reader.feed(drawn)
    assert " ".join(words.split()) in " ".join("".join(reader.told).split())


@pytest.mark.parametrize("words", HOSTILE)
def test_no_word_ends_a_string_of_graphviz(words: str, tmp_path: Path) -> None:
    for line in as_dot(hostile(tmp_path, words)).splitlines():
        outside = re.sub(r'"(?:[^"\\]|\\.)*"', "", line)
        assert not re.search(r"alert|onerror|javascript|bold", outside), line
        assert '"' not in outside


class Reader(HTMLParser):
    """The elements and attributes of a page, and the words outside of its script and style."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shape: list[tuple[str, tuple[str, ...]]] = []
        self.told: list[str] = []
        self.hidden = ""
        self.script = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.shape.append((tag, tuple(name for name, _ in attributes)))
        self.hidden = tag if tag in ("script", "style") else ""

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - only one is open at a time
        self.hidden = ""

    def handle_data(self, data: str) -> None:
        if self.hidden == "script":
            self.script += data
        if not self.hidden:
            self.told.append(data)


def page_of(drawn: SceneMap) -> tuple[str, Reader]:
    from game.graph.html_map import as_page

    page = as_page(drawn)
    reader = Reader()
    reader.feed(page)
    return page, reader


@needs_layout
@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_of_the_story_is_markup_on_the_page(words: str, tmp_path: Path) -> None:
    _, harmless = page_of(hostile(tmp_path, "three plain words"))
    _, page = page_of(hostile(tmp_path, words))
    allowed = [each for each in page.shape if each[0] != "text"]  # a long name has two lines
    assert allowed == [each for each in harmless.shape if each[0] != "text"]
    assert page.script == harmless.script
    assert "".join(page.told).count(" ".join(words.split())) >= 4


@needs_layout
def test_the_page_needs_nothing_but_itself() -> None:
    page, reader = page_of(scene_map(ferry()))
    assert not re.search(r"https?:|//cdn|@import|url\((?!#)", page)
    assert "default-src 'none'" in re.sub("&#x27;", "'", page)
    tags = {tag for tag, _ in reader.shape}
    assert not tags & {"link", "img", "iframe", "object", "embed", "form"}
    assert not any(name.startswith("on") or name == "style" for _, names in reader.shape for name in names)


@needs_layout
def test_the_list_tells_what_the_map_shows(tmp_path: Path) -> None:
    page, reader = page_of(drawn(tmp_path))
    told = " ".join(" ".join(reader.told).split())
    assert set(re.findall(r'<article id="scene-(\w+)"', page)) == set(re.findall(r'<g class="[^"]*" id="spot-(\w+)"', page))
    assert "Problem: no chain of links leads here" in told
    assert re.search(r"Ask twice:\s+visit\s+desk\s*,\s+then\s+Aboard", told)
    assert "Swim (closed)" in told
    assert re.search(r"Walk \(not always\):\s+Aboard", told)
    assert "start · start of The visitor, The captain" in told
    for target in re.findall(r'href="#([\w-]+)"', page):
        assert f'id="{target}"' in page


@needs_layout
def test_a_scene_opens_in_an_editor_where_that_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from game.graph.html_map import EDITORS

    monkeypatch.chdir(tmp_path)
    write_small(Path("my story"), "start: {text: Hello., ending: Out}\n")
    assert main(["graph", "my story", "--editor", "vscode", "-o", "map.html"]) == 0
    page = Path("map.html").read_text("utf-8")
    (link,) = re.findall(r'<a class="editor" href="([^"]+)"', page)
    assert link == f"vscode://file{quote((tmp_path / 'my story/scenes.yaml').as_posix())}:1"
    for editor in EDITORS:
        assert main(["graph", "my story", "--editor", editor, "-o", "map.html", "--force"]) == 0
    assert main(["graph", "my story", "-o", "plain.html"]) == 0
    assert "://" not in re.sub(r"https?://www.w3.org\S*", "", Path("plain.html").read_text("utf-8"))


def test_an_editor_is_for_the_page_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", "docs/footbridge", "--editor", "vscode"]) == 2
    assert "--format html" in capsys.readouterr().err


def test_endings_have_their_titles_and_values_are_left_open(tmp_path: Path) -> None:
    scenes = """\
start: {text: "You have {money} left.", choices: [{label: "Pay {money}", id: pay, do: money = 0, go: pier}, {label: Run, go: out}]}
pier: {title: The pier, text: It comes., ending: Aboard}
out: {title: The pier, text: It goes., ending: Ashore}
"""
    boxes = {box.id: box for box in scene_map(small(tmp_path, scenes)).boxes}
    assert (boxes["pier"].name, boxes["out"].name) == ("Aboard", "Ashore")
    assert boxes["start"].passage == "You have … left."
    assert boxes["start"].options[0].label == "Pay …"


# ---- the layout ----

GRAPHS = st.integers(1, 14).flatmap(
    lambda count: st.tuples(st.just(count), st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=40))
)


@needs_layout
@settings(max_examples=300, deadline=None)
@given(GRAPHS)
def test_any_graph_is_laid_out_without_overlap(graph: tuple[int, list[tuple[int, int]]]) -> None:
    from game.graph.looks import HEIGHT, WIDTH
    from game.graph.placement import lay_out

    count, pairs = graph
    names = [f"s{number}" for number in range(count)]
    arrows = {(names[a], names[b]) for a, b in pairs if a != b}
    layout = lay_out(names, sorted(arrows))
    assert set(layout.centres) == set(names)
    assert set(layout.arrows) == arrows
    boxes = list(layout.centres.values())
    assert all(0 <= x <= layout.width and 0 <= y <= layout.height for x, y in boxes)
    assert all(abs(a[0] - b[0]) >= WIDTH or abs(a[1] - b[1]) >= HEIGHT for number, a in enumerate(boxes) for b in boxes[:number])
    for (source, target), way in layout.arrows.items():
        assert (way[0][1], way[-1][1]) == (layout.centres[source][1], layout.centres[target][1])
        rises = {to > y for (_, y), (_, to) in pairwise(way)}
        assert len(rises) == 1, "an arrow goes down, or up, but never both"


@needs_layout
def test_the_same_story_gives_the_same_page() -> None:
    assert page_of(scene_map(ferry()))[0] == page_of(scene_map(ferry()))[0]


# ---- the command ----


def test_the_command_writes_to_standard_output_or_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", FERRY, "--format", "dot"]) == Exit.FINE
    out = capsys.readouterr().out
    assert out.startswith("digraph story {")
    assert main(["graph", FERRY, "--format", "dot", "-o", str(tmp_path / "map.dot")]) == Exit.FINE
    assert (tmp_path / "map.dot").read_text("utf-8") == out
    assert capsys.readouterr().out == f"The map is in {tmp_path / 'map.dot'}.\n"


def test_a_file_that_is_there_stays_unless_it_is_forced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "map.mmd"
    out.write_text("mine", "utf-8")
    assert main(["graph", FERRY, "-o", str(out)]) == Exit.WRONG_USE
    assert "--force" in capsys.readouterr().err
    assert out.read_text("utf-8") == "mine"
    assert main(["graph", FERRY, "-o", str(out), "--force"]) == Exit.FINE
    assert "flowchart" in out.read_text("utf-8")


def test_what_the_command_cannot_do_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", FERRY, "--role", "captian"]) == Exit.WRONG_USE
    assert "captain" in capsys.readouterr().err
    assert main(["graph", FERRY, "-o", str(tmp_path / "nowhere" / "map.mmd")]) == Exit.WRONG_USE
    assert "There is no folder" in capsys.readouterr().err
    write_small(tmp_path / "broken", "start: {text: A., go: nowhere}\n")
    assert main(["graph", str(tmp_path / "broken")]) == Exit.PROBLEMS
    assert "can't be drawn before these are mended" in capsys.readouterr().err


def test_without_the_library_the_page_is_named_as_missing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "fast_sugiyama", None)
    assert main(["graph", FERRY, "--format", "html"]) == Exit.WRONG_USE
    assert 'pip install -c constraints.txt ".[authors]"' in capsys.readouterr().err
    assert main(["graph", FERRY]) == Exit.FINE


# ---- in a browser ----


@needs_layout
@needs_browser
def test_a_browser_runs_the_page_and_nothing_of_the_story(tmp_path: Path) -> None:
    from game.graph.html_map import as_page

    page = tmp_path / "map.html"
    page.write_text(
        as_page(hostile(tmp_path / "story", "<img src=x onerror=alert(1)></script><script>document.title='seized'</script>")), "utf-8"
    )
    dom, console = browsed(page, tmp_path / "browser")
    assert console == ""
    assert "<title>seized" not in dom
    assert "<img" not in dom
    assert re.search(r'<div id="tools">', dom), "the script has run"


def test_where_a_part_of_a_role_begins_and_ends_is_marked(tmp_path: Path) -> None:
    told = "visitor: {parts: {wait: {title: Until the gate, ends: [gate], minutes: 5, told: A gate.}}, "
    scenes = "start: {text: A., go: gate}\ngate: {text: B., go: end}\nend: {text: C., ending: Home}\n"
    drawn = scene_map(small(tmp_path / "part", scenes, story=STORY.replace("visitor: {", told)))
    marks = {box.id: box.marks for box in drawn.boxes}
    assert marks["start"] == ("start of The visitor, The captain, Until the gate",)
    assert marks["gate"] == ("end of Until the gate",)
