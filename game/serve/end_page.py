"""The end of a role: its card, and what stood in the way of what was decided."""

from collections.abc import Iterator

from game.play.looking_back.doors import at_one_fork
from game.play.looking_back.end_card import EndCard
from game.play.looking_back.ledger import by_fact
from game.play.looking_back.summary import (
    NOTHING_MEANS,
    OBSTACLE_MEANS,
    LookingBack,
    behind_in_words,
    closed_choices,
    decided_in_words,
    doors_in_words,
    endings_in_words,
    hidden_in_words,
)
from game.play.transcript import Decision
from game.report.card_files import beside, page_in_words
from game.session.game_session import GameSession
from game.story.model import Fact
from game.story.phrases import hour_in_words, kind_in_short
from game.story.prose import paragraphs
from game.text.words import counted
from game.web.markup import Child, Markup, tag


def end_of(session: GameSession) -> tuple[Markup, Markup]:
    """The card; and what stood in the way, with the doors that are still closed."""
    told, card = session.look_back(), session.end_card()
    imagined = session.played.program.story.imagined
    note = "".join(span.text for paragraph in paragraphs(imagined.text)[:1] for span in paragraph) if imagined is not None else ""
    return tag("section", *_card(card), look="card end"), tag(
        "div",
        tag("section", tag("h2", "What stood in your way"), *_in_the_way(told)),
        tag("section", tag("h2", "The doors"), *_doors(told)),
        tag("p", note, look="quiet") if note else None,
    )


def _card(card: EndCard) -> Iterator[Child]:
    yield tag("h2", f"The end: {card.title}")
    if card.says:
        yield tag("p", card.says)
    yield tag("p", f"{card.role} · {card.story}", look="kind")
    if card.way:
        yield tag("p", f"Your way: {' → '.join(card.way)}")
    if printed := page_in_words(card):
        yield tag("p", printed)
        yield tag("ul", *(tag("li", f"{claim.says}{f' ({claim.by})' if claim.by else ''}") for claim in card.printed))
    if card.done:
        yield tag("ul", *(tag("li", f"{done.says} {beside(done.in_the_way)}".strip()) for done in card.done))
    yield tag("p", card.decided)
    yield tag("p", card.found_in_words)


def _in_the_way(told: LookingBack) -> Iterator[Child]:
    yield tag("p", decided_in_words(told.ledger))
    if left_out := hidden_in_words(told.skipped):
        yield tag("p", left_out, look="quiet")
    for obstacle, behind in told.ledger.by_obstacle.items():
        if behind:
            yield tag("h3", behind_in_words(obstacle, len(behind)))
            yield tag("p", OBSTACLE_MEANS[obstacle], look="quiet")
            for fact, members in by_fact(behind, obstacle).items():
                if fact:
                    yield tag("p", fact_in_words(told.played.program.story.facts[fact]))
                closed = obstacle == "closed"
                yield tag("ul", *(_decided(each.decision, closed_choices(each) if closed else []) for each in members))
    if told.ledger.free:
        yield tag("h3", f"Nothing stood in your way: {len(told.ledger.free)}")
        yield tag("p", NOTHING_MEANS, look="quiet")
        yield tag("ul", *(_decided(each.decision, []) for each in told.ledger.free))


def _decided(decision: Decision, closed: list[str]) -> Markup:
    return tag("li", decision.label, tag("span", f" {where(decision)}", look="quiet"), *(tag("p", each, look="quiet") for each in closed))


def where(decision: Decision) -> str:
    """Its scene, place and hour, in brackets."""
    moment = hour_in_words(decision.moment) if decision.moment is not None else ""
    there = ", ".join(filter(None, [decision.title, decision.place, moment]))
    return f"({there})" if there else ""


def fact_in_words(fact: Fact) -> str:
    says = " ".join("".join(span.text for span in paragraph) for paragraph in paragraphs(fact.says.text))
    return f"{says} ({kind_in_short(fact).lower()}; vouched for by {fact.by})"


def _doors(told: LookingBack) -> Iterator[Child]:
    yield tag("p", endings_in_words(told))
    found = [tag("li", f"Found{' now' if each.now else ''}: {each.title}") for each in told.found]
    closed = [
        tag("li", f"{counted(count, 'closed door')}: {doors_in_words(door, count)}") for door, count in at_one_fork(told.doors.closed)
    ]
    if found or closed:
        yield tag("ul", *found, *closed)
