"""What a class said: its answers before and after, and what somebody wrote who ticked that it may be read out.

Of answers nothing is told that fewer than `FEWEST` players gave. What was written is told wherever it was ticked, without its
writer, their role, or the order in which it came.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from game.report.account import Account
from game.report.classes import FEWEST, player_of
from game.saves.answers import Answer, Time
from game.story.lesson_model import PHASES

_ANCIENT = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class AnswerSplit:
    """How a question was answered at one time. `options` are the answers that were given, each with how many gave it; `right` is
    the one that the source bears out, "" where none is or nobody gave it."""

    asked: str
    players: int
    options: tuple[tuple[str, int], ...]
    right: str


@dataclass(frozen=True, slots=True)
class ReadOut:
    """What was written to one prompt."""

    asked: str
    wrote: tuple[str, ...]


def answer_splits(accounts: Iterable[Account]) -> Iterator[tuple[AnswerSplit | None, AnswerSplit | None]]:
    """Each question as it was answered before and after; None where too few did."""
    accounts = list(accounts)
    before, after = _answers(accounts, "before"), _answers(accounts, "after")
    for question in dict.fromkeys((*before, *after)):
        both = _split(before.get(question, {})), _split(after.get(question, {}))
        if any(both):
            yield both


def _answers(accounts: Iterable[Account], time: Time) -> dict[tuple[str, str], dict[str, Answer]]:
    """By story and question, and by player: what each said first."""
    found: dict[tuple[str, str], dict[str, Answer]] = {}
    for account in sorted(accounts, key=lambda account: (account.kept.said and account.kept.said.when) or _ANCIENT):
        answers: tuple[Answer, ...] = getattr(account.kept.said, time, ())
        for answer in answers:
            question = (account.played.program.story.id, answer.question)
            found.setdefault(question, {}).setdefault(player_of(account), answer)
    return found


def _split(given: dict[str, Answer]) -> AnswerSplit | None:
    if len(given) < FEWEST:
        return None
    answers = list(given.values())
    counts: dict[str, int] = {}
    for answer in answers:
        counts[answer.chose] = counts.get(answer.chose, 0) + 1
    options = tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
    return AnswerSplit(answers[0].asked, len(given), options, next((answer.chose for answer in answers if answer.right), ""))


def read_out(accounts: Iterable[Account]) -> tuple[ReadOut, ...]:
    """In the order of the lesson, and for each prompt in that of the alphabet."""
    found: dict[tuple[str, str], tuple[str, set[str]]] = {}
    for account in accounts:
        for written in account.kept.said.debrief if account.kept.said is not None else ():
            if written.read_out and (text := written.wrote.strip()):
                found.setdefault((written.phase, written.prompt), (written.asked, set()))[1].add(text)
    phases: list[str] = list(PHASES)
    in_order = sorted(found.items(), key=lambda each: phases.index(each[0][0]) if each[0][0] in phases else len(phases))
    return tuple(ReadOut(asked, tuple(sorted(wrote, key=str.casefold))) for _, (asked, wrote) in in_order)
