"""The app in the terminal: which screen is shown, what game is played, and the settings."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import Screen

from game.library.find_stories import Found
from game.saves import HeldLesson, SaveError, Saves, Slot
from game.session.content_note import AS_READ, note_read
from game.session.game_session import GameSession, begin_game, go_on
from game.session.lesson_bell import Bell, Clock, computers_clock
from game.source.identity import Identity
from game.story.model import RolePart, Story
from game.story.prose import paragraphs
from game.tui.play.play_screen import PlayScreen
from game.tui.running import kept_in, last_words
from game.tui.safe_text import NOTHING, prose
from game.tui.terminal import TerminalApp

if TYPE_CHECKING:
    from game.session.lesson_session import LessonSession
    from game.tui.pages.shelf_screen import ShelfScreen

LOOKS = 1.0  # seconds between two looks at the lesson's bell


class NeighboursApp(TerminalApp):
    """Shelf and Play take turns; everything else comes and goes above them.

    With a `story` and a `slot` of it, that game goes on. With a `story` and the id of one of its roles, a new game of it starts, or
    of a `part` of it, with `seed` (else a random one) and `nickname` (else the one in the settings). With neither, the shelf:
    `story` first, if one is given, then `stories`, which are loaded once the shelf is on the screen; a game started there has
    `seed` and `nickname` as well. `found` is where `story` lies, for what surrounds the play. `held` is the lesson that is on:
    its questions are put before a first role and after the play, which its bell may stop. `notice` is told on the first screen.
    """

    def __init__(
        self,
        *,
        saves: Saves,
        settings_file: Path,
        stories: Sequence[Found] = (),
        story: Story | None = None,
        found: Found | None = None,
        role: str | None = None,
        part: RolePart | None = None,
        slot: Slot | None = None,
        seed: int | None = None,
        nickname: str = "",
        held: HeldLesson | None = None,
        notice: str = "",
        clock: Clock = computers_clock,
    ) -> None:
        self._saves = saves
        self._held = held
        self._bell = Bell(held.bell, clock) if held is not None and held.bell is not None else None
        self._rings = False  # whether it has rung, and nobody was stopped yet
        self._stories = tuple(stories)
        self._story = story
        self._folders = {each.identity: each for each in (*self._stories, *([found] if found is not None else []))}
        self._lesson_sessions: dict[Identity, LessonSession] = {}
        self._seed = seed
        self._first_game = (role, part, slot)
        self._nickname = nickname
        self._notices = [notice]
        self._session: GameSession | None = None
        super().__init__(settings_file, kept_in(saves.folder))

    def first_screen(self) -> Screen[None]:
        self.preferences.player = self._nickname
        self._notices.append(self.preferences.notice)
        self._session = self._first_session(*self._first_game)
        return self._shelf() if self._session is None else self._screen_for(self._session, shows_note=True)

    def _first_session(self, role: str | None, part: RolePart | None, slot: Slot | None) -> GameSession | None:
        """The game to begin with, or None for the shelf."""
        try:
            if self._story is not None and slot is not None:
                return go_on(self._story, slot, self._saves)
            if self._story is not None and role is not None:
                return begin_game(self._story, role, self._saves, part=part, seed=self._seed, nickname=self.preferences.nickname)
        except SaveError as error:
            self._notices.append(error.sentence)
        return None

    def on_mount(self) -> None:
        if self._session is not None and not self._session.played.made:
            self.call_after_refresh(self._ask_before)
        if self._bell is not None and self._bell.minutes_left > 0:
            self.set_interval(LOOKS, self._look_at_bell)

    def _look_at_bell(self) -> None:
        """Tell that the bell is near; and when it rings, stop whoever plays, as soon as no other page is open over the game."""
        bell, playing = self._bell, self._playing
        news = bell.news() if bell is not None else ""
        self._rings = self._rings or news == "now"
        if bell is None or not isinstance(playing, PlayScreen):
            if self._rings:
                self._rings = False
                self.tell("The bell has rung: the lesson's time for playing is over.")
            return
        playing.tell_bell(bell)
        if news == "soon":
            playing.tell("The bell is near. When it rings, your game is kept as it stands.")
        if self._rings and playing.ring():
            self._rings = False

    def _ask_before(self) -> None:
        if self._held is not None and isinstance(self._playing, PlayScreen):
            self._playing.ask_if_due("before")

    def on_unmount(self) -> None:
        if self._session is not None:
            self._session.close()
            self.last_words = last_words(saved=self._session.saved, nickname=self._session.nickname)

    # ---- the shelf and the table ----

    def _shelf(self) -> Screen[None]:
        from game.tui.pages.shelf_screen import ShelfScreen

        notice, self._notices = " ".join(filter(None, [*self._notices, self._lesson_in_words()])), []
        return ShelfScreen(
            self._saves,
            self._stories,
            self._story,
            player=lambda: self.preferences.nickname,
            become=lambda nickname: self.preferences.change({"nickname": nickname}),
            unread=lambda story: not note_read(story, self.preferences.settings, self._saves, self.preferences.nickname),
            notice=notice,
            held=self._held,
        )

    def _lesson_in_words(self) -> str:
        """What the shelf tells of the lesson that is on."""
        if self._held is None:
            return ""
        until = f" The bell rings at {self._bell.hour}." if self._bell is not None and self._bell.minutes_left > 0 else ""
        return f"A lesson is on.{until}"

    def _screen_for(self, session: GameSession, *, shows_note: bool = False) -> PlayScreen:
        """The screen of a game that has just been opened. With `shows_note` the notes before a story are read above its start."""
        session.notice = " ".join(filter(None, [*self._notices, session.notice]))
        self._notices = []
        story = session.played.program.story
        self.preferences.role = list(story.roles).index(session.played.program.role.id)
        if (
            shows_note
            and not session.played.made
            and not note_read(story, self.preferences.settings, self._saves, session.nickname, besides=session.save)
        ):
            note = prose(paragraphs(story.note.text)) if story.note is not None else NOTHING
            self._read_note(story)  # where that can't be remembered they are shown again next time, which does no harm
        else:
            note = NOTHING
        self._playing = PlayScreen(
            session, text_width=self.preferences.width, note=note, lesson_session=partial(self._lesson_session, story)
        )
        return self._playing

    def _lesson_session(self, story: Story) -> "LessonSession | None":
        """What surrounds the games of a story; nothing is read for it yet."""
        folder = self._folders.get(story.identity)
        known = self._lesson_sessions.get(story.identity)
        if folder is None or (known is not None and known.story is story):
            return known
        from game.session.lesson_session import LessonSession

        self._lesson_sessions[story.identity] = LessonSession(self._saves, story, folder, self._held, self._bell)
        return self._lesson_sessions[story.identity]

    def on_shelf_screen_play(self, event: "ShelfScreen.Play") -> None:
        """A new game; the shelf has shown the note before its story. Whoever pressed Enter twice gets one."""
        if self._session is not None:
            return
        self._notices.append(self._read_note(event.story))
        self._begin(event.story, event.role.id, self.preferences.nickname, event.part)

    def _read_note(self, story: Story) -> str:
        """Keep that the content note of a story was read; what to tell the player, mostly nothing."""
        name = AS_READ.format(story.id)
        return "" if name in self.preferences.settings.others else self.preferences.change({name: True})

    def on_shelf_screen_go_on(self, event: "ShelfScreen.GoOn") -> None:
        if self._session is not None:
            return
        try:
            session = go_on(event.story, event.slot, self._saves)
        except SaveError as error:
            self.tell(error.sentence)
            return
        if event.over:
            session.back_to(0)
        self._begin_playing(session)

    def on_play_screen_again(self) -> None:
        if self._session is not None:
            program, nickname = self._session.played.program, self._session.nickname
            self._stop_playing()
            self._begin(program.story, program.role.id, nickname, program.part)

    def on_play_screen_be(self, event: PlayScreen.Be) -> None:
        """Begin as somebody else; where a game as that one was left, the shelf asks whether it is to go on."""
        if self._session is not None:
            story, nickname = self._session.played.program.story, self._session.nickname
            if any(each.role == event.role and not each.finished for each in self._games_of(story, nickname)):
                self.on_play_screen_leave()
            else:
                self._stop_playing()
                self._begin(story, event.role, nickname)

    def _games_of(self, story: Story, nickname: str) -> list[Slot]:
        try:
            return [slot for slot in self._saves.slots(story.identity) if slot.nickname == nickname]
        except SaveError:
            return []

    def on_play_screen_leave(self) -> None:
        self._stop_playing()
        self.preferences.role = 0
        self._apply_preferences()
        self.turn_to(self._shelf())

    def _begin(self, story: Story, role: str, nickname: str, part: RolePart | None = None) -> None:
        try:
            session = begin_game(story, role, self._saves, part=part, seed=self._seed, nickname=nickname)
        except SaveError as error:
            self.tell(error.sentence)
            return
        self._begin_playing(session)
        self._ask_before()

    def _begin_playing(self, session: GameSession) -> None:
        self._story = session.played.program.story
        self._session = session
        screen = self._screen_for(session)
        self._apply_preferences()
        self.turn_to(screen)

    def _stop_playing(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = self._playing = None
