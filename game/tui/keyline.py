"""The line at the bottom: the keys that do something here."""

from collections.abc import Callable

from textual.binding import Binding
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from game.tui.text import line, plain, together

GAP = 2


class KeyLine(Widget):
    """The screen's bindings that are `show`n and useful now, as many as there is room for; the last one is always there.

    Each can be clicked. `useful` says of an action whether it would do something now.
    """

    def __init__(self, useful: Callable[[str], bool] = lambda _: True, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._useful = useful

    def render(self) -> Content:
        bindings = [binding for binding in self._bindings_shown() if self._useful(binding.action)]
        drawn = [self._drawn(binding) for binding in bindings]
        room = self.size.width
        if not drawn:
            return plain("")
        while len(drawn) > 1 and sum(each.cell_length + GAP for each in drawn) - GAP > room:
            del drawn[-2]
        return plain(" " * GAP).join(drawn)

    def _bindings_shown(self) -> list[Binding]:
        own = [active.binding for active in self.screen.active_bindings.values() if active.node in (self.screen, self.app)]
        return [binding for binding in own if binding.show]

    def _drawn(self, binding: Binding) -> Content:
        key = together(line(self.app.get_key_display(binding), "bold $accent"), plain(" "), line(binding.description))
        action = binding.action if "." in binding.action else f"screen.{binding.action}"
        return key.stylize(Style.from_meta({"@click": action}))
