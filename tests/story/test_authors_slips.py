"""What authors write by mistake ends in one clear message at its place, and never in anything else."""

from pathlib import Path

import pytest

from game.library.load import load
from tests.small import FACTS, STORY, load_small

SCENES = """\
start:
  text: The quay.
  go: pier
pier: {text: It comes., ending: Aboard}
"""
QUEUE = """\
start:
  kind: queue
  length: LENGTH
  wait: {label: Wait, hours: [1]}
  reached: pier
pier: {text: It comes., ending: Aboard}
"""
DIGITS = "9" * 5_000
NOT_LENGTHS = [
    "12:30",
    "010",
    "90.0",
    "1e3",
    DIGITS,
    "0x10",
    "0b11",
    "-5",
    "1_000",
    "1,000",
    "+5",
    "٣",
    "３",
    "five",
    "yes",
    "~",
    "null",
    "51",
    "0",
]


@pytest.mark.parametrize("length", NOT_LENGTHS, ids=lambda text: text[:12])
def test_a_number_is_digits_alone_and_within_its_range(length: str, tmp_path: Path) -> None:
    loaded = load_small(tmp_path, QUEUE.replace("LENGTH", length))
    (problem,) = loaded.problems
    assert (problem.code, problem.place.line, problem.place.column) == ("wrong-type", 3, 11)
    assert problem.message == f"this must be a whole number from 1 to 50, not `{length[:40]}`"


@pytest.mark.parametrize(("length", "moves"), [("1", 1), ("50", 50), ("'7'", 7)])
def test_a_number_that_is_one_is_taken(length: str, moves: int, tmp_path: Path) -> None:
    story = load_small(tmp_path, QUEUE.replace("LENGTH", length)).story
    assert story is not None
    assert story.variables["start_ahead"].high == moves


# declaration of a variable -> code, words under the caret, part of the message
VARIABLES = {
    "type: flag, start: no": ("wrong-types", "no", "`due` is true or false, but this is `no`"),
    "type: flag, start: yes": ("wrong-types", "yes", "`due` is true or false, but this is `yes`"),
    "type: flag, start: 1": ("wrong-types", "1", "`due` is true or false"),
    "type: flag, start: True": ("wrong-types", "True", "`due` is true or false"),
    "type: int, max: 9, start: 1.10": ("wrong-types", "1.10", "`due` is a number, but this is `1.10`"),
    "type: int, max: 9, start: 2024-01-31": ("wrong-types", "2024-01-31", "`due` is a number"),
    "type: int, max: 9, start: 9999-99-99": ("wrong-types", "9999-99-99", "`due` is a number"),
    f"type: int, max: 9, start: {':'.join(['1'] * 30)}": ("wrong-types", ":".join(["1"] * 30), "`due` is a number"),
    "type: int, max: 9, start: .inf": ("wrong-types", ".inf", "`due` is a number"),
    "type: int, max: 9, start: 10": ("out-of-bounds", "10", "`due` lies between 0 and 9"),
    "type: int, max: 9, min: 3, start: 2": ("out-of-bounds", "2", "`due` lies between 3 and 9"),
    "type: int, max: 5, min: 7": ("out-of-bounds", "5", "`max` (5) is less than `min` (7)"),
    "type: int, max: 1e9": ("wrong-type", "1e9", "this must be a whole number"),
    "type: int": ("missing-key", "{", "`due` needs `max`"),
    "type: int, start: 3": ("missing-key", "{", "`due` needs `max`"),
    "type: enum": ("missing-key", "{", "`due` needs `values`"),
    "type: enum, values: [a]": ("wrong-type", "[", "this list has 1 item; it needs at least 2"),
    "type: enum, values: [a, b, a]": ("duplicate-id", "a", "`a` stands here twice"),
    "type: enum, values: [a, Yes]": ("bad-id", "Yes", "this must be a name, not `Yes`"),
    "type: enum, values: [a, coat]": ("name-taken", "coat", "the value `coat` is also the name of something else"),
    "type: enum, values: [a, late]": ("name-taken", "late", "the value `late` is also the name of something else"),
    "type: enum, values: [a, true]": ("name-taken", "true", "the value `true` is also the name of something else"),
    "type: enum, values: [a, b], start: c": ("unknown-value", "c", "`c` isn't one of the values"),
    "type: flag, max: 3": ("unknown-key", "max", "a flag has no `max`"),
    "type: int, max: 3, values: [a, b]": ("unknown-key", "values", "an int has no `values`"),
    "type: bool": ("wrong-type", "bool", "this must be one of `flag`, `int`, `enum`, not `bool`"),
    "type: number, max: 9, start: 3": ("wrong-type", "number", "this must be one of `flag`, `int`, `enum`, not `number`"),
    "type: choice, values: [a, b], start: b": ("wrong-type", "choice", "this must be one of `flag`, `int`, `enum`, not `choice`"),
}


