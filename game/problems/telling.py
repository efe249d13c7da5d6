"""Codes for what a story that loads may still tell wrongly."""

from game.problems.code import Code

_FACTS = """# file: facts.yaml
sources:
  gazette: {title: The ferry, publisher: Gazette, date: 2022-09-28}
facts:
  storm: {says: A storm closed the harbour on 23 September., kind: event, by: the Gazette, source: gazette, at: 5, from: 2022-09-23}
# file: scenes.yaml
"""

_PIER = "pier: {text: It comes., ending: Aboard}\n"
_STORY = """# file: story.yaml
title: The ferry
clock: {start: 2022-09-21 18:00, variable: hours}
roles:
  visitor: {title: The visitor, blurb: Somebody with a bag., start: start}
variables:
  hours: {type: int, max: 48}
"""
_MONEY = '  money: {type: int, max: 100, show: "{} crowns"}\n'
_WAITS = "start:\n  text: The ferry has left.\n  choices:\n{}"
_CHOOSING = "# file: scenes.yaml\nstart:\n  text: The ferry has left.\n  choices:\n"


def _warning(name: str, meaning: str, help: str, wrong: str, right: str) -> Code:
    return Code(name, "warning", meaning, help, wrong, right)


#: Rules that a story should keep: `check` warns of them, and a scene may be exempt by `quiet:` with a reason.
RULES: tuple[Code, ...] = (
    _warning(
        "never-read",
        "A variable that nothing asks for and nothing shows.",
        "What is remembered and never used is a promise to the reader that isn't kept. Take it out, or let a condition or a text use it.",
        _STORY + "  thermos: {type: flag}\n" + _CHOOSING + "    - {label: Wait, do: thermos = true, go: pier}\n" + _PIER,
        _STORY + "  thermos: {type: flag, show: a thermos}\n" + _CHOOSING + "    - {label: Wait, do: thermos = true, go: pier}\n" + _PIER,
    ),
    _warning(
        "never-set",
        "A variable that nothing ever changes.",
        "A condition on it always comes out the same. Take it out, or let a choice set it.",
        _STORY
        + "  thermos: {type: flag, show: a thermos}\n"
        + _CHOOSING
        + "    - {label: Drink, if: thermos, go: pier}\n    - {label: Wait, go: pier}\n"
        + _PIER,
        _STORY
        + "  thermos: {type: flag, show: a thermos}\n"
        + _CHOOSING
        + "    - {label: Drink, if: thermos, go: pier}\n    - {label: Buy tea, do: thermos = true}\n"
        + _PIER,
    ),
    _warning(
        "no-because",
        "A consequence without its reason.",
        "What costs or gives something that is counted on the screen, or is left to chance, names the fact that makes it so; "
        "the player can then ask why, and at the end sees how little was theirs to decide.",
        _STORY + _MONEY + _CHOOSING + "    - {label: Find a coin, do: money += 8, go: pier}\n" + _PIER,
        _STORY + _MONEY + _CHOOSING + "    - {label: Find a coin, do: money += 8, because: fare, go: pier}\n" + _PIER,
    ),
    _warning(
        "same-options",
        "Two options that do the same.",
        "They lead to the same scene with the same effects, tell nothing, and nothing recalls them: the reader's choice is none.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Wait here, go: pier}\n    - {label: Wait there, go: pier}\n"
        + _PIER,
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Wait here, go: pier, recall: waited in the rain}\n"
        "    - {label: Wait there, go: pier}\n" + _PIER,
    ),
    _warning(
        "too-wordy",
        "More words than a reader reads at once.",
        "A passage has at most 130 words, a label 20, a result 100: what is longer doesn't fit a small screen and isn't read.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: " + "Wait and " * 11 + "wait, go: pier}\n" + _PIER,
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Wait and wait, go: pier}\n" + _PIER,
    ),
    _warning(
        "too-many-choices",
        "More choices than a reader weighs.",
        "Two to four choices are best, six the most.",
        "start:\n  text: The ferry has left.\n  choices:\n"
        + "".join(f"    - {{label: Wait {n}, go: pier, recall: waited}}\n" for n in "abcdefg")
        + _PIER,
        "start:\n  text: The ferry has left.\n  choices:\n"
        + "".join(f"    - {{label: Wait {n}, go: pier, recall: waited}}\n" for n in "abc")
        + _PIER,
    ),
    _warning(
        "loose-figure",
        "A figure without a source.",
        "A number, a date or a distance is a claim. Link it to its fact, or mark it as made up; "
        "a plain count in a scene is written in words.",
        "start: {text: The ferry holds 300 people., ending: On the quay}\n",
        "start: {text: 'The ferry holds [300 people](imagined).', ending: On the quay}\n",
    ),
    _warning(
        "loaded-word",
        "A word that judges people.",
        "Words such as flood, influx or horde make a natural disaster of people. Where such a word is itself the subject, "
        "say `quiet:` with the reason.",
        "start: {text: A horde of people waits., ending: On the quay}\n",
        "start: {text: The whole street waits., ending: On the quay}\n",
    ),
)
TELLING: tuple[Code, ...] = (
    *RULES,
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

#: What a scene may be exempt from.
QUIETABLE = frozenset(code.name for code in TELLING)
