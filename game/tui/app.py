"""The app in the terminal: which screen is shown, what game is played, and the settings."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import Screen

from game.keep import OpenSave, SaveError, Saves, Slot
from game.sitting import Sitting, begin_game, go_on
from game.stories import Found
from game.story.model import Story
from game.tui import leaving
from game.tui.play import PlayScreen
from game.tui.terminal import TerminalApp, run_app
from game.tui.text import NOTHING

if TYPE_CHECKING:
    from game.asking import Around
    from game.tui.shelf import ShelfScreen


def run(
    *,
    saves: Saves,
    settings_file: Path,
    stories: Sequence[Found] = (),
    story: Story | None = None,
    found: Found | None = None,
    role: str | None = None,
    slot: Slot | None = None,
    seed: int | None = None,
    nickname: str = "",
) -> int:
    """Play in the terminal until the player quits; the exit code for the command.

    With a `story` and a `slot` of it, that game goes on. With a `story` and the id of one of its roles, a new game of it starts,
    with `seed` (else a random one) and `nickname` (else the one in the settings). With neither, the shelf: `story` first, if one
    is given, then `stories`, which are loaded once the shelf is on the screen; a game started there has `seed` and `nickname` as
    well. `found` is where `story` lies, for what surrounds the play.

    Standard input and output must be a terminal. Nothing is raised: what goes wrong is told, in the app or, where that has
    stopped, on standard error. 0: the player quit. 1: the app broke. 130, 143, 129: stopped by SIGINT, SIGTERM or SIGHUP.
    In each case the terminal is left as it was found, and the game as it was saved after the last choice.
    """
    app = NeighboursApp(
        saves=saves,
        settings_file=settings_file,
        stories=stories,
        story=story,
        found=found,
        role=role,
        slot=slot,
        seed=seed,
        nickname=nickname,
    )
    return run_app(app, leaving.kept_in(saves.folder))


class NeighboursApp(TerminalApp):
    """Shelf and Play take turns; everything else comes and goes above them."""

    def __init__(
        self,
        *,
        saves: Saves,
        settings_file: Path,
        stories: Sequence[Found] = (),
        story: Story | None = None,
        found: Found | None = None,
        role: str | None = None,
        slot: Slot | None = None,
        seed: int | None = None,
        nickname: str = "",
    ) -> None:
        self._saves = saves
        self._stories = tuple(stories)
        self._story = story
        self._folders = {each.id: each for each in (*self._stories, *([found] if found is not None else []))}
        self._arounds: dict[str, Around] = {}
        self._seed = seed
        self._first_game = (role, slot)
        self._nickname = nickname
        self._notices: list[str] = []
        self._sitting: Sitting | None = None
        super().__init__(settings_file)

    def first_screen(self) -> Screen[None]:
        self.preferences.player = self._nickname
        self._notices.append(self.preferences.notice)
        self._sitting = self._sit_down_first(*self._first_game)
        return self._shelf() if self._sitting is None else self._table(self._sitting, shows_note=True)

    def _sit_down_first(self, role: str | None, slot: Slot | None) -> Sitting | None:
        """The game to begin with, or None for the shelf."""
        try:
            if self._story is not None and slot is not None:
                return go_on(self._story, slot, self._saves)
            if self._story is not None and role is not None:
                return begin_game(self._story, role, self._saves, seed=self._seed, nickname=self.preferences.nickname)
        except SaveError as error:
            self._notices.append(error.sentence)
        return None

    def on_unmount(self) -> None:
        if self._sitting is not None:
            self._sitting.close()
            self.last_words = leaving.last_words(saved=self._sitting.saved, nickname=self._sitting.nickname)

    # ---- the shelf and the table ----

    def _shelf(self) -> Screen[None]:
        from game.tui.shelf import ShelfScreen

        notice, self._notices = " ".join(filter(None, self._notices)), []
        return ShelfScreen(self._saves, self._stories, self._story, player=lambda: self.preferences.nickname, notice=notice)

    def _table(self, sitting: Sitting, *, shows_note: bool = False) -> PlayScreen:
        """The screen of a game that was just sat down to. With `shows_note` the notes before a story are read above its start."""
        sitting.notice = " ".join(filter(None, [*self._notices, sitting.notice]))
        self._notices = []
        story = sitting.played.program.story
        if shows_note and not sitting.played.made and not self._knows(story, sitting.nickname, besides=sitting.save):
            from game.tui.note import notes_of

            note = notes_of(story)
            self.preferences.read(story.id)  # where that can't be remembered they are shown again next time, which does no harm
        else:
            note = NOTHING
        self._playing = PlayScreen(sitting, text_width=self.preferences.width, note=note, around=partial(self._around, story))
        return self._playing

    def _around(self, story: Story) -> "Around | None":
        """What surrounds the games of a story; nothing is read for it yet."""
        folder = self._folders.get(story.id)
        known = self._arounds.get(story.id)
        if folder is None or (known is not None and known.story is story):
            return known
        from game.asking import Around

        self._arounds[story.id] = Around(self._saves, story, folder)
        return self._arounds[story.id]

    def on_shelf_screen_play(self, event: "ShelfScreen.Play") -> None:
        """A new game, once the notes before its story have been read."""
        story, role = event.story, event.role
        if self._knows(story, self.preferences.nickname):
            self._begin(story, role.id, self.preferences.nickname)
            return
        from game.tui.note import NoteScreen

        def answered(nickname: str | None) -> None:
            if nickname is not None:
                if nickname != self.preferences.nickname:
                    self._notices.append(self.preferences.change({"nickname": nickname}))
                self._notices.append(self.preferences.read(story.id))
                self.call_later(self._begin, story, role.id, nickname)  # once this question is off the screen

        self.push_screen(NoteScreen(story, role, self.preferences.nickname), answered)

    def _knows(self, story: Story, nickname: str, *, besides: OpenSave | None = None) -> bool:
        """Whether the notes before a story have been read by this player.

        On a computer that several share, whoever has a nickname has read them once there is another game of theirs: no
        nickname is written anywhere for it, so that none is left when the games are deleted.
        """
        if not self.preferences.was_read(story.id) or not nickname:
            return self.preferences.was_read(story.id)
        try:
            return any(
                slot.nickname == nickname and (besides is None or slot.id != besides.slot.id) for slot in self._saves.slots(story.id)
            )
        except SaveError:
            return False

    def on_shelf_screen_go_on(self, event: "ShelfScreen.GoOn") -> None:
        try:
            sitting = go_on(event.story, event.slot, self._saves)
        except SaveError as error:
            self.tell(error.sentence)
            return
        if event.over:
            sitting.back_to(0)
        self._sit_down(sitting)

    def on_play_screen_again(self) -> None:
        if self._sitting is not None:
            played, nickname = self._sitting.played, self._sitting.nickname
            self._get_up()
            self._begin(played.program.story, played.program.role.id, nickname)

    def on_play_screen_leave(self) -> None:
        self._get_up()
        self.turn_to(self._shelf())

    def _begin(self, story: Story, role: str, nickname: str) -> None:
        try:
            sitting = begin_game(story, role, self._saves, seed=self._seed, nickname=nickname)
        except SaveError as error:
            self.tell(error.sentence)
            return
        self._sit_down(sitting)
        self._ask_before(sitting)

    def _ask_before(self, sitting: Sitting) -> None:
        """Put the questions of before, where a lesson says so and this player hasn't been asked."""
        around = self._around(sitting.played.program.story)
        if around is not None and around.due("before", sitting):
            from game.tui import lesson

            if (asked := lesson.questions(around, "before", sitting)) is not None:
                self.push_screen(asked)

    def _sit_down(self, sitting: Sitting) -> None:
        self._story = sitting.played.program.story
        self._sitting = sitting
        self.turn_to(self._table(sitting))

    def _get_up(self) -> None:
        if self._sitting is not None:
            self._sitting.close()
            self._sitting = self._playing = None
