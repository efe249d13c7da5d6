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
BY_POSITION = {
    **CYRILLIC,
    **{letter.upper(): latin.upper() for letter, latin in CYRILLIC.items()},
    **{key: str(number) for number, key in enumerate(FRENCH, 1)},
}
"""The key of an English keyboard at the place of one of a Russian keyboard, or of the upper row of a French one."""


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
