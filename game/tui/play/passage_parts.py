"""A moment of play as parts to read."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace
from textual.content import Content
from textual.style import Style

from game.play.evaluate import SCENE
from game.play.playthrough import Playthrough
from game.play.scene_progress import desk, progress
from game.play.stay import Exchange, talk
from game.play.transcript import last_decision
from game.play.view import STUCK, Passage, View, meters_to_explain, words_of
from game.play.what_it_took import skipped_in_words, time_passed
from game.story.model import Story
from game.story.prose import LinkKind, Paragraph
from game.tui.play.passage import Part
from game.tui.play.progress_parts import dots, edited_page, explanation
from game.tui.play.talk_parts import chosen, read_before
from game.tui.safe_text import NOTHING, joined, line, plain, prose, together


class Card(Struct, frozen=True):
    """Something that can be looked up: a fact or a term, by its id."""

    kind: LinkKind
    name: str


def cards_of(parts: Iterable[Passage]) -> tuple[Card, ...]:
    """The facts and terms that are linked to, each once, as they come."""
    links = (span.link for part in parts for paragraph in part.paragraphs for span in paragraph)
    return tuple(dict.fromkeys(Card(*link) for link in links if link is not None and link[0] != "imagined"))


def as_far_as(letters: str, parts: Iterable[Passage]) -> tuple[Passage, ...]:
    """What of these parts has been on the screen, if the text ends there with these letters (no spaces): whole, or cut in a paragraph."""
    seen = []
    for part in parts:
        paragraphs = tuple(filter(None, (_cut(letters, paragraph) for paragraph in part.paragraphs)))
        if paragraphs:
            seen.append(replace(part, paragraphs=paragraphs))
    return tuple(seen)


def _cut(letters: str, paragraph: Paragraph) -> Paragraph:
    """As much of a paragraph as these letters end with; all of it where they have it anywhere."""
    every = _letters(words_of(paragraph))
    room = len(every) if every in letters else next((size for size in range(len(every), 0, -1) if letters.endswith(every[:size])), 0)
    cut = []
    for span in paragraph:
        if text := _first(room, span.text):
            cut.append(replace(span, text=text))
        room -= len(_letters(span.text))
    return tuple(cut)


def _first(size: int, text: str) -> str:
    """So many letters of a text, with the spaces between them."""
    ends = [place + 1 for place, sign in enumerate(text) if not sign.isspace()]
    return text if size >= len(ends) else text[: ends[size - 1]] if size > 0 else ""


def _letters(text: str) -> str:
    return "".join(text.split())


def parts_of(played: Playthrough, view: View, cards: tuple[Card, ...], *, roomy: bool = True) -> list[Part]:
    """What is read now: what the last choice led to, then news, then how far one is, the passage, and how it ended. What was read
    here before stands above it. Where the screen isn't `roomy`, some of it is told in fewer lines."""
    people = played.program.story.people
    talked = talk(played)

    def link_to(kind: LinkKind, name: str) -> int | None:
        card = Card(kind, name)
        return cards.index(card) if card in cards else None

    def tell(part: Passage, *, named: bool = True) -> Part:
        content = prose(part.paragraphs, link_to)
        if part.kind == "news":
            return Part("news", together(speaker(played.program.story, part), content))
        if part.kind == "text" and part.person in people:
            return Part("speech", together(speaker(played.program.story, part) if named else NOTHING, content))
        return Part("text", content)

    stays = len(played.turns) > 1 and played.turns[-2].state[SCENE] == played.state[SCENE]
    now = talked.now if talked is not None else view.new_parts
    results = [part for part in now if part.kind in ("result", "skipped")]
    news = [part for part in now if part.kind == "news"]
    passage = [part for part in now if part.kind == "text"]
    before = talked.before if talked is not None else (Exchange("", tuple(part for part in view.parts if part not in now)),)
    parts = list(read_before(view.title if stays else "", before, tell))
    if aftermath := list(_aftermath(played, view, [tell(part).content for part in results])):
        parts.append(Part("result", plain("\n").join(aftermath)))
    if explained := [explanation(meter) for meter in meters_to_explain(played)]:
        parts.append(Part("note", plain("\n").join(explained)))
    parts += [tell(part) for part in news]
    if later := time_passed(played):
        parts.append(Part("later", line(later, "italic $muted")))
    at = desk(played)
    page = edited_page(at, whole=roomy) if at is not None else None
    if page is not None and not view.scene.counts:  # it has just been finished, or left for a moment
        parts.append(page)
    how_far = progress(played) if talked is None else None
    heading = [line("" if stays else view.title, "bold"), dots(how_far) if how_far is not None else NOTHING]
    if any(heading):
        parts.append(Part("title", joined("\n", heading)))
    if page is not None and view.scene.counts:
        parts.append(page)
    parts += [tell(part, named=not number or part.person != passage[number - 1].person) for number, part in enumerate(passage)]
    if view.ending:
        from game.tui.play import ending_rows

        parts += ending_rows.parts(played, view)
    elif view.stuck:
        parts.append(Part("note", together(plain(f"{STUCK}\n"), plain("Press u to take back your last choice.", "$muted"))))
    if all(part.read for part in parts):  # nothing new: the last words stay to be read
        parts[-1:] = [replace(part, read=False) for part in parts[-1:]]
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
        yield chosen(last.label)
    if results:
        yield plain("\n\n").join(results)
    if cost := skipped_in_words(played, len(played.turns) - 1):
        yield line(cost, "$muted")
    if view.tells_why:
        why = together(plain("Why?", "bold underline $fact"), plain(" press w", "$muted"))
        yield why.stylize(Style.from_meta({"@click": "screen.why"}))
