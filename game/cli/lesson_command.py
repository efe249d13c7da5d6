"""`neighbours lesson`: a teacher says that a lesson is on, and until when is played."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from game.cli.exit_codes import Exit, ProblemsError, WrongUseError
from game.cli.open_story import find, role_of
from game.cli.play_command import story_to_play
from game.library.find_stories import all_stories
from game.library.lesson_file import lesson_of
from game.saves import HeldLesson, SaveError, end_lesson, held_lesson, hold_lesson, lesson_file
from game.session.lesson_bell import Clock, computers_clock
from game.story.phrases import WEEKDAYS, part_in_words
from game.text.words import counted


def lesson(what: str | None, name: str | None, *, role: str | None, minutes: int | None, until: str | None) -> int:
    return lesson_by(computers_clock, what, name, role=role, minutes=minutes, until=until)


def lesson_by(
    clock: Clock,
    what: str | None = None,
    name: str | None = None,
    *,
    role: str | None = None,
    minutes: int | None = None,
    until: str | None = None,
) -> int:
    """The same by another clock than this computer's."""
    if what != "on" and any(each is not None for each in (name, role, minutes, until)):
        raise WrongUseError("What a lesson is like goes behind `neighbours lesson on`.")
    try:
        match what:
            case "on":
                return _begin(name, role, minutes, until, clock())
            case "off":
                print("The lesson is over: nobody is asked anything by itself." if end_lesson(lesson_file()) else "No lesson was on.")
            case _:
                held, notice = held_lesson(lesson_file(), clock())
                for sentence in (*filter(None, [notice]), *(_told(held, clock()) if held is not None else ["No lesson is on."])):
                    print(sentence)
    except SaveError as error:
        raise ProblemsError(error.sentence) from error
    return Exit.FINE


def _begin(name: str | None, role: str | None, minutes: int | None, until: str | None, now: datetime) -> int:
    if minutes is not None and until is not None:
        raise WrongUseError("Say either --minutes or --until: each tells when the bell rings.")
    found = find(name)
    story = story_to_play(found)
    if story is None:
        return Exit.PROBLEMS
    if role is not None:
        role_of(story, role)
    about = lesson_of(story, found.folder, found.shown)
    bell = now + timedelta(minutes=minutes) if minutes is not None else _next(until, now) if until is not None else None
    held = HeldLesson(story.id, role or "", bell)
    hold_lesson(lesson_file(), held)
    for sentence in _told(held, now):
        print(sentence)
    if about is None or not about.questions:
        print("This story has no questions of its own, so none are put: its lesson.yaml would have them.")
    print("`neighbours lesson off` ends it.")
    return Exit.FINE


def _next(until: str, now: datetime) -> datetime:
    """When the clock shows this hour next."""
    hour, minute = map(int, until.split(":"))
    today = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)


def _told(held: HeldLesson, now: datetime) -> Iterator[str]:
    known = next((found for found in all_stories() if found.identity.id == held.story), None)
    story = story_to_play(known) if known is not None else None
    yield f"A lesson is on with {story.title if story is not None else held.story or 'any story'}: the questions come before and after."
    role = story.roles.get(held.role) if story is not None else None
    if held.role:
        yield f"The shelf proposes {role.title if role is not None else held.role} first."
    if role is not None and role.parts:
        yield f"A part of it comes before the whole: “{role.parts[0].title}”, {part_in_words(role.parts[0])}."
    elif story is not None and not held.role and any(story.parts):
        yield "Where a role has a part, that is proposed before the whole."
    if held.bell is not None:
        yield _bell_in_words(held.bell.astimezone(now.tzinfo), now)


def _bell_in_words(bell: datetime, now: datetime) -> str:
    if bell <= now:
        return f"The bell rang at {bell:%H:%M}. Who starts now plays without one."
    if bell.date() != now.date():
        return f"The bell rings on {WEEKDAYS[bell.weekday()]} at {bell:%H:%M}."
    return f"The bell rings at {bell:%H:%M}, in {counted(-int((now - bell) // timedelta(minutes=1)), 'minute')}."
