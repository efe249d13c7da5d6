"""Codes for what goes wrong when a story is put together: its keys, its names, its conditions."""

from game.problems.code import Code, Severity


def _code(name: str, meaning: str, help: str, wrong: str, right: str, severity: Severity = "error") -> Code:
    return Code(name, severity, meaning, help, wrong.lstrip("\n"), right.lstrip("\n"))


_STORY = """
# file: story.yaml
title: The ferry
clock: {start: 2022-09-21 18:00, variable: hours}
roles:
  visitor: {title: The visitor, blurb: Somebody with a bag., start: start}
variables:
  hours: {type: int, max: 48}
"""
_SCENE = """
# file: scenes.yaml
start: {text: The ferry has left., ending: On the quay}
"""

LINKING: tuple[Code, ...] = (
    _code(
        "unknown-key",
        "A key that means nothing here.",
        "Every key is known, so that a slip of the finger can't silently take a choice out of your story. "
        "The message names the nearest one and lists those that are possible.",
        """
start:
  text: The ferry has left.
  choises:
    - {label: Wait for the next, go: pier}
  ending: On the quay
pier: {text: It comes., ending: Aboard}
""",
        """
start:
  text: The ferry has left.
  choices:
    - {label: Wait for the next, go: pier}
pier: {text: It comes., ending: Aboard}
""",
    ),
    _code(
        "missing-key",
        "Something that must be there is missing.",
        "A scene needs choices, a `go` or an `ending`, so that nobody is left standing; a choice needs a label; a number needs a greatest value.",
        """
start:
  text: The ferry has left.
""",
        """
start:
  text: The ferry has left.
  ending: On the quay
""",
    ),
    _code(
        "wrong-type",
        "A value of the wrong kind: a list where a text belongs, a word where a number does.",
        "Text fields take what you typed as it stands. Numbers are digits alone, `true` and `false` are the only yes and no, and a list has a dash before each item.",
        """
start:
  text: The ferry has left.
  choices: Wait for the next
""",
        """
start:
  text: The ferry has left.
  choices:
    - {label: Wait for the next, go: pier}
pier: {text: It comes., ending: Aboard}
""",
    ),
    _code(
        "bad-id",
        "A name that can't be one.",
        "Names of scenes, variables, facts, places and people are lower-case letters a to z, digits and _, and start with a letter.",
        """
start: {text: The ferry has left., go: Pier 2}
Pier 2: {text: It comes., ending: Aboard}
""",
        """
start: {text: The ferry has left., go: pier_2}
pier_2: {text: It comes., ending: Aboard}
""",
    ),
    _code(
        "empty-text",
        "Words are missing.",
        "Something that is shown to the reader has no words. A # with a space before it starts a comment and swallows the rest of the line.",
        """
start:
  text:
  ending: On the quay
""",
        """
start:
  text: The ferry has left.
  ending: On the quay
""",
    ),
    _code(
        "too-long",
        "More characters than fit, or several lines where one belongs.",
        "Labels, titles and names are on one line. A passage that is too long for the screen wants to be two.",
        """
start:
  title: |
    The ferry
    has left
  text: It comes back tomorrow.
  ending: On the quay
""",
        """
start:
  title: The ferry has left
  text: It comes back tomorrow.
  ending: On the quay
""",
    ),
    _code(
        "duplicate-id",
        "Two things with one name.",
        "Saved games know a scene by its name, and a choice and an outcome by an id, which is made from the words unless you give one. So each is unique where it stands.",
        """
start:
  text: The ferry has left.
  choices:
    - {label: Wait., go: pier}
    - {label: Wait!, go: pier}
pier: {text: It comes., ending: Aboard}
""",
        """
start:
  text: The ferry has left.
  choices:
    - {label: Wait., go: pier}
    - {label: Wait!, id: wait-loudly, go: pier}
pier: {text: It comes., ending: Aboard}
""",
    ),
    _code(
        "name-taken",
        "A name that means something else already.",
        "In a condition a bare word is a variable, a named condition or an enum's value; no two of them may be called alike, and `hour`, `day`, `date`, `true`, `false` and the like are taken.",
        _STORY + "  day: {type: flag}" + _SCENE,
        _STORY + "  sunny: {type: flag}" + _SCENE,
    ),
    _code(
        "needs-id",
        "A choice or an outcome that must be given an id.",
        "An id is made from the words of a label or a result. Where those change with a variable, or there are none, write `id:`.",
        """
start:
  text: The ferry has left.
  choices:
    - {label: "Pay {money}", go: pier}
pier: {text: It comes., ending: Aboard}
""",
        """
start:
  text: The ferry has left.
  choices:
    - {label: "Pay {money}", id: pay, go: pier}
pier: {text: It comes., ending: Aboard}
""",
    ),
    _code(
        "two-ways-on",
        "Two things that exclude each other.",
        "A scene has choices, or a `go`, or is an ending. A block of text has one speaker.",
        """
start:
  text: The ferry has left.
  go: pier
  ending: On the quay
pier: {text: It comes., ending: Aboard}
""",
        """
start:
  text: The ferry has left.
  go: pier
pier: {text: It comes., ending: Aboard}
""",
    ),
    *(
        _code(f"unknown-{what}", f"There is no such {what}.", help, wrong, right)
        for what, help, wrong, right in (
            (
                "scene",
                "A scene's name is the word before its colon, at the start of a line, in any of the story's files.",
                "start: {text: The ferry has left., go: peer}\npier: {text: It comes., ending: Aboard}\n",
                "start: {text: The ferry has left., go: pier}\npier: {text: It comes., ending: Aboard}\n",
            ),
            (
                "choice",
                "A choice is known by its id: the one you gave it, or its label in lower case with dashes. `recalls` names it as `scene/choice`.",
                "start:\n  text: The ferry has left.\n  choices:\n    - {label: Wait, go: pier, recall: waited}\npier: {text: It comes., ending: Aboard, recalls: [start/weight]}\n",
                "start:\n  text: The ferry has left.\n  choices:\n    - {label: Wait, go: pier, recall: waited}\npier: {text: It comes., ending: Aboard, recalls: [start/wait]}\n",
            ),
            (
                "fact",
                "Facts are declared under `facts:` in facts.yaml, each with its source.",
                "start: {text: '[The fare](fact:fair) has doubled.', ending: On the quay}\n",
                "start: {text: '[The fare](fact:fare) has doubled.', ending: On the quay}\n",
            ),
            (
                "term",
                "Terms are declared under `terms:` in glossary.yaml.",
                "start: {text: 'The [quay](term:key) is empty.', ending: On the quay}\n",
                "start: {text: 'The [quay](term:quay) is empty.', ending: On the quay}\n",
            ),
            (
                "person",
                "People are declared under `people:` in story.yaml. A block of text has `text`, `if`, `first`, `again`, or a person's name.",
                "start:\n  text:\n    - mirra: It left an hour ago.\n  ending: On the quay\n",
                "start:\n  text:\n    - mira: It left an hour ago.\n  ending: On the quay\n",
            ),
            (
                "place",
                "Places are declared under `places:` in story.yaml.",
                "start: {place: harbor, text: The ferry has left., ending: On the quay}\n",
                "start: {place: harbour, text: The ferry has left., ending: On the quay}\n",
            ),
            (
                "role",
                "Roles are declared under `roles:` in story.yaml.",
                "# file: news.yaml\nnews:\n  - {at: 5, text: The ferry is late., roles: [visitors]}\n# file: scenes.yaml\nstart: {text: The ferry has left., ending: On the quay}\n",
                "# file: news.yaml\nnews:\n  - {at: 5, text: The ferry is late., roles: [visitor]}\n# file: scenes.yaml\nstart: {text: The ferry has left., ending: On the quay}\n",
            ),
            (
                "source",
                "Sources are declared under `sources:` in facts.yaml.",
                "# file: facts.yaml\nsources:\n  gazette: {title: The ferry, publisher: Gazette, date: 2022-09-28}\nfacts:\n  fare: {says: The fare has doubled., kind: figure, by: the ferry company, source: gazete, at: 2}\n"
                + _SCENE.lstrip(),
                "# file: facts.yaml\nsources:\n  gazette: {title: The ferry, publisher: Gazette, date: 2022-09-28}\nfacts:\n  fare: {says: The fare has doubled., kind: figure, by: the ferry company, source: gazette, at: 2}\n"
                + _SCENE.lstrip(),
            ),
            (
                "link",
                "A link points to a fact, to a term, or to `imagined`. Put a space before the round bracket if no link is meant.",
                "start: {text: 'The [quay](terms:quay) is empty.', ending: On the quay}\n",
                "start: {text: 'The [quay](term:quay) is empty.', ending: On the quay}\n",
            ),
        )
    ),
    _code(
        "unknown-variable",
        "There is no such variable or named condition.",
        "Variables are declared under `variables:` in story.yaml, conditions under `conditions:`.",
        """
start:
  text: The ferry has left.
  choices:
    - {label: Pay, if: mony >= 5, go: pier}
    - {label: Wait, go: pier}
pier: {text: It comes., ending: Aboard}
""",
        """
start:
  text: The ferry has left.
  choices:
    - {label: Pay, if: money >= 5, go: pier}
    - {label: Wait, go: pier}
pier: {text: It comes., ending: Aboard}
""",
    ),
    _code(
        "unknown-value",
        "A word that isn't one of an enum's values.",
        "An enum's values are listed under `values:` where it is declared.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Wait, do: papers = foriegn, go: pier}\npier: {text: It comes., ending: Aboard}\n",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Wait, do: papers = foreign, go: pier}\npier: {text: It comes., ending: Aboard}\n",
    ),
    _code(
        "unknown-function",
        "There is no such function.",
        "The functions are `visited(scene)`, `knows(fact)`, `min(a, b)` and `max(a, b)`.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Pay, if: seen(pier), go: pier}\n    - {label: Wait, go: pier}\npier: {text: It comes., ending: Aboard}\n",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Pay, if: visited(pier), go: pier}\n    - {label: Wait, go: pier}\npier: {text: It comes., ending: Aboard}\n",
    ),
    _code(
        "wrong-types",
        "Unlike things are compared, counted or set.",
        "A number is compared with a number, an enum with one of its values; a flag is true or false and stands alone. So a door that would never open is found before anybody stands before it.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Pay, if: money, go: pier}\n    - {label: Wait, go: pier}\npier: {text: It comes., ending: Aboard}\n",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Pay, if: money > 0, go: pier}\n    - {label: Wait, go: pier}\npier: {text: It comes., ending: Aboard}\n",
    ),
    _code(
        "bad-expression",
        "A condition or an effect that can't be read.",
        "A condition compares: `money >= 500 and not coat`. An effect sets: `hours += 8`, `coat = true`. Two comparisons in a row are written `a < b and b < c`.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Pay, if: money = 5, go: pier}\n    - {label: Wait, go: pier}\npier: {text: It comes., ending: Aboard}\n",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Pay, if: money == 5, go: pier}\n    - {label: Wait, go: pier}\npier: {text: It comes., ending: Aboard}\n",
    ),
    _code(
        "bad-sign",
        "A sign that isn't part of the language of conditions.",
        "The signs are `== != < <= > >= + - *` and brackets; the words are `and`, `or` and `not`. Names are in lower-case letters; values need no quotation marks.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Pay, if: coat && money > 5, go: pier}\n    - {label: Wait, go: pier}\npier: {text: It comes., ending: Aboard}\n",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Pay, if: coat and money > 5, go: pier}\n    - {label: Wait, go: pier}\npier: {text: It comes., ending: Aboard}\n",
    ),
    _code(
        "bad-number",
        "A number or a date that can't be read.",
        "Numbers are whole and written with digits alone; dates are written 2022-09-27.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Pay, if: money >= 0.5, go: pier}\n    - {label: Wait, go: pier}\npier: {text: It comes., ending: Aboard}\n",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Pay, if: money >= 1, go: pier}\n    - {label: Wait, go: pier}\npier: {text: It comes., ending: Aboard}\n",
    ),
    _code(
        "expression-too-long",
        "A condition or an effect that is too long or nested too deep.",
        "Give a part of it a name under `conditions:` in story.yaml.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Pay, if: "
        + "(" * 25
        + "coat"
        + ")" * 25
        + ", go: pier}\n    - {label: Wait, go: pier}\npier: {text: It comes., ending: Aboard}\n",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Pay, if: coat, go: pier}\n    - {label: Wait, go: pier}\npier: {text: It comes., ending: Aboard}\n",
    ),
    _code(
        "condition-loop",
        "A named condition that asks for itself.",
        "A named condition may ask for others, but not in a circle.",
        _STORY + "conditions:\n  late: early or hours > 5\n  early: not late" + _SCENE,
        _STORY + "conditions:\n  late: hours > 5\n  early: not late" + _SCENE,
    ),
    _code(
        "broken-condition",
        "A named condition is used that can't be read itself.",
        "Mend the condition where it is declared; its own problem is told there.",
        _STORY + "conditions:\n  late: hour > 25 and\n  early: not late" + _SCENE,
        _STORY + "conditions:\n  late: hour > 22\n  early: not late" + _SCENE,
    ),
    _code(
        "clock-set",
        "The clock is set or turned back.",
        "Time only goes forward: add to the clock's variable with `+=`. `hour`, `day` and `date` follow from it.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Wait, do: hours = 9, go: pier}\npier: {text: It comes., ending: Aboard}\n",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Wait, do: hours += 9, go: pier}\npier: {text: It comes., ending: Aboard}\n",
    ),
    _code(
        "no-clock",
        "Something needs a clock, and the story has none.",
        "Declare `clock: {start: 2022-09-21 18:00, variable: hours}` in story.yaml, and the variable under `variables:`.",
        "# file: story.yaml\ntitle: The ferry\nroles:\n  visitor: {title: The visitor, blurb: Somebody with a bag., start: start}\n# file: news.yaml\nnews:\n  - {at: 5, text: The ferry is late.}\n"
        + _SCENE.lstrip(),
        _STORY.lstrip() + "# file: news.yaml\nnews:\n  - {at: 5, text: The ferry is late.}\n" + _SCENE.lstrip(),
    ),
    _code(
        "out-of-bounds",
        "A value outside a variable's bounds.",
        "Every number has a least and a greatest value, so that everything that can happen can be tried.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Wait, do: money = 5000, go: pier}\npier: {text: It comes., ending: Aboard}\n",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Wait, do: money = 50, go: pier}\npier: {text: It comes., ending: Aboard}\n",
    ),
    _code(
        "no-chance",
        "None of a choice's outcomes can happen.",
        "An outcome's `chance` is its weight beside the others'; at least one must be above 0.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Wait, outcomes: [{chance: 0, result: Nothing comes., go: pier}]}\npier: {text: It comes., ending: Aboard}\n",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Wait, outcomes: [{chance: 1, result: Nothing comes., go: pier}]}\npier: {text: It comes., ending: Aboard}\n",
    ),
    _code(
        "back-without-visit",
        "`go: back` where nobody came by a visit.",
        "`visit: X` plays the scene X and comes back at its `go: back`. A `go` ends a visit, so a scene with `go: back` is entered by `visit` only.",
        "start: {text: The ferry has left., go: kiosk}\nkiosk: {text: Tea is sold here., go: back}\n",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Have tea, visit: kiosk, once: true}\n    - {label: Wait, go: pier}\nkiosk: {text: Tea is sold here., go: back}\npier: {text: It comes., ending: Aboard}\n",
    ),
    _code(
        "visit-in-visit",
        "A visit inside a visit.",
        "Visits don't nest. Use `go`, or let the choice stay in the visited scene.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Have tea, visit: kiosk, once: true}\n    - {label: Wait, go: pier}\nkiosk:\n  text: Tea is sold here.\n  choices:\n    - {label: Look inside, visit: counter, once: true}\n    - {label: Go back, go: back}\ncounter: {text: A samovar., go: back}\npier: {text: It comes., ending: Aboard}\n",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Have tea, visit: kiosk, once: true}\n    - {label: Wait, go: pier}\nkiosk:\n  text: Tea is sold here.\n  choices:\n    - {label: Look inside, once: true, result: A samovar.}\n    - {label: Go back, go: back}\npier: {text: It comes., ending: Aboard}\n",
    ),
    _code(
        "moment-too-late",
        "A queue's moment that never comes.",
        "A moment's `at` counts the moves of the line: it is at most the queue's `length`, and no two are alike.",
        "start:\n  kind: queue\n  length: 2\n  wait: {label: Wait, hours: [1]}\n  moments: [{at: 3, visit: tea}]\n  reached: pier\ntea: {text: Somebody has tea., go: back}\npier: {text: It comes., ending: Aboard}\n",
        "start:\n  kind: queue\n  length: 2\n  wait: {label: Wait, hours: [1]}\n  moments: [{at: 1, visit: tea}]\n  reached: pier\ntea: {text: Somebody has tea., go: back}\npier: {text: It comes., ending: Aboard}\n",
    ),
    _code(
        "closed-all-day",
        "An office that never opens.",
        "A registration's `opens` is an earlier hour of the day than its `closes`.",
        "start:\n  kind: registration\n  opens: 18\n  closes: 9\n  windows: [form]\n  granted: pier\npier: {text: It comes., ending: Aboard}\n",
        "start:\n  kind: registration\n  opens: 9\n  closes: 18\n  windows: [form]\n  granted: pier\npier: {text: It comes., ending: Aboard}\n",
    ),
    _code(
        "no-last-end",
        "An encounter of which nothing may come, or ends that never do.",
        "The first end whose `if` holds is taken; the last has none, so that there always is one.",
        "start:\n  kind: encounter\n  with: mira\n  topics: [{say: Ask the fare, hears: It has doubled.}]\n  ends: [{if: coat, go: pier}]\npier: {text: It comes., ending: Aboard}\n",
        "start:\n  kind: encounter\n  with: mira\n  topics: [{say: Ask the fare, hears: It has doubled.}]\n  ends: [{if: coat, go: pier}, {go: pier}]\npier: {text: It comes., ending: Aboard}\n",
    ),
)