@pytest.mark.parametrize("declaration", VARIABLES, ids=lambda text: text[:40])
def test_a_variable_is_declared_without_guessing(declaration: str, tmp_path: Path) -> None:
    story = STORY.replace("  coat: {type: flag}\n", f"  coat: {{type: flag}}\n  due: {{{declaration}}}\n")
    (problem,) = load_small(tmp_path, SCENES, story=story).problems
    code, words, message = VARIABLES[declaration]
    place = problem.place
    assert (problem.code, place.path, place.line) == (code, "ferry/story.yaml", 13)
    assert place.text[place.column - 1 :][: place.length] == words
    assert message in problem.message


@pytest.mark.parametrize("values", ["[no, yes]", "[on, off]", "[null, nan]", "[a1, b_2]"])
def test_words_that_yaml_would_read_otherwise_are_values_as_good_as_any(values: str, tmp_path: Path) -> None:
    story = STORY.replace("  coat: {type: flag}\n", f"  coat: {{type: flag}}\n  due: {{type: enum, values: {values}}}\n")
    loaded = load_small(tmp_path, SCENES, story=story)
    assert loaded.story is not None
    assert list(loaded.story.variables["due"].values) == values.strip("[]").split(", ")


@pytest.mark.parametrize("name", ["yes", "no", "on", "null", "y", "true"])
def test_a_scene_may_be_called_what_yaml_would_read_otherwise(name: str, tmp_path: Path) -> None:
    story = load_small(tmp_path, SCENES.replace("pier", name)).story
    assert story is not None
    assert story.scenes["start"].choices[0].go == name
    assert story.scenes[name].ending == "Aboard"


