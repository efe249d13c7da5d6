"""Codes for what couldn't be played: time without a clock, chance without an outcome, ways back to nowhere."""

from game.problems.code import Code
from game.problems.keys import PIER, SCENE, STORY

_KIOSK = """\
kiosk:
  text: Tea is sold here.
  go: back
"""
_TEA = """\
start:
  text: The ferry has left.
  choices:
    - {label: Have tea, visit: kiosk, once: true}
    - {label: Wait, go: pier}
"""
_NO_CLOCK = """\
# file: story.yaml
title: The ferry
roles:
  visitor: {title: The visitor, blurb: Somebody with a bag., start: start}
"""
_NEWS = """\
# file: news.yaml
news:
  - {at: 5, text: The ferry is late.}
"""
_QUEUE = """\
start:
  kind: queue
  length: 2
  wait: {label: Wait, hours: [1]}
  moments: [{at: AT, visit: tea}]
  reached: pier
tea: {text: Somebody has tea., go: back}
"""
_OFFICE = """\
start:
  kind: registration
  opens: OPENS
  closes: CLOSES
  windows: [form]
  granted: pier
"""
_SORTING = """\
# file: facts.yaml
sources:
  gazette: {title: The ferry, publisher: Gazette, date: 2022-09-28}
facts:
  storm: {says: A storm closed the harbour., kind: event, by: the Gazette, source: gazette, at: 5}
# file: scenes.yaml
start:
  kind: sorting
  claims:
    - fact: storm
      NAME: Somebody asks if there was one.
  sorted: pier
"""
_TALK = """\
start:
  kind: encounter
  with: mira
  topics: [{say: Ask the fare, hears: It has doubled.}]
  ends:
    - {if: coat, go: pier}
"""

PLAYING: tuple[Code, ...] = (
    Code(
        "no-clock",
        "error",
        "Something needs a clock, and the story has none.",
        "Declare `clock: {start: 2022-09-21 18:00, variable: hours}` in story.yaml, and the variable under `variables:`.",
        wrong=_NO_CLOCK + _NEWS + SCENE,
        right=STORY + _NEWS + SCENE,
    ),
    Code(
        "no-chance",
        "error",
        "None of a choice's outcomes can happen.",
        "An outcome's `chance` is its weight beside the others'; at least one must be above 0.",
        wrong=f"""\
start:
  text: The ferry has left.
  choices:
    - label: Wait
      outcomes:
        - {{chance: 0, result: Nothing comes., go: pier}}
{PIER}""",
        right=f"""\
start:
  text: The ferry has left.
  choices:
    - label: Wait
      outcomes:
        - {{chance: 1, result: Nothing comes., go: pier}}
{PIER}""",
    ),
    Code(
        "back-without-visit",
        "error",
        "`go: back` where nobody came by a visit.",
        "`visit: X` plays the scene X and comes back at its `go: back`. A `go` ends a visit, so a scene with `go: back` "
        "is entered by `visit` only.",
        wrong="start:\n  text: The ferry has left.\n  go: kiosk\n" + _KIOSK,
        right=_TEA + _KIOSK + PIER,
    ),
    Code(
        "visit-in-visit",
        "error",
        "A visit inside a visit.",
        "Visits don't nest. Use `go`, or let the choice stay in the visited scene.",
        wrong=_TEA
        + "kiosk:\n  text: Tea is sold here.\n  choices:\n    - {label: Look inside, visit: counter, once: true}\n"
        + f"    - {{label: Go back, go: back}}\ncounter: {{text: A samovar., go: back}}\n{PIER}",
        right=_TEA
        + "kiosk:\n  text: Tea is sold here.\n  choices:\n    - {label: Look inside, once: true, result: A samovar.}\n"
        + f"    - {{label: Go back, go: back}}\n{PIER}",
    ),
    Code(
        "moment-too-late",
        "error",
        "A queue's moment that never comes.",
        "A moment's `at` counts the moves of the line: it is at most the queue's `length`, and no two are alike.",
        wrong=_QUEUE.replace("AT", "3") + PIER,
        right=_QUEUE.replace("AT", "1") + PIER,
    ),
    Code(
        "answer-never-comes",
        "error",
        "An answer in a sorting that no way of printing brings.",
        "What a claim can bear follows from its kind in the ledger: nothing is surer than an event, and nothing less sure than a view.",
        wrong=_SORTING.replace("NAME", "stronger") + PIER,
        right=_SORTING.replace("NAME", "weaker") + PIER,
    ),
    Code(
        "closed-all-day",
        "error",
        "An office that never opens.",
        "A registration's `opens` is an earlier hour of the day than its `closes`.",
        wrong=_OFFICE.replace("OPENS", "18").replace("CLOSES", "9") + PIER,
        right=_OFFICE.replace("OPENS", "9").replace("CLOSES", "18") + PIER,
    ),
    Code(
        "no-last-end",
        "error",
        "An encounter of which nothing may come, or ends that never do.",
        "The first end whose `if` holds is taken; the last has none, so that there always is one.",
        wrong=_TALK + PIER,
        right=_TALK + "    - {go: pier}\n" + PIER,
    ),
)
