"""The one door through which text reaches a widget.

A widget that is given a `str` parses it as markup, and passes control characters on to the terminal. So no widget of this
room is: whatever an author, a student, a file name or a save says comes through here, cleaned, as `Content`, in which
brackets are brackets. The looks are a closed list of our own, so that no text can name one.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.strip import Strip
from textual.style import Style

from game.story.prose import LinkKind, Paragraph, Span
from game.text.clean import clean, clean_line

Look = (
    Literal["", "bold", "italic", "bold italic", "italic $muted", "strike $muted", "$rule", "underline $term", "bold underline $fact"]
    | Literal["bold $muted", "bold $closed", "bold $accent", "bold $fact", "bold $term", "bold $news", "bold reverse $accent"]
    | Literal["$muted", "$closed", "$accent", "$fact", "$news"]
)
LinkTo = Callable[[LinkKind, str], int | None]  # the number of a link's card on this screen, None where it has none
Link = str | tuple[str, tuple[int, ...]]  # what a click on it does

NOTHING = Content("")
STOOD_ON = RichStyle(bold=True, reverse=True)


def plain(text: str, look: Look = "") -> Content:
    """The text, its line breaks kept."""
    content = Content(clean(text))
    return content.stylize(look) if look else content


def line(text: str, look: Look = "", *, limit: int = 200) -> Content:
    """The text on one line: names, labels, titles."""
    content = Content(clean_line(text, limit=limit))
    return content.stylize(look) if look else content


def column(text: str, width: int, look: Look = "") -> Content:
    """The text on one line of exactly so many columns."""
    return line(text, look, limit=width).pad_right(max(0, width - line(text, limit=width).cell_length))


def together(*parts: Content) -> Content:
    return NOTHING.join(parts)


def joined(separator: str, parts: Iterable[Content], look: Look = "") -> Content:
    """The parts that say something, with a separator between them."""
    return plain(separator, look).join([part for part in parts if part])


def strip(parts: Sequence[tuple[str, RichStyle]]) -> Strip:
    """One line of a drawing, whose parts each have a style: laying out so many as `Content` would take too long."""
    together = "".join(part for part, _ in parts)
    safe = clean(together) == together
    return Strip([Segment(part if safe else clean_line(part), style) for part, style in parts])


def prose(paragraphs: Sequence[Paragraph], link_to: LinkTo | None = None) -> Content:
    """Paragraphs parted by a blank line. A link with a number runs `screen.card(number)` when it is clicked."""
    return Content("\n\n").join([together(*(_span(span, link_to) for span in paragraph)) for paragraph in paragraphs])


def _span(span: Span, link_to: LinkTo | None) -> Content:
    content = Content(clean(span.text))
    if span.strong or span.emphasis:
        content = content.stylize("bold italic" if span.strong and span.emphasis else "bold" if span.strong else "italic")
    number = link_to(*span.link) if link_to is not None and span.link is not None else None
    if span.link is not None and number is not None:
        content = content.stylize("$fact underline" if span.link[0] == "fact" else "$term underline")
        # A number and nothing of the author's: what is clicked can't name an action or a parameter.
        content = content.stylize(Style.from_meta({"@click": ("screen.card", (number,))}))
    return content


# ---- what has been drawn already ----


def link_of(segment: Segment) -> Link | None:
    """What a click on this piece of a drawn line does."""
    return segment.style.meta.get("@click") if segment.style is not None and segment.style.meta else None


def stood_on(drawn: Strip, link: Link) -> Strip:
    """The line, with the words of a link as what the player stands on."""
    return Strip([_over(each, STOOD_ON) if link_of(each) == link else each for each in drawn])


def marked(drawn: Strip, start: int, end: int, style: RichStyle) -> Strip:
    """The line, with what was marked with the mouse in it."""
    between = Strip([_over(each, style) for each in drawn.crop(start, end)])
    return Strip.join([drawn.crop(0, start), between, drawn.crop(end)])


def _over(segment: Segment, style: RichStyle) -> Segment:
    return Segment(segment.text, segment.style + style if segment.style is not None else style)
