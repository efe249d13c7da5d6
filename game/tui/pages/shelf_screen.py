"""The shelf: games to go on with, stories and their roles."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from game.library.find_stories import Found
from game.library.ready import Ready, ready
from game.saves import FinishedGames, SaveError, Saves, Slot
from game.source.identity import Identity, name_in
from game.story.model import Role, Story
from game.text.shell import command_line
from game.text.words import counted
from game.tui.pages.role_estimate import RoleEstimate, estimate
from game.tui.pages.shelf_tiles import GameTile, RoleTile, ShelfSection, Tile, TileGrid
from game.tui.pages.small_pages import Confirm
from game.tui.safe_text import line, plain
from game.tui.styles import Sheets, sheets
from game.tui.widgets.base_screen import GameScreen, KeyLine, Notice
from game.tui.widgets.top_line import TopLine

MOST_SAVED = 24  # tiles of saved games; `neighbours games` lists them all


class ShelfScroll(VerticalScroll, can_focus=False, inherit_bindings=False):
    """What is taller than the window. It has no keys of its own: the arrows go from tile to tile, and it follows."""


class ShelfScreen(GameScreen[None]):
    """What there is to play. Stories are loaded once the shelf is on the screen."""

    CSS_PATH: ClassVar[Sheets] = sheets("shelf")
    AUTO_FOCUS = ""  # the tiles come later
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Play", id="shelf.choose", tooltip="Play what you stand on"),
        Binding("r", "start_over", "Start over", id="shelf.start_over", tooltip="Start the saved game you stand on from its beginning"),
        Binding("d,delete", "delete", "Delete", id="shelf.delete", tooltip="Delete the saved game you stand on"),
        Binding(
            "D",
            "delete_all",
            "Delete all games",
            id="shelf.delete_all",
            tooltip="Delete every saved game on this computer",
            key_display="D",
        ),
        *(
            Binding(key, f"go({to})", key.capitalize(), id=f"shelf.{key}", tooltip="Go to the next tile in that direction", show=False)
            for key, to in (("up", "0,-1"), ("down", "0,1"), ("left", "-1,0"), ("right", "1,0"))
        ),
        Binding("space,pagedown", "page(1)", "Page down", id="shelf.page_down", tooltip="A page down", show=False),
        Binding("pageup", "page(-1)", "Page up", id="shelf.page_up", tooltip="A page up", show=False),
    ]

    class Play(Message):
        """The player wants to start a role anew."""

        def __init__(self, story: Story, role: Role) -> None:
            super().__init__()
            self.story = story
            self.role = role

    class GoOn(Message):
        """The player wants to go on with a saved game, or to start it over."""

        def __init__(self, story: Story, slot: Slot, *, over: bool = False) -> None:
            super().__init__()
            self.story = story
            self.slot = slot
            self.over = over

    def __init__(
        self, saves: Saves, stories: Sequence[Found], story: Story | None = None, *, player: Callable[[], str] = str, notice: str = ""
    ) -> None:
        """`story` is one that is loaded already; it stands before the others. `player` tells the nickname for new games, or ""."""
        super().__init__()
        self._saves = saves
        self._player = player
        self._found = {found.identity: found for found in stories if story is None or found.identity != story.identity}
        self._stories: dict[Identity, Story] = {story.identity: story} if story is not None else {}
        self._broken: set[Identity] = set()
        self._slots: tuple[Slot, ...] = ()
        self._estimates: dict[tuple[Identity, str], RoleEstimate] = {}
        self._ended: dict[Identity, FinishedGames] = {}
        self._sections: dict[Identity, ShelfSection] = {}  # of the stories that are loaded later
        self._notice = notice

    # ---- drawing ----

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Notice()
        with ShelfScroll(id="shelf"):
            yield ShelfSection(id="latest")
            for story in self._stories.values():
                yield ShelfSection(_heading(story.title), self._roles(story))
            for identity, found in self._found.items():
                self._sections[identity] = ShelfSection(Static(line(f"Opening {found.name}…", "$muted"), classes="said"))
                yield self._sections[identity]
            yield ShelfSection(id="saved")
        yield KeyLine()

    async def on_mount(self) -> None:
        strip = self.query_one(TopLine)
        strip.title, strip.who, strip.place = "Good Neighbours", "The shelf", self._player()
        self.tell(self._notice)
        await self._show_games()
        self.call_after_refresh(self.run_worker, self._load_and_measure, thread=True)

    async def on_screen_resume(self) -> None:
        """Somebody else may be the player by now, since the settings were above the shelf."""
        strip = self.query_one(TopLine)
        if strip.place != self._player():
            strip.place = self._player()
            self._update_tiles()
            await self._show_games()

    async def _show_games(self) -> None:
        """Draw what there is to go on with."""
        try:
            self._slots = self._saves.slots()
        except SaveError as error:
            self._slots = ()
            self.tell(error.sentence)
        latest = [slot for slot in self._slots if self._may_go_on(slot)][:1]
        saved = [slot for slot in self._slots if slot not in latest]
        self.set_focus(None)
        await self.query_one("#latest", ShelfSection).hold(*self._games("Go on where you were", latest))
        await self.query_one("#saved", ShelfSection).hold(*self._games("Saved games", saved))
        self._stand_somewhere()

    def _may_go_on(self, slot: Slot) -> bool:
        """Whether it may be the first thing on the shelf: somebody else's game isn't where this player was."""
        mine = slot.readable and not slot.finished and self._player() in ("", slot.nickname)
        return mine and any(self._saves.is_of(slot, story) for story in (*self._stories, *self._found))

    def _story_of(self, slot: Slot) -> Story | None:
        """The story of a game, where it has been loaded."""
        return next((story for identity, story in self._stories.items() if self._saves.is_of(slot, identity)), None)

    def _games(self, title: str, slots: Sequence[Slot]) -> Iterator[Widget]:
        if slots:
            yield _heading(title)
            yield TileGrid(GameTile(slot, self._story_of(slot)) for slot in slots[:MOST_SAVED])
        if len(slots) > MOST_SAVED:
            yield Static(plain(f"And {len(slots) - MOST_SAVED} more: `neighbours games` lists them."), classes="said")

    def _roles(self, story: Story) -> Widget:
        return TileGrid(self._role_tile(story, role) for role in story.roles.values())

    def _stand_somewhere(self) -> None:
        """On the first tile, where the player stands on none; what is told above it stays in sight.

        While a story is being opened, its roles may come to stand above the saved games.
        """
        if self.focused is None:
            opening = any(found not in self._stories and found not in self._broken for found in self._found)
            saved = set(self.query("#saved Tile")) if opening else ()
            for tile in [tile for tile in self.query(Tile) if tile not in saved][:1]:
                tile.focus(scroll_visible=False)

    def _role_tile(self, story: Story, role: Role) -> RoleTile:
        return RoleTile(story, role, self._estimates.get((story.identity, role.id)), self._endings(story, role))

    def _endings(self, story: Story, role: Role) -> frozenset[str]:
        """The endings of a role that whoever plays now has found."""
        player = self._player()
        games = self._ended.get(story.identity, FinishedGames()).games
        return frozenset(game.ending for game in games if game.nickname == player and game.role == role.id)

    def _update_tiles(self) -> None:
        for tile in self.query(RoleTile):
            tile.show_estimate(self._estimates.get((tile.story.identity, tile.role.id)), self._endings(tile.story, tile.role))

    # ---- loading ----

    def _load_and_measure(self) -> None:
        """In a thread of its own: load each story, then walk through its roles."""
        stories = list(self._stories.values())
        for found in self._found.values():
            loaded = ready(found.folder, found.shown)
            self.call_later(self._show_story, found, loaded)
            if loaded.story is not None:
                stories.append(loaded.story)
        for story in stories:
            try:
                ended = self._saves.finished(story.identity)
            except SaveError:
                ended = FinishedGames()  # told when a game is started, which reads them as well
            for role in story.roles.values():
                self.call_later(self._show_estimate, story, role, estimate(story, role), ended)

    async def _show_story(self, found: Found, loaded: Ready) -> None:
        """Show a story that was loaded, or can't be."""
        if self not in self.app.screen_stack:
            return  # the shelf has been left meanwhile
        story = loaded.story
        section = self._sections[found.identity]
        if story is None:
            self._broken.add(found.identity)
            problems = counted(len(loaded.errors), "problem")
            said = f"It can't be played yet: `{command_line('check', found.shown)}` tells its {problems}."
            await section.hold(_heading(found.name), Static(plain(said), classes="said"))
            self._stand_somewhere()
            return
        self._stories[found.identity] = story
        await section.hold(_heading(story.title), self._roles(story))
        for tile in self.query(GameTile):
            if self._saves.is_of(tile.slot, found.identity):
                tile.name_story(story)
        self._stand_somewhere()

    def _show_estimate(self, story: Story, role: Role, measured: RoleEstimate, ended: FinishedGames) -> None:
        """Show what a role was measured to be; `ended` are the finished games of its story, whoever played them."""
        if self not in self.app.screen_stack:
            return
        self._estimates[story.identity, role.id] = measured
        self._ended[story.identity] = ended
        for tile in self.query(RoleTile):
            if tile.story is story and tile.role is role:
                tile.show_estimate(measured, self._endings(story, role))

    # ---- standing and choosing ----

    def useful(self, action: str) -> bool:
        if action in ("start_over", "delete"):
            return isinstance(self.focused, GameTile)
        return bool(self._slots) if action == "delete_all" else True

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    def action_go(self, across: int, down: int) -> None:
        """Stand on the nearest tile in that direction; where there is none above or below, look there."""
        if ahead := self._ahead(across, down):
            nearest = min(ahead, key=lambda each: abs(each[1]) + 4 * abs(each[2]) if down else abs(each[1]))
            nearest[0].focus()
        elif down:
            self._look_beyond(down)

    def action_page(self, pages: int) -> None:
        """Stand on the last tile within a page from here, so that what is chosen is always in sight."""
        ahead = self._ahead(0, pages)
        page = self.query_one(ShelfScroll).size.height
        if within := [each for each in ahead if abs(each[2]) < page]:
            max(within, key=lambda each: (abs(each[2]), -abs(each[1])))[0].focus()
        elif ahead:
            self.action_go(0, pages)
        else:
            self._look_beyond(pages)

    def _ahead(self, across: int, down: int) -> list[tuple[Tile, int, int]]:
        """The tiles in that direction, each with how far it is across and down."""
        stood = self.focused
        if stood is None:
            return []
        x, y = stood.region.offset
        ahead = [(tile, tile.region.x - x, tile.region.y - y) for tile in self.query(Tile) if tile is not stood]
        return [(tile, dx, dy) for tile, dx, dy in ahead if (dx * across > 0 and dy == 0 if across else dy * down > 0)]

    def _look_beyond(self, down: int) -> None:
        shelf = self.query_one(ShelfScroll)
        if down > 0:
            shelf.scroll_end(animate=False)
        else:
            shelf.scroll_home(animate=False)

    def action_choose(self) -> None:
        if isinstance(self.focused, Tile):
            self.focused.choose()

    def on_tile_picked(self, event: Tile.Picked) -> None:
        match event.tile:
            case RoleTile(story=story, role=role):
                self.post_message(self.Play(story, role))
            case GameTile(slot=slot):
                self._go_on(slot)

    def _go_on(self, slot: Slot, *, over: bool = False) -> None:
        story = self._story_of(slot)
        if story is not None:
            self.post_message(self.GoOn(story, slot, over=over))
        elif any(self._saves.is_of(slot, found) and found not in self._broken for found in self._found):
            self.tell("The story of this game is being opened. Try again in a moment.")
        else:
            self.tell(f"The story of this game, {name_in(slot.story)}, isn't here or can't be played. The game is left as it is.")

    # ---- starting over and deleting ----

    def action_start_over(self) -> None:
        tile = self.focused
        if not isinstance(tile, GameTile) or not tile.slot.readable:
            return
        slot = tile.slot
        decisions = "the one decision made in it is" if slot.decisions == 1 else f"the {slot.decisions} decisions made in it are"
        question = Confirm(
            "Start this game over?",
            f"You begin again as the same person, and {decisions} given up. Endings you have found stay found.",
            yes="Yes, start over",
            no="No, keep the game as it is",
        )
        if slot.finished:
            says = "A new game begins as the same person, with the same luck. This one stays as it is, with its ending."
            question = Confirm("Start over?", says, yes="Yes, start over", no="No, stay here")
        self.open(question, lambda answer: self._go_on(slot, over=True) if answer else None)

    def action_delete(self) -> None:
        if isinstance(self.focused, GameTile):
            where = self.focused.slot.where or "A game that can’t be read"
            says = f"“{where}”\n\nIt can't be brought back. Endings you have found stay found."
            self._ask_to_delete("Delete this game?", says, self.focused.slot, yes="Yes, delete it", no="No, keep it")

    def action_delete_all(self) -> None:
        count = len(self._slots)
        if not count:
            self.tell("There is no saved game to delete.")
            return
        games = "The one saved game" if count == 1 else f"All {count} saved games"
        says = f"{games} and the record of the endings found, of everybody who plays on this computer. They can't be brought back."
        self._ask_to_delete("Delete all games?", says, None, yes="Yes, delete all of them", no="No, keep them")

    def _ask_to_delete(self, question: str, says: str, slot: Slot | None, *, yes: str, no: str) -> None:
        async def answered(answer: bool | None) -> None:
            if answer:
                await self._delete(slot)

        self.open(Confirm(question, says, yes=yes, no=no), answered)

    async def _delete(self, slot: Slot | None) -> None:
        """Delete a game, or with None all of them. Who stood on it stands then on the one that comes into its place."""
        self.tell("")
        tiles = list(self.query(Tile))
        at = tiles.index(self.focused) if isinstance(self.focused, Tile) else 0
        try:
            if slot is None:
                self._saves.delete_all()
                self._ended.clear()
                self._update_tiles()
            else:
                self._saves.delete(slot)
        except SaveError as error:
            self.tell(error.sentence)
        await self._show_games()
        if tiles := list(self.query(Tile)):
            tiles[min(at, len(tiles) - 1)].focus()


def _heading(text: str) -> Static:
    return Static(line(text, "bold"), classes="heading")
