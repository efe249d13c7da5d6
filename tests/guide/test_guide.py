"""The guide holds what a teacher needs, tells only minutes that are proved, and is inert whatever a story's words are."""

import json
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from game.cli.main import main
from game.document.html import as_page
from game.document.markdown import as_markdown
from game.guide import Length, guide, length_of
from game.guide.lengths import fitting, longest_in_words, nearest_fit, one_after_another, shortest_in_words
from game.library.find_stories import shipped_folder
from game.library.load import load
from game.prove.routes.report import routes_of_role
from tests.browser import browsed, needs_browser, printed
from tests.report.test_hostile import MARKUP, hostile_story
from tests.small import STORY, write_small

FOOTBRIDGE = Path(__file__).parents[2] / "docs" / "footbridge"
Capture = pytest.CaptureFixture[str]

FORK = """\
start:
  text: A fork in the road, and nobody about.
  choices:
    - {label: Left, go: end}
    - {label: Right, result: It is a long way round by the mill and the two ponds., go: middle}
middle:
  text: A gate.
  choices:
    - {label: Open it, go: end}
end: {text: Home., ending: Home}
"""


def footbridge() -> str:
    loaded = load(FOOTBRIDGE)
    assert loaded.story is not None
    lengths = {role: length_of(loaded.story, routes_of_role(loaded.story, role)) for role in loaded.story.roles}
    return as_markdown(guide(loaded.story, loaded.lesson, lengths)[""])


def test_it_holds_what_a_teacher_needs() -> None:
    page = footbridge()
    for heading in (
        "The plan", "Run sheets", "Before you teach", "At the computers", "Questions, with answers", "Debrief",
        "The word lens: how it is done", "Marking", "The source", "Other classes, and more time", "Questions and standards", "The roles",
        "The word lens: a sheet", "The explanation: a sheet", "The roles, scene by scene", "What is reported",
    ):  # fmt: skip
        assert f"\n## {heading}\n" in page, heading
    for heading in (
        "Hints", "Notes on content", "When it touches somebody", "Vocabulary", "A task on it", "Whose voice is missing",
        "What has happened since", "To adapt", "To go further", "Supporting questions", "Standards",
    ):  # fmt: skip
        assert f"\n### {heading}\n" in page, heading
    assert "**neighbours play footbridge --seed 7 --nickname ada**" in page, "what each student types"
    assert "**neighbours lesson on footbridge --minutes 29**" in page, "with which everybody has the questions after"
    for minutes in (40, 45, 90):
        assert f"\n### {minutes} minutes\n" in page
    assert "**The question:** What does a town owe" in page
    assert " ✓ right" in page


def test_page_one_says_for_whom_it_is_and_what_happens_when() -> None:
    first = footbridge().partition("## Run sheets")[0]
    for told in ("A footbridge is shut, and a town", "**Age:** 12 to 15", "English from level A2", "Geography, English", "Tell a figure"):
        assert told in first, told
    assert "| Minutes | A lesson of 40 | A lesson of 45 | A lesson of 90 |" in first
    assert "| Play | 20 | 25 | 70 |" in first
    assert "The rower" in first.partition("| What fits")[2].partition("\n")[0]


def test_it_tells_what_a_lesson_gives_for_marking_and_for_the_source() -> None:
    page = footbridge()
    assert "| The reason | Says what was chosen. | Gives a reason for it. | Weighs the reason against another. |" in page
    assert "### An answer that is strong\n\nI went by the road, though it cost my shoes." in page
    assert "| customers | 4 | the shopkeeper |" in page
    assert "This is not from the source" in page.partition("## What has happened since")[2].partition("\n#")[0]
    assert "Nobody in the story says so." in page.partition("## Debrief")[2].partition("\n## ")[0]
    assert "- **By lamplight:** You are across in the dusk." in page.partition("## The roles, scene by scene")[2]


