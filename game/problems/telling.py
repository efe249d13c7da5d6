"""Codes for what a story that loads may still tell wrongly."""

from game.problems.code import Code

_FACTS = """# file: facts.yaml
sources:
  gazette: {title: The ferry, publisher: Gazette, date: 2022-09-28}
facts:
  storm: {says: A storm closed the harbour on 23 September., kind: event, by: the Gazette, source: gazette, at: 5, from: 2022-09-23}
# file: scenes.yaml
"""

TELLING: tuple[Code, ...] = (
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
)
