"""Codes for the keys of a story's files and what stands behind them: their kinds, their names, their ids."""

from game.problems.code import Code

STORY = """\
# file: story.yaml
title: The ferry
clock: {start: 2022-09-21 18:00, variable: hours}
roles:
  visitor: {title: The visitor, blurb: Somebody with a bag., start: start}
variables:
  hours: {type: int, max: 48}
"""
SCENE = """\
# file: scenes.yaml
start: {text: The ferry has left., ending: On the quay}
"""
PIER = """\
pier: {text: It comes., ending: Aboard}
"""

KEYS: tuple[Code, ...] = (
    Code(
        "unknown-key",
        "error",
        "A key that means nothing here.",
        "Every key is known, so that a slip of the finger can't silently take a choice out of your story. "
        "The message names the nearest one and lists those that are possible.",
        wrong=f"""\
start:
  text: The ferry has left.
  titel: The quay
  go: pier
{PIER}""",
        right=f"""\
start:
  text: The ferry has left.
  title: The quay
  go: pier
{PIER}""",
    ),
    Code(
        "missing-key",
        "error",
        "Something that must be there is missing.",
        "A scene needs choices, a `go` or an `ending`, so that nobody is left standing; a choice needs a label; "
        "a number needs a greatest value.",
        wrong="""\
start:
  text: The ferry has left.
""",
        right="""\
start:
  text: The ferry has left.
  ending: On the quay
""",
    ),
    Code(
        "comma-in-brackets",
        "warning",
        "Between [ and ] a sentence falls apart at its comma.",
        "Between [ and ] a comma starts the next item, so a sentence with a comma becomes two. Put the sentence in quotes, or "
        "give each item a line of its own with a dash.",
        wrong=f"""\
# file: lesson.yaml
question: Who may cross?
supporting: [Who could cross on Monday, and who could not?]
{SCENE}""",
        right=f"""\
# file: lesson.yaml
question: Who may cross?
supporting: ["Who could cross on Monday, and who could not?"]
{SCENE}""",
    ),
    Code(
        "wrong-type",
        "error",
        "A value of the wrong kind: a list where a text belongs, a word where a number does.",
        "Text fields take what you typed as it stands. Numbers are digits alone, `true` and `false` are the only yes and no, "
        "and a list has a dash before each item.",
        wrong=f"""\
start:
  text: The ferry has left.
  choices: Wait for the next
{PIER}""",
        right=f"""\
start:
  text: The ferry has left.
  choices:
    - {{label: Wait for the next, go: pier}}
{PIER}""",
    ),
    Code(
        "bad-id",
        "error",
        "A name that can't be one.",
        "Names of scenes, variables, facts, places and people are lower-case letters a to z, digits and _, and start with a letter.",
        wrong="""\
start: {text: The ferry has left., ending: On the quay}
Pier 2: {text: It comes., ending: Aboard}
""",
        right="""\
start: {text: The ferry has left., ending: On the quay}
pier_2: {text: It comes., ending: Aboard}
""",
    ),
    Code(
        "empty-text",
        "error",
        "Words are missing.",
        "Something that is shown to the reader has no words. A # with a space before it starts a comment and swallows "
        "the rest of the line.",
        wrong="""\
start:
  text: ""
  ending: On the quay
""",
        right="""\
start:
  text: The ferry has left.
  ending: On the quay
""",
    ),
    Code(
        "too-long",
        "error",
        "More characters or more names than fit, or several lines where one belongs.",
        "Labels, titles and names are on one line. A passage that is too long for the screen wants to be two.",
        wrong="""\
start:
  title: |
    The ferry
    has left
  text: It comes back tomorrow.
  ending: On the quay
""",
        right="""\
start:
  title: The ferry has left
  text: It comes back tomorrow.
  ending: On the quay
""",
    ),
    Code(
        "duplicate-id",
        "error",
        "Two things with one name.",
        "Saved games know a scene by its name, and a choice and an outcome by an id, which is made from the words unless you give one. "
        "So each is unique where it stands.",
        wrong=f"""\
start:
  text: The ferry has left.
  choices:
    - {{label: Wait., go: pier}}
    - {{label: Wait!, go: pier}}
{PIER}""",
        right=f"""\
start:
  text: The ferry has left.
  choices:
    - {{label: Wait., go: pier}}
    - {{label: Wait!, id: wait-loudly, go: pier}}
{PIER}""",
    ),
    Code(
        "name-taken",
        "error",
        "A name that means something else already.",
        "In a condition a bare word is a variable, a named condition or an enum's value; no two of them may be called alike, and "
        "`hour`, `day`, `date`, `true`, `false` and the like are taken.",
        wrong=STORY + "  day: {type: flag}\n" + SCENE,
        right=STORY + "  sunny: {type: flag}\n" + SCENE,
    ),
    Code(
        "needs-id",
        "error",
        "A choice or an outcome that must be given an id.",
        "An id is made from the words of a label or a result. Where those change with a variable, or there are none, write `id:`.",
        wrong=f"""\
start:
  text: The ferry has left.
  choices:
    - {{label: "Pay {{money}}", go: pier}}
{PIER}""",
        right=f"""\
start:
  text: The ferry has left.
  choices:
    - {{label: "Pay {{money}}", id: pay, go: pier}}
{PIER}""",
    ),
    Code(
        "two-ways-on",
        "error",
        "Two things that exclude each other.",
        "A scene has choices, or a `go`, or is an ending. A block of text has one speaker.",
        wrong=f"""\
start:
  text: The ferry has left.
  go: pier
  ending: On the quay
{PIER}""",
        right=f"""\
start:
  text: The ferry has left.
  go: pier
{PIER}""",
    ),
)