# (what is replaced, by what) in the scenes -> line, code, words under the caret, part of the message, its label or its help
IN_SCENES = {
    "a letter that looks like another": ("go: pier", "go: p\u0456er", 3, "bad-id", "p\u0456er", "cyrillic small letter"),
    "a capital": ("go: pier", "go: Pier", 3, "bad-id", "Pier", "did you mean `pier`?"),
    "two words": ("go: pier", "go: the pier", 3, "bad-id", "the pier", "did you mean `pier`?"),
    "a slip of the finger": ("go: pier", "go: peir", 3, "unknown-scene", "peir", "did you mean `pier`?"),
    "a name of Python's": ("pier: {", "__class__: {ending: A}\npier: {", 4, "bad-id", "__class__", "can't be a name here"),
    "a path": ("pier: {", "../../etc/passwd: {ending: A}\npier: {", 4, "bad-id", "../../etc/passwd", "can't be a name here"),
    "a scene called back": ("pier: {", "back: {ending: A}\npier: {", 4, "name-taken", "back", "`back` means coming back"),
    "a no-break space after the colon": ("text: The", "text:\u00a0The", 2, "no-space-after-colon", ":", "NO-BREAK SPACE"),
    "no space after the colon": ("text: The", "text:The", 2, "no-space-after-colon", ":", "write `text: ` with a space"),
    "a scene without a way on": ("  go: pier\n", "", 2, "missing-key", "t", "a scene needs `choices`, `go` or `ending`"),
    "a scene that is a text": (
        "pier: {text: It comes., ending: Aboard}",
        "pier: It comes.",
        4,
        "wrong-type",
        "It comes.",
        "must be `name: value`",
    ),
    "a scene that is a list": (
        "  text: The quay.\n  go: pier",
        "  - text: The quay.\n  - go: pier",
        2,
        "wrong-type",
        "-",
        "take the dashes out",
    ),
    "an empty list": ("go: pier", "choices: []", 3, "wrong-type", "[", "this list has 0 items; it needs at least 1"),
    "choices that are names": ("  go: pier", "  choices:\n    label: Wait\n    go: pier", 4, "wrong-type", "l", "start each item"),
    "a text with a colon": ("text: The quay.", "text:\n    said: The quay.", 3, "unknown-person", "said", "there is no person `said`"),
    "a list in a title": ("text: The", "title: [a, b]\n  text: The", 2, "wrong-type", "[", "this must be text on one line, not a list"),
    "a very long label": (
        "go: pier",
        f"choices: [{{label: {'a' * 301}, go: pier}}]",
        3,
        "too-long",
        "a" * 301,
        "has 301 characters; at most 300 fit",
    ),
    "a link elsewhere": ("The quay.", "The [quay](http://x.y).", 2, "unknown-link", "http://x.y", "a link can't point to `http://x.y`"),
    "a link without words": ("The quay.", "The quay [](fact:fare).", 2, "empty-text", "[](fact:fare)", "this link has no words"),
    "a variable that isn't there": ("The quay.", "The quay, {mony}.", 2, "unknown-variable", "{mony}", "did you mean `money`?"),
    "an earlier id that is taken": ("  go:", "  was: pier\n  go:", 3, "duplicate-id", "pier", "`pier` is the name of another scene"),
    "a choice that is never closed": (
        "go: pier",
        "choices: [{label: Wait, go: pier, locked: No.}]",
        3,
        "missing-key",
        "locked",
        "this is never shown, since nothing closes the choice",
    ),
    "a scene that visits itself": ("go: pier", "choices: [{label: Wait, visit: start}]", 3, "visit-in-visit", "start", "visits don't nest"),
}


@pytest.mark.parametrize("case", IN_SCENES)
def test_a_slip_in_a_scene(case: str, tmp_path: Path) -> None:
    old, new, line, code, words, said = IN_SCENES[case]
    assert old in SCENES
    (problem,) = load_small(tmp_path, SCENES.replace(old, new)).problems
    place = problem.place
    assert (problem.code, place.path, place.line) == (code, "ferry/scenes.yaml", line)
    assert place.text[place.column - 1 :][: place.length] == words
    assert said in f"{problem.message} {problem.label} {problem.help}"


