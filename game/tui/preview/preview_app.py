"""`neighbours preview`: the app for whoever writes a story. It follows the files, and keeps nothing."""

import asyncio
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from threading import Event
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from game.library.load import Loaded
from game.play.pasted_line import PathError
from game.session.draft import Draft, FindWay, NoWay, Warn
from game.source.watch import Look, differs, look, loses
from game.tui.preview.author_play import MendingScreen, PreviewScreen
from game.tui.preview.name_search import Candidate, FindScreen
from game.tui.terminal import TerminalApp

EVERY = 0.05  # seconds between two looks at the files
SETTLES = 0.1  # seconds for which nothing may change before the files are loaded
COMES_BACK = 0.4  # seconds for which a file that has gone or become empty may be on its way back
MOST_LOOKS = 30  # while a file doesn't stop changing; then it is loaded as it is


class PreviewApp(TerminalApp):
    """The problems until there is a story, and then the play with the author's pane. `find_way` finds a way to a scene, and
    `warn` what to know of files that can be played, each in a thread of its own."""

    HOW_TO_QUIT = "Ctrl+Q quits. Nothing of a preview is saved."
    HOW_IT_IS_KEPT = "This is a preview: it follows every change of the story's files, and nothing of it is saved."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", id="preview.quit", tooltip="Quit; nothing of a preview is saved", priority=True),
    ]

    def __init__(self, draft: Draft, *, settings_file: Path, find_way: FindWay, warn: Warn) -> None:
        self.draft = draft
        self._warn = warn
        self._find_way = find_way
        self._stop = Event()  # set: nobody waits for the way that is looked for
        super().__init__(settings_file, "Nothing of a preview is saved.")

    def first_screen(self) -> Screen[None]:
        return self._preview_screen() or MendingScreen(self.draft)

    def _preview_screen(self) -> PreviewScreen | None:
        if self.draft.session is None:
            return None
        screen = PreviewScreen(self.draft, self.draft.session, text_width=self.preferences.width)
        self._playing = screen
        return screen

    @property
    def _scene(self) -> str:
        return self.draft.session.played.scene.id if self.draft.session is not None else ""

    @property
    def preview_screen(self) -> PreviewScreen | None:
        return self._playing if isinstance(self._playing, PreviewScreen) else None

    def on_mount(self) -> None:
        self.run_worker(self._follow(), group="files")
        self._look_for_warnings()

    def on_unmount(self) -> None:
        self._stop.set()

    # ---- the files ----

    async def _follow(self) -> None:
        """Look at the files again and again, and go on with them once whoever writes them has finished."""
        folder = self.draft.found.folder
        while True:
            await asyncio.sleep(EVERY)
            now = await asyncio.to_thread(look, folder, self.draft.seen)
            if not differs(self.draft.seen, now):
                self.draft.seen = now
                continue
            now = await self._settled(folder, now)
            if not differs(self.draft.seen, now):
                self.draft.seen = now  # written anew as it was
                continue
            began = time.monotonic()
            loaded = await asyncio.to_thread(self.draft.load)
            scene = self._scene
            self.draft.take(loaded, now)
            took = f"{1_000 * (time.monotonic() - began):.0f} ms"
            self._show_files(f"Loaded anew at {time.strftime('%H:%M:%S')}, in {took}.", anew=scene != self._scene)
            self._look_for_warnings()

    def _look_for_warnings(self) -> None:
        if self.draft.loaded is not None and self.draft.loaded.story is not None:
            self.run_worker(self._warn_of(self.draft.loaded), group="warnings", exclusive=True)

    async def _warn_of(self, loaded: Loaded) -> None:
        """Some seconds after a change in a long story, so that nobody waits for it to see the change."""
        warnings = await asyncio.to_thread(self._warn, loaded)
        if self.draft.loaded is loaded and warnings != self.draft.warnings:
            self.draft.warnings = warnings
            if self.preview_screen is not None:
                self.preview_screen.show_pane()

    async def _settled(self, folder: Path, now: Look) -> Look:
        for _ in range(MOST_LOOKS):
            await asyncio.sleep(COMES_BACK if loses(self.draft.seen, now) else SETTLES)
            later = await asyncio.to_thread(look, folder, now)
            if not differs(now, later):
                return later
            now = later
        return now

    def _show_files(self, said: str, *, anew: bool) -> None:
        """Draw what a change of the files has made of the place; where it is the same, it is read on where it was read to."""
        if self.preview_screen is not None:
            with self.batch_update():
                self.preview_screen.show_files(said, start="first" if anew else "here")
        elif (screen := self._preview_screen()) is not None:
            self.turn_to(screen)
        elif isinstance(self._first, MendingScreen):
            self._first.show_problems()

    def _show_place(self, said: str) -> None:
        """Draw where the author has gone."""
        if self.preview_screen is not None:
            with self.batch_update():
                self.preview_screen.said = said
                self.preview_screen.show_moment()

    # ---- roles and scenes ----

    def on_play_screen_again(self) -> None:
        if self.draft.session is not None:
            self._begin(self.draft.session.played.program.role.id)

    action_restart = on_play_screen_again

    def on_play_screen_leave(self) -> None:
        self.action_roles()

    def action_roles(self) -> None:
        story = self.draft.story
        if story is not None and self.draft.session is not None:
            roles = [Candidate(role.id, role.title) for role in story.roles.values()]
            here = self.draft.session.played.program.role.id
            self._open(FindScreen("Be somebody else, from the start", roles, here), self._begin)

    def _begin(self, role: str | None) -> None:
        if role is not None and self.draft.story is not None and role in self.draft.story.roles:
            self._stop.set()
            self.draft.begin(role)
            self._show_place("")

    def action_go_to(self) -> None:
        story = self.draft.story
        if story is not None and self.draft.session is not None:
            scenes = [Candidate(scene.id, scene.title or scene.ending) for scene in story.scenes.values()]
            self._open(FindScreen("Go to a scene", scenes, self.draft.session.played.scene.id), self._go_to)

    def action_stop_looking(self) -> None:
        self._stop.set()
        if self.preview_screen is not None:
            self.preview_screen.go_back_to_choices()

    def _go_to(self, scene: str | None) -> None:
        if scene is not None:
            self.run_worker(self._look_for(scene), group="way", exclusive=True)

    async def _look_for(self, scene: str) -> None:
        story, session = self.draft.story, self.draft.session
        if story is None or session is None or scene not in story.scenes:
            return
        self._stop.set()  # nobody waits for the one before
        stop = self._stop = Event()
        role = session.played.program.role.id
        self.tell(f"Looking for a way to `{scene}` … Esc stops.")
        way = await asyncio.to_thread(self._find_way, story, role, scene, stop.is_set)
        if stop.is_set():
            self.tell("")
            return
        stop.set()
        if isinstance(way, NoWay):
            self.tell(way.says)
            return
        try:
            self.draft.go(way)
        except (PathError, KeyError):
            self.tell(f"The story has changed since the way to `{scene}` was found. Try again.")
            return
        count = len(way.path.choices)
        many = "no choice" if count == 0 else "one choice" if count == 1 else f"{count:,} choices"
        how = " (there is no shorter way)" if way.shortest else ""
        whose = f" `{role}` can't come to it, so you are `{way.role}` now." if way.role != role else ""
        self._show_place(f"You came to `{scene}` by {many}{how}.{whose} `u` takes them back one by one.")

    # ---- the palette ----

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield from super().get_system_commands(screen)
        if self.draft.story is not None and isinstance(screen, PreviewScreen):
            for scene in self.draft.story.scenes:
                yield SystemCommand(
                    f"Go to {scene}", "Go to this scene, in a state that play can come to", partial(self._go_to, scene), False
                )
