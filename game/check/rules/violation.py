"""What a rule finds: one place where a story doesn't keep it."""

from msgspec import Struct

from game.story.model import At, Scene
from game.story.shown_texts import ShownText


class Violation(Struct, frozen=True):
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


def in_scene(code: str, message: str, scene: Scene, help: str = "") -> Violation:
    """Of a whole scene, reported at its name."""
    return Violation(code, message, scene.at, scene.id, (scene.id,), help)


def in_section(code: str, message: str, name: str, section: str, help: str = "", file: str = "story.yaml") -> Violation:
    """Of a name, reported where it is declared."""
    return Violation(code, message, words=(name,), help=help, file=file, section=section)


def in_text(shown: ShownText, code: str, message: str, help: str, start: int, end: int) -> Violation:
    """Of the characters from `start` to `end` of a text."""
    text = shown.prose.text
    word = text[start:end].partition("\n")[0]
    near = text.partition("\n")[0].partition("{")[0][:40].strip()
    return Violation(code, message, shown.at, shown.scene, (word,), help, shown.file, near=near, nth=text.count(word, 0, start))
