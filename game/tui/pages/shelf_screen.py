"""The shelf: a story's title and its week, whom to be in it, and games to go on with."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from game.library.find_stories import Found
from game.library.ready import Ready, ready
from game.saves import HeldLesson, SaveError, Saves, Slot
from game.session.story_week import StoryWeek, shelf_of, story_week
from game.source.identity import Identity, name_in
from game.story.model import Role, RolePart, Story
from game.story.phrases import credits_of, part_in_words
from game.story.prose import paragraphs
from game.text.shell import command_line
from game.text.words import capital, counted, in_a_row
from game.tui.pages.role_estimate import RoleEstimate, estimate
from game.tui.pages.saved_games_screen import LongMenu, PickedGame, SavedGamesScreen, story_of, when
from game.tui.pages.shelf_lanes import WeekChart, told_of_role
from game.tui.pages.small_pages import Ask
from game.tui.safe_text import NOTHING, joined, line, plain, prose, together
from game.tui.styles import Sheets, sheets
from game.tui.themes import ACCENTS, TERMINAL
from game.tui.widgets.base_screen import GameScreen, KeyLine, Notice
from game.tui.widgets.layouts import SHRINKS, ShrinkingColumn
from game.tui.widgets.menu import Menu, Row, parted
from game.tui.widgets.top_line import TopLine

NOBODY = "."  # stands for those who have no nickname
MARGINS = 8  # columns beside the lanes
WIDEST = 140  # columns of the lanes
ROWS_AROUND = 20  # beside the lanes; where there are more than two for each lane, the places stand below it
ROWS_ASIDE = 12  # beside all rows, with what is told of the one that one stands on


class ShelfScreen(GameScreen[None]):
    """One story stands open, the others are a row each. Everything is read once the screen is there."""

    CSS_PATH: ClassVar[Sheets] = sheets("shelf")
    AUTO_FOCUS = "Menu"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-usual"), (30, "-high"), (45, "-higher")]  # noqa: RUF012 (Textual's own declaration)

    class Play(Message):
        """The player wants to start a role anew, or a part of it."""

        def __init__(self, story: Story, role: Role, part: RolePart | None = None) -> None:
            super().__init__()
            self.story = story
            self.role = role
            self.part = part

    class GoOn(Message):
        """The player wants to go on with a saved game, or to start it over."""

        def __init__(self, story: Story, slot: Slot, *, over: bool = False) -> None:
            super().__init__()
            self.story = story
            self.slot = slot
            self.over = over

    def __init__(
        self,
        saves: Saves,
        stories: Sequence[Found],
        story: Story | None = None,
        *,
        player: Callable[[], str] = str,
        become: Callable[[str], str] = str,
        unread: Callable[[Story], bool] = lambda _: False,
        notice: str = "",
        held: HeldLesson | None = None,
    ) -> None:
        """`story` is one that is loaded already; it stands open. `player` tells the nickname for new games, or "", `become`
        sets another and gives what there is to tell of it, and `unread` is whether that player hasn't read a story's content note.
        `held` is the lesson that is on."""
        super().__init__()
        self._saves, self._player, self._become, self._unread, self._notice = saves, player, become, unread, notice
        self._held = held
        self._whose = player()  # the shelf that was read
        self._found = {found.identity: found for found in stories}
        self._stories: dict[Identity, Story] = {story.identity: story} if story is not None else {}
        self._broken: dict[Identity, Ready] = {}
        self._open: Identity | None = story.identity if story is not None else None
        self._slots: tuple[Slot, ...] = ()
        self._week: StoryWeek | None = None  # of the story that stands open, once it has been read
        self._note = False  # whether its content note is still to be read
        self._estimates: dict[tuple[Identity, str], RoleEstimate] = {}
        self._moved = False  # whether the player has looked at anything but what is proposed
        self._reading = 0  # how often everything was read

    # ---- drawing ----

    def compose(self) -> ComposeResult:
        yield TopLine()
        with ShrinkingColumn(id="page"):
            yield Static(id="title", markup=False)
            yield Notice()
            yield LongMenu(numbered=False, id="rows", classes=SHRINKS)
            yield Static(id="told", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(TopLine).who = "The shelf"
        self.query_one("#title", Static).update(plain("Opening the shelf…", "$muted"))
        self.tell(self._notice)
        self._read_all()

    def on_screen_resume(self) -> None:
        """Somebody else may be the player by now, since the settings were above the shelf."""
        if self._week is not None and self._whose != self._player():
            self._read_all()
        self._draw()  # in the colours of the moment

    def on_resize(self) -> None:
        self._draw()

    def _draw(self, *, anew: bool = False) -> None:
        """Draw what was read; with `anew` the player stands on what is proposed."""
        if self._open is None or (self._week is None and self._open not in self._broken):
            return
        menu = self.query_one("#rows", LongMenu)
        shared = self._player() or (self._week is not None and self._week.others)
        self.query_one(TopLine).who = capital(shelf_of(self._player())) if shared else "The shelf"
        self.query_one("#title", Static).update(joined("\n", list(self._title())))
        if anew:
            menu.show(list(self._rows()), stand_on=self._proposed)
        else:
            menu.redraw(list(self._rows()))
        self._tell_of(menu.row)

    def _title(self) -> Iterator[Content]:
        week = self._week
        if week is None:
            broken = self._found[self._open] if self._open is not None else None
            if broken is not None:
                yield line(broken.name, "bold $accent")
                problems = counted(len(self._broken[broken.identity].errors), "problem")
                yield plain(f"It can't be played yet: `{command_line('check', broken.shown)}` tells its {problems}.")
            return
        low = self.has_class("-low")
        yield joined("   ", [line(week.story.title, "bold $accent"), plain("" if low else week.totals(), "$muted")])
        if not low:
            yield line(week.story.about, limit=300)
            yield line(credits_of(week.story), "$muted", limit=300)
        if self._note and week.story.note is not None:
            yield prose(paragraphs(week.story.note.text)).stylize_before("$muted")

    def _rows(self) -> Iterator[Row]:
        week = self._week
        lanes = list(self._lanes(week)) if week is not None else []
        others = [Row(f"story {number}", self._named(identity)) for number, identity in self._others]
        if week is not None and week.others:
            others.append(Row("shelves", self._clipped(line(f"Other shelves: {_names(week.others)}"))))
        if self._slots:
            others.append(Row("games", line(f"Saved games ({len(self._slots)})")))
        room = max(1, self.app.size.height - ROWS_ASIDE - len(lanes) - len(others) - (3 if self._note else 0))
        going_on = [Row(f"game {slot.id}", self._to_go_on(slot)) for slot in self._unfinished[:room]]
        return iter(parted(group for group in (going_on + lanes, others) if group))

    def _lanes(self, week: StoryWeek) -> Iterator[Row]:
        chart, roles = self._chart(week), week.story.roles.values()
        tall = self.app.size.height >= ROWS_AROUND + 2 * len(roles)
        days = chart.days()
        if days is not None:
            yield Row("", together(plain("  "), days), heading=True)
        for role in roles:
            yield Row(f"role {role.id}", chart.lane(role), chart.places(role) if tall else NOTHING)

    def _chart(self, week: StoryWeek) -> WeekChart:
        estimates = {role: measured for (identity, role), measured in self._estimates.items() if identity == week.story.identity}
        accents = ACCENTS.get(self.app.theme, ACCENTS[TERMINAL])
        return WeekChart(week, estimates, accents, min(self.app.size.width - MARGINS, WIDEST))

    def _to_go_on(self, slot: Slot) -> Content:
        story = story_of(slot, self._saves, self._stories)
        role = story.roles[slot.role].title if story is not None and slot.role in story.roles else ""
        names = [line(role), line(slot.where), line(slot.nickname), when(slot)]
        return self._clipped(together(plain("Go on: ", "bold $accent"), joined("  ·  ", names, "$muted")))

    def _clipped(self, row: Content) -> Content:
        """On one line."""
        return row.truncate(min(self.app.size.width - MARGINS, WIDEST), ellipsis=True)

    @property
    def _others(self) -> list[tuple[int, Identity]]:
        """The stories that don't stand open, with their places among all."""
        known = dict.fromkeys((*self._stories, *self._found))
        return [(number, identity) for number, identity in enumerate(known) if identity != self._open]

    def _named(self, identity: Identity) -> Content:
        story = self._stories.get(identity)
        if story is None:
            return line(self._found[identity].name, "$closed" if identity in self._broken else "bold")
        return self._clipped(joined("  ·  ", [line(story.title, "bold"), line(story.about, "$muted", limit=300)], "$muted"))

    @property
    def _unfinished(self) -> list[Slot]:
        """The games to go on with, the one played last first: somebody else's isn't where this player was."""
        mine = [slot for slot in self._slots if slot.readable and not slot.finished and self._player() in ("", slot.nickname)]
        return [slot for slot in mine if any(self._saves.is_of(slot, story) for story in (*self._stories, *self._found))]

    @property
    def _proposed(self) -> str:
        mine = next((slot for slot in self._slots if slot.readable and self._player() in ("", slot.nickname)), None)
        first = self._held.first_of(self._week.story.id) if self._held is not None and self._week is not None else ""
        another = self._week is not None and self._week.next.role == first and mine is not None and mine.role != first
        if mine is not None and mine in self._unfinished and not another:
            return f"game {mine.id}"
        return f"role {self._week.next.role}" if self._week is not None else ""

    # ---- what is told of the row that one stands on ----

    def on_menu_stood_on(self, event: Menu.StoodOn) -> None:
        self._moved = self._moved or event.row.name != self._proposed
        self._tell_of(event.row)

    def _tell_of(self, row: Row | None) -> None:
        what, _, name = row.name.partition(" ") if row is not None else ("", "", "")
        told = NOTHING
        if what == "game":
            told = plain("Enter goes on with your game.", "bold")
        elif what == "games":
            told = joined("\n", [plain("Enter shows every saved game.", "bold"), plain("Go on with one, start it over, or delete it.")])
        elif what == "story":
            told = plain("Enter opens this story.", "bold")
        elif what == "shelves":
            here = f"This is {shelf_of(self._player())}: it has the games that were played with that nickname, or without one."
            told = joined("\n", [plain("Enter opens another shelf.", "bold"), plain(here)])
        elif what == "role" and self._week is not None:
            first = not self._moved and not self._slots
            told = told_of_role(self._week, name, self._estimates.get((self._week.story.identity, name)), first=first)
        self.query_one("#told", Static).update(told)

    # ---- reading ----

    def _read_all(self) -> None:
        self._reading += 1
        self._whose = self._player()
        self.call_after_refresh(self.run_worker, partial(self._read, self._reading, self._open, dict(self._stories)), thread=True)

    def _read(self, reading: int, open_story: Identity | None, stories: Mapping[Identity, Story]) -> None:
        """In a thread of its own: the saved games, the story that stands open, how its roles run, and then the other stories."""
        fault = ""
        slots: tuple[Slot, ...] = ()
        try:
            slots = self._saves.slots()
        except SaveError as error:
            fault = error.sentence
        if open_story is None:
            open_story = next((identity for slot in slots for identity in self._found if self._saves.is_of(slot, identity)), None)
        for identity in dict.fromkeys(([open_story] if open_story is not None else []) + [*stories, *self._found]):
            story = stories.get(identity)
            loaded = Ready(story) if story is not None else ready(self._found[identity].folder, self._found[identity].shown)
            if open_story is None:
                open_story = identity
            if identity == open_story:
                story = loaded.story
                week = story_week(story, self._saves, self._player(), self._held) if story is not None else None
                note = story is not None and self._unread(story)
                self.call_later(self._show, reading, identity, loaded, week, slots, note, fault)
                if loaded.story is not None:
                    for role in loaded.story.roles.values():
                        self.call_later(self._show_estimate, reading, identity, role, estimate(loaded.story, role))
            elif story is None:
                self.call_later(self._take, reading, identity, loaded)

    def _show(
        self, reading: int, identity: Identity, loaded: Ready, week: StoryWeek | None, slots: tuple[Slot, ...], note: bool, fault: str
    ) -> None:
        if reading == self._reading:
            self._open, self._week, self._slots, self._note = identity, week, slots, note
            if fault:
                self.tell(fault)
            self._take(reading, identity, loaded, anew=True)

    def _take(self, reading: int, identity: Identity, loaded: Ready, *, anew: bool = False) -> None:
        if reading == self._reading and self.is_attached:
            if loaded.story is not None:
                self._stories[identity] = loaded.story
            else:
                self._broken[identity] = loaded
            self._draw(anew=anew)

    def _show_estimate(self, reading: int, identity: Identity, role: Role, measured: RoleEstimate) -> None:
        if reading == self._reading and self.is_attached:
            self._estimates[identity, role.id] = measured
            self._draw()

    # ---- choosing ----

    def chosen(self, row: Row) -> None:
        what, _, name = row.name.partition(" ")
        if what == "role" and self._week is not None:
            self._ask_before(self._week.story.roles[name], self._week)
        elif what == "game":
            self._go_on(PickedGame(next(slot for slot in self._unfinished if slot.id == name)))
        elif what == "shelves" and self._week is not None:
            self._ask_whose(self._week)
        elif what == "games":
            self.open(SavedGamesScreen(self._saves, dict(self._stories)), self._after_games)
        elif what == "story":
            self._open, self._week = dict(self._others)[int(name)], None
            self._read_all()

    def _ask_before(self, role: Role, week: StoryWeek) -> None:
        """Begin as this role, or where a game as it was left go on with that. In a lesson its parts come first."""
        slot, parts = week.unfinished.get(role.id), week.parts_of(role)
        if slot is None and not parts:
            self.post_message(self.Play(week.story, role))
            return

        def answered(answer: str | None) -> None:
            if answer == "on" and slot is not None:
                self._go_on(PickedGame(slot))
            elif answer is not None:
                self.post_message(self.Play(week.story, role, role.part(answer.removeprefix("part "))))

        rows, says = [], "A part is over at a good place to stop, and the whole role can go on from there."
        if slot is not None:
            says = "You have begun as this person, and not come to an end yet. A game that you leave is kept, among the saved games."
            rows.append(Row("on", line("Go on with that game"), joined("  ·  ", [line(slot.where), when(slot)], "$muted")))
        rows += [Row(f"part {part.id}", line(f"Begin “{part.title}”"), line(part_in_words(part), "$muted")) for part in parts]
        rows.append(Row("anew", line("Begin the whole role" if parts else "Start anew")))
        self.open(Ask(role.title, says, rows), answered)

    def _ask_whose(self, week: StoryWeek) -> None:
        rows = [
            Row(nickname or NOBODY, line(capital(shelf_of(nickname))), line(counted(games, "game"), "$muted"))
            for nickname, games in sorted(week.others.items())
        ]

        def answered(answer: str | None) -> None:
            if answer is not None:
                self.tell(self._become("" if answer == NOBODY else answer))
                self._read_all()

        says = f"This is {shelf_of(self._player())}. New games belong to the shelf that is open."
        self.open(Ask("Whose shelf?", says, rows), answered)

    def _after_games(self, picked: PickedGame | None) -> None:
        self._read_all()
        if picked is not None:
            self._go_on(picked)

    def _go_on(self, picked: PickedGame) -> None:
        slot = picked.slot
        story = story_of(slot, self._saves, self._stories)
        if story is not None:
            self.post_message(self.GoOn(story, slot, over=picked.over))
        elif any(self._saves.is_of(slot, found) and found not in self._broken for found in self._found):
            self.tell("The story of this game is being opened. Try again in a moment.")
        else:
            self.tell(f"The story of this game, {name_in(slot.story)}, isn't here or can't be played. The game is left as it is.")


def _names(others: Mapping[str, int]) -> str:
    """`Ada, Bo and one without a nickname`."""
    return in_a_row([*sorted(filter(None, others)), *(["one without a nickname"] if "" in others else [])])