# (what is replaced, by what) in story.yaml -> line, code, words under the caret, part of what is said
IN_STORY = {
    "a start that isn't there": (
        "blurb: Somebody with a bag., start: start",
        "blurb: A bag., start: strt",
        4,
        "unknown-scene",
        "strt",
        "`start`?",
    ),
    "the thirty-first of September": (
        "2022-09-21 18:00",
        "2022-09-31 18:00",
        2,
        "wrong-type",
        "2022-09-31 18:00",
        "this must be a day and an hour",
    ),
    "a date as it is spoken": (
        "2022-09-21 18:00",
        "21.9.2022 18:00",
        2,
        "wrong-type",
        "21.9.2022 18:00",
        "year-month-day, a space, hour:minute",
    ),
    "a clock's variable that isn't there": (
        "variable: hours",
        "variable: time",
        2,
        "unknown-variable",
        "time",
        "there is no variable `time`",
    ),
    "a clock that is a flag": ("variable: hours", "variable: coat", 2, "wrong-types", "coat", "`coat` counts hours since the start"),
    "a start beyond the bounds": ("set: {money: 50}", "set: {money: 500}", 5, "out-of-bounds", "500", "`money` lies between 0 and 100"),
    "a start of nothing": ("set: {money: 50}", "set: {mony: 50}", 5, "unknown-variable", "mony", "did you mean `money`?"),
    "a start of an echo": ("set: {money: 50}", "set: {bench: kept}", 5, "unknown-variable", "bench", "it starts as `unknown`"),
    "an echo of nobody": ("from: visitor", "from: visiter", 18, "unknown-role", "visiter", "did you mean `visitor`?"),
    "an echo that says unknown": ("[kept, given]", "[kept, unknown]", 18, "name-taken", "unknown", "also the name of something else"),
    "a far time zone": ("lon: 49.9, utc: 5", "lon: 49.9, utc: 15", 21, "wrong-type", "15", "hours ahead of UTC such as 5, -3 or 5:30"),
    "beyond the pole": ("lat: 51.2", "lat: 951.2", 20, "wrong-type", "951.2", "degrees north"),
    "no roles": (
        STORY[STORY.index("roles:") : STORY.index("variables:")],
        "roles: {}\n",
        3,
        "missing-key",
        "{",
        "a story needs at least one role",
    ),
    "a condition called like a variable": ("late: hours", "coat: hours", 16, "name-taken", "coat", "`coat` is a variable already"),
    "a variable called like the hour": (
        "  coat: {type",
        "  hour: {type",
        12,
        "name-taken",
        "hour",
        "`hour` means something else in a condition",
    ),
}


@pytest.mark.parametrize("case", IN_STORY)
def test_a_slip_in_the_story(case: str, tmp_path: Path) -> None:
    old, new, line, code, words, said = IN_STORY[case]
    assert old in STORY
    story = STORY.replace(old, new)
    if case == "no roles":
        story = story.replace("echoes:\n  bench: {values: [kept, given], from: visitor}\n", "")
    problems = load_small(tmp_path, SCENES, story=story).problems
    assert [problem.code for problem in problems] == [code]
    place = problems[0].place
    assert (place.path, place.line) == ("ferry/story.yaml", line)
    assert place.text[place.column - 1 :][: place.length] == words
    assert said in f"{problems[0].message} {problems[0].label} {problems[0].help}"


def test_a_scene_that_stands_in_two_files_is_told_at_the_second(tmp_path: Path) -> None:
    load_small(tmp_path, SCENES)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "evening.yaml").write_text("# the evening\npier: {ending: Night}\n", "utf-8")
    (problem,) = load_small(tmp_path, SCENES).problems
    assert (problem.code, problem.place.path, problem.place.line) == ("duplicate-id", "ferry/scenes.yaml", 4)
    assert problem.message == "there is a scene `pier` already, in ferry/more/evening.yaml at line 2"


@pytest.mark.parametrize(
    ("at", "code"), [("tomorrow", "wrong-type"), ("2022-09-22", "wrong-type"), ("12:30", "wrong-type"), ("2022-09-31 12:00", "wrong-type")]
)
def test_news_are_told_at_a_day_and_an_hour(at: str, code: str, tmp_path: Path) -> None:
    (problem,) = load_small(tmp_path, SCENES, news=f"news:\n  - {{at: {at}, text: It rains.}}\n").problems
    assert (problem.code, problem.place.line, problem.place.column) == (code, 2, 10)


def test_a_variable_that_is_its_type_alone_is_asked_about(tmp_path: Path) -> None:
    story = STORY.replace("  coat: {type: flag}\n", "  coat: flag\n")
    problems = load_small(tmp_path, SCENES, story=story).problems
    assert [(problem.code, problem.label) for problem in problems] == [("wrong-type", "did you mean `{type: flag}`?")]


