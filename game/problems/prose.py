"""Codes for words: how many, how hard, and what they do to the people in them."""

from game.problems.code import Code
from game.problems.structure import PIER, rule

_VIEW = """# file: facts.yaml
sources:
  gazette: {title: The ferry, publisher: Gazette, date: 2022-09-28}
facts:
  stop: {says: Most arrivals see the town as a stop., kind: view, by: the harbour master, source: gazette, at: 5}
# file: scenes.yaml
"""
_THREE_FACTS = (
    "# file: facts.yaml\nsources:\n  gazette: {title: The ferry, publisher: Gazette, date: 2022-09-28}\nfacts:\n"
    + "".join(
        f"  {name}: {{says: It is so., kind: event, by: the Gazette, source: gazette, at: 5}}\n" for name in ("storm", "fare", "rule")
    )
    + "# file: scenes.yaml\n"
)
_LECTURE = (
    "    [A storm closed the harbour](fact:storm). [The fare has doubled](fact:fare).\n    [Old tickets are no longer taken](fact:rule).\n"
)
_PARTED = (
    "    [A storm closed the harbour](fact:storm). [The fare has doubled](fact:fare).\n  choices:\n    - label: Show your ticket\n"
    '      result: "[We don\'t take the old ones](fact:rule)."\n      go: pier\n'
)
_SEA = "The sea is grey and the quay is wet. "
_LONG_RESULT = "    - label: Wait\n      result: |\n        " + _SEA * 12 + "\n      go: second\n"


def _passage(count: int) -> str:
    return "  text: |\n    " + _SEA * count + "\n"


_HARD = (
    "start:\n  text: |\n"
    "    Notwithstanding considerable administrative difficulties, international transportation\n"
    "    authorities continuously demonstrated extraordinary organisational determination,\n"
    "    accommodating innumerable unanticipated passengers throughout unpredictable meteorological\n"
    "    circumstances, additionally facilitating temporary accommodation for unaccompanied\n"
    "    individuals requiring immediate assistance.\n"
    "  ending: On the quay\n"
)
_EASY = (
    "start:\n  text: |\n    It blew for a week, and nobody knew when the ferry would go. All the same they put up cots in the hall, one "
    "beside the other. They gave a bed to each of us, and the clerk made tea until late at night.\n  ending: On the quay\n"
)
_BREATHLESS = (
    "start:\n  text: |\n    The ferry has left and the quay is empty but for a boy with a kite and a dog that belongs to nobody here. "
    "You put down your bag and look for a bench that is dry and out of the wind that comes over the wall. There is one by the door of the "
    "office where the clerk counts the till and doesn't look up at you or at the clock.\n  ending: On the quay\n"
)
_BREATHING = (
    "start:\n  text: |\n    The ferry has left. The quay is empty but for a boy with a kite, and a dog that belongs to nobody. "
    "You put down your bag and look for a dry bench. There is one by the door of the office. Inside, the clerk counts the till. "
    "She doesn't look up.\n  ending: On the quay\n"
)

