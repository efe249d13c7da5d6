"""So far: what was told and chosen, and the way back to any decision."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from game.play.playthrough import Playthrough
from game.play.transcript import Decision, decisions
from game.play.view import View, view
from game.story.model import Story
from game.story.phrases import moment_in_words
from game.tui.key_names import reading
from game.tui.pages.small_pages import Confirm
from game.tui.play.passage_parts import speaker
from game.tui.safe_text import joined, line, plain, prose, together
from game.tui.widgets.base_screen import Overlay
from game.tui.widgets.layouts import SHRINKS
from game.tui.widgets.menu import Menu, Row, parted


class TranscriptScreen(Overlay[int]):
    """Dismissed with how many choices are kept, when the player goes back to one; else with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "close", "Close", id="so_far.close", tooltip="Back to the passage", show=False),
        *reading("so_far", shown="up"),
    ]

    def __init__(self, played: Playthrough, *, kept: bool = False) -> None:
        """`kept`: whoever goes back goes on in a new game, and this one stays as it is."""
        super().__init__()
        self._played, self._kept = played, kept

    def content(self) -> ComposeResult:
        yield Static(line("So far"), classes="title")
        none = [Row("", line("You have made no choice yet."), heading=True)]
        yield Menu(parted(self._groups()) or none, numbered=False, classes=SHRINKS)
        yield Static(line("Arrows go from choice to choice; Enter goes back to one."), classes="foot")

    def on_mount(self) -> None:
        menu = self.query_one(Menu)
        menu.action_last()
        menu.anchor()  # the newest choice is in sight from the first frame; after that the list scrolls as usual
        self.call_after_refresh(menu.anchor, anchor=False)

    def _groups(self) -> Iterator[list[Row]]:
        """Each moment's text, and then the choice that was made there."""
        for number, decision in enumerate(decisions(self._played), start=1):
            if decision.made is not None:
                yield [_told(self._played.program.story, view(self._played, decision.made))]
            yield [self._choice(number, decision)]

    def _choice(self, number: int, decision: Decision) -> Row:
        label = "(skipped)" if decision.skipped else decision.label
        if decision.made is None:
            reason = line("This was before the story changed: it can be read, but not gone back to.", "$closed")
            return Row("", line(f"{number}. {label}", "$closed"), reason, open=False)
        return Row(str(decision.made), together(plain(f"{number}. ", "bold $accent"), line(label, "bold")))

    def chosen(self, row: Row) -> None:
        made = int(row.name)
        question = going_back(row.label.plain, len(self._played.turns) - 1 - made, kept=self._kept)

        def answered(answer: bool | None) -> None:
            if answer:
                self.dismiss(made)

        self.open(question, answered)

    def on_menu_refused(self) -> None:
        self.app.bell()


def going_back(label: str, given_up: int, *, kept: bool) -> Confirm:
    """The question before going back to a choice; `given_up` is how many choices are, with that one."""
    if kept:
        what = "A new game goes on from there. This one stays as it is, with its ending, among your games on the shelf."
        return Confirm("Go another way from this choice?", f"“{label}”\n\n{what}", yes="Yes, choose again there", no="No, stay where I am")
    what = "The choice you made there is given up." if given_up == 1 else f"That choice and the {given_up - 1} after it are given up."
    return Confirm(
        "Go back to before this choice?",
        f"“{label}”\n\n{what} This can't be undone. Endings you have found stay found.",
        yes="Yes, go back and choose again",
        no="No, stay where I am",
    )


def _told(story: Story, view: View) -> Row:
    """The text of a moment, which can't be stood on."""
    moment = moment_in_words(view.moment) if view.moment is not None else ""
    head = joined("  ·  ", [line(view.scene.title), line(view.place), line(moment)])
    texts = [together(speaker(story, part), prose(part.paragraphs)) for part in view.parts if part.kind != "recalls"]
    return Row("", joined("\n\n", [head, *texts]).stylize_before("$muted"), heading=True)
