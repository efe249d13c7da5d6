"""Previewing: the play as a student sees it, and beside it what its author wants to know."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static

from game.session.draft import Draft
from game.session.game_session import GameSession
from game.tui.key_names import reading
from game.tui.play.passage import Start
from game.tui.play.play_screen import WIDE, PlayScreen
from game.tui.preview.author_pane import AuthorPane
from game.tui.preview.problem_list import problems_shown
from game.tui.safe_text import plain
from game.tui.styles import Sheets, sheets
from game.tui.widgets.base_screen import GameScreen, KeyLine
from game.tui.widgets.layouts import Stack


class PreviewScreen(PlayScreen):
    """The play, and the author's pane: beside it where there is room, else in its place while it is asked for."""

    CSS_PATH: ClassVar[Sheets] = [*PlayScreen.CSS_PATH, *sheets("author")]
    KEYS_FIRST = "preview."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "pane", "Author", id="preview.pane", tooltip="Show or hide the author's pane"),
        Binding("g", "app.go_to", "Go to", id="preview.go_to", tooltip="Go to any scene, in a state that play can come to"),
        Binding("r", "app.restart", "Restart", id="preview.restart", tooltip="Start this role over"),
        Binding("b", "app.roles", "Role", id="preview.roles", tooltip="Be somebody else, from the start"),
        Binding("escape", "app.stop_looking", "Stop", id="preview.stop", tooltip="Stop looking for a way; back to the choices", show=False),
    ]

    def __init__(self, draft: Draft, session: GameSession, *, text_width: int = 72) -> None:
        super().__init__(session, text_width=text_width)
        self._draft = draft
        self.said = ""

    def beside(self) -> ComposeResult:
        yield AuthorPane(id="pane")

    def show_moment(self, *, start: Start = "first") -> None:
        super().show_moment(start=start)
        self.show_pane()

    def tell(self, sentence: str) -> None:
        """Also where the pane stands in the place of the page."""
        super().tell(sentence)
        if sentence and self._pane_alone:
            self.said = sentence
            self.show_pane()

    def show_files(self, said: str, *, start: Start) -> None:
        """Draw what a change of the files has done; `said` tells when. Where the pane can't be seen, the page tells of it."""
        self.said = said
        if self._draft.errors:
            self.show_pane()
        else:
            self.show_moment(start=start)
        hidden = not self.query_one(AuthorPane).display
        if hidden and self._draft.errors:
            self.tell("The files have a mistake, and you play the last version that had none. Press a to see it.")
        elif hidden and self._draft.notices:
            self.tell(f"{self._draft.notices[0]} Press a to see more.")

    @property
    def _pane_alone(self) -> bool:
        return self.has_class("-pane") and self.app.size.width < WIDE

    def _change(self, change: Callable[[], object], *, start: Start = "first") -> None:
        self.said = ""  # that was about the moment before
        super()._change(change, start=start)

    def show_pane(self) -> None:
        self.query_one(AuthorPane).show(self._draft, self.said)

    def useful(self, action: str) -> bool:
        return action != "app.stop_looking" and super().useful(action)

    @property
    def _offers(self) -> bool:
        """The pane has the choices too."""
        return self._pane_alone or super()._offers

    def action_pane(self) -> None:
        self.toggle_class("-no-pane" if self.app.size.width >= WIDE else "-pane")
        if self._pane_alone:
            self.query_one(AuthorPane).focus()
        else:
            self.query_one("#choices").focus()

    @property
    def scrolled(self) -> Widget:
        return self.query_one(AuthorPane)

    def action_read(self, pages: int) -> None:
        if self.scrolled.has_focus:
            GameScreen.action_read(self, pages)
        else:
            super().action_read(pages)

    def go_back_to_choices(self) -> None:
        if self._pane_alone:
            self.action_pane()
        else:
            self.action_choices()


class MendingScreen(GameScreen[None]):
    """What is shown while the files have never been fit to play."""

    CSS_PATH: ClassVar[Sheets] = sheets("author")
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [*reading("mending")]

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="mending"):
            yield Static(id="told", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        self.show_problems()

    def show_problems(self) -> None:
        begins: list[Visual] = [plain("This story can't be played yet. It begins here as soon as this is mended:", "bold"), plain(" ")]
        where = [plain(f"The map of scenes: {self._draft.map_address}"), plain(" ")] if self._draft.map_address else []
        self.query_one("#told", Static).update(Stack([*where, *begins, *problems_shown(self._draft.problems)]))
