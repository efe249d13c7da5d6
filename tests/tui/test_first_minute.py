"""From a home in which nothing was played to the first choice: how many keys it takes, and how much there is to read."""

import re
from pathlib import Path

from game.library.find_stories import Found, shipped_folder
from game.tui.pages.shelf_screen import ShelfScreen
from game.tui.play.play_screen import PlayScreen
from game.tui.widgets.base_screen import KeyLine
from game.tui.widgets.menu import Menu
from game.tui.widgets.top_line import TopLine
from tests.tui.driving import Desk, Player, driven

STORY = Found(shipped_folder() / "good_neighbours", "good_neighbours")
MOST_KEYS, MOST_WORDS = 3, 150
WORD = re.compile(r"\w+(?:['’\-:]\w+)*")


def choices_shown(player: Player) -> bool:
    screen = player.app.screen
    return isinstance(screen, PlayScreen) and any(row.label.plain[:20] in player.reads for row in player.choices.rows if row.open)


def read_now(player: Player) -> list[str]:
    """The words on the screen, but for the lines at its edges and what can be chosen in the play."""
    screen = player.app.screen
    aside = [*screen.query(KeyLine), *screen.query(TopLine), *screen.query("#meter-line")]
    if isinstance(screen, PlayScreen):
        aside += list(screen.query(Menu))
    rows = {y for widget in aside if widget.display for y in range(widget.region.y, widget.region.bottom)}
    return WORD.findall("\n".join(text for y, text in enumerate(player.lines) if y not in rows))


async def first_minute(folder: Path) -> tuple[int, list[str]]:
    """The keys that are pressed and the words that are shown until the first choice is."""
    async with Desk(folder, (STORY,)).sit() as player:
        await player.wait(lambda: "Enter begins as" in player.reads)
        assert isinstance(player.app.screen, ShelfScreen)
        keys, words = 0, read_now(player)
        while not choices_shown(player):
            assert keys < 10
            await player.press("enter")
            keys += 1
            await player.wait(lambda: isinstance(player.app.screen, PlayScreen))
            words += read_now(player)
        return keys, words


@driven
async def test_the_first_choice_is_three_keys_and_150_words_away_at_most(tmp_path: Path) -> None:
    keys, words = await first_minute(tmp_path)
    assert "conscription" in words, "the content note is read on the way"
    assert "graduate" in words
    assert keys <= MOST_KEYS
    assert len(words) <= MOST_WORDS, " ".join(words)


@driven
async def test_the_note_is_read_once(tmp_path: Path) -> None:
    await first_minute(tmp_path)
    async with Desk(tmp_path, (STORY,)).sit() as player:
        await player.wait(lambda: "Enter goes on with your game." in player.reads)
        assert "conscription" not in player.reads
