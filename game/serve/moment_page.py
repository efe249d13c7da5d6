"""One moment of a game as a page: what is read, what can be chosen, what one has. It is made of the view and adds nothing to it."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from game.play.playthrough import Playthrough
from game.play.scene_progress import progress
from game.play.transcript import last_decision
from game.play.view import STUCK, Meter, Option, Passage, View, meters_now, view
from game.play.what_it_took import skip_in_words, skipped_in_words, time_passed
from game.play.why import nothing_behind
from game.serve.end_page import end_of
from game.serve.page_frame import button, form, notice, page
from game.session.game_session import GameSession
from game.story.model import Fact, Story
from game.story.phrases import KIND_WORDS, OBSTACLE_WORDS, date_in_words, moment_in_words, source_in_words
from game.story.prose import Paragraph, paragraphs
from game.web.markup import Child, Markup, tag, text


def moment_page(session: GameSession, *, told: str = "", more: Iterable[Child] = (), end: tuple[Markup, Markup] | None = None) -> str:
    """`told` is a sentence to show above; `end` is what `end_of` tells of a role that has ended, and `more` what can be done then."""
    played = session.played
    shown, story = view(played), played.program.story
    title = shown.title or shown.ending or shown.place or shown.role
    body: list[Child] = [
        tag("p", tag("span", story.title), tag("span", shown.role), look="top"),
        notice(" ".join(filter(None, (told, session.notice)))),
        _where(shown, played),
        tag("div", *_read(shown, played), look="passage"),
    ]
    if shown.ending:
        card, looking_back = end or end_of(session)
        body += [card, *more, looking_back]
    else:
        body += [_choices(shown, played), _meters(played)]
    body += [*_cards(shown, story), _why(shown, played), _tools(played, ended=bool(shown.ending))]
    return page(f"{title} - {story.title}", *body, language=story.language)


def _where(shown: View, played: Playthrough) -> Markup:
    moment = moment_in_words(shown.moment) if shown.moment is not None else ""
    place = ", ".join(filter(None, [shown.place, moment]))
    seen = shown.scenery.in_words(played.program.story.language) if shown.scenery is not None and shown.scenery.arrived else ""
    title = tag("h1", shown.title or shown.ending or shown.role)
    return tag("div", title, *(tag("p", line) for line in (place, time_passed(played), seen) if line), look="place")


def _read(shown: View, played: Playthrough) -> Iterator[Markup]:
    came = [part for part in shown.parts if part.kind in ("result", "skipped")]
    if came and (last := last_decision(played)) is not None:
        yield tag("p", f"You chose: {last.label}", look="chosen")
    for part in shown.parts:
        yield _part(part, played.program.story)
        if part in came and part is came[-1] and (cost := skipped_in_words(played, len(played.turns) - 1)):
            yield tag("p", cost, look="quiet")
    if (far := progress(played)) is not None:
        yield tag("p", far.text, look="quiet")


def _part(part: Passage, story: Story) -> Markup:
    told = tag("div", *(tag("p", *_spans(paragraph)) for paragraph in part.paragraphs))
    person = story.people.get(part.person)
    who = person.name if person is not None else "News" if part.kind == "news" else ""
    look = "said" if person is not None else None if part.kind == "text" else part.kind
    return tag("div", tag("span", who, look="who") if who else None, told, look=look)


def _spans(paragraph: Paragraph) -> Iterator[Markup]:
    for link, spans in groupby(paragraph, key=lambda span: span.link):
        words: list[Markup] = []
        for span in spans:
            told = tag("em", span.text) if span.emphasis else text(span.text)
            words.append(tag("strong", told) if span.strong else told)
        if link is None:
            yield from words
        elif link[0] == "imagined":
            yield tag("span", *words, look="imagined")
        else:
            yield tag("a", *words, look="fact" if link[0] == "fact" else "word", href=f"#{link[0]}-{link[1]}")


def prose(written: str) -> tuple[Markup, ...]:
    """A text of an author in paragraphs, without links."""
    return tuple(tag("p", "".join(span.text for span in paragraph)) for paragraph in paragraphs(written))


def _choices(shown: View, played: Playthrough) -> Markup:
    told = notice(STUCK) if shown.stuck else None
    offered = tag("ul", *(tag("li", _option(option)) for option in shown.options), look="choices")
    return form("/choose", told, offered, made=played.made)


def _option(option: Option) -> Markup:
    if option.open:
        return button(option.label, "choice", name="choice", value=option.id)
    return tag("div", option.label, tag("span", f"Closed: {option.reason}" if option.reason else "Closed", look="reason"), look="closed")


def _meters(played: Playthrough) -> Markup | None:
    rows = [tag("li", *_meter(meter), look="meter-row") for meter in meters_now(played)]
    return tag("ul", *rows, look="meters", aria_label="What you have") if rows else None


def _meter(meter: Meter) -> Iterator[Child]:
    yield tag("span", meter.text, title=meter.about or None)
    if meter.change:
        yield tag("span", f" ({abs(meter.change):,} {'more' if meter.change > 0 else 'less'})", look="more" if meter.change > 0 else "less")
    if meter.kind == "number" and meter.high > meter.low:
        yield tag("meter", min=meter.low, max=meter.high, value=str(meter.value), aria_hidden="true")


def _cards(shown: View, story: Story) -> Iterator[Markup]:
    """The facts and words that the passage points to, as far as it says who vouches for them."""
    links = dict.fromkeys(
        span.link for part in shown.parts for paragraph in part.paragraphs for span in paragraph if span.link and span.link[0] != "imagined"
    )
    for kind, name in links:
        told = fact_card(story.facts[name]) if kind == "fact" else term_card(story, name)
        words = _short(story.facts[name].says.text) if kind == "fact" else story.terms[name].term
        summary = f"{'Sourced' if kind == 'fact' else 'A word'}: {words}"
        source = tag("p", f"Source: {source_in_words(story, story.facts[name])}.", look="source") if kind == "fact" else None
        yield tag("details", tag("summary", summary), tag("div", told, source, look="card", id=f"{kind}-{name}"))


def _short(text: str, most: int = 60) -> str:
    words = "".join(span.text for paragraph in paragraphs(text) for span in paragraph)
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"


def fact_card(fact: Fact) -> list[Child]:
    """What it says, of what kind it is, and who vouches for it."""
    lines: list[Child] = [*prose(fact.says.text), tag("p", f"{KIND_WORDS[fact.kind]}.", look="kind")]
    lines.append(tag("p", f"Vouched for by: {fact.by}.", look="by"))
    if fact.day is not None:
        lines.append(tag("p", f"Known from {date_in_words(fact.day)} on.", look="kind"))
    if fact.force is not None:
        lines.append(tag("p", f"What it puts in a person's way: {OBSTACLE_WORDS[fact.force]}.", look="kind"))
    return lines


def term_card(story: Story, name: str) -> list[Child]:
    term = story.terms[name]
    general = tag("p", "General knowledge, not from the source.", look="kind") if term.general else None
    return [tag("h3", term.term), *prose(term.says.text), general]


def _why(shown: View, played: Playthrough) -> Markup | None:
    if len(played.turns) == 1:
        return None
    story = played.program.story
    told: list[Child] = fact_card(story.facts[shown.because]) if shown.because else [tag("p", nothing_behind(played))]
    return tag("details", tag("summary", "Why did that happen?"), tag("div", *told, look="card"))


def _tools(played: Playthrough, *, ended: bool) -> Markup:
    made, back = played.made, len(played.turns) > 1
    do: list[Child] = []
    if back and not ended:
        do.append(form("/back", button("Take back my last choice", "plain"), made=made, to=len(played.turns) - 2))
    if not ended and any(option.open for option in view(played).options) and played.scene.skip is not None:
        do.append(form("/skip", button("Skip this scene", "plain", title=skip_in_words(played)), made=made))
    links = {"/way": "My way so far", "/notebook": "Notebook", "/map": "Map in words", "/week": "The week"}
    return tag("nav", *do, *(tag("a", label, href=to) for to, label in links.items()), look="tools", aria_label="More")
