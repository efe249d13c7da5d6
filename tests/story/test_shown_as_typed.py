"""What looks odd but is legal is shown as it was typed, from the file to the words on the screen."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from game.library.load import load
from game.play.playthrough import facts_met
from game.play.view import view
from game.story.prose import LINK, link_of, paragraphs
from tests.small import load_small, made, small, started, told

# what an author types after `text: ` (or on the lines below `text: |`), and what a player reads
PLAIN = [
    *("no", "yes", "on", "off", "true", "null", "~", "12:30", "1.10", "010", "1_000", "1e3", "0x10", "2024-01-31", ".inf", "+5", "="),
    "می‌خواهم مرحبا بالعالم",
    "שָׁלוֹם Tiếng Việt ภาษาไทย हिन्दी",
    "👩‍👩‍👧 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f 1️⃣",
    "Press [b] or [0] then [/] or [@click=app.quit()]x[/]",
    "[[double]] and ] alone [",
    "<script>alert(1)</script> & co &amp; &#x202e;",
    "`code` ~~struck~~ # no heading, > no quote, 1. no list",
    "a * b * c, 2*3*4, snake_case_name, *",
    "{not a variable} {} {Noon} {{1}} {a b}",
    "[words] (aside) and [words]() too",
    "C:\\Windows\\new \\[b\\] \\u202e",
    "100 %, 5 € and §7",
    "“Quoted,” she said: 'yes'.",
    "Room#3",
]


@pytest.mark.parametrize("typed", PLAIN)
@pytest.mark.parametrize("style", ["|", '"', "'"])
def test_a_text_is_shown_as_it_was_typed(typed: str, style: str, tmp_path: Path) -> None:
    if style == "|":
        scenes = f"start:\n  text: |\n    {typed}\n  ending: Out\n"
    elif style == "'":
        scenes = f"start:\n  text: '{typed.replace(chr(39), chr(39) * 2)}'\n  ending: Out\n"
    else:
        escaped = typed.replace("\\", "\\\\").replace('"', '\\"')
        scenes = f'start:\n  text: "{escaped}"\n  ending: Out\n'
    if typed == "[words] (aside) and [words]() too":
        assert [problem.code for problem in load_small(tmp_path, scenes).problems] == ["unknown-link"]
        return
    assert told(started(small(tmp_path, scenes))) == [typed]


@pytest.mark.parametrize(
    "typed", ["no", "yes", "null", "~", "12:30", "1.10", "010", "2024-01-31", "1e3", "Room#3", "a: b".replace(": ", ":"), "<b>x</b>"]
)
def test_a_text_that_yaml_would_read_otherwise_is_words_everywhere(typed: str, tmp_path: Path) -> None:
    scenes = f"""\
start:
  title: {typed}
  text: {typed}
  choices:
    - {{label: {typed}, id: a, result: {typed}, go: pier, recall: {typed}}}
    - {{label: Closed, id: b, if: coat, locked: {typed}, go: pier}}
pier:
  ending: {typed}
  text: "{{recall}}"
"""
    story = small(tmp_path, scenes)
    played = started(story)
    shown = view(played)
    assert (shown.scene.title, told(played)) == (typed, [typed])
    assert [option.label for option in shown.options] == [typed, "Closed"]
    assert shown.options[1].reason == typed
    end = made(played, "a")
    assert told(end) == [typed, typed]
    assert view(end).ending == typed


def test_lines_and_paragraphs_are_those_of_the_author(tmp_path: Path) -> None:
    scenes = """\
start:
  text: |
    Roses: everywhere # not a comment
    and one line more.

    "quotes" 'too' %@`&!

      Spaces before   and between.
  ending: Out
"""
    assert told(started(small(tmp_path, scenes))) == [
        "Roses: everywhere # not a comment and one line more.",
        "\"quotes\" 'too' %@`&!",
        "Spaces before and between.",
    ]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_files_of_other_computers_read_the_same(ends: str, mark: bytes, tmp_path: Path) -> None:
    scenes = "start:\n  text: |\n    One line.\n\n    Another.\n  ending: Out\n"
    load_small(tmp_path, scenes)
    (tmp_path / "scenes.yaml").write_bytes(mark + scenes.replace("\n", ends).encode())
    story = load(tmp_path).story
    assert story is not None
    assert told(started(story)) == ["One line.", "Another."]


@pytest.mark.parametrize(
    ("typed", "shown", "styles"),
    [
        (
            "*Wait*, she says.",
            "Wait, she says.",
            [
                "emphasis",
                "",
            ],
        ),
        ("**Now** or *never*.", "Now or never.", ["strong", "", "emphasis", ""]),
        ("You have {money} crowns.", "You have 20 crowns.", ["", "", ""]),
        ("The [*old* quay](term:quay).", "The old quay.", ["", "emphasis term", "term", ""]),
        ("[9,000 roubles](imagined)!", "9,000 roubles!", ["imagined", ""]),
        ("[The fare of {money}](fact:fare)", "The fare of 20", ["fact", "fact"]),
        ("Your papers: {papers}, coat: {coat}.", "Your papers: internal, coat: no.", ["", "", "", "", ""]),
    ],
)
def test_the_marks_of_prose(typed: str, shown: str, styles: list[str], tmp_path: Path) -> None:
    played = started(small(tmp_path, f"start:\n  text: |\n    {typed}\n  ending: Out\n"))
    assert told(played) == [shown]
    ((paragraph,),) = (part.paragraphs for part in view(played).parts)
    drawn = []
    for span in paragraph:
        marks = ["strong"] * span.strong + ["emphasis"] * span.emphasis + [span.link[0] if span.link else ""]
        drawn.append(" ".join(filter(None, marks)))
    assert drawn == styles


def test_a_link_does_not_reach_over_a_blank_line(tmp_path: Path) -> None:
    text = "start:\n  text: |\n    [The fare\n    today](fact:fare), [the\n\n    rule](fact:rule).\n  ending: Out\n"
    (problem,) = load_small(tmp_path, text).problems
    assert (problem.code, problem.place.line, problem.place.column) == ("broken-link", 6, 10)
    played = started(small(tmp_path, text.replace("rule](fact:rule)", "rule")))
    assert told(played) == ["The fare today, [the", "rule."]
    assert list(facts_met(played)) == ["fare"]


@example(["[", "*", "](fact:fare)", "*"])
@given(
    st.lists(
        st.sampled_from(["*", "**", "a", "b ", " ", "[", "](fact:fare)", "](imagined)", "{money}", "\n", "\n\n", "w", "."]), max_size=14
    )
)
def test_the_marks_that_are_drawn_are_those_that_were_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    drawn = [span for paragraph in paragraphs(text) for span in paragraph]
    read = [link_of(match["target"]) for match in LINK.finditer(text) if match["words"].strip()]
    assert {span.link for span in drawn if span.link and span.text.strip()} <= set(read)
    assert ("fact", "fare") not in read or any(span.link == ("fact", "fare") for span in drawn)
    assert all(span.text for span in drawn)
