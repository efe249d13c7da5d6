"""Pages beside the play: the way so far with going back, the notebook, the map in words, the week."""

from collections.abc import Callable, Iterator, Mapping

from game.play.destinations import destinations
from game.play.looking_back.map_in_sentences import map_in_sentences
from game.play.looking_back.week import NO_WEEK, closed_in_words, week
from game.play.playthrough import Playthrough, facts_met, terms_met
from game.play.transcript import decisions
from game.play.view import meters_now
from game.serve.end_page import fact_in_words, where
from game.serve.page_frame import button, form, page
from game.story.phrases import KIND_WORDS, day_in_words
from game.text.words import capital, counted
from game.web.markup import Child, tag


def _way(played: Playthrough) -> Iterator[Child]:
    yield tag("p", "Going back to a choice gives up what came after it. From an end it goes on in a new game; the finished one is kept.",
              look="quiet")  # fmt: skip
    rows: list[Child] = []
    for decision in decisions(played):
        told = f"{decision.label}{' (skipped)' if decision.skipped else ''} "
        back = None
        if decision.made is not None:
            back = form("/back", button("Go back to before this", "plain"), made=played.made, to=decision.made)
        rows.append(tag("li", told, tag("span", where(decision), look="quiet"), back))
    yield tag("ol", *rows) if rows else tag("p", "You have made no choice yet.")


def _notebook(played: Playthrough) -> Iterator[Child]:
    story, here = played.program.story, facts_met(played)
    about = [tag("li", f"{capital(meter.text)}: {meter.about}") for meter in meters_now(played) if meter.about]
    if about:
        yield tag("ul", *about)
    earlier = [name for name in sorted(played.carried.facts) if name in story.facts and name not in here]
    more = f", and {len(earlier):,} more as somebody else" if earlier else ""
    yield tag("p", f"You have met {counted(len(here), 'fact')} of {len(story.facts)} here{more}.")
    for kind, title in KIND_WORDS.items():
        facts = [story.facts[name] for name in (*here, *earlier) if name in story.facts and story.facts[name].kind == kind]
        if facts:
            yield tag("h2", title)
            yield tag("ul", *(tag("li", fact_in_words(fact)) for fact in facts))
    if terms := [story.terms[name].term for name in terms_met(played) if name in story.terms]:
        yield tag("p", f"Words: {', '.join(terms)}")


def _map(played: Playthrough) -> Iterator[Child]:
    yield from (tag("p", sentence) for sentence in map_in_sentences(played, destinations(played)))


def _week(played: Playthrough) -> Iterator[Child]:
    days = week(played)
    if not days:
        yield tag("p", NO_WEEK)
    for day in days:
        yield tag("h2", day_in_words(day.day))
        yield tag("h3", "You" if day.hours else "You: nothing on this day")
        yield tag("ul", *(tag("li", f"{hour.moment:%H:%M} " + ". ".join(filter(None, [hour.place, hour.title]))) for hour in day.hours))
        yield tag("h3", "Reported" if day.reported or day.closed else "Reported: nothing that the ledger dates to this day")
        told = [f"{each.says}{f' ({each.by})' if each.by else ''}" for each in day.reported]
        yield tag("ul", *(tag("li", line) for line in (*told, *([closed_in_words(day)] if day.closed else []))))


PAGES: Mapping[str, tuple[str, Callable[[Playthrough], Iterator[Child]]]] = {
    "way": ("My way so far", _way),
    "notebook": ("Notebook", _notebook),
    "map": ("The map in words", _map),
    "week": ("The week", _week),
}
"""What stands behind each address: its title, and what is told there."""


def beside(name: str, played: Playthrough) -> str:
    title, told = PAGES[name]
    back = tag("p", tag("a", "Back to the story", href="/play"), look="top")
    return page(title, back, tag("h1", title), *told(played), language=played.program.story.language)
