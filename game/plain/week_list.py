"""The shelf line by line: the story's week, whom one was in it, and who to be."""

from collections.abc import Iterator
from typing import TextIO

from game.plain.plain_text import QUITS, number_in, words, wrapped
from game.play.looking_back.lives import begins_at, local, of_role
from game.session.story_week import StoryWeek
from game.story.model import Role
from game.story.phrases import hour_in_words
from game.story.prose import paragraphs


def choose_role(week: StoryWeek, answers: Iterator[str], out: TextIO, width: int) -> Role | None:
    """The role that the player takes, with Enter alone the one that is proposed; the only one where there is no choice; None where
    nothing is answered."""
    roles, totals = list(week.story.roles.values()), week.totals()
    for text in filter(None, (week.story.title, week.story.about, f"You have come to {totals}." if totals else "")):
        out.write(wrapped(text, width) + "\n")
    if len(roles) == 1:
        return roles[0]
    proposed = week.story.roles[week.next.role]
    out.write(f"\n{wrapped(f'Who will you be? Enter alone begins as {proposed.title}{_why(week)}.', width)}\n\n")
    for number, role in enumerate(roles, start=1):
        out.write(wrapped(" ".join(_told(week, role)), width, first=f"{number:>2}  ", indent="    ") + "\n")
    out.flush()
    for answer in answers:
        typed = answer.strip()
        if not typed:
            return proposed
        if 1 <= number_in(typed) <= len(roles):
            return roles[number_in(typed) - 1]
        if typed.lower() in QUITS:
            return None
        out.write(f"Type a number from 1 to {len(roles)}, or q to quit.\n")
        out.flush()
    return None


def _why(week: StoryWeek) -> str:
    if not week.next.place:
        return ""
    return f". You came to {week.next.place} as {week.story.roles[week.next.by].title}: see it from the other side"


def _told(week: StoryWeek, role: Role) -> Iterator[str]:
    """A role's lane in sentences: how it begins, or how it was lived and whom it crossed."""
    life = week.lives.get(role.id)
    yield f"{role.title}."
    if life is None:
        if week.days:
            start = week.story.scenes[role.start].place
            utc = week.story.places[start].utc if start else None
            yield f"From {hour_in_words(local(week.story, begins_at(week.story, role), utc))}."
        yield words(paragraphs(role.blurb.text))
    else:
        stops = (f"{stop.place.name} {hour_in_words(stop.came)}" for stop in life.stops if stop.came is not None)
        yield ": ".join(filter(None, ["Played" if life.ended else "Begun", ", ".join(stops)])) + "."
        for each in of_role(week.crossings, role.id):
            yield f"{week.story.roles[each.other(role.id)].title} was in {each.place} too, {hour_in_words(each.moment)}."
    if found := week.endings_of(role.id):
        yield f"({found} found)"
