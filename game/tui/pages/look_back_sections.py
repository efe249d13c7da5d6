"""What looking back has to show, section by section: rows to stand on, and what is told of the one that is stood on."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from textual.content import Content
from textual.visual import Visual

from game.play.looking_back.doors import ClosedDoor, Fork, at_one_fork
from game.play.looking_back.ledger import Decided, Obstacle, by_fact
from game.play.looking_back.same_hours import SharedHour
from game.play.looking_back.summary import (
    NOTHING_MEANS,
    OBSTACLE_MEANS,
    LookingBack,
    behind_in_words,
    closed_choices,
    decided_in_words,
    doors_in_words,
    endings_in_words,
    hidden_in_words,
)
from game.play.transcript import Decision
from game.story.model import Fact, Story
from game.story.phrases import OBSTACLE_WORDS, hour_in_words, kind_in_short, source_in_words
from game.story.prose import paragraphs
from game.tui.play.ending_rows import bars
from game.tui.safe_text import NOTHING, joined, line, plain, prose, together
from game.tui.widgets.layouts import HangingIndent, Stack
from game.tui.widgets.menu import Row, parted

GAP_LINE = plain(" ")


class ReviewSection(Struct, frozen=True):
    """`tell` gives what is told of a row by its name. Choosing a row opens the cards of `facts`, or else goes back to the
    decision that `fork` gives.

    Where the window is narrow, a section whose rows say all by themselves (`alone`) has the room for them.
    """

    title: str
    says: Content
    foot: str
    rows: Sequence[Row]
    tell: Callable[[str], Visual]
    facts: Callable[[str], Sequence[str]] = lambda _: ()
    fork: Callable[[str], Decision | None] = lambda _: None
    alone: bool = False


def sections(told: LookingBack, *, kept: bool) -> list[ReviewSection]:
    """The sections that have something to show. `kept` is whether going back keeps this game."""
    made = [_in_the_way(told), _doors(told, kept=kept), _reported(told)]
    if told.hours:
        made.append(_hours(told))
    return made


# ---- what stood in the way ----


def _in_the_way(told: LookingBack) -> ReviewSection:
    story, ledger = told.played.program.story, told.ledger
    behind = {OBSTACLE_WORDS[each]: (each, members) for each, members in ledger.by_obstacle.items() if members}

    def tell(name: str) -> Visual:
        if name not in behind:
            head = line(f"Nothing stood in your way: {len(ledger.free)}", "bold $accent")
            return Stack([head, plain(NOTHING_MEANS, "$muted"), GAP_LINE, *(_made(each) for each in ledger.free)])
        obstacle, members = behind[name]
        head = line(behind_in_words(obstacle, len(members)), "bold $accent")
        return Stack([head, plain(OBSTACLE_MEANS[obstacle], "$muted"), *_choices_behind(story, members, obstacle)])

    return ReviewSection(
        "What stood in your way",
        plain(" ".join(filter(None, [decided_in_words(ledger), hidden_in_words(told.skipped)]))),
        "Arrows go from bar to bar; Enter opens the facts behind one.",
        [Row(name, drawn) for name, drawn in bars(ledger).items()],
        tell,
        facts=lambda name: [fact for fact in by_fact(behind[name][1], behind[name][0]) if fact] if name in behind else [],
    )


def _choices_behind(story: Story, members: Sequence[Decided], obstacle: Obstacle) -> Iterator[Visual]:
    for fact, some in by_fact(members, obstacle).items():
        yield GAP_LINE
        if fact:
            yield from _fact_lines(story.facts[fact])
        for each in some:
            yield _made(each, closed_choices(each) if obstacle == "closed" else ())


def _made(each: Decided, closed: Sequence[str] = ()) -> HangingIndent:
    more = [together(plain("\n"), line(words, "$closed")) for words in closed]
    return HangingIndent(plain("› ", "$muted"), together(line(each.decision.label, "bold"), _where(each.decision), *more))


def _where(decision: Decision) -> Content:
    """The scene and the hour of a decision, on the line below it."""
    moment = hour_in_words(decision.moment) if decision.moment is not None else ""
    shown = joined(" · ", [line(decision.title or decision.place), line(moment)])
    return together(plain("\n"), shown.stylize_before("$muted")) if shown else NOTHING


def _fact_lines(fact: Fact) -> Iterator[Content]:
    yield prose(paragraphs(fact.says.text))
    yield together(line(kind_in_short(fact), "$fact"), line(f", vouched for by {fact.by}", "$muted"))


# ---- the doors ----


def _doors(told: LookingBack, *, kept: bool) -> ReviewSection:
    closed = {str(number): each for number, each in enumerate(at_one_fork(told.doors.closed), start=1)}

    def rows() -> Iterator[Row]:
        for each in told.found:
            now = plain("  the one you have just come to", "$muted") if each.now else NOTHING
            yield Row(f"found {each.ending}", together(plain("Found   ", "bold $accent"), line(each.title), now))
        for number, (door, count) in closed.items():
            yield Row(number, together(plain("Closed  ", "$muted"), line(_fork(door, count))))

    def tell(name: str) -> Visual:
        if name not in closed:
            (title,) = (each.title for each in told.found if f"found {each.ending}" == name)
            return Stack([line(title, "bold $accent"), GAP_LINE, plain("You have been here.", "$muted")])
        door, count = closed[name]
        head = plain("A closed door" if count == 1 else f"{count} closed doors", "bold $accent")
        shown: list[Visual] = [head, GAP_LINE, plain(doors_in_words(door, count))]
        if door.decision is not None:
            shown += [GAP_LINE, together(line(f"Decision {_number(door.decision)}", "$muted"), _where(door.decision))]
            goes = "Enter goes back to it in a new game; this one is kept." if kept else "Enter goes back to it."
            shown += [GAP_LINE, plain(goes, "$muted")]
        return Stack(shown)

    return ReviewSection(
        "Doors",
        plain(endings_in_words(told)),
        "What lies behind a closed door isn't told. Whether its way is open depends on what you do on it." if closed else "",
        list(rows()),
        tell,
        fork=lambda name: closed[name][0].decision if name in closed else None,
    )


_FORKS: dict[Fork, str] = {"choice": "another choice", "chance": "chance", "closed": "a closed choice", "unseen": "what you didn't see"}


def _fork(door: ClosedDoor, count: int) -> str:
    """Closed doors on one line: by what their ways part from the player's, and where."""
    doors = "A door" if count == 1 else f"{count} doors"
    if door.decision is None:
        return f"{doors} somewhere else"
    where = f"at “{door.decision.title}”" if door.decision.title else f"in {door.decision.place}" if door.decision.place else "on your way"
    return f"{doors} by {_FORKS[door.fork]} {where}"


