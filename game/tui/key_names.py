"""What keys are called, in which order they are shown, and which of them stand at one place on other layouts."""

from textual.binding import Binding

# As they stand on keyboards and in docs/playing.md. Whatever isn't here is called what Textual calls it.
NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "backspace": "Backspace",
    "delete": "Delete",
    "home": "Home",
    "end": "End",
    "pageup": "PageUp",
    "pagedown": "PageDown",
}

CYRILLIC = dict(zip("йцукенгшщзфывапролдячсмить", "qwertyuiopasdfghjklzxcvbnm", strict=True))
FRENCH = ["ampersand", "é", "quotation_mark", "apostrophe", "left_parenthesis", "minus", "è", "underscore", "ç"]
KAZAKH = ["quotation_mark", "ә", "і", "ң", "ғ", "comma", "full_stop", "ү", "ұ"]
LETTERS = {**CYRILLIC, **{letter.upper(): latin.upper() for letter, latin in CYRILLIC.items()}}
FRENCH_ROW, KAZAKH_ROW = ({key: str(number) for number, key in enumerate(row, 1)} for row in (FRENCH, KAZAKH))


class Keyboard:
    """Which key of an English keyboard stands at the place of one of a Russian, a Kazakh or a French one. A mark that two of them have
    at different places is taken by the letters that were pressed before."""

    def __init__(self) -> None:
        self._marks: dict[str, str] = FRENCH_ROW

    def in_english(self, key: str) -> str | None:
        if key in LETTERS or (key in KAZAKH_ROW and key.isalpha() and len(key) == 1):
            kazakh = key not in LETTERS or "comma" in self._marks
            self._marks = KAZAKH_ROW if kazakh else {**FRENCH_ROW, "quotation_mark": "1"}
        elif key in FRENCH_ROW and len(key) == 1:
            self._marks = FRENCH_ROW
        return LETTERS.get(key) or self._marks.get(key)


def digits(action: str, what: str, id: str, tooltip: str) -> list[Binding]:
    """A key for each digit, which calls the action with its number: `digits("pick", "Choose", "menu.pick", ...)`."""
    return [
        Binding(str(number), f"{action}({number})", f"{what} {number}", id=f"{id}_{number}", tooltip=tooltip, show=False)
        for number in range(1, 10)
    ]


def reading(id: str, *, shown: str = "down") -> list[Binding]:
    """Space, PageDown and PageUp, which turn the pages of an `Overlay`; `shown` is which of them stands on the line of keys."""
    return [
        Binding("space,pagedown", "read(1)", "Read on", id=f"{id}.down", tooltip="Scroll down", show=shown == "down"),
        Binding("pageup", "read(-1)", "Read back", id=f"{id}.up", tooltip="Scroll up", show=shown == "up"),
    ]


def short(binding: Binding) -> str | None:
    """The key's name where there is little room; None where Textual's is as good."""
    return binding.key_display or NAMES.get(binding.key)


def spelled(shown: str) -> str:
    """The key's name for who hasn't seen the sign for Control before."""
    return f"Ctrl+{shown[1:].upper()}" if shown.startswith("^") and len(shown) > 1 else shown


def everywhere(binding: Binding) -> bool:
    """Whether every screen has it, so that it stands after what belongs to one."""
    return (binding.id or "").startswith(("app.", "game."))
