"""The end of a role line by line: how it is summed up, what can be typed there, and looking back page by page."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from game.plain.plain_text import number_in, words
from game.play.looking_back.doors import at_one_fork
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
from game.play.view import View
from game.report.card_files import card_text
from game.session.game_session import GameSession
from game.story.model import Fact
from game.story.phrases import hour_in_words, kind_in_short
from game.story.prose import paragraphs
from game.text.words import counted

if TYPE_CHECKING:
    from game.plain.line_game import PlainGame


def rows(session: GameSession) -> Iterator[tuple[str, str]]:
    """What can be typed once a role has ended, and what it does."""
    kept = "goes on from there in a new game, and this one is kept" if session.keeps_the_way else "goes back to there"
    part = session.played.part_over
    if part is not None:
        yield "g", "goes on from here into the whole role, with the same game"
    yield "e", "looks back: what stood in your way, the doors still closed, what is reported"
    yield "j", f"shows your choices; j 3 {kept}"
    yield "save", "saves what you did as a page to print; save md as Markdown; save card the card of this end, as a picture and a text"
    if session.saves is not None:
        yield "r", f"plays this {'role' if part is None else 'part'} again, from the start"
        if len(session.played.program.story.roles) > 1:
            yield "b", f"lets you be somebody else. {session.next_in_words()}"
    yield "n", "is your notebook"
    yield "q", "quits; the next start goes on with a game that you have left, or asks again who you will be"


def tell(game: "PlainGame", shown: View) -> None:
    from game.plain import lesson_pages

    played = game.session.played
    game.say(f"The end: {shown.ending}")
    for text in card_text(game.session.end_card())[1:]:
        game.say(text)
    if (imagined := played.program.story.imagined) is not None:
        game.say("")
        game.say(words(paragraphs(imagined.text)[:1]))
    game.say("")
    for command, what in (*lesson_pages.rows(game.lesson_session(), game.session), *rows(game.session)):
        game.say(what, first=f"{command:<6}", indent="      ")


def look_back(game: "PlainGame", rest: str) -> None:
    pages = pages_of(game.session.look_back())
    if 1 <= number_in(rest) <= len(pages):
        game.page(pages[number_in(rest) - 1].text)
    elif rest:
        game.say(f"There is no such page. Type e 1 to e {len(pages)}.")
    else:
        game.page("Looking back:")
        for number, page in enumerate(pages, start=1):
            game.say(page.title, first=f"e {number}  ", indent="     ")


def export(game: "PlainGame", rest: str) -> None:
    from game.disk.named_files import NotWrittenError
    from game.report.keepsake import save_card, take_along

    if rest not in ("", "html", "md", "card"):
        game.say("Type save for a page to print, save md for Markdown, or save card for the card of this end.")
        return
    try:
        if rest == "card":
            game.say(save_card(game.session.played, game.session.end_card()))
            return
        game.say(take_along(game.session, "md" if rest == "md" else "html"))
    except NotWrittenError as error:
        game.say(str(error))


# ---- looking back, page by page ----


class ReviewPage(NamedTuple):
    title: str
    text: str


def pages_of(told: LookingBack) -> tuple[ReviewPage, ...]:
    """The pages, as `e N` numbers them."""
    place = f"What is reported of {told.reported.place}" if told.reported.place else "What is reported"
    pages = [
        ReviewPage("What stood in your way", _ledger_text(told)),
        ReviewPage("The doors", _doors_text(told)),
        ReviewPage(place, _reported_text(told)),
    ]
    if told.hours:
        pages.append(ReviewPage("The same hour, as everybody you have been saw it", "\n".join(_hours(told))))
    return tuple(pages)


def _ledger_text(told: LookingBack) -> str:
    lines = [decided_in_words(told.ledger)]
    if left_out := hidden_in_words(told.skipped):
        lines.append(left_out)
    for obstacle, behind in told.ledger.by_obstacle.items():
        if not behind:
            continue
        lines += ["", f"{behind_in_words(obstacle, len(behind))}.", OBSTACLE_MEANS[obstacle]]
        for fact, members in by_fact(behind, obstacle).items():
            if fact:
                lines.append(f"Behind {'this' if len(members) == 1 else 'these'}: {_fact(told.played.program.story.facts[fact])}")
            for each in members:
                lines.append(f"- {numbered(each.decision)}{where(each.decision)}")
                lines += (f"  {closed}" for closed in closed_choices(each) if obstacle == "closed")
    if told.ledger.free:
        lines += ["", f"Nothing stood in your way: {len(told.ledger.free)}.", NOTHING_MEANS]
        lines += (f"- {numbered(each.decision)}{where(each.decision)}" for each in told.ledger.free)
    return "\n".join(lines)


def numbered(decision: Decision) -> str:
    """The label with the number that `j` takes, where the decision can be gone back to."""
    return decision.label if decision.made is None else f"{decision.made + 1}: {decision.label}"


def where(decision: Decision) -> str:
    moment = hour_in_words(decision.moment) if decision.moment is not None else ""
    there = ", ".join(filter(None, [decision.title, decision.place, moment]))
    return f" [{there}]" if there else ""


def _fact(fact: Fact) -> str:
    return f"{words(paragraphs(fact.says.text))} ({kind_in_short(fact).lower()}; vouched for by {fact.by})"


def _doors_text(told: LookingBack) -> str:
    lines = [endings_in_words(told)]
    lines += [f"- Found{' now' if each.now else ''}: {each.title}" for each in told.found]
    for door, count in at_one_fork(told.doors.closed):
        back = f" Type j {door.decision.made + 1} to go there." if door.decision is not None and door.decision.made is not None else ""
        lines.append(f"- {counted(count, 'closed door')}: {doors_in_words(door, count)}{back}")
    return "\n".join(lines)


def _reported_text(told: LookingBack) -> str:
    lines: list[str] = []
    if told.reported.here:
        lines += [f"Told in scenes of this place ({told.reported.place}):"]
        lines += [f"- {'' if met else 'Not met: '}{_fact(fact)}" for fact, met in told.reported.here]
    if told.reported.elsewhere:
        lines += ["", "Met elsewhere on your way:"] if lines else ["Met on your way:"]
        lines += [f"- {_fact(fact)}" for fact in told.reported.elsewhere]
    return "\n".join(lines) or "Nothing is reported of this place, and you have met no fact on your way."


def _hours(told: LookingBack) -> Iterator[str]:
    for number, hour in enumerate(told.hours):
        if number:
            yield ""
        yield f"About {hour_in_words(hour.moment)}:"
        for seen in hour.seen:
            there = ", ".join(filter(None, [seen.place, seen.title, f"{seen.moment:%H:%M} there"]))
            yield f"- {seen.role} ({there}): {seen.first_line}"