PROSE: tuple[Code, ...] = (
    rule(
        "too-wordy",
        "warning",
        "More words than a reader reads at once.",
        "A passage has at most 130 words, a label 20, a result 100: what is longer doesn't fit a small screen and isn't read. Of a "
        "passage, what it always shows is counted.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: " + "Wait and " * 11 + "wait, go: pier}\n" + PIER,
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Wait and wait, go: pier}\n" + PIER,
    ),
    rule(
        "long-passage",
        "hint",
        "A passage that may be too long on some way through the story.",
        "Blocks with conditions can make a passage longer than 130 words. Those that can't be shown together by what they ask for aren't "
        "counted together, but the story may have other reasons; then say so with `quiet:`.",
        "start:\n  text:\n"
        + "".join(f"    - {{if: {name}, text: {_SEA * 9}}}\n" for name in ("coat", "money > 5"))
        + "  ending: On the quay\n",
        "start:\n  text:\n"
        + "".join(f"    - {{if: {name}, text: {_SEA * 9}}}\n" for name in ("coat", "not coat"))
        + "  ending: On the quay\n",
    ),
    rule(
        "late-first-choice",
        "warning",
        "Many words before a role's first choice.",
        "A player wants to do something. Sixty words are good, ninety the most; scenes that only go on are counted in.",
        "start:\n" + _passage(12) + "  choices:\n    - {label: Wait, go: pier}\n" + PIER,
        "start:\n" + _passage(6) + "  choices:\n    - {label: Wait, go: pier}\n" + PIER,
    ),
    rule(
        "far-between-choices",
        "warning",
        "Many words between one choice and the next.",
        "The result, the passage that follows and scenes that only go on make one long read. Two hundred words are good, four hundred "
        "the most.",
        "start:\n  text: The ferry has left.\n  choices:\n"
        + _LONG_RESULT
        + "".join(
            f"{name}:\n{_passage(14)}  go: {after}\n" for name, after in (("second", "third"), ("third", "fourth"), ("fourth", "pier"))
        )
        + PIER,
        "start:\n  text: The ferry has left.\n  choices:\n" + _LONG_RESULT + f"second:\n{_passage(14)}  go: pier\n" + PIER,
    ),
    rule(
        "too-many-choices",
        "warning",
        "More choices than a reader weighs.",
        "Two to four choices are best, six the most. What is shown closed is read as well.",
        "start:\n  text: The ferry has left.\n  choices:\n"
        + "".join(f"    - {{label: Wait {n}, go: pier, recall: waited}}\n" for n in "abcdefg")
        + PIER,
        "start:\n  text: The ferry has left.\n  choices:\n"
        + "".join(f"    - {{label: Wait {n}, go: pier, recall: waited}}\n" for n in "abc")
        + PIER,
    ),
    rule(
        "too-many-facts",
        "hint",
        "A passage that tells more than two facts at once.",
        "Facts are remembered where they bite: in what blocks the way, or in what somebody says. Three in a row are a lecture.",
        _THREE_FACTS + "start:\n  text: |\n" + _LECTURE + "  ending: On the quay\n",
        _THREE_FACTS + "start:\n  text: |\n" + _PARTED + PIER,
    ),
    rule(
        "hard-to-read",
        "warning",
        "A passage that is hard to read.",
        "The Flesch-Kincaid grade is the year of school, in the United States, that a text suits. Six to eight is good for most readers, "
        "10.5 the most. Words with a term are left out. It needs the package textstat, which is in the extra `authors`.",
        _HARD,
        _EASY,
    ),
    rule(
        "long-sentences",
        "hint",
        "A passage whose sentences are long.",
        "Up to fifteen words on average are easy to read on a screen. This is for English.",
        _BREATHLESS,
        _BREATHING,
    ),
    rule(
        "loose-figure",
        "warning",
        "A figure without a source.",
        "A number, a date, a duration or a distance is a claim. Link it to its fact, or mark it as made up; "
        "a plain count in a scene (`two suitcases`) is written in words and needs neither.",
        "start: {text: The ferry holds 300 people., ending: On the quay}\n",
        "start: {text: 'The ferry holds [300 people](imagined).', ending: On the quay}\n",
    ),
    rule(
        "loose-measure",
        "hint",
        "A duration, a distance, a price or a share in words, without a source.",
        "How long, how far and how dear are claims as well. Link them to their fact, or mark them as made up.",
        "start: {text: You have waited for three days., ending: On the quay}\n",
        "start: {text: 'You have waited for [three days](imagined).', ending: On the quay}\n",
    ),
    rule(
        "told-as-fact",
        "warning",
        "A report or a view that is told as if it were established.",
        "A fact of the kind `report` or `view` is somebody's word. Say whose, in the sentence that links to it: `says the harbour master`, "
        "`it is reported`. What stands between quotation marks is somebody's word already.",
        _VIEW + "start: {text: '[Most see the town as a stop](fact:stop).', ending: On the quay}\n",
        _VIEW + "start: {text: '[Most see the town as a stop, says the harbour master](fact:stop).', ending: On the quay}\n",
    ),
    rule(
        "loaded-word",
        "warning",
        "A word that judges people.",
        "Words such as flood, influx or horde make a natural disaster of people, and whether somebody is a refugee is a question of law. "
        "What somebody says between quotation marks is theirs. Where such a word is itself the subject, put it in italics, or say `quiet:` "
        "with the reason.",
        "start: {text: A horde of people waits., ending: On the quay}\n",
        "start: {text: The whole street waits., ending: On the quay}\n",
    ),
    rule(
        "told-feeling",
        "warning",
        "A feeling that is told.",
        "`You are afraid` tells the reader what to feel, and `suddenly` that something is sudden. Write what is seen and done.",
        "start: {text: You are afraid of the dog., ending: On the quay}\n",
        "start: {text: You put your bag between you and the dog., ending: On the quay}\n",
    ),
    rule(
        "phonetic-accent",
        "warning",
        "An accent that is spelt out.",
        "Odd spelling makes people sound foolish, and is hard to read. How somebody speaks is in what they say, and in what they don't.",
        "start: {text: '\"Zis is ze last one,\" says the clerk.', ending: On the quay}\n",
        "start: {text: '\"This is the last one,\" says the clerk.', ending: On the quay}\n",
    ),
    rule(
        "emoji",
        "warning",
        "A sign that looks different everywhere.",
        "Signs with a variation selector, a skin tone or a joiner, flags and key caps are of a different width on every terminal, so that "
        "the lines beside them break, and screen readers spell them out.",
        "start: {text: The ferry has left. \u26f4\ufe0f, ending: On the quay}\n",
        "start: {text: The ferry has left., ending: On the quay}\n",
    ),
    rule(
        "symbols-alone",
        "warning",
        "Something that is told by signs alone.",
        "An arrow or a star says nothing to whoever can't see it, and not the same to those who can. Say it in words; a sign may stand "
        "beside them.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {id: wait, label: →, go: pier}\n" + PIER,
        "start:\n  text: The ferry has left.\n  choices:\n    - {id: wait, label: → Wait, go: pier}\n" + PIER,
    ),
)