def test_the_minutes_are_the_provers(tmp_path: Path, capsys: Capture) -> None:
    folder = str(write_small(tmp_path / "fork", FORK))
    assert main(["guide", folder]) == 0
    told = capsys.readouterr().out
    main(["prove", folder, "--format", "json"])
    roles = json.loads(capsys.readouterr().out)["roles"]
    for role in roles:
        shortest, longest = (role["routes"]["minutes"][side]["low"] for side in ("least", "most"))
        title = {"visitor": "The visitor", "captain": "The captain"}[role["role"]]
        row = next(line for line in told.splitlines() if line.startswith(f"| {title} |"))
        typical = role["routes"]["typical"]["minutes"]
        assert f"| {shortest:.1f} minutes | {typical:.1f} minutes | {longest:.1f} minutes |" in row
        assert shortest < longest


def test_a_visit_leads_back_to_where_it_is_made(tmp_path: Path, capsys: Capture) -> None:
    """Also to where its visitor goes on instead; nobody comes back to where no visit is made from."""
    scenes = """\
start: {title: Yard, text: A., choices: [{label: Knock, visit: desk, once: true}, {label: On, go: hill}]}
hill: {title: Hill, text: B., choices: [{label: Ask, visit: desk, go: end}, {label: On, go: end}]}
desk: {title: Desk, text: C., choices: [{label: Thank, go: back}, {label: Run, go: end}]}
end: {title: Home, text: D., ending: Safe}
"""
    assert main(["guide", str(write_small(tmp_path / "visit", scenes))]) == 0
    rows = {words[1].strip(): words[3].strip() for line in capsys.readouterr().out.splitlines() if len(words := line.split("|")) > 4}
    assert rows["Desk (visit)"] == "Home; back to Yard"
    assert rows["Hill"] == "Desk; Home"


