"""A moment of play as parts to read."""

from collections.abc import Iterator

from msgspec import Struct
from textual.content import Content
from textual.style import Style

from game.play.playthrough import Playthrough
from game.play.transcript import last_decision
from game.play.view import STUCK, Passage, View
from game.story.model import Story
from game.story.prose import LinkKind
from game.tui.play.passage import Part
from game.tui.safe_text import NOTHING, line, plain, prose, together


class Card(Struct, frozen=True):
    """Something that can be looked up: a fact or a term, by its id."""

    kind: LinkKind
    name: str


def cards_of(view: View) -> tuple[Card, ...]:
    """The facts and terms that the moment links to, each once, as they come."""
    links = (span.link for part in view.parts for paragraph in part.paragraphs for span in paragraph)
    return tuple(dict.fromkeys(Card(*link) for link in links if link is not None and link[0] != "imagined"))


def parts_of(played: Playthrough, view: View, cards: tuple[Card, ...]) -> list[Part]:
    """What is read now: what the last choice led to, then news, then the passage, then how it ended."""
    people = played.program.story.people

    def link_to(kind: LinkKind, name: str) -> int | None:
        card = Card(kind, name)
        return cards.index(card) if card in cards else None

    def tell(part: Passage) -> Part:
        content = prose(part.paragraphs, link_to)
        if part.kind == "news":
            return Part("news", together(speaker(played.program.story, part), content), came=True)
        if part.kind == "text" and part.person in people:
            return Part("speech", together(speaker(played.program.story, part), content))
        return Part("text", content)

    results = [part for part in view.parts if part.kind in ("result", "skipped")]
    news = [part for part in view.parts if part.kind == "news"]
    passage = [part for part in view.parts if part.kind == "text"]
    parts: list[Part] = []
    if aftermath := list(_aftermath(played, view, [tell(part).content for part in results])):
        parts.append(Part("result", plain("\n").join(aftermath), came=bool(results or news)))
    parts += [tell(part) for part in news]
    if view.scene.title:
        parts.append(Part("title", line(view.scene.title, "bold")))
    parts += [tell(part) for part in passage]
    if view.ending:
        from game.tui.play import ending_rows

        parts += ending_rows.parts(played, view)
    elif view.stuck:
        parts.append(Part("note", together(plain(f"{STUCK}\n"), plain("Press u to take back your last choice.", "$muted"))))
    return parts


def speaker(story: Story, part: Passage) -> Content:
    """Whose words a part's are, on a line of its own; nothing where they are the narrator's."""
    if part.kind == "news":
        return plain("News\n", "bold $news")
    if part.kind == "text" and part.person in story.people:
        return together(line(story.people[part.person].name, "bold $accent"), plain("\n"))
    return NOTHING


def _aftermath(played: Playthrough, view: View, results: list[Content]) -> Iterator[Content]:
    """What was chosen, what came of it, and whether there is a reason to ask for."""
    if len(played.turns) == 1:
        return
    if (last := last_decision(played)) is not None:
        yield together(plain("› ", "$muted"), line(last.label, "italic $muted"))
    if results:
        yield plain("\n\n").join(results)
    if view.because:
        why = together(plain("Why?", "bold underline $fact"), plain(" press w", "$muted"))
        yield why.stylize(Style.from_meta({"@click": "screen.why"}))
