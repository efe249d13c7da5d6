"""One playthrough as JSON values, for a program to read. docs/teaching.md tells what each name means."""

from dataclasses import asdict
from typing import Any

from msgspec import to_builtins

from game.play.looking_back.ledger import Decided
from game.play.view import Passage, words_of
from game.report.account import Account, AccountStep
from game.story.model import Story
from game.text.clean import clean

FORM = "good-neighbours-report/1"
CLASS_FORM = "good-neighbours-class/1"


def report_data(account: Account) -> dict[str, Any]:
    played, kept = account.played, account.kept
    story, role = played.program.story, played.program.role
    last = account.steps[-1].view
    return {
        "report": FORM,
        "story": {"id": story.id, "title": story.title, "language": story.language},
        "role": {"id": role.id, "title": role.title},
        "game": kept.name,
        "nickname": kept.nickname,
        "seed": played.seed,
        "ending": {"id": last.scene.id, "title": account.ending} if account.ending else None,
        "last_choice": kept.updated.isoformat() if kept.updated is not None else None,
        "notices": list(account.notices),
        "decisions": [_decision(number, decided) for number, decided in enumerate(account.ledger.decided, start=1)],
        "ledger": {obstacle: len(behind) for obstacle, behind in account.ledger.by_obstacle.items()}
        | {"nothing": len(account.ledger.free)},
        "facts": [
            {"id": fact.id, "says": fact.says.text, "kind": fact.kind, "by": fact.by, "source": fact.source, "at": fact.at}
            for fact in account.facts
        ],
        "transcript": [_step(story, step) for step in account.steps if step.read or step.after or step.decision is not None],
        **{part: [asdict(each) for each in getattr(kept.said, part, ())] for part in ("before", "after", "debrief")},
    }


def _decision(number: int, decided: Decided) -> dict[str, Any]:
    decision = decided.decision
    return {
        "number": number,
        **{name: getattr(decision, name) for name in ("scene", "title", "place")},
        "moment": decision.moment.isoformat() if decision.moment is not None else None,
        **{name: getattr(decision, name) for name in ("choice", "label", "outcome")},
        "in_the_way": [{name: value for name, value in to_builtins(each).items() if value} for each in decided.in_the_way],
    }


def _step(story: Story, step: AccountStep) -> dict[str, Any]:
    chosen = step.decision
    return {
        "scene": step.view.scene.id,
        "title": step.view.title,
        "place": step.view.place,
        "moment": step.view.moment.isoformat() if step.view.moment is not None else None,
        "told": [_part(story, part) for part in step.read],
        "chose": chosen.label if chosen is not None and not chosen.goes_on else None,
        "after": [_part(story, part) for part in step.after],
    }


def _part(story: Story, part: Passage) -> dict[str, str]:
    speaker = story.people[part.person].name if part.person in story.people else ""
    return {"kind": part.kind, "speaker": speaker, "text": "\n\n".join(words_of(paragraph) for paragraph in part.paragraphs)}


def cleaned(value: Any) -> Any:
    """The values with every text in them cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {name: cleaned(each) for name, each in value.items()}
    return [cleaned(each) for each in value] if isinstance(value, list) else value
