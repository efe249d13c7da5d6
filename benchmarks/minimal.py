"""The least that a Textual app can do, to compare with: one text, and another after each key."""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static

TEXT = "The kettle has an opinion about it, and nobody in the room contradicts it. Far off a dog disagrees with another dog.\n\n" * 4


class Minimal(App[None]):
    pressed = 0

    def compose(self) -> ComposeResult:
        yield Static(f"Passage {self.pressed}\n\n{TEXT}", markup=False)

    def on_key(self, event: Key) -> None:
        event.stop()
        self.pressed += 1
        self.query_one(Static).update(f"Passage {self.pressed}\n\n{TEXT}")


if __name__ == "__main__":
    Minimal().run()
