"""The shelf line by line: the story's week, whom one was in it, and who to be."""

from collections.abc import Iterator
from typing import NamedTuple, TextIO

from game.plain.plain_text import QUITS, number_in, words, wrapped
from game.play.looking_back.lives import begins_at, local, of_role
from game.saves import Slot
from game.session.story_week import StoryWeek
from game.story.model import Role, RolePart
from game.story.phrases import credits_of, hour_in_words, part_in_words
from game.story.prose import paragraphs
from game.text.words import in_a_row


class Taken(NamedTuple):
    """The role that is taken, and the game of it to go on with; None where it is begun anew, the whole of it or a part."""

    role: Role
    slot: Slot | None = None
    part: RolePart | None = None


def choose_role(week: StoryWeek, answers: Iterator[str], out: TextIO, width: int) -> Taken | None:
    """The role that the player takes, with Enter alone the one that is proposed; the only one where there is no choice; None where
    nothing is answered."""
    roles, totals = list(week.story.roles.values()), week.totals()
    for text in filter(None, (week.story.title, week.story.about, credits_of(week.story), f"You have come to {totals}." if totals else "")):
        out.write(wrapped(text, width) + "\n")
    if len(roles) == 1:
        return _taken(week, roles[0], answers, out, width)
    proposed = week.story.roles[week.next.role]
    out.write(f"\n{wrapped(f'Who will you be? Enter alone begins as {proposed.title}{_why(week)}', width)}\n\n")
    for number, role in enumerate(roles, start=1):
        out.write(wrapped(" ".join(_told(week, role)), width, first=f"{number:>2}  ", indent="    ") + "\n")
    if week.others:
        names = [f"{nickname} ({count})" for nickname, count in sorted(week.others.items()) if nickname]
        nobody = [f"without a nickname ({week.others['']})"] if "" in week.others else []
        how = in_a_row([*(["with `--nickname` and the name"] if names else []), *(["without `--nickname`"] if nobody else [])], "or")
        others = f"There are other games here: {in_a_row([*names, *nobody])}. Start {how} to see them."
        out.write(f"\n{wrapped(others, width)}\n")
    out.flush()
    for answer in answers:
        typed = answer.strip()
        if not typed:
            return _taken(week, proposed, answers, out, width)
        if 1 <= number_in(typed) <= len(roles):
            return _taken(week, roles[number_in(typed) - 1], answers, out, width)
        if typed.lower() in QUITS:
            return None
        out.write(f"Type a number from 1 to {len(roles)}, or q to quit.\n")
        out.flush()
    return None


def _taken(week: StoryWeek, role: Role, answers: Iterator[str], out: TextIO, width: int) -> Taken | None:
    """Where a game as that role was left, which of the two the player wants: to go on with it, or to start anew."""
    slot = week.unfinished.get(role.id)
    if slot is None:
        return _begun(week, role, answers, out, width)
    left = f"You have begun as {role.title} and come to: {slot.where}. Enter alone goes on with that game; n starts anew, and it is kept."
    out.write(f"\n{wrapped(left, width)}\n")
    out.flush()
    for answer in answers:
        typed = answer.strip().lower()
        if typed in ("", "n"):
            return Taken(role, slot) if not typed else _begun(week, role, answers, out, width)
        if typed in QUITS:
            return None
        out.write("Press Enter to go on, or type n to start anew, or q to quit.\n")
        out.flush()
    return None


def _begun(week: StoryWeek, role: Role, answers: Iterator[str], out: TextIO, width: int) -> Taken | None:
    """A new game as that role. In a lesson its parts are proposed before the whole."""
    parts = week.parts_of(role)
    if not parts:
        return Taken(role)
    first = f"Enter alone begins a part of this role, “{parts[0].title}”, {part_in_words(parts[0])}; w begins the whole role."
    out.write(f"\n{wrapped(first, width)}\n")
    for number, part in enumerate(parts, start=1) if len(parts) > 1 else ():
        out.write(wrapped(f"“{part.title}”, {part_in_words(part)}.", width, first=f"{number:>2}  ", indent="    ") + "\n")
    out.flush()
    for answer in answers:
        typed = answer.strip().lower()
        if typed == "w":
            return Taken(role)
        if not typed or 1 <= number_in(typed) <= len(parts):
            return Taken(role, part=parts[number_in(typed) - 1 if typed else 0])
        if typed in QUITS:
            return None
        out.write("Press Enter to begin the part, or type w for the whole role, or q to quit.\n")
        out.flush()
    return None


def _why(week: StoryWeek) -> str:
    return f": see the other side. {week.next.tie.says}" if week.next.tie is not None else "."


def _told(week: StoryWeek, role: Role) -> Iterator[str]:
    """A role's lane in sentences: how it begins, or how it was lived and whom it crossed."""
    life = week.lives.get(role.id)
    yield f"{role.title}."
    if life is None:
        if week.days:
            start = week.story.scenes[role.start].place
            place = week.story.places[start] if start else None
            yield f"From {hour_in_words(local(week.story, begins_at(week.story, role), place))}."
        yield words(paragraphs(role.blurb.text))
    else:
        stops = (f"{stop.place.name} {hour_in_words(stop.came)}" for stop in life.stops if stop.came is not None)
        yield ": ".join(filter(None, ["Played" if life.ended else "Begun", ", ".join(stops)])) + "."
        for each in of_role(week.crossings, role.id):
            yield f"{week.story.roles[each.other(role.id)].title} was in {each.place} too, {hour_in_words(each.moment)}."
    if found := week.endings_of(role.id):
        yield f"({found} found)"
