"""HTML as values. Whatever isn't `Markup` is text, and is escaped: here, and nowhere else.

tag("p", "A < B", look="quiet")    # <p class="quiet">A &lt; B</p>
"""

from collections.abc import Iterable
from html import escape

from game.text.clean import clean, clean_line

EMPTY = frozenset({"input", "meta", "link", "br"})
_NAMES = {"look": "class", "of": "for"}


class Markup(str):
    """A piece of HTML that is whole."""

    __slots__ = ()


Child = str | Iterable["Child"] | None


def text(child: Child) -> Markup:
    """What stands in a tag: text escaped, markup as it is, several one after the other."""
    if child is None:
        return Markup()
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return Markup(escape(clean(child)))
    return Markup("".join(map(text, child)))


def tag(name: str, /, *children: Child, **settings: str | int | bool | None) -> Markup:
    """An element. `look` is its class, `of` the `for` of a label; a setting that is True stands alone, one that is False or None not
    at all."""
    told = "".join(_setting(_NAMES.get(key, key.replace("_", "-")), value) for key, value in settings.items())
    return Markup(f"<{name}{told}>" if name in EMPTY else f"<{name}{told}>{text(children)}</{name}>")


def _setting(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    return f" {key}" if value is True else f' {key}="{escape(clean_line(str(value), limit=2_000))}"'