def _number(decision: Decision) -> str:
    return str(decision.made + 1) if decision.made is not None else ""


# ---- what is reported ----


def _reported(told: LookingBack) -> ReviewSection:
    story, report = told.played.program.story, told.reported

    here = [_fact_row(fact, "" if met else "not met by you") for fact, met in report.here]
    elsewhere = [_fact_row(fact, "") for fact in report.elsewhere]
    groups = [
        *_headed(f"Told in scenes of this place ({report.place})", here),
        *_headed("Met elsewhere on your way" if here else "Met on your way", elsewhere),
    ]
    none = [Row("", plain("Nothing is reported of this place, and you have met no fact on your way."), heading=True)]

    def tell(name: str) -> Visual:
        fact = story.facts[name]
        return Stack([*_fact_lines(fact), GAP_LINE, line(f"Source: {source_in_words(story, fact)}", "$muted", limit=400)])

    return ReviewSection(
        "What is reported",
        plain("The people are invented. This is what the source reports, and who vouches for it."),
        "Arrows go from fact to fact; Enter opens its card.",
        parted(groups) or none,
        tell,
        facts=lambda name: [name],
        alone=True,
    )


def _headed(title: str, rows: Sequence[Row]) -> list[list[Row]]:
    """Each row by itself, the first of them below the title."""
    heading = Row("", line(title, "bold $accent"), heading=True)
    return [[heading, row] if number == 0 else [row] for number, row in enumerate(rows)]


def _fact_row(fact: Fact, note: str) -> Row:
    about = " · ".join(filter(None, [kind_in_short(fact), fact.by, note]))
    return Row(fact.id, prose(paragraphs(fact.says.text)), line(about, "$muted"))


# ---- the same hour ----


def _hours(told: LookingBack) -> ReviewSection:
    by_name = {str(number): hour for number, hour in enumerate(told.hours)}
    people = len({seen.role for hour in told.hours for seen in hour.seen})

    def tell(name: str) -> Visual:
        hour = by_name[name]
        return Stack([line(f"About {hour_in_words(hour.moment)}", "bold $accent"), *(part for seen in _seen(hour) for part in seen)])

    return ReviewSection(
        "The same hour",
        plain(f"What {people} people saw at the same time, all of whom you have been."),
        "Arrows go from hour to hour.",
        [Row(name, together(line(hour_in_words(hour.moment)), _who(hour))) for name, hour in by_name.items()],
        tell,
    )


def _who(hour: SharedHour) -> Content:
    return together(plain("  "), line(", ".join(seen.role for seen in hour.seen), "$muted"))


def _seen(hour: SharedHour) -> Iterator[tuple[Visual, ...]]:
    for seen in hour.seen:
        there = joined(" · ", [line(seen.place), line(seen.title), line(f"{seen.moment:%H:%M} there")]).stylize_before("$muted")
        yield GAP_LINE, line(seen.role, "bold"), there, plain(seen.first_line)
