"""Help: how to play, and every key of the screen it is asked on."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from game.tui.key_names import everywhere, reading
from game.tui.safe_text import column, line, plain
from game.tui.widgets.base_screen import Overlay
from game.tui.widgets.layouts import SHRINKS, HangingIndent

HOW = (
    "Enter, Space or a click turns the page, PageUp turns it back. Below the last page choose with arrows and Enter, with digits, "
    "or with the mouse. A closed choice says why.",
    "Words that are underlined can be opened: a fact, with who vouches for it and where it stands, or a word explained.",
)
KEYS = 16  # columns for the names of keys


class HelpScreen(Overlay[None]):
    """Made from the bindings themselves, so that no key is missing and none is told that isn't there."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark", "close", "Close", id="help.close", tooltip="Back to where you were", show=False),
        *reading("help"),
    ]

    def __init__(self, bindings: Mapping[str, ActiveBinding], *, kept: str) -> None:
        """`kept` says what is saved, and when."""
        super().__init__()
        self._kept = kept
        self._bindings_told = dict(bindings)

    def content(self) -> ComposeResult:
        yield Static(line("Help"), classes="title")
        with VerticalScroll(classes=f"aside-body {SHRINKS}"):
            for sentence in (*HOW, self._kept):
                yield Static(plain(sentence), classes="how")
            for keys, does in self._rows():
                yield Static(HangingIndent(column(keys, KEYS, "bold $accent"), line(does)), classes="key")

    def _rows(self) -> Iterator[tuple[str, str]]:
        """Keys, and what they do; several keys for one thing on one line.

        First the keys of the line at the bottom, which may have had no room there, then those that move about, then those
        that every screen has.
        """
        keys: dict[str, list[str]] = {}
        bindings = [active.binding for active in self._bindings_told.values()]
        for binding in sorted(bindings, key=lambda binding: (everywhere(binding), not binding.show)):
            if binding.id is None:
                continue  # Textual's own, such as Tab
            shown = self.app.get_key_display(binding)
            if shown not in keys.setdefault(binding.tooltip, []):
                keys[binding.tooltip].append(shown)
        for tooltip, names in keys.items():
            yield f"{names[0]} to {names[-1]}" if len(names) > 4 else " ".join(names), tooltip
