"""What a proof says of a role's routes, for a reader and for a program."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from game.play.pasted_line import path_text
from game.play.record import Carried
from game.prove.part_proof import PartProof
from game.prove.routes.chances import Chances
from game.prove.routes.figures import Figure, PlayedWay
from game.prove.routes.report import LengthSpan, RoleRoutes
from game.text.shell import command_line
from game.text.words import counted


def route_lines(routes: RoleRoutes, story: str) -> Iterator[str]:
    """Each figure is the least, or the most, by itself."""
    spans = (routes.decisions, routes.words, routes.minutes)
    numbers: tuple[Callable[[int], str], ...] = (_decisions, _words, partial(_minutes, routes.a_minute))
    if routes.decisions.least is None and routes.complete:
        yield "no route to an ending"
        return
    row = _row([_least(span.least, number) for number, span in zip(numbers, spans, strict=True)])
    yield f"shortest route: {row}{_bounded(span.least for span in spans)}"
    if routes.loop is None:
        row = _row([_most(span.most, number) for number, span in zip(numbers, spans, strict=True)])
        yield f"longest route: {row}{_bounded(span.most for span in spans)}"
    else:
        rounds = len(routes.loop.again)
        last = "last of these choices leads" if rounds == 1 else f"last {rounds} of these choices lead"
        yield f"longest route: unbounded. The {last} back to where one was, for ever:"
        path = path_text(routes.loop.way.carried, (*routes.loop.way.entries, *routes.loop.again))
        yield f"  {command_line('play', story, role=routes.role, path=path)}"
    yield f"typical: {_typical(routes)}"
    yield f"fewest facts met on a route: {_least(routes.facts, '{:,}'.format)}{_bounded([routes.facts])}"
    yield f"endings by chance{_how(routes.chances)}: {_ends(routes.chances)}"


def part_line(proof: PartProof) -> str:
    """Whether a part is over within its minutes: `part the_night: PROVED to end within 18 minutes (longest 17.2)`."""
    part, routes = proof.part, proof.routes
    longest = routes.minutes.most
    within = f"to end within {counted(part.minutes, 'minute')}"
    known = f" (longest {_most(longest, lambda ticks: f'{ticks / routes.a_minute:,.1f}')})" if longest is not None else ""
    match proof.stands:
        case "kept":
            return f"part {part.id}: PROVED {within}{known}"
        case "typical":
            return f"part {part.id}: {_typical(routes)}, of {counted(part.minutes, 'minute')}; one can go round in it for ever"
        case "broken":
            return f"part {part.id}: REFUTED {within}{known}"
    return f"part {part.id}: BOUNDED: neither proved nor refuted {within}{known}"


def _decisions(count: int) -> str:
    return counted(count, "decision")


def _words(count: int) -> str:
    return counted(count, "word")


def _minutes(a_minute: int, ticks: int) -> str:
    return f"{ticks / a_minute:,.1f} minutes"


def _typical(routes: RoleRoutes) -> str:
    typical = routes.typical
    if typical.ticks is None:
        return "not known: more than one in ten random games comes to no ending"
    return f"nine of ten random games end within {_minutes(routes.a_minute, typical.ticks)}"


def _row(told: list[str]) -> str:
    return told[0] if len(set(told)) == 1 else ", ".join(told)


def _least(figure: Figure | None, number: Callable[[int], str]) -> str:
    if figure is None or (figure.high is None and not figure.low):
        return "not known"
    if figure.high is None:
        return f"{number(figure.low)} or more"
    return _between(figure, number) if figure.low or figure.exact else f"{number(figure.high)} or less"


def _most(figure: Figure | None, number: Callable[[int], str]) -> str:
    if figure is None:
        return "not known"
    return f"{number(figure.low)} or more" if figure.high is None else _between(figure, number)


def _between(figure: Figure, number: Callable[[int], str]) -> str:
    low, high = number(figure.low), number(figure.high if figure.high is not None else figure.low)
    return low if low == high else f"{low.split(' ')[0]} to {high}"


def _bounded(figures: Iterable[Figure | None]) -> str:
    exact = all(figure is not None and figure.exact for figure in figures)
    return "" if exact else " (there are too many states to say more)"


def _how(chances: Chances) -> str:
    if chances.how == "estimated":
        return f" (estimated from {chances.games:,} random games, give or take {_percent(chances.margin)})"
    return f" (less than {_percent(max(chances.margin, 0.0001))} is missing)" if chances.how == "within" else ""


def _ends(chances: Chances) -> str:
    told = [f"{name} {_percent(share)}" for name, share in chances.endings.items()]
    if chances.never > 0:
        told.append(f"none {_percent(chances.never)}")
    return ", ".join(told) or "none is come to"


def _percent(share: float) -> str:
    return f"{share:.1%}" if share >= 0.01 else f"{share:.2%}" if share >= 0.0001 else "less than 0.01%"


def route_data(routes: RoleRoutes) -> dict[str, Any]:
    """Words and decisions are counts, minutes fractions of them; `low` and `high` are alike where a figure is exact, and
    `high` is null where nothing is known of it.
    """
    loop, chances = routes.loop, routes.chances
    return {
        "states": routes.states,
        "complete": routes.complete,
        "decisions": _span(routes.decisions),
        "words": _span(routes.words),
        "minutes": _span(routes.minutes, routes.a_minute),
        "typical": {
            "minutes": None if routes.typical.ticks is None else routes.typical.ticks / routes.a_minute,
            "games": routes.typical.games,
        },
        "unbounded": loop is not None,
        "loop": None if loop is None else {"way": _line(loop.way), "again": path_text(Carried(), loop.again)},
        "fewest_facts": _figure(routes.facts),
        "chances": {
            "how": chances.how,
            "endings": dict(chances.endings),
            "none": chances.never,
            "margin": chances.margin,
            "games": chances.games,
        },
        "promises": [
            {"line": judged.promise.at.line, "path": judged.promise.at.path, "stands": judged.stands, "message": judged.said}
            for judged in routes.judged
        ],
    }


def part_data(proof: PartProof) -> dict[str, Any]:
    return {"part": proof.part.id, "minutes": proof.part.minutes, "stands": proof.stands, "routes": route_data(proof.routes)}


def _span(span: LengthSpan, unit: int = 1) -> dict[str, Any]:
    return {"least": _figure(span.least, unit), "most": _figure(span.most, unit)}


def _figure(figure: Figure | None, unit: int = 1) -> dict[str, Any] | None:
    if figure is None:
        return None
    low, high = (each if each is None or unit == 1 else each / unit for each in (figure.low, figure.high))
    return {"low": low, "high": high, "way": None if figure.way is None else _line(figure.way)}


def _line(played: PlayedWay) -> str:
    return path_text(played.carried, played.entries)
