"""How days, kinds of fact and sources are said, the same in every frontend and whatever the computer's language."""

from datetime import date, datetime

from game.story.model import Fact, Story

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")

KIND_WORDS = {
    "event": "An event: it happened",
    "figure": "A figure",
    "policy": "A policy: a rule or a government's position",
    "report": "A report: somebody reports it; it is not established",
    "view": "A view: an opinion or a reading",
    "context": "Context: background that the reporter states",
}
FORCE_WORDS = {"law": "the law", "price": "a price", "chance": "chance", "others": "other people", "you": "you"}


def date_in_words(day: date) -> str:
    """21 September 2022."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_in_words(moment: date) -> str:
    """Wednesday 21 September 2022."""
    return f"{WEEKDAYS[moment.weekday()]} {date_in_words(moment)}"


def moment_in_words(moment: datetime) -> str:
    """Wednesday 21 September 2022, 18:00."""
    return f"{day_in_words(moment)}, {moment:%H:%M}"


def hour_in_words(moment: datetime) -> str:
    """Wednesday 21 September, 18:00: where the year is known."""
    return f"{WEEKDAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]}, {moment:%H:%M}"


def source_in_words(story: Story, fact: Fact) -> str:
    """Where the fact stands: title, publisher, date and paragraph."""
    source = story.sources[fact.source]
    where = f"paragraphs {fact.at}" if "-" in fact.at or "," in fact.at else f"paragraph {fact.at}"
    return f"{source.title}, {source.publisher}, {date_in_words(source.date)}, {where}"
