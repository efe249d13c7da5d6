"""Parts on paper, played at random by the page's words alone beside the engine: `python -m tests.paper.random_games STORY [GAMES]`.

For each part of a story it prints its size, how many games ended, and at which ends. The first difference stops it.
"""

import sys
from collections import Counter
from pathlib import Path
from random import Random

from game.document.html import as_page
from game.library.load import load
from game.paper import gamebook, gamebook_with_size
from game.play.program import compile_role
from game.story.model import RolePart, Story
from game.story.part_scenes import story_of_part
from tests.paper.beside_engine import walk
from tests.paper.reader import Page


def ends_on_paper(story: Story, role: str, part: RolePart, games: int) -> Counter[str]:
    """The titles of the ends that so many random games come to, "" for those that were broken off; each is held to the engine."""
    page = Page(as_page(gamebook(story, role, part)))
    program, random = compile_role(story_of_part(story, role, part), role), Random(part.id)
    return Counter(walk(program, page, random) for _ in range(games))


def main(folder: str, games: str = "1000") -> None:
    story = load(Path(folder)).story
    assert story is not None
    for role in story.roles.values():
        for part in role.parts:
            size = gamebook_with_size(story, role.id, part)[1]
            ends = ends_on_paper(story, role.id, part, int(games))
            print(
                f"{role.id}/{part.id}: {size.pages} pages, {len(size.kept)} things; {ends.total() - ends['']:,} of {games} games end: ",
                end="",
            )
            print(", ".join(f"{end} ({count:,})" for end, count in ends.most_common() if end), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
