"""Our themes: dark, light, high contrast, and the terminal's own colours.

Every text has a contrast of at least 4.5 to 1 with what is behind it in the first three (WCAG AA; the tests work it out).
The fourth names no colour that the terminal's owner hasn't chosen, and tells a highlight by reversing it.
"""

from collections.abc import Mapping
from types import MappingProxyType

from textual.theme import Theme

DEFAULT = "dark"
TERMINAL = "terminal"
# The names that settings remember, and what a player calls them.
NAMES: Mapping[str, str] = MappingProxyType(
    {"dark": "Dark", "light": "Light", "contrast": "High contrast", TERMINAL: "The terminal's own colours"}
)


ROLES = ("back", "raised", "text", "muted", "closed", "fact", "term", "news", "rule", "cursor")
"""What colours are for: `raised` is behind lines at the edge and panels, `cursor` behind a highlighted row (under `text`)."""

COLOURS = {
    "dark": "#15171b #1e2126 #e4dfd3 #b0aa9d #a29c90 #8ecbd8 #b5c98c #e39d7c #4a4d52 #3a3426",
    "light": "#f7f3ea #ece6d8 #26221b #554f44 #5f594d #0b566b #47570f #97341a #b9b1a0 #e6d3ab",
    "contrast": "#000000 #000000 #ffffff #e0e0e0 #c8c8c8 #6fe3ff #b6ff7a #ffb38f #ffffff #1d3f8f",
    TERMINAL: "ansi_default " * len(ROLES),
}
ACCENTS = {
    "dark": ("#e3b66d", "#e59bb4", "#8fb8f0", "#8fd0a8", "#cdd48a", "#c6a8ec", "#f0a070"),
    "light": ("#7f4310", "#8c2450", "#1d4a8c", "#17603a", "#55570c", "#5b3a96", "#8f3410"),
    "contrast": ("#ffe14d", "#ff9ec4", "#9cc8ff", "#7dffb0", "#e6ff7a", "#d9b8ff", "#ffb060"),
    TERMINAL: ("ansi_default",),
}
"""The colour of what stands out. Each role of a story has its own, in their order."""
# Textual's variables, by the role of the colour that each of them gets.
VARIABLES = {
    "back": "scrollbar-background scrollbar-background-hover scrollbar-background-active scrollbar-corner-color link-color-hover "
    "input-cursor-foreground",
    "raised": "block-hover-background",
    "text": "text cursor-text block-cursor-foreground block-cursor-blurred-foreground input-selection-foreground "
    "screen-selection-foreground input-cursor-background",
    "muted": "muted text-muted foreground-muted scrollbar-hover",
    "closed": "closed text-disabled foreground-disabled",
    "accent": "border scrollbar-active",
    "fact": "fact link-color link-background-hover",
    "term": "term",
    "news": "news",
    "rule": "rule border-blurred scrollbar",
    "cursor": "cursor block-cursor-background block-cursor-blurred-background input-selection-background screen-selection-background",
}
STYLES = {"cursor-style": "bold", "block-cursor-text-style": "bold", "link-style": "underline", "link-style-hover": "underline"}
# Where every colour is the terminal's own, what is highlighted is told by more than its colour.
STYLES_WITHOUT_COLOURS = STYLES | {
    "block-cursor-text-style": "bold underline",
    "block-cursor-blurred-text-style": "bold underline",
    "link-style-hover": "reverse",
    "input-cursor-text-style": "reverse",
    "ansi-background": "ansi_default",
    "ansi-foreground": "ansi_default",
}
LEFT_TO_TEXTUAL = ("text", "foreground-muted", "foreground-disabled")  # where every colour is the terminal's own


def theme_of(name: str, role: int = 0) -> Theme:
    """A theme with the accent of a story's role, which is given by its number."""
    number = role % len(ACCENTS[name])
    colours = dict(zip(ROLES, COLOURS[name].split(), strict=True)) | {"accent": ACCENTS[name][number]}
    variables = {variable: colours[role] for role, names in VARIABLES.items() for variable in names.split()}
    own = name == TERMINAL
    if own:
        variables = {variable: colour for variable, colour in variables.items() if variable not in LEFT_TO_TEXTUAL}
    return Theme(
        name=f"{name}-{number}" if number else name,
        ansi=own,
        dark=name != "light",
        primary=colours["accent"],
        secondary=colours["fact"],
        accent=colours["accent"],
        warning=colours["news"],
        error=colours["news"],
        success=colours["term"],
        foreground=colours["text"],
        background=colours["back"],
        surface=colours["raised"],
        panel=colours["raised"],
        boost=colours["back"] if own else None,
        variables=variables | (STYLES_WITHOUT_COLOURS if own else STYLES),
    )
