"""Codes for playthroughs that must keep working: what only playing them can tell."""

from game.problems.code import Code

_STORY = """\
# file: scenes.yaml
quay:
  text: The ferry has left.
  choices:
    - {label: Find a coin, once: true, do: money += 5}
    - label: Ask a sailor
      outcomes:
        - {id: awake, result: At six., do: hours += 1}
        - {id: asleep, result: He is asleep.}
    - {label: Pay, if: money > 0, locked: Your purse is empty., go: pier, recall: paid}
pier: {text: It comes., ending: Aboard}
# file: tests/paid.yaml
role: visitor
"""

TESTING: tuple[Code, ...] = (
    Code(
        "unknown-echo",
        "error",
        "There is no such echo.",
        "Echoes are declared under `echoes:` in story.yaml. A playthrough may carry in those that another role leaves behind.",
        _STORY + "echoes: {bench: given}\nchoices: [find-a-coin, pay]\n",
        _STORY + "choices: [find-a-coin, pay]\n",
    ),
    Code(
        "unknown-ending",
        "error",
        "There is no such ending.",
        "A playthrough names its ending by the scene's name or by the ending's title.",
        _STORY + "choices: [find-a-coin, pay]\nend: {ending: Abord}\n",
        _STORY + "choices: [find-a-coin, pay]\nend: {ending: Aboard}\n",
    ),
    Code(
        "choice-missing",
        "error",
        "A playthrough makes a choice that isn't there.",
        "At this point of the playthrough the scene has no choice with this id or label. Where you reworded a label, give the choice "
        "its old id with `was:`, and saved games will find it too.",
        _STORY + "choices: [find-a-coin, pays]\n",
        _STORY + "choices: [find-a-coin, pay]\n",
    ),
    Code(
        "choice-closed",
        "error",
        "A playthrough makes a choice that is closed.",
        "The choice is in the scene, but at this point of the playthrough it can't be made: its condition fails, or it has been used.",
        _STORY + "choices: [pay]\n",
        _STORY + "choices: [find-a-coin, pay]\n",
    ),
    Code(
        "outcome-missing",
        "error",
        "A playthrough wants an outcome that the choice doesn't have.",
        "An outcome is known by its id: the one you gave it, or the first words of its result in lower case with dashes.",
        _STORY + "choices: [ask-a-sailor/sleeping, find-a-coin, pay]\n",
        _STORY + "choices: [ask-a-sailor/asleep, find-a-coin, pay]\n",
    ),
    Code(
        "expectation-fails",
        "error",
        "Something that a playthrough expects doesn't hold.",
        "The choices could be made, but what `expect`, `scene`, `meets`, `ending` or `recalls` asks for is otherwise. Either the story "
        "has a mistake, or the playthrough must change with it.",
        _STORY + "choices: [find-a-coin, pay]\nend: {expect: money == 6}\n",
        _STORY + "choices: [find-a-coin, pay]\nend: {expect: money == 5}\n",
    ),
    Code(
        "transcript-differs",
        "error",
        "A playthrough doesn't read as it did.",
        "The playthrough keeps what a player reads, and the story now reads otherwise. Where that is meant, "
        "`neighbours test --accept` writes the new words into the file.",
        _STORY + "choices: [find-a-coin, pay]\ntranscript:\n  - |\n    The ferry is late.\n",
        _STORY + "choices: [find-a-coin, pay]\n",
    ),
)
