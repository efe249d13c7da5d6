"""The shelf line by line: which role, where nobody has said."""

from collections.abc import Collection, Iterator
from typing import TextIO

from game.plain.plain_text import QUITS, number_in, words, wrapped
from game.story.model import Role, Story
from game.story.prose import paragraphs


def choose_role(
    story: Story, answers: Iterator[str], out: TextIO, width: int, ended: Collection[tuple[str, str]] = frozenset()
) -> Role | None:
    """The role that the player takes; the only one where there is no choice; None where nothing is answered.

    `ended` are the endings that this player has come to before, each as (role, ending).
    """
    roles = list(story.roles.values())
    if len(roles) == 1:
        return roles[0]
    out.write(f"{wrapped(story.title, width)}\n\nWho will you be?\n\n")
    for number, role in enumerate(roles, start=1):
        about = " ".join([f"{role.title}.", words(paragraphs(role.blurb.text)), *_found(story, role, ended)])
        out.write(wrapped(about, width, first=f"{number:>2}  ", indent="    ") + "\n")
    out.flush()
    for answer in answers:
        typed = answer.strip()
        if 1 <= number_in(typed) <= len(roles):
            return roles[number_in(typed) - 1]
        if typed.lower() in QUITS:
            return None
        out.write(f"Type a number from 1 to {len(roles)}, or q to quit.\n")
        out.flush()
    return None


def _found(story: Story, role: Role, ended: Collection[tuple[str, str]]) -> Iterator[str]:
    """How many of a role's endings were found, in a sentence, where any was."""
    found = {story.name_now(ending) for of, ending in ended if of == role.id}
    if found:
        from game.play.looking_back.doors import endings_of

        endings = endings_of(story, role)
        yield f"({len(found.intersection(endings))} of {len(endings)} endings found)"