@pytest.mark.parametrize(("typed", "meant"), [("opinion", "view"), ("statistic", "figure"), ("rumour", "report"), ("law", "policy")])
def test_a_kind_of_fact_by_another_word_is_asked_about(typed: str, meant: str, tmp_path: Path) -> None:
    (problem,) = load_small(tmp_path, SCENES, facts=FACTS.replace("kind: figure", f"kind: {typed}", 1)).problems
    assert (problem.code, problem.label) == ("wrong-type", f"did you mean `{meant}`?")


def test_a_fact_without_its_source_and_of_no_kind(tmp_path: Path) -> None:
    facts = FACTS.replace("source: gazette, at: 2", "source: gazete, at: 2").replace("kind: figure", "kind: number", 1)
    problems = load_small(tmp_path, SCENES, facts=facts).problems
    assert [(problem.code, problem.place.path, problem.place.line) for problem in problems] == [
        ("wrong-type", "ferry/facts.yaml", 4),
        ("unknown-source", "ferry/facts.yaml", 4),
    ]


@pytest.mark.parametrize(
    ("file", "broken", "codes"),
    [
        ("facts.yaml", "- a\n", ["not-a-mapping"]),
        ("glossary.yaml", "just words\n", ["not-a-mapping"]),
        ("scenes.yaml", "", ["empty-file"]),
        ("news.yaml", "news: [\n", ["unmatched-bracket"]),
    ],
)
def test_a_file_that_cannot_be_read_is_told_once_and_not_wherever_it_is_missed(
    file: str, broken: str, codes: list[str], tmp_path: Path
) -> None:
    other = "more: {text: 'The [quay](term:quay), [the fare](fact:fare).', go: pier}\nstill: {go: pier}\n"
    load_small(tmp_path, SCENES)
    (tmp_path / "more.yaml").write_text(other, "utf-8")
    (tmp_path / file).write_text(broken or "# nothing\n", "utf-8")
    assert [problem.code for problem in load(tmp_path).problems] == codes


def test_a_mistyped_kind_is_one_problem(tmp_path: Path) -> None:
    """Not also the numbers that the kind would show, nor the scenes that it would visit."""
    scenes = QUEUE.replace("LENGTH", "3\n  text: Still {ahead}.\n  moments: [{at: 2, visit: friend}]").replace("kind: queue", "kind: que")
    loaded = load_small(tmp_path, f"{scenes}friend: {{text: A friend., go: back}}\n")
    assert [(problem.code, problem.label) for problem in loaded.problems] == [("wrong-type", "did you mean `queue`?")]


@pytest.mark.parametrize(
    ("scenes", "code", "line", "column", "says"),
    [
        ("start:\n  text: |\n    See [the sign](fact:x here.\n  ending: End\n", "broken-link", 3, 19, "is a `)` missing?"),
        ("start: {text: A., go: pi\u200der}\npier: {text: A., ending: B}\n", "bad-id", 1, 23, "there is a zero width joiner in it"),
        ("start:\n  {text}: A.\n  ending: B\n", "key-not-text", 2, 3, "did you mean `text:`?"),
    ],
)
def test_one_slip_is_one_problem_with_its_cause(scenes: str, code: str, line: int, column: int, says: str, tmp_path: Path) -> None:
    (problem,) = load_small(tmp_path, scenes).problems
    assert (problem.code, problem.place.line, problem.place.column) == (code, line, column)
    assert says in problem.label


@pytest.mark.parametrize(
    "scenes",
    [
        "start: &a " + "x" * 1000 + "\nb: [" + ", ".join(["*a"] * 700) + "]\n",
        "start: &a {text: A., ending: B}\n" + "".join(f"s{n}: *a\n" for n in range(700)),
        "? " * 600 + "a\n",
    ],
)
def test_what_stands_in_great_numbers_is_reported_a_few_times(scenes: str, tmp_path: Path) -> None:
    problems = load_small(tmp_path, scenes).problems
    assert 0 < len(problems) <= 5
    assert any("more like it follow" in problem.message for problem in problems)


