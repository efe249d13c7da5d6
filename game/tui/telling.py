"""A moment of play as parts to read."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content
from textual.style import Style

from game.play.playthrough import Playthrough
from game.play.story_so_far import decisions
from game.play.view import Passage, View
from game.story.model import Story
from game.story.prose import LinkKind
from game.tui.reading import Part
from game.tui.text import joined, line, plain, prose, together


@dataclass(frozen=True, slots=True)
class Card:
    """Something that can be looked up: a fact or a term, by its id."""

    kind: LinkKind
    name: str


def cards_of(view: View) -> tuple[Card, ...]:
    """The facts and terms that the moment links to, each once, as they come."""
    links = (span.link for part in view.parts for paragraph in part.paragraphs for span in paragraph)
    return tuple(dict.fromkeys(Card(*link) for link in links if link is not None and link[0] != "imagined"))


def parts_of(played: Playthrough, view: View, cards: tuple[Card, ...]) -> list[Part]:
    """What is read now: what the last choice led to, then news, then the passage."""
    story = played.program.story

    def link_to(kind: LinkKind, name: str) -> int | None:
        card = Card(kind, name)
        return cards.index(card) if card in cards else None

    def tell(part: Passage) -> Part:
        content = prose(part.paragraphs, link_to)
        if part.kind == "news":
            return Part("news", together(plain("News", "bold $news"), plain("\n"), content))
        if part.kind == "text" and part.person in story.people:
            return Part("speech", together(line(story.people[part.person].name, "bold $accent"), plain("\n"), content))
        return Part("text" if part.kind == "text" else part.kind, content)

    parts: list[Part] = []
    before = [part for part in view.parts if part.kind in ("result", "skipped")]
    if aftermath := list(_aftermath(played, view, [tell(part).content for part in before])):
        parts.append(Part("result", plain("\n").join(aftermath)))
    parts += [tell(part) for part in view.parts if part.kind == "news"]
    if view.scene.title:
        parts.append(Part("title", line(view.scene.title, "bold")))
    parts += [tell(part) for part in view.parts if part not in before and part.kind != "news"]
    return parts


def _aftermath(played: Playthrough, view: View, results: list[Content]) -> Iterator[Content]:
    """What was chosen, what came of it, and whether there is a reason to ask for."""
    last = None
    for last in decisions(played):
        pass
    if last is None or len(played.turns) == 1:
        return
    if not last.goes_on and not last.skipped:
        yield together(plain("› ", "$muted"), line(last.label, "italic $muted"))
    if results:
        yield plain("\n\n").join(results)
    if view.because:
        why = together(plain("Why? ", "bold $accent"), plain("press w", "$muted"))
        yield why.stylize(Style.from_meta({"@click": "screen.why"}))


def story_title(story: Story) -> Content:
    return line(story.title, "bold")


def labelled(*pairs: tuple[str, Content]) -> Content:
    """Lines of `Label  what`, those without a what left out."""
    return joined("\n", [together(line(f"{label}  ", "$muted"), what) for label, what in pairs if what])
