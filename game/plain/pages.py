"""Pages beside the play: fact cards, X-ray, notebook, so far, help. Each is a text."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from game.plain.plain_text import Card, columns, words
from game.play.looking_back.week import NO_WEEK, closed_in_words, week
from game.play.playthrough import Playthrough, choice_of, facts_met, terms_met
from game.play.scene_progress import desk
from game.play.transcript import decisions
from game.play.view import Meter, meters_now, view
from game.story.model import Fact, Story
from game.story.phrases import KIND_WORDS, OBSTACLE_WORDS, date_in_words, day_in_words, moment_in_words, source_in_words
from game.story.prose import Paragraph, Span, paragraphs
from game.text.words import capital, counted

AROUND = " .,;:!?"  # what may be left of a sentence beside a link, and is nothing to read
HELP = columns(
    [
        ("1, 2, 3", "make a choice"),
        ("w", "why? the fact behind what has just happened"),
        ("v", "the whole scene, with what you have read of it before"),
        ("f 1", "the card of the fact or word marked (f1)"),
        ("x", "X-ray: which words are sourced, which imagined, and what is left to chance"),
        ("n", "notebook: what is counted, and the facts you have met"),
        ("m", "the map in sentences: the way you came, and which choices lead to another place"),
        ("t", "the week: your hours beside what was reported"),
        ("j", "so far: your choices; j 3 goes back to choice 3"),
        ("e", "at the end: look back; e 1 tells the first of its pages"),
        ("a", "the lesson's questions: before at the start, after at the end"),
        ("o", "in a lesson: it is over; the questions after come here, and the game is kept"),
        ("d", "at the end: the debrief"),
        ("l", "at the end: the word lens"),
        ("save", "at the end: save your way as a page to print; save md: as Markdown; save card: the card of this end"),
        ("g", "at the end of a part: go on from there into the whole role"),
        ("r", "at the end: play this role again, from the start"),
        ("b", "at the end: be somebody else"),
        ("u", "undo the last choice"),
        ("s", "skip this scene; first it is said what that does"),
        ("?", "this help"),
        ("q", "quit; your game is saved"),
    ]
)


def meters_text(now: Sequence[Meter], before: Sequence[Meter] = ()) -> str:
    """What you have, or where that was told before, what of it has changed and by how much."""
    if not before:
        return f"You have: {' · '.join(meter.text for meter in now)}"
    had = {meter.name: meter for meter in before}
    sentences = []
    for meter in now:
        old = had.pop(meter.name, None)
        if old == meter:
            continue
        change = meter.value - old.value if old is not None and meter.kind == "number" else 0
        text = f"{meter.text}, {abs(change):,} {'less' if change < 0 else 'more'}" if change else meter.text
        sentences.append(f"You now have {text}." if meter.kind == "have" or text[0].isdigit() else f"{text[0].upper()}{text[1:]}.")
    return " ".join([*sentences, *(f"You no longer have {gone.text}." for gone in had.values())])


def about_text(meter: Meter) -> str:
    return f"{capital(meter.text)} - {meter.about}"


def placed_text(played: Playthrough) -> str:
    """What the last choice has put on the page that is being edited, or has cut; "" where it has done neither."""
    at, last = desk(played), choice_of(played, played.turns[-1].entry)
    if at is None or last is None or not last[0].prints:
        return ""
    newest = at.placed[-1]
    count = f"{len(at.placed)} of {at.whole}"
    if newest.way == "cut":
        return f"Cut ({count}): {newest.says}"
    who = {"happened": "", "vouched": f"{newest.by}: ", "opinion": f"in the opinion of {newest.by}: "}[newest.way]
    return f"On the page ({count}): {who}{newest.says}"


def card_text(story: Story, card: Card) -> str:
    """The card of a fact or of a term."""
    kind, name = card
    if kind == "fact":
        return fact_text(story, story.facts[name])
    term = story.terms[name]
    origin = ["General knowledge, not from the source."] if term.general else []
    return "\n".join([f"{term.term}:", words(paragraphs(term.says.text)), *origin])


def fact_text(story: Story, fact: Fact) -> str:
    lines = [
        words(paragraphs(fact.says.text)),
        f"{KIND_WORDS[fact.kind]}.",
        f"Vouched for by: {fact.by}.",
        f"Source: {source_in_words(story, fact)}.",
    ]
    if fact.day is not None:
        lines.append(f"Known from {date_in_words(fact.day)} on.")
    if fact.force is not None:
        lines.append(f"What it puts in a person's way: {OBSTACLE_WORDS[fact.force]}.")
    return "\n".join(lines)


def xray_text(played: Playthrough) -> str:
    """What is read, run by run: sourced with its kind and voucher, explained, or imagined; then what is left to chance."""
    from game.play.odds import odds

    story = played.program.story
    lines = [
        f"SOURCED: {span.text.strip()} (who vouches for it is told once you have decided)" if part.claim else _xray(story, span)
        for part in view(played).parts
        for paragraph in part.paragraphs
        for span in _runs(paragraph)
        if span.text.strip(AROUND)
    ]
    lines += [f"Chance: {each.label}: {each.says}" for each in odds(played)]
    return "\n".join(lines) or "Nothing is told here."


def _runs(paragraph: Paragraph) -> Iterator[Span]:
    """The spans that point to the same, or to nothing, in one: what is only emphasised is no run of its own."""
    for link, spans in groupby(paragraph, key=lambda span: span.link):
        yield Span("".join(span.text for span in spans), link=link)


def _xray(story: Story, span: Span) -> str:
    text = span.text.strip()
    if span.link is None:
        return f"Imagined: {text.lstrip(AROUND)}"
    kind, name = span.link
    if kind == "fact":
        fact = story.facts[name]
        return f"SOURCED: {text} ({fact.kind}; vouched for by {fact.by})"
    if kind == "term":
        return f"A word in the glossary: {text}"
    return f"A figure made up for the story: {text}"


def why_text(played: Playthrough) -> str:
    if behind := view(played).because:
        story = played.program.story
        return f"Why? {fact_text(story, story.facts[behind])}"
    from game.play.why import nothing_behind

    return nothing_behind(played)


def notebook_text(played: Playthrough) -> str:
    """What you have and what it is good for; the facts met, by kind, and the words met on the way."""
    return "\n".join([*(about_text(meter) for meter in meters_now(played) if meter.about), _met_text(played)])


def _met_text(played: Playthrough) -> str:
    story = played.program.story
    here = facts_met(played)
    earlier = [name for name in sorted(played.carried.facts) if name in story.facts and name not in here]
    if not here and not earlier:
        return "Your notebook is empty: you have met no fact yet."
    more = f", and {len(earlier):,} more as somebody else" if earlier else ""
    lines = [f"You have met {counted(len(here), 'fact')} of {len(story.facts)} here{more}."]
    for kind, title in KIND_WORDS.items():
        facts = [story.facts[name] for name in (*here, *earlier) if name in story.facts and story.facts[name].kind == kind]
        if facts:
            lines += ["", f"{title}.", *(f"- {words(paragraphs(fact.says.text))} ({fact.by})" for fact in facts)]
    if terms := [story.terms[name].term for name in terms_met(played) if name in story.terms]:
        lines += ["", "Words: " + ", ".join(terms)]
    return "\n".join(lines)


def way_text(played: Playthrough) -> str:
    """How far one has gone with the last choice; "" where one has stayed."""
    from game.play.looking_back.journey import last_leg
    from game.play.looking_back.map_in_sentences import leg_in_words

    leg = last_leg(played)
    return leg_in_words(leg) if leg is not None else ""


def map_text(played: Playthrough) -> str:
    """What the map shows, in sentences."""
    from game.play.destinations import destinations
    from game.play.looking_back.map_in_sentences import map_in_sentences  # with the map itself, which the first passage doesn't need

    return "\n\n".join(map_in_sentences(played, destinations(played)))


def week_text(played: Playthrough) -> str:
    """The days one below the other: the player's hours, then what was reported."""
    days = week(played)
    if not days:
        return NO_WEEK
    lines: list[str] = []
    for day in days:
        lines += ["", f"{day_in_words(day.day)}.", "You:" if day.hours else "You: nothing on this day."]
        lines += [f"- {hour.moment:%H:%M} " + ". ".join(filter(None, [hour.place, hour.title])) for hour in day.hours]
        lines.append("Reported:" if day.reported or day.closed else "Reported: nothing that the ledger dates to this day.")
        for told in day.reported:
            lines.append(f"- {told.says}" + (f" ({told.by})" if told.by else "") + (" Met as somebody else." if told.earlier else ""))
        if day.closed:
            lines.append(f"- {closed_in_words(day)}")
    return "\n".join(lines[1:])


def transcript_text(played: Playthrough) -> str:
    """The choices made, numbered as `j N` takes them."""
    lines: list[str] = []
    for decision in decisions(played):
        number = "-" if decision.made is None else str(decision.made + 1)
        moment = moment_in_words(decision.moment) if decision.moment is not None else ""
        where = ", ".join(filter(None, [decision.place, moment]))
        label = f"{decision.label} (skipped)" if decision.skipped else decision.label
        lines.append(f"{number:>2}  {label}" + (f" [{where}]" if where else ""))
    if not lines:
        return "You have made no choice yet."
    return "\n".join([*lines, "", "j and a number goes back to before that choice; what came after it is given up."])


PAGES: Mapping[str, Callable[[Playthrough], str]] = {
    "w": why_text,
    "x": xray_text,
    "n": notebook_text,
    "m": map_text,
    "t": week_text,
    **dict.fromkeys(("?", "help", "h"), lambda _: HELP),
}
"""What is typed for a page, and its text."""
