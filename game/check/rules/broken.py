"""A rule that is broken in one place, as every rule tells it."""

from msgspec import Struct

from game.story.model import At
from game.story.text_words import Told


class Broken(Struct, frozen=True):
    """One rule broken in one place.

    The caret goes under the first of `words` that stands at or after `at`, within its scene. `near` is how the text
    begins in which the word stands, and `nth` how often the word comes before in that text. Where `at` is None, the
    first of the words is a name that is declared in `section` of `file`.
    """

    code: str
    message: str
    at: At | None = None
    scene: str = ""
    words: tuple[str, ...] = ()
    help: str = ""
    file: str = "story.yaml"
    section: str = ""
    near: str = ""
    nth: int = 0


def broken_in(told: Told, code: str, message: str, help: str, start: int, end: int) -> Broken:
    """A rule broken by the characters from `start` to `end` of a text."""
    text = told.prose.text
    word = text[start:end].partition("\n")[0]
    near = text.partition("\n")[0].partition("{")[0][:40].strip()
    file = "news.yaml" if told.part == "news" else ""
    return Broken(code, message, told.at, told.scene, (word,), help, file, near=near, nth=text.count(word, 0, start))
