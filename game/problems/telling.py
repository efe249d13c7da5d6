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
