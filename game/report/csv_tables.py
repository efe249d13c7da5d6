"""Played games as tables for a spreadsheet: a row for each decision, one for each game, one for each answer.

A cell that begins like a formula is text here: it gets an apostrophe in front, as the spreadsheet's own users write it.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from game.play.looking_back.ledger import OBSTACLES
from game.report.account import Account
from game.saves.answers import Answer
from game.text.clean import clean_line

Cell = str | int
Row = tuple[Cell, ...]

WHOSE = ("story", "role", "nickname", "game")
DECISIONS = (*WHOSE, "decision", "scene", "title", "place", "moment", "choice", "label", "outcome", "in_the_way", "facts")
_ASKED = ("before_answered", "before_right", "after_answered", "after_right")
GAMES = (*WHOSE, "last_choice", "ending", "ending_title", "decisions", *OBSTACLES, "nothing", "facts_met", *_ASKED)
ANSWERS = (*WHOSE, "when", "question", "asked", "answer", "confidence", "right")

LONGEST = 4_000  # characters of a cell; a spreadsheet takes 32,767
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "|", "%")


def as_csv(head: Sequence[str], rows: Iterable[Row]) -> str:
    """The table as RFC 4180 has it, with commas and CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(tuple(_cell(cell) for cell in row) for row in rows)
    return text.getvalue()


def _cell(cell: Cell) -> Cell:
    if isinstance(cell, int):
        return cell
    shown = clean_line(cell, limit=LONGEST)
    return f"'{shown}" if shown.lstrip("\ufffd '\"").startswith(_FORMULA) else shown


def decision_rows(accounts: Iterable[Account]) -> Iterator[Row]:
    for account in accounts:
        for number, decided in enumerate(account.ledger.decided, start=1):
            decision = decided.decision
            moment = decision.moment.isoformat(sep=" ", timespec="minutes") if decision.moment is not None else ""
            what = (number, decision.scene, decision.title, decision.place, moment, decision.choice, decision.label)
            yield (*_whose(account), *what, decision.outcome, " ".join(decided.obstacles), " ".join(decided.facts))


def game_rows(accounts: Iterable[Account]) -> Iterator[Row]:
    for account in accounts:
        kept, said = account.kept, account.kept.said
        last = kept.updated.isoformat(timespec="seconds") if kept.updated is not None else ""
        ending = account.steps[-1].view.scene.id if account.ending else ""
        in_the_way = map(len, account.ledger.by_obstacle.values())
        answers = (_counts(said.before), _counts(said.after)) if said is not None else (("", ""), ("", ""))
        counts = (len(account.ledger.decided), *in_the_way, len(account.ledger.free), len(account.facts))
        yield (*_whose(account), last, ending, account.ending, *counts, *answers[0], *answers[1])


def answer_rows(accounts: Iterable[Account]) -> Iterator[Row]:
    """Answers to questions, and what was written in the debrief, whose `confidence` and `right` are empty."""
    for account in accounts:
        if (said := account.kept.said) is None:
            continue
        for when, answers in (("before", said.before), ("after", said.after)):
            for each in answers:
                right = "" if each.right is None else "yes" if each.right else "no"
                yield (*_whose(account), when, each.question, each.asked, each.chose, each.confidence, right)
        for written in said.debrief:
            if written.wrote.strip():
                yield (*_whose(account), "debrief", f"{written.phase}/{written.prompt}", written.asked, written.wrote, "", "")


def _whose(account: Account) -> tuple[str, str, str, str]:
    program = account.played.program
    return program.story.id, program.role.id, account.kept.nickname, account.kept.name


def _counts(answers: tuple[Answer, ...]) -> tuple[Cell, Cell]:
    """How many questions were answered, and how many of those that have a right answer rightly."""
    return len(answers), sum(answer.right is True for answer in answers)
