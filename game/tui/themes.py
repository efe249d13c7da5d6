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


def themes() -> tuple[Theme, ...]:
    return (_dark(), _light(), _contrast(), _terminal())


def _theme(
    name: str,
    *,
    dark: bool,
    back: str,
    raised: str,
    text: str,
    muted: str,
    closed: str,
    accent: str,
    fact: str,
    term: str,
    news: str,
    rule: str,
    cursor: str,
) -> Theme:
    """A theme from its colours: `raised` is behind strips and panels, `cursor` behind a highlighted row (under `text`)."""
    variables = {
        "muted": muted,
        "closed": closed,
        "fact": fact,
        "term": term,
        "news": news,
        "rule": rule,
        "cursor": cursor,
        "cursor-text": text,
        "cursor-style": "bold",
        "block-cursor-background": cursor,
        "block-cursor-foreground": text,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": cursor,
        "block-cursor-blurred-foreground": text,
        "block-hover-background": raised,
        "text-muted": muted,
        "text-disabled": closed,
        "text": text,
        "foreground-muted": muted,
        "foreground-disabled": closed,
        "border": accent,
        "border-blurred": rule,
        "scrollbar": rule,
        "scrollbar-hover": muted,
        "scrollbar-active": accent,
        "scrollbar-background": back,
        "scrollbar-background-hover": back,
        "scrollbar-background-active": back,
        "scrollbar-corner-color": back,
        "link-color": fact,
        "link-color-hover": back,
        "link-background-hover": fact,
        "link-style": "underline",
        "link-style-hover": "underline",
        "input-selection-background": cursor,
        "input-selection-foreground": text,
        "screen-selection-background": cursor,
        "screen-selection-foreground": text,
        "input-cursor-background": text,
        "input-cursor-foreground": back,
    }
    return Theme(
        name=name,
        primary=accent,
        secondary=fact,
        accent=accent,
        warning=news,
        error=news,
        success=term,
        foreground=text,
        background=back,
        surface=raised,
        panel=raised,
        dark=dark,
        variables=variables,
    )


def _dark() -> Theme:
    return _theme(
        "dark",
        dark=True,
        back="#15171b",
        raised="#1e2126",
        text="#e4dfd3",
        muted="#b0aa9d",
        closed="#a29c90",
        accent="#e3b66d",
        fact="#8ecbd8",
        term="#b5c98c",
        news="#e39d7c",
        rule="#4a4d52",
        cursor="#3a3426",
    )


def _light() -> Theme:
    return _theme(
        "light",
        dark=False,
        back="#f7f3ea",
        raised="#ece6d8",
        text="#26221b",
        muted="#554f44",
        closed="#5f594d",
        accent="#7f4310",
        fact="#0b566b",
        term="#47570f",
        news="#97341a",
        rule="#b9b1a0",
        cursor="#e6d3ab",
    )


def _contrast() -> Theme:
    return _theme(
        "contrast",
        dark=True,
        back="#000000",
        raised="#000000",
        text="#ffffff",
        muted="#e0e0e0",
        closed="#c8c8c8",
        accent="#ffe14d",
        fact="#6fe3ff",
        term="#b6ff7a",
        news="#ffb38f",
        rule="#ffffff",
        cursor="#1d3f8f",
    )


def _terminal() -> Theme:
    plain = "ansi_default"
    variables = dict.fromkeys(("muted", "closed", "fact", "term", "news", "rule", "cursor-text", "text-muted", "text-disabled"), plain)
    variables |= {
        "cursor": plain,
        "cursor-style": "bold",
        "block-cursor-background": plain,
        "block-cursor-foreground": plain,
        "block-cursor-text-style": "bold underline",
        "block-cursor-blurred-background": plain,
        "block-cursor-blurred-foreground": plain,
        "block-cursor-blurred-text-style": "bold underline",
        "ansi-background": plain,
        "ansi-foreground": plain,
        "block-hover-background": plain,
        "border": plain,
        "border-blurred": plain,
        "scrollbar": plain,
        "scrollbar-hover": plain,
        "scrollbar-active": plain,
        "scrollbar-background": plain,
        "scrollbar-background-hover": plain,
        "scrollbar-background-active": plain,
        "scrollbar-corner-color": plain,
        "link-color": plain,
        "link-color-hover": plain,
        "link-background-hover": plain,
        "link-style": "underline",
        "link-style-hover": "reverse",
        "input-cursor-background": plain,
        "input-cursor-foreground": plain,
        "input-cursor-text-style": "reverse",
        "input-selection-background": plain,
        "input-selection-foreground": plain,
        "screen-selection-background": plain,
        "screen-selection-foreground": plain,
    }
    return Theme(
        name=TERMINAL,
        ansi=True,
        primary=plain,
        secondary=plain,
        accent=plain,
        warning=plain,
        error=plain,
        success=plain,
        foreground=plain,
        background=plain,
        surface=plain,
        panel=plain,
        boost=plain,
        variables=variables,
    )
