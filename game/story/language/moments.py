"""Conditions that ask for a moment: `date >= 2022-09-23 15:00`, `from friday 15:00`, `until 2022-09-25`.

A day of the week is the first one on or after the day on which the clock starts. What is asked for is the local time of the scene.
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
    return tree.Compare(">=" if word == "from" else "<", _NOW, tree.Constant(_minutes(asked), named))


def compared(sign: tree.Comparison, token: Token, start: datetime) -> tree.Expression:
    """The date and the hour of the clock beside those of a token. Raises LanguageError."""
    return tree.Compare(sign, _NOW, tree.Constant(_minutes(_moment(token, start)), " ".join(token.text.split())))


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


def _minutes(moment: datetime) -> int:
    """As `ClockRead` counts a moment."""
    return 60 * (24 * moment.toordinal() + moment.hour) + moment.minute
