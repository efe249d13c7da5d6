"""Codes for names of things that aren't there."""

from game.problems.code import Code
from game.problems.keys import PIER


def _unknown(what: str, help: str, wrong: str, right: str) -> Code:
    return Code(f"unknown-{what}", "error", f"There is no such {what}.", help, wrong, right)


def _start(rest: str, more: str = "") -> str:
    return f"start:\n  text: The ferry has left.\n{rest}{more}"


_FACTS = """\
# file: facts.yaml
sources:
  gazette: {title: The ferry, publisher: Gazette, date: 2022-09-28}
facts:
  fare: {says: The fare has doubled., kind: figure, by: the ferry company, source: SOURCE, at: 2}
# file: scenes.yaml
start: {text: The ferry has left., ending: On the quay}
"""
_NEWS = """\
# file: news.yaml
news:
  - {at: 5, text: The ferry is late., roles: [ROLE]}
# file: scenes.yaml
start: {text: The ferry has left., ending: On the quay}
"""
_RECALLS = _start(
    "  choices:\n    - {label: Wait, go: pier, recall: waited}\n", "pier: {text: It comes., ending: Aboard, recalls: [start/CHOICE]}\n"
)
_SORTING = f"""\
start:
  kind: sorting
  text: What may be chalked on the board at the quay?
  claims: [fare]
  own: OWN
  sorted: pier
{PIER}"""
_ENDING = "  ending: On the quay\n"

NAMES: tuple[Code, ...] = (
    _unknown(
        "scene",
        "A scene's name is the word before its colon, at the start of a line, in any of the story's files.",
        _start("  go: peer\n", PIER),
        _start("  go: pier\n", PIER),
    ),
    _unknown(
        "choice",
        "A choice is known by its id: the one you gave it, or its label in lower case with dashes. `recalls` names it as `scene/choice`.",
        _RECALLS.replace("CHOICE", "weight"),
        _RECALLS.replace("CHOICE", "wait"),
    ),
    _unknown(
        "rule",
        "`quiet:` names the rules that a scene needn't keep, each with the reason; `neighbours check` prints a rule's name in brackets.",
        _start("  quiet: {lose-figure: A number on a door}\n", "  ending: On the quay\n"),
        _start("  quiet: {loose-figure: A number on a door}\n", "  ending: On the quay\n"),
    ),
    _unknown(
        "fact",
        "Facts are declared under `facts:` in facts.yaml, each with its source.",
        "start:\n  text: |\n    [The fare](fact:fair) has doubled.\n" + _ENDING,
        "start:\n  text: |\n    [The fare](fact:fare) has doubled.\n" + _ENDING,
    ),
    _unknown(
        "term",
        "Terms are declared under `terms:` in glossary.yaml.",
        "start:\n  text: |\n    The [quay](term:key) is empty.\n" + _ENDING,
        "start:\n  text: |\n    The [quay](term:quay) is empty.\n" + _ENDING,
    ),
    _unknown(
        "person",
        "People are declared under `people:` in story.yaml. A block of text has `text`, `if`, `first`, `again`, or a person's name.",
        "start:\n  text:\n    - mirra: It left an hour ago.\n" + _ENDING,
        "start:\n  text:\n    - mira: It left an hour ago.\n" + _ENDING,
    ),
    _unknown(
        "place",
        "Places are declared under `places:` in story.yaml.",
        _start("  place: harbor\n", _ENDING),
        _start("  place: harbour\n", _ENDING),
    ),
    _unknown(
        "role", "Roles are declared under `roles:` in story.yaml.", _NEWS.replace("ROLE", "visitors"), _NEWS.replace("ROLE", "visitor")
    ),
    _unknown(
        "source",
        "Sources are declared under `sources:` in facts.yaml.",
        _FACTS.replace("SOURCE", "gazete"),
        _FACTS.replace("SOURCE", "gazette"),
    ),
    _unknown(
        "voucher",
        "`own:` in a sorting names vouchers as the `by` of a fact has them; what follows a semicolon there may be left out.",
        _SORTING.replace("OWN", "the ferry's company"),
        _SORTING.replace("OWN", "the ferry company"),
    ),
    _unknown(
        "link",
        "A link points to a fact, to a term, or to `imagined`. Put a space before the round bracket if no link is meant.",
        "start:\n  text: |\n    The [quay](terms:quay) is empty.\n" + _ENDING,
        "start:\n  text: |\n    The [quay](term:quay) is empty.\n" + _ENDING,
    ),
    Code(
        "broken-link",
        "error",
        "What looks like a link isn't one, and would be shown as it was typed.",
        "A link is `[words](fact:name)`: the words in square brackets, right after them the target in round ones, no spaces in it.",
        wrong="start:\n  text: |\n    [The fare] (fact:fare) has doubled.\n" + _ENDING,
        right="start:\n  text: |\n    [The fare](fact:fare) has doubled.\n" + _ENDING,
    ),
    Code(
        "unknown-variable",
        "error",
        "There is no such variable or named condition.",
        "Variables are declared under `variables:` in story.yaml, conditions under `conditions:`.",
        wrong=_start("  choices:\n    - {label: Pay, if: mony >= 5, go: pier}\n    - {label: Wait, go: pier}\n", PIER),
        right=_start("  choices:\n    - {label: Pay, if: money >= 5, go: pier}\n    - {label: Wait, go: pier}\n", PIER),
    ),
    Code(
        "unknown-value",
        "error",
        "A word that isn't one of an enum's values.",
        "An enum's values are listed under `values:` where it is declared.",
        wrong=_start("  choices:\n    - {label: Wait, do: papers = foriegn, go: pier}\n", PIER),
        right=_start("  choices:\n    - {label: Wait, do: papers = foreign, go: pier}\n", PIER),
    ),
)
