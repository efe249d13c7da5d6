"""The line at the bottom: the keys that do something here."""

from textual.binding import Binding
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from game.tui.key_names import everywhere
from game.tui.text_door import line, plain, together
from game.tui.widgets.base_screen import Aside, GameScreen

GAP = 2
LASTING = ("close", "app.help", "quit")  # actions whose keys keep their place when the room is short, in this order


class KeyLine(Widget):
    """The screen's bindings that are shown and useful now, as many as there is room for, in their order.

    Help and leaving keep their place when the room is short. Each can be clicked. A screen whose useful keys have changed
    calls `refresh_bindings`.
    """

    def on_mount(self) -> None:
        self.auto_links = False  # keys that can be clicked, but no links
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh(), immediate=True)
        if isinstance(self.screen, Aside):  # whether there is more to read is known once it has been laid out
            self.screen.screen_layout_refresh_signal.subscribe(self, lambda _: self.refresh(), immediate=True)

    def render(self) -> Content:
        screen = self.screen
        useful = screen.useful if isinstance(screen, GameScreen) else lambda _: True
        shown: dict[str, Binding] = {}
        for active in screen.active_bindings.values():
            if active.binding.show:
                shown.setdefault(active.binding.action, active.binding)  # of several keys for one thing, the first
                if active.binding.key == "question_mark" and not (isinstance(screen, GameScreen) and screen.WRITES):
                    shown[active.binding.action] = active.binding  # many a terminal keeps F1 for its own help
        if isinstance(screen, Aside):
            shown.pop("app.settings", None)  # its place is below the game itself
        first = screen.KEYS_FIRST if isinstance(screen, GameScreen) else ""
        own_first = sorted(shown.values(), key=lambda binding: (everywhere(binding), not (binding.id or "").startswith(first)))
        passing = [self._drawn(binding) for binding in own_first if binding.action not in LASTING and useful(binding.action)]
        lasting = [self._drawn(shown[action]) for action in LASTING if action in shown]
        while passing and _width(passing + lasting) > self.size.width:
            passing.pop()
        return plain(" " * GAP).join(passing + lasting)

    def _drawn(self, binding: Binding) -> Content:
        key = together(line(self.app.get_key_display(binding), "bold $accent"), plain(" "), line(binding.description))
        namespace = "" if "." in binding.action else "app." if binding.action == "quit" else "screen."
        return key.stylize(Style.from_meta({"@click": f"{namespace}{binding.action}"}))


def _width(drawn: list[Content]) -> int:
    return sum(each.cell_length + GAP for each in drawn) - GAP
