"""Rules that a story that loads should keep: `check` tells what breaks them, and a scene may be exempt by `quiet:`."""

from game.problems.code import Code
from game.problems.lesson import LESSON_RULES
from game.problems.prose import PROSE
from game.problems.structure import STRUCTURE

_FACTS = """# file: facts.yaml
sources:
  gazette: {title: The ferry, publisher: Gazette, date: 2022-09-28}
facts:
  storm: {says: A storm closed the harbour on 23 September., kind: event, by: the Gazette, source: gazette, at: 5, from: 2022-09-23}
# file: scenes.yaml
"""

_ECHO = """# file: story.yaml
title: The ferry
clock: {start: 2022-09-21 18:00, variable: hours, utc: 3}
roles:
  visitor: {title: Visitor, blurb: Somebody., start: start}
  captain: {title: Captain, blurb: Somebody else., start: bridge, set: {hours: HOURS}}
variables:
  hours: {type: int, max: 100}
echoes:
  bench: {values: [kept, given], from: visitor}
# file: scenes.yaml
start:
  text: A night and a day go by.
  choices:
    - {label: Wait, do: hours += 48, go: bench}
bench:
  text: A bench, and somebody who is tired.
  choices:
    - {label: Keep it, do: bench = kept, go: quay}
    - {label: Give it up, do: bench = given, go: quay}
quay: {text: The boat is here., ending: On the quay}
bridge:
  text:
    - A wheel.
    - {if: bench == given, text: Somebody down there gave up a bench.}
    - {if: bench == kept, text: Somebody down there has kept a bench.}
  ending: At the wheel
"""

TELLING: tuple[Code, ...] = (
    *STRUCTURE,
    *PROSE,
    *LESSON_RULES,
    Code(
        "fact-too-early",
        "warning",
        "A dated fact may be shown before its day.",
        "A fact with `from` can't be known earlier in the story's week. The check follows every way through the story by the clock alone, "
        "so it may warn of a way that another condition closes; then say so with a condition on `date`.",
        _FACTS + "start: {text: '[A storm closed the harbour](fact:storm).', ending: On the quay}\n",
        _FACTS
        + "start:\n  text:\n    - The quay is empty.\n"
        + "    - {if: date >= 2022-09-23, text: '[A storm closed the harbour](fact:storm).'}\n  ending: On the quay\n",
    ),
    Code(
        "echo-too-early",
        "hint",
        "An echo may be told of before it is left behind.",
        "One role tells of what another does only hours or days later. The check follows every way of both by the clock alone, so it "
        "may tell of a way that another condition closes. Let the scene be later, ask for the hour as well, or choose words that fit "
        "what isn't done yet; then say so with `quiet:`.",
        _ECHO.replace("HOURS", "20"),
        _ECHO.replace("HOURS", "70"),
    ),
    Code(
        "quiet-for-nothing",
        "hint",
        "An exemption that exempts from nothing.",
        "`quiet:` names a rule that nothing here breaks any more. Take it out: else the next mistake of that kind is silent too.",
        "start:\n  text: The ferry has left.\n  quiet: {loose-figure: It is a number on a door}\n  ending: On the quay\n",
        "start:\n  text: You sleep in room 3.\n  quiet: {loose-figure: It is a number on a door}\n  ending: On the quay\n",
    ),
)

#: What a scene may be exempt from.
QUIETABLE = frozenset(code.name for code in TELLING)