def test_an_id_that_was_made_from_words_may_be_written_down(tmp_path: Path) -> None:
    scenes = "start:\n  text: Начало.\n  choices:\n    - {label: Отворить дверь, id: open, was: открыть-дверь, go: pier}\n"
    loaded = load_small(tmp_path, scenes + "    - {label: Zürich öffnen, id: zürich-öffnen, go: pier}\npier: {text: A., ending: B}\n")
    assert loaded.problems == ()
    refused = load_small(
        tmp_path, "start:\n  text: A.\n  choices: [{label: A, id: Дверь, go: pier}]\npier: {text: A., ending: B}\n"
    ).problems
    assert [problem.code for problem in refused] == ["bad-id"]


@pytest.mark.parametrize("name", ["scenes - Copy.yaml", "scenes (1).yaml", "scenes copy.yaml", "scenes - Kopie.yaml", "a scenes_old.yaml"])
def test_a_copy_of_a_file_is_told_once_and_at_the_copy(name: str, tmp_path: Path) -> None:
    from tests.small import write_small

    write_small(tmp_path, SCENES)
    (tmp_path / name).write_text(SCENES, encoding="utf-8")
    (problem,) = load(tmp_path).problems
    assert (problem.code, Path(problem.place.path).name, problem.place.line) == ("duplicate-id", name, 1)
    assert "move it out of the story's folder" in problem.help


def test_a_file_with_such_a_name_that_is_no_copy_is_read(tmp_path: Path) -> None:
    from tests.small import write_small

    write_small(tmp_path, SCENES)
    (tmp_path / "more (1).yaml").write_text("hut: {text: A hut., ending: In}\n", encoding="utf-8")
    loaded = load(tmp_path)
    assert loaded.problems == ()
    assert loaded.story is not None
    assert "hut" in loaded.story.scenes


@pytest.mark.parametrize("name", ["scenes.txt", "scenes.docx", "Scenes.RTF", "scenes.odt"])
def test_scenes_that_another_program_has_saved_are_found(name: str, tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(STORY, encoding="utf-8")
    (tmp_path / "facts.yaml").write_text(FACTS, encoding="utf-8")
    (tmp_path / name).write_text(SCENES, encoding="utf-8")
    told = [problem for problem in load(tmp_path).problems if problem.code == "file-ending"]
    assert [Path(problem.place.path).name for problem in told] == [name]
    assert "ends in .yaml" in told[0].help


def test_notes_beside_a_story_are_nobodys_business(tmp_path: Path) -> None:
    from tests.small import write_small

    write_small(tmp_path, SCENES)
    (tmp_path / "notes.docx").write_bytes(b"PK")
    (tmp_path / "README.md").write_text("Notes.\n", encoding="utf-8")
    assert load(tmp_path).problems == ()


@pytest.mark.parametrize("remark", ["// The quay", "<!-- The quay -->", "/* The quay */"])
def test_a_remark_of_another_language_above_a_scene_is_told(remark: str, tmp_path: Path) -> None:
    problem = load_small(tmp_path, f"{remark}\n{SCENES}").problems[0]
    assert (problem.code, problem.place.line) == ("missing-colon", 1)
    assert "`#` and a space" in problem.help


def test_an_ending_needs_its_title(tmp_path: Path) -> None:
    (problem,) = load_small(tmp_path, SCENES.replace("ending: Aboard", "ending: true")).problems
    assert (problem.code, problem.place.text[problem.place.column - 1 :][: problem.place.length]) == ("wrong-type", "true")


@pytest.mark.parametrize(("target", "mend"), [("https://example.org", "its `url` in facts.yaml"), ("rain.png", "folder `pictures`")])
def test_a_link_to_the_web_or_to_a_picture_is_told_what_there_is(target: str, mend: str, tmp_path: Path) -> None:
    (problem,) = load_small(tmp_path, SCENES.replace("The quay.", f"The [quay]({target}).")).problems
    assert problem.code == "unknown-link"
    assert mend in problem.help
