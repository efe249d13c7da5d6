"""What was read before as parts to read: it stays, dimmed, above what is new."""

from collections.abc import Callable, Iterator, Sequence

from textual.content import Content

from game.play.stay import Exchange
from game.play.view import Passage
from game.tui.play.passage import Part
from game.tui.safe_text import line, plain, together


def read_before(title: str, before: Sequence[Exchange], tell: Callable[[Passage], Part]) -> Iterator[Part]:
    """What was read of a scene or a talk before this turn."""
    if title:
        yield Part("title", line(title, "bold $muted"), read=True)
    for exchange in before:
        for content in _told(exchange, tell):
            yield Part("text", content.stylize("$muted"), read=True)


def _told(exchange: Exchange, tell: Callable[[Passage], Part]) -> Iterator[Content]:
    """What was said stands right above what came of it."""
    texts = [tell(part).content for part in exchange.parts]
    if exchange.label:
        said = chosen(exchange.label)
        texts[:1] = [together(said, plain("\n"), *texts[:1])] if texts else [said]
    yield from texts


def chosen(label: str) -> Content:
    return together(plain("› ", "$muted"), line(label, "italic $muted"))
