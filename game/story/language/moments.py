"""Conditions that ask for a moment: `date >= 2022-09-23 15:00`, `from friday 15:00`, `until 2022-09-25`.

The clock goes by whole hours, so a moment between two of them is asked for as the hour that the comparison can tell from it. A
day of the week is the first one on or after the day on which the clock starts.
"""

import re
from datetime import datetime, timedelta

from game.story.language import tree
from game.story.language.parse import LanguageError, Token

_MOMENT = re.compile(
    r"(?:(?P<word>from|until)\s+)?(?:(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})|(?P<weekday>[A-Za-z]+))(?:\s+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2}))?"
)
_NOW = tree.ClockRead("moment")


def within(token: Token, start: datetime) -> tree.Expression:
    """`from` a moment on, it included, or `until` it, it excluded. Raises LanguageError where there is no such moment."""
    asked, shown = _moment(token, start), " ".join(token.text.split())
    word, _, named = shown.partition(" ")
    return tree.Compare(">=" if word == "from" else "<", _NOW, tree.Constant(_first_hour(asked, start), named))


def compared(sign: tree.Comparison, token: Token, start: datetime) -> tree.Expression:
    """The date and the hour of the clock beside those of a token. Raises LanguageError."""
    asked, shown = _moment(token, start), " ".join(token.text.split())
    first = _first_hour(asked, start)
    exact = _hours(asked, start) == timedelta(hours=first)
    if sign in ("==", "!=") and not exact:
        message = f"the clock never shows {shown}: it goes by whole hours"
        raise token.error("bad-number", message, help="ask with `>=` or `<`")
    if sign in (">", "<=") and not exact:  # the hour before is the last that isn't later
        first -= 1
    return tree.Compare(sign, _NOW, tree.Constant(first, shown))


def on_weekday(typed: str, start: datetime) -> datetime | None:
    """The moment that `friday 15:00` names in a story that begins at `start`; None where nothing such was typed."""
    match = _MOMENT.fullmatch(typed)
    if match is None or match["word"] or (match["weekday"] or "").lower() not in tree.WEEKDAYS or match["hour"] is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"])
    return _on(match["weekday"], hour, minute, start) if hour < 24 and minute < 60 else None


def _on(weekday: str, hour: int, minute: int, start: datetime) -> datetime:
    ahead = (tree.WEEKDAYS.index(weekday.lower()) - start.weekday()) % 7
    return start.replace(hour=hour, minute=minute) + timedelta(days=ahead)


def _moment(token: Token, start: datetime) -> datetime:
    match = _MOMENT.fullmatch(token.text)
    assert match is not None, "the lexer takes nothing else for a moment"
    hour, minute = int(match["hour"] or 0), int(match["minute"] or 0)
    if hour > 23 or minute > 59:
        at = token.text.rindex(match["hour"] + ":")
        raise LanguageError("bad-number", f"there is no hour {token.text[at:]}", token.start + at, len(token.text) - at)
    if match["weekday"]:
        return _on(match["weekday"], hour, minute, start)
    try:
        return datetime.fromisoformat(f"{match['date']} {hour:02}:{minute:02}")
    except ValueError:
        raise token.error("bad-number", f"there is no day {match['date']}") from None


def _hours(asked: datetime, start: datetime) -> timedelta:
    """As `ClockRead` counts a moment: from the midnight at which day 0 began, the minutes of the clock's start left out."""
    return timedelta(days=asked.toordinal(), hours=asked.hour, minutes=asked.minute - start.minute)


def _first_hour(asked: datetime, start: datetime) -> int:
    """The first hour of the clock that isn't before a moment."""
    return -(-_hours(asked, start) // timedelta(hours=1))
