"""Generated stories as gamebooks: somebody with the printed page, a pencil and a die comes to the same as the engine."""

from collections.abc import Iterator
from random import Random

from game.document.html import as_page
from game.paper import NotOnPaperError, gamebook
from game.play.program import compile_role
from game.story.model import Story
from tests.paper.beside_engine import walk
from tests.paper.reader import Page

GAMES = 6
LONGEST = 30


def differences(story: Story, seed: int) -> Iterator[str]:
    """Where the page leads elsewhere, by role. What paper can't carry is left out: see `printed`."""
    for role in story.roles if not _reads_on_for_ever(story) else ():
        book = printed(story, role)
        for game in range(GAMES if book is not None else 0):
            assert book is not None
            try:
                walk(compile_role(story, role), book, Random(f"{seed} {game}"), longest=LONGEST)
            except (AssertionError, LookupError) as error:
                yield f"paper: {role}, game {game}: {type(error).__name__}: {str(error)[:600]}"
                break


def _reads_on_for_ever(story: Story) -> bool:
    """Whether scenes in which there is nothing to choose lead round to one another: no reader comes out of those."""
    leads = {scene.id: {go for choice in scene.choices for go in choice.goes} for scene in story.scenes.values() if scene.goes_on}
    left = set(leads)
    while gone := {name for name in left if not leads[name] & left}:
        left -= gone
    return bool(left)


def printed(story: Story, role: str) -> Page | None:
    """The role's book, None where the game says that paper can't carry it."""
    try:
        return Page(as_page(gamebook(story, role)))
    except NotOnPaperError:
        return None
