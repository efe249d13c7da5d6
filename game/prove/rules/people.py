"""Who is there and who speaks. These are hints: a cast that is counted isn't yet a cast that is fair."""

from collections.abc import Iterator

from game.prove.rules.broken import Broken
from game.prove.stats.people import people_of, shares_of
from game.story.model import Story

LEAST_SHARE = 0.4
FEWEST_PEOPLE, FEWEST_LINES = 5, 20
"""Of fewer there are no shares to speak of."""


def cast(story: Story) -> Iterator[Broken]:
    for person in story.people.values():
        missing = [key for key, value in (("wants", person.wants), ("work", person.work)) if not value]
        if missing:
            made = story.scenes.get(person.id)
            yield Broken(
                "person-without-wants",
                f"{person.name} has no {' and no '.join(f'`{key}`' for key in missing)}",
                made.at if made is not None else None,
                person.id if made is not None else "",
                (person.id,),
                "somebody who wants nothing is scenery: say what this person is after, and does for a living",
                section="people",
            )
    people = people_of(story)
    shares = shares_of(people)
    if sum(person.lines for person in people) >= FEWEST_LINES and any(person.host for person in people):
        yield from _share("few-hosts", shares.hosts_of_lines, "of the lines are spoken by those who live where others arrive")
    if len(people) >= FEWEST_PEOPLE and any(person.woman for person in people):
        yield from _share("few-women", shares.women_of_people, "of the people are women")


def _share(code: str, share: float | None, what: str) -> Iterator[Broken]:
    if share is not None and share < LEAST_SHARE:
        yield Broken(code, f"{share:.0%} {what}; at least {LEAST_SHARE:.0%} should be", words=("people",), section="people")
