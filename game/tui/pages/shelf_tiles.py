"""The tiles on the shelf: a role to play, or a game to go on with."""

from collections.abc import Iterable
from datetime import datetime

from textual.containers import ItemGrid, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from game.saves import Slot
from game.source.identity import name_in
from game.story.model import Role, Story
from game.story.phrases import MONTHS
from game.story.prose import paragraphs
from game.story.slug import words_of_slug
from game.text.words import counted
from game.tui.pages.role_estimate import RoleEstimate
from game.tui.safe_text import joined, line, plain, prose, together

NARROWEST_TILE = 45  # columns, in which the length and the endings of a role stand on one line


class Tile(Static, can_focus=True):
    """Something that can be chosen."""

    class Picked(Message):
        """The player wants this."""

        def __init__(self, tile: "Tile") -> None:
            super().__init__()
            self.tile = tile

        @property
        def control(self) -> "Tile":
            return self.tile

    def __init__(self, content: Content) -> None:
        super().__init__(content, markup=False, classes="tile")

    def choose(self) -> None:
        self.post_message(self.Picked(self))

    def on_click(self) -> None:
        self.choose()


class RoleTile(Tile):
    """A role that can be started."""

    def __init__(self, story: Story, role: Role, estimate: RoleEstimate | None, found: frozenset[str]) -> None:
        super().__init__(plain(""))
        self.story = story
        self.role = role
        self.show_estimate(estimate, found)

    def show_estimate(self, estimate: RoleEstimate | None, found: frozenset[str]) -> None:
        """Say how long it takes and what was found; `found` are the endings that were.

        Until that is known its line is kept, so that the tiles below don't move while somebody reads them.
        """
        about: list[Content] = [line("…", "$muted")] if estimate is None else []
        if estimate is not None and estimate.minutes is not None:
            about.append(line(f"about {counted(estimate.minutes, 'minute')}", "$muted"))
        if estimate is not None and estimate.endings:
            about.append(line(f"{len(found & estimate.endings)} of {len(estimate.endings)} endings found", "$muted"))
        blurb = prose(paragraphs(self.role.blurb.text))
        self.update(joined("\n", [line(self.role.title, "bold $accent"), blurb, joined("  ·  ", about, "$muted")]))


class GameTile(Tile):
    """A saved game."""

    def __init__(self, slot: Slot, story: Story | None) -> None:
        super().__init__(game_in_words(slot, story))
        self.slot = slot

    def name_story(self, story: Story) -> None:
        """Say it in the words of its story, once that is loaded."""
        self.update(game_in_words(self.slot, story))


def game_in_words(slot: Slot, story: Story | None) -> Content:
    """Who, in what story, where and when. `story` is None where it isn't there."""
    if not slot.readable:
        return joined(
            "\n", [line("A game that can't be read", "bold"), line(f"{words_of_slug(name_in(slot.story))}. It is left as it is.", "$muted")]
        )
    role = story.roles[slot.role].title if story is not None and slot.role in story.roles else words_of_slug(slot.role)
    title = story.title if story is not None else words_of_slug(name_in(slot.story))
    where = together(plain("Ended: ", "$muted") if slot.finished else plain(""), line(slot.where))
    decisions = line(counted(slot.decisions, "decision"), "$muted")
    played = line(_when(slot.updated.astimezone(), datetime.now().astimezone()) if slot.updated is not None else "", "$muted")
    return joined(
        "\n",
        [
            joined("  ·  ", [line(role, "bold $accent"), line(title, "$muted"), line(slot.nickname, "bold")], "$muted"),
            where,
            joined("  ·  ", [decisions, played], "$muted"),
        ],
    )


def _when(then: datetime, now: datetime) -> str:
    days = (now.date() - then.date()).days
    if days in (0, 1):
        return f"{'today' if days == 0 else 'yesterday'} at {then:%H:%M}"
    return f"{then.day} {MONTHS[then.month - 1]} {then.year}"


class ShelfSection(Vertical):
    """A part of the shelf. It holds nothing where there is nothing to show."""

    async def hold(self, *widgets: Widget) -> None:
        """Hold these instead; they are there when this returns."""
        with self.app.batch_update():
            await self.remove_children()
            await self.mount_all(widgets)


class TileGrid(ItemGrid):
    """TileGrid side by side, as many as there is room for."""

    def __init__(self, tiles: Iterable[Tile]) -> None:
        super().__init__(*tiles, min_column_width=NARROWEST_TILE)
