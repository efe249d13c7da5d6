"""How days, kinds of fact and sources are said, the same in every frontend and whatever the computer's language."""

from datetime import date, datetime

from game.story.model import Fact, RolePart, Story
from game.text.words import counted

ARTICLES = ("The", "A", "An")  # as names of places begin that are no towns
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
OBSTACLE_WORDS = {"law": "a law", "price": "a price", "others": "other people", "chance": "chance", "closed": "a closed choice"}


def kind_in_short(fact: Fact) -> str:
    """What kind of a fact it is, without what that means: `A report`."""
    return KIND_WORDS[fact.kind].partition(":")[0]


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


def within_a_sentence(name: str) -> str:
    """`the border north of Oral`: an article has its capital at the beginning alone."""
    article, space, rest = name.partition(" ")
    return f"{article.lower()}{space}{rest}" if space and article in ARTICLES else name


def standing_at(name: str) -> str:
    """`in Oral`, `at the border north of Oral`."""
    within = within_a_sentence(name)
    return f"in {name}" if within == name else f"at {within}"


def part_in_words(part: RolePart) -> str:
    """How long a part of a role takes, as its author promises: `20 minutes at most`."""
    return f"{counted(part.minutes, 'minute')} at most"


def source_in_words(story: Story, fact: Fact) -> str:
    """Where the fact stands: title, publisher, date and paragraph."""
    return f"{whole_source(story, fact.source)}, {_paragraph(fact)}"


def short_source(story: Story, fact: Fact) -> str:
    """The same for a page that lists its sources: publisher and paragraph, where no other source has this publisher."""
    whose = story.sources[fact.source].whose
    if sum(source.whose == whose for source in story.sources.values()) > 1:
        return source_in_words(story, fact)
    return f"{whose}, {_paragraph(fact)}"


def whole_source(story: Story, name: str) -> str:
    """Title, publisher (or what it is and whose) and date."""
    source = story.sources[name]
    return f"{source.title}, {source.whose}, {date_in_words(source.date)}"


def credits_of(story: Story) -> str:
    """Who wrote the story, which edition it is, what others may do with it and where it can be had; "" where nothing is said."""
    edition = f"version {story.version}" if story.version else ""
    by = f"By {story.author}" if story.author else ""
    return " · ".join(filter(None, (by, edition, story.licence, story.url)))


def _paragraph(fact: Fact) -> str:
    return f"paragraphs {fact.at}" if "-" in fact.at or "," in fact.at else f"paragraph {fact.at}"
