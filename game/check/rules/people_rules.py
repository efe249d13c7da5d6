"""Who is there and who speaks. These are hints: a cast that is counted isn't yet a cast that is fair."""

import re
from collections.abc import Iterator

from game.check.rules.name_rules import every_prose
from game.check.rules.violation import Violation, in_section
from game.check.stats.counts import people_of, shares_of
from game.story.model import Story

LEAST_SHARE = 0.4
FEWEST_PEOPLE, FEWEST_LINES = 5, 20
"""Of fewer there are no shares to speak of."""

_WORD = re.compile(r"\w+")
_IN_ANY_NAME = frozenset(("the", "your", "her", "his", "our", "old", "young", "little"))


def cast(story: Story) -> Iterator[Violation]:
    for person in story.people.values():
        missing = [key for key, value in (("wants", person.wants), ("work", person.work)) if not value]
        if missing:
            made = story.scenes.get(person.id)
            yield Violation(
                "person-without-wants",
                f"{person.name} has no {' and no '.join(f'`{key}`' for key in missing)}",
                made.at if made is not None else None,
                person.id if made is not None else "",
                (person.id,),
                "somebody who wants nothing is scenery: say what this person is after, and does for a living",
                section="people",
            )
    yield from _unused(story)
    people = people_of(story)
    shares = shares_of(people)
    if sum(person.lines for person in people) >= FEWEST_LINES and any(person.host for person in people):
        yield from _share("few-hosts", shares.hosts_of_lines, "of the lines are spoken by those who live where others arrive")
    if len(people) >= FEWEST_PEOPLE and any(person.woman for person in people):
        yield from _share("few-women", shares.women_of_people, "of the people are women")


def _unused(story: Story) -> Iterator[Violation]:
    """Who neither speaks nor is met, and isn't named in any text: by any word of the name, since few are called by all of it."""
    there = {block.person for scene in story.scenes.values() for block in scene.blocks}
    there |= {scene.person for scene in story.scenes.values()}
    silent = [person for person in story.people.values() if person.id not in there]
    if not silent:
        return
    titles = [title for scene in story.scenes.values() for title in (scene.title, scene.ending)]
    titles += [text for role in story.roles.values() for text in (role.title, role.blurb.text)]
    words = {word for text in (*titles, *(prose.text for prose in every_prose(story))) for word in _WORD.findall(text.casefold())}
    for person in silent:
        if words.isdisjoint(set(_WORD.findall(person.name.casefold())) - _IN_ANY_NAME):
            help = "give them a line, or take them out"
            message = f"{person.name} neither speaks nor is met, and no text names them"
            yield in_section("unused-person", message, person.id, "people", help)


def _share(code: str, share: float | None, what: str) -> Iterator[Violation]:
    if share is not None and share < LEAST_SHARE:
        yield in_section(code, f"{share:.0%} {what}; at least {LEAST_SHARE:.0%} should be", "people", "people")
