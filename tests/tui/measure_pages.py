"""Plays at random and looks at every page: what can be chosen before it was read, and what is said to go on with room to spare.

python -m tests.tui.measure_pages --games 200
"""

import argparse
import asyncio
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from game.library.find_stories import shipped_folder
from game.library.load import load
from game.story.model import Story
from game.tui.play.page_column import PageColumn
from game.tui.play.passage import PassageView
from tests.tui.driving import Desk, Player

SIZES = ((80, 24), (100, 30), (120, 40))
MOST = 120  # choices in a game
LAST_WORDS = 5  # that tell a text's last line
IN_HASTE = ("enter", "1", "2", "down", "space")  # what is typed while a page says that there is more


class Measured(Struct):
    """What was counted, and where it was first found wrong."""

    passages: int = 0
    pages: int = 0
    chosen_unread: int = 0
    room_to_spare: int = 0
    where: str = ""

    def __str__(self) -> str:
        return (
            f"{self.passages} passages on {self.pages} pages; choices that could be made before the last line had been shown: "
            f"{self.chosen_unread}; more below with room to spare: {self.room_to_spare}{self.where}"
        )


class Seen(Struct, frozen=True):
    """A page as it is on the screen: its words, rows with text, with choices, and with nothing below them."""

    words: tuple[str, ...]
    text: int
    choices: int
    empty: int
    more: bool


def seen(player: Player) -> Seen:
    page = player.app.screen.query_one(PageColumn).region
    reading = player.app.screen.query_one(PassageView).region
    choices = player.choices.region if player.choices in player.app.screen._compositor.visible_widgets else None
    lines = player.lines
    text = [lines[y][reading.x : reading.right] for y in range(reading.y, reading.bottom)]
    last = max((y for y in range(page.y, page.bottom) if lines[y][page.x : page.right].strip()), default=page.y)
    return Seen(
        words=tuple(word for line in text for word in line.replace("▌", " ").split()),
        text=reading.height,
        choices=choices.height if choices is not None else 0,
        empty=page.bottom - 1 - last,
        more=any("▼ more" in line[page.x : page.right] for line in lines),
    )


async def passage(player: Player, found: Measured, luck: random.Random) -> None:
    """Read one passage to its choices, with keys that would choose if they could."""
    found.passages += 1
    last = tuple(player.passage.split()[-LAST_WORDS:])
    made = player.app._session.played.decisions  # type: ignore[union-attr]
    words: tuple[str, ...] = ()
    for _ in range(60):
        now = seen(player)
        found.pages += 1
        words += now.words
        read = words[-len(last) :] == last
        if now.choices and not read:
            found.chosen_unread += 1
            found.where = found.where or f"\n{player.sees}"
        if now.choices or not now.more:
            return
        await player.pilot.press(luck.choice(IN_HASTE))
        await player.seen()
        if player.app._session.played.decisions != made and not read:  # type: ignore[union-attr]
            found.chosen_unread += 1
            return
        after = seen(player)
        if now.empty > after.text + after.choices:
            found.room_to_spare += 1
            found.where = found.where or f"\n{player.sees}"


async def game(story: Story, role: str, size: tuple[int, int], seed: int, found: Measured) -> None:
    luck = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.settings.write_text('{"reduced_motion": true}', "utf-8")
        async with desk.play(role, size, seed=seed, story=story) as player:
            for _ in range(MOST):
                await passage(player, found, luck)
                if player.ended:
                    return
                await player.press(str(luck.randint(1, sum(row.open for row in player.choices.rows))))


def games(story: Story, first: int, number: int) -> Iterator[tuple[str, tuple[int, int], int]]:
    """Roles and sizes in turn, so that each role comes in each size."""
    roles = list(story.roles)
    for seed in range(first, first + number):
        yield roles[seed % len(roles)], SIZES[seed // len(roles) % len(SIZES)], seed


def shipped() -> Story:
    story = load(shipped_folder() / "good_neighbours").story
    assert story is not None
    return story


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--games", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help="the seed of the first game")
    options = parser.parse_args()
    story, found = shipped(), {size: Measured() for size in SIZES}
    for role, size, seed in games(story, options.first, options.games):
        asyncio.run(game(story, role, size, seed, found[size]))
    for size, measured in found.items():
        print(f"{size[0]}x{size[1]}: {measured}")
    return int(any(measured.chosen_unread or measured.room_to_spare for measured in found.values()))


if __name__ == "__main__":
    raise SystemExit(main())