def test_a_scene_without_a_title_is_called_in_words(tmp_path: Path, capsys: Capture) -> None:
    scenes = "start: {text: A., choices: [{label: On, go: far_away}, {label: Off, go: end}]}\nfar_away: {text: B., go: end}\n"
    folder = write_small(tmp_path / "bare", scenes + "end: {text: D., ending: Safe}\n")
    assert main(["guide", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "| Start (start of The visitor) |  | Far away; Safe |" in told
    assert "| Safe (an ending) |" in told
    assert "far_away" not in told


def test_a_short_story_leaves_time_for_another_way(tmp_path: Path, capsys: Capture) -> None:
    assert main(["guide", str(write_small(tmp_path / "fork", FORK))]) == 0
    told = capsys.readouterr().out
    assert "They take" in told
    assert "minutes at most. Let whoever is done go back to a choice, with j, and take another way." in told
    assert re.search(r"Proved to end within 65 minutes on every route: The visitor \(\d\.\d\), The captain \(\d\.\d\)\.", told)


def test_a_role_without_a_longest_route_is_planned_by_what_is_typical_and_its_loop_is_named(tmp_path: Path, capsys: Capture) -> None:
    scenes = """\
start: {text: A quay., choices: [{label: Look at the water, do: debt = 1}, {label: Go aboard, go: end}, {label: Swim, go: end}]}
end: {text: Home., ending: Home}
"""
    lesson = "question: Who pays?\nrun: {roles: [captain]}\n"
    assert main(["guide", str(write_small(tmp_path / "round", scenes, lesson=lesson))]) == 0
    sheet = capsys.readouterr().out.partition("### 45 minutes")[2].partition("### 90 minutes")[0]
    assert "Play: The captain, which nine of ten end in time" in sheet
    assert "Nothing is proved to end within 20 minutes on every route." in sheet
    assert "one can go round for ever by “Look at the water”" in sheet
    assert "Asked for in lesson.yaml, and not certain to end within 20 minutes: The captain (no end:" in sheet


def test_what_was_asked_for_and_takes_too_long_is_said(tmp_path: Path, capsys: Capture) -> None:
    long = " ".join(["word"] * 500)
    scenes = f"start: {{text: {long}, choices: [{{label: On, go: end}}, {{label: Off, go: end}}]}}\nend: {{text: Home., ending: Home}}\n"
    write_small(tmp_path / "long", scenes, story=f"pace: 20\n{STORY}", lesson="question: Who?\nrun: {roles: [visitor]}\n")
    assert main(["guide", str(tmp_path / "long")]) == 0
    sheet = capsys.readouterr().out.partition("### 45 minutes")[2].partition("### 90 minutes")[0]
    assert "not certain to end within 20 minutes: The visitor (the longest route: 25.6 minutes; nine of ten: 25.6" in sheet


def test_one_role_or_part_is_recommended_for_each_length_with_a_reason(tmp_path: Path, capsys: Capture) -> None:
    """A part gives way to its whole role, where that is asked for and fits; and nobody is told that a role is too long whose part fits."""
    long = " ".join(["word"] * 500)
    scenes = f"""\
start: {{text: Rain., choices: [{{label: On, go: gate}}, {{label: Off, go: gate}}]}}
gate: {{text: {long}, choices: [{{label: On, go: end}}, {{label: Off, go: end}}]}}
end: {{text: Home., ending: Home}}
"""
    part = "visitor: {parts: {rain: {title: Until the gate, ends: [gate], minutes: 5, told: The gate.}}, "
    lesson = "question: Who?\nrun: {roles: [visitor/rain, visitor], why: It rains on everybody.}\n"
    folder = write_small(tmp_path / "parts", scenes, story=f"pace: 20\n{STORY.replace('visitor: {', part, 1)}", lesson=lesson)
    assert main(["guide", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "**Take first:** The visitor: Until the gate in 40 and 45 minutes; The visitor in 90 minutes. It rains on everybody." in told
    assert "not certain to end" not in told


def test_no_heading_of_the_guide_stands_over_nothing() -> None:
    lines = [line for line in footbridge().splitlines() if line.strip()]
    depth = [len(line) - len(line.lstrip("#")) for line in lines]
    empty = [line for line, here, following in zip(lines, depth, [*depth[1:], 1], strict=True) if here and 0 < following <= here]
    assert empty == []


def test_a_run_sheet_has_only_roles_that_are_certain_to_fit() -> None:
    lengths = {
        "short": Length((5, 5), (12, 12)),
        "bounded": Length((5, 9), (12, 18)),
        "open": Length((5, 5), (8, None)),
        "endless": Length((5, 5), None, "“Wait”", 7.0),
        "long": Length((9, 9), (30, 30)),
    }
    assert fitting(lengths, (), 15) == ("short",)
    assert fitting(lengths, ("bounded",), 20) == ("bounded", "short")
    assert one_after_another(lengths, ("long",), 50) == ("long", "short")
    assert one_after_another(lengths, (), 10) == ()
    assert nearest_fit(lengths) == "short"


@pytest.mark.parametrize(
    ("length", "shortest", "longest"),
    [
        (Length((5, 5), (12, 12)), "5.0 minutes", "12.0 minutes"),
        (Length((5, 6.5), (12, 13)), "between 5.0 and 6.5 minutes (bounded)", "between 12.0 and 13.0 minutes (bounded)"),
        (Length((0, 6), (12, None)), "6.0 minutes or less (bounded)", "12.0 minutes or more (bounded)"),
        (Length((0, None), None, "“Wait”"), "not known", "no end: one can go round by “Wait”"),
    ],
)
def test_what_is_not_known_exactly_is_said_so(length: Length, shortest: str, longest: str) -> None:
    assert shortest_in_words(length) == shortest
    assert longest_in_words(length) == longest


def test_without_a_lesson_it_says_what_would_stand_there(tmp_path: Path, capsys: Capture) -> None:
    folder = write_small(tmp_path / "fork", FORK)
    out = tmp_path / "guide.md"
    assert main(["guide", str(folder), "-o", str(out)]) == 0
    assert "has no lesson" in out.read_text("utf-8")
    assert "At the computers" in out.read_text("utf-8")
    assert "The questions" not in out.read_text("utf-8")
    assert main(["guide", str(folder), "-o", str(out)]) == 2
    assert "--force" in capsys.readouterr().err


def test_questions_scenes_and_facts_lie_beside_it(tmp_path: Path, capsys: Capture) -> None:
    """Each in a file of its own that the guide links to; a file that is there already stays as it is."""
    out = tmp_path / "my guide.html"
    (tmp_path / "my guide-facts.html").write_text("mine", "utf-8")
    assert main(["guide", str(FOOTBRIDGE), "-o", str(out)]) == 2
    assert "my guide-facts.html already" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["my guide-facts.html"]
    (tmp_path / "my guide-facts.html").unlink()
    assert main(["guide", str(FOOTBRIDGE), "-o", str(out)]) == 0
    assert "Beside it lie my guide-questions.html, my guide-scenes.html and my guide-facts.html." in capsys.readouterr().out
    page = out.read_text("utf-8")
    assert '<a href="my%20guide-scenes.html">The roles, scene by scene</a>' in page
    assert "<span class=option>--nickname</span> ada" in page, "no line of paper ends between the dashes and the name"
    for word in ("Leads to", "Who vouches for it", "✓ right"):
        assert word not in page
    assert "✓ right" in (tmp_path / "my guide-questions.html").read_text("utf-8")
    assert "Leads to" in (tmp_path / "my guide-scenes.html").read_text("utf-8")
    assert "Who vouches for it" in (tmp_path / "my guide-facts.html").read_text("utf-8")


def test_what_it_links_to_is_there() -> None:
    page = footbridge()
    named = set(re.findall(r"\]\(#(\w+)\)", page))
    assert len(named) > 10
    assert named <= set(re.findall(r'<a id="(\w+)">', page))


def test_the_files_ending_decides_how_it_is_written(tmp_path: Path) -> None:
    folder = str(write_small(tmp_path / "fork", FORK))
    for name, begins in (("a.html", "<!doctype html>"), ("a.md", "# The ferry: a guide for teachers")):
        assert main(["guide", folder, "-o", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_text("utf-8").startswith(begins)


@pytest.mark.parametrize("words", [words for words in MARKUP if "](" not in words])  # such a link isn't loaded
def test_a_storys_words_are_inert(words: str, tmp_path: Path) -> None:
    told = json.dumps(words)
    lesson = f"""\
question: {told}
supporting: [{told}]
aims: [{told}]
standards: [{{framework: {told}, codes: [{told}]}}]
content: [{told}]
about: {told}
age: {told}
level: {told}
subjects: [{told}]
distress: [{told}]
reading: [{told}]
since: [{told}]
unsaid: [{told}]
explain:
  task: {told}
  rubric: [{{of: {told}, begun: {told}, secure: {told}, strong: {told}}}]
  answers: {{begun: {{answer: {told}, says: {told}}}}}
prepare: [{told}]
missing: [{told}]
run: {{hints: [{told}]}}
debrief: {{feelings: {{word: {told}}}}}
lens: {{paragraph: {json.dumps("{word} " + words)},
  words: [{{word: {told}, says: {told}}}, {{word: {told}}}], prompts: [{told}], steps: [{told}],
  in_source: [{{word: {told}, at: 4, by: {told}}}]}}
"""
    hostile_story(tmp_path, words)
    (tmp_path / "hostile" / "lesson.yaml").write_text(lesson, encoding="utf-8")
    loaded = load(tmp_path / "hostile")
    assert loaded.story is not None
    assert loaded.lesson is not None
    document = guide(loaded.story, loaded.lesson, {})[""]
    assert not re.search(r"<(script|img|iframe|a (?!href=\"#\w+\">))", as_page(document))
    assert not re.search(r"(?<!\\)<(?!(a id=\"\w+\">|/a>))", as_markdown(document))


@needs_browser
def test_the_guide_opens_and_prints(tmp_path: Path) -> None:
    page = tmp_path / "guide.html"
    assert main(["guide", str(FOOTBRIDGE), "-o", str(page)]) == 0
    shown, said = browsed(page, tmp_path / "profile")
    assert "The question" in shown
    assert said == ""
    assert printed(page, tmp_path) > 3


@needs_browser
@pytest.mark.parametrize("folder", [FOOTBRIDGE, shipped_folder() / "good_neighbours"], ids=["footbridge", "good_neighbours"])
def test_page_one_is_one_sheet(folder: Path, tmp_path: Path) -> None:
    loaded = load(folder)
    assert loaded.story is not None
    lengths = {role: Length((9, 9), (12, 12)) for role in loaded.story.roles}
    whole = guide(loaded.story, loaded.lesson, lengths)[""]
    page = tmp_path / "plan.html"
    page.write_text(as_page(replace(whole, blocks=whole.blocks[:1])), "utf-8")
    assert printed(page, tmp_path) == 1
