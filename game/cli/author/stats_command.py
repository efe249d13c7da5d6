"""`neighbours stats`: what a story is made of, counted. Starts without importing textual."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from game.check.stats.linked_routes import Route
from game.check.stats.story_figures import Figures, PartFigures, RoleFigures, figures_of
from game.check.stats.style_figures import SHORT_CLOSING, SHORT_SENTENCE
from game.cli.author.prove_command import whole_proof_of
from game.cli.exit_codes import Exit
from game.cli.open_story import opened
from game.prove.proof import Proof, RoleProof
from game.story.reading_time import minutes_of
from game.text.cells import cells, fitted
from game.text.words import counted

_WIDEST = 34  # columns of a cell
_MOST_UNREAD = 5  # variables of a role


def stats(name: str | None, form: str, *, proved: bool) -> int:
    given = opened(name, "counted")
    figures = figures_of(given.story)
    proof = whole_proof_of(given.story) if proved else None
    if form == "json":
        print(json.dumps(_data(figures, proof), indent=1, ensure_ascii=False))
    else:
        print("\n".join(_lines(figures, proof)))
    return Exit.FINE


def _lines(figures: Figures, proof: Proof | None) -> Iterable[str]:
    words, choices = figures.words, figures.choices
    yield f"{figures.title}: {words.all:,} words in {choices.scenes:,} scenes, {choices.endings:,} of them endings"
    yield ""
    yield from _table(
        ("Words", "passages", "labels", "results", "reasons", "news"),
        [("", words.passages, words.labels, words.results, words.reasons, words.news)],
    )
    yield from _table(
        ("Choices", "in all", "decisions", "conditional", "once", "by chance", "doors"),
        [("", choices.choices, choices.decisions, choices.conditional, choices.once, choices.drawn, choices.doors)],
    )
    yield from _table(
        ("Roles (by links)", "scenes", "words", "facts", "endings", "shortest route", "longest route"),
        [
            (role.role, role.scenes, role.words, role.facts, len(role.endings), _route(role.routes.shortest), _longest(role))
            for role in figures.roles
        ],
    )
    if figures.parts:
        yield from _table(
            ("Parts (by links)", "scenes", "words", "ends", "shortest route", "longest route"),
            [(part.part, part.scenes, part.words, len(part.ends), _route(part.routes.shortest), _longest(part)) for part in figures.parts],
        )
    for role in figures.roles:
        if role.routes.loop:
            yield f"{role.role} can, by links, go round: {' → '.join(role.routes.loop)}"
    if any(role.routes.loop for role in figures.roles):
        yield ""
    if proof is None:
        yield "Links say what might be. What conditions allow needs a proof: --proved."
        yield ""
    else:
        yield from _table(
            (f"Proof: {proof.verdict}", "states", "scenes", "choices", "endings", "all seen"),
            [
                (role.role, role.states, len(role.scenes), len(role.choices), len(role.endings), "yes" if role.complete else "no")
                for role in proof.roles
            ],
        )
    yield from _games(figures.roles)
    yield from _lost(figures.roles)
    yield from _style(figures.roles)
    yield from _table(
        ("Scenes", "kind", "words", "choices", "facts", "grade", "roles"),
        [
            (
                each.scene,
                each.kind,
                each.words,
                each.choices,
                len(each.facts),
                _grade(each.grade),
                ", ".join(each.roles) or "none",
            )
            for each in figures.scenes
        ],
    )
    reading = figures.reading
    if reading.missing:
        yield f"Reading grade: none. {reading.missing}"
    elif reading.mean is not None:
        yield f"Reading grade: {reading.mean} on the mean of {reading.graded} scenes; the hardest is {reading.hardest}"
    yield ""
    yield from _table(
        ("Facts", "kind", "scenes that tell it", "as a reason", "news", "roles"),
        [
            (fact.fact, fact.kind, ", ".join(fact.told_in), ", ".join(fact.because_in), fact.news, ", ".join(fact.roles) or "none")
            for fact in figures.facts
        ],
    )
    untold = [fact.fact for fact in figures.facts if fact.never_told]
    yield f"Facts never told: {', '.join(untold) or 'none'}"
    yield ""
    if figures.people:
        yes = {True: "yes", False: ""}
        yield from _table(
            ("People", "name", "woman", "host", "lines", "words"),
            [(each.person, each.name, yes[each.woman], yes[each.host], each.lines, each.words) for each in figures.people],
        )
        shares = figures.shares
        yield f"Women: {_part(shares.women_of_people)} of the people, {_part(shares.women_of_lines)} of the lines"
        yield f"Hosts: {_part(shares.hosts_of_people)} of the people, {_part(shares.hosts_of_lines)} of the lines"


def _games(roles: Sequence[RoleFigures]) -> Iterable[str]:
    rows = []
    for games, role in ((role.games, role) for role in roles):
        words = (games.games, games.least, games.median, games.most, _part(role.shown))
        rows.append((role.role, *words, games.changes, _part(games.late_share), _part(games.never_share)))
    said = ("ended", "fewest words", "median", "most", "of the role's", "changes", "read 2+ scenes later", "never read")
    yield from _table(("Games at random", *said), rows)
    unread = [(role, each) for role in roles for each in role.games.unread[:_MOST_UNREAD]]
    if unread:
        yield from _table(
            ("Changes never read", "variable", "changes", "never read", "on the screen", "most often after"),
            [(role.role, each.variable, each.changes, each.never, "yes" * each.shown, each.places[0]) for role, each in unread],
        )


def _lost(roles: Sequence[RoleFigures]) -> Iterable[str]:
    """What nothing reads, on any way."""
    rows: list[tuple[str | int, ...]] = []
    for role in roles:
        lost = role.lost
        names = ("; ".join(each) or "none" for each in (lost.lost, lost.same_values, lost.fixed_endings))
        rows.append((role.role, lost.changes, _part(lost.lost_share), *names))
    said = ("changes", "lost", "changes that nothing reads", "values that nothing tells apart", "endings that read no choice")
    yield from _table(("Lost (by links)", *said), rows)


def _style(roles: Sequence[RoleFigures]) -> Iterable[str]:
    rows: list[tuple[str | int, ...]] = []
    english: list[tuple[str | int, ...]] = []
    for role, style in ((role, role.style) for role in roles):
        length = (style.sentences, f"{style.mean:.1f}", f"{style.spread:.1f}", _part(style.short_share))
        rows.append((role.role, *length, style.results, _part(style.close_short_share)))
        if (words := style.english) is not None:
            counts = (len(words.impersonal_one), words.somebody, words.nobody, words.everybody)
            english.append((role.role, style.words, _part(style.pronoun_share), *(f"{style.per_thousand(count):.1f}" for count in counts)))
    short, close = f"of {SHORT_SENTENCE} words or fewer", f"close on {SHORT_CLOSING} words or fewer"
    yield from _table(("Sentences", "in all", "mean words", "spread", short, "results", close), rows)
    if english:
        head = ("In 1,000 words", "of", "results that open on a pronoun", "one (anybody)", "somebody", "nobody", "everybody")
        yield from _table(head, english)


def _table(head: Sequence[str], rows: Sequence[Sequence[str | int]]) -> Iterable[str]:
    """Columns, numbers to the right, and an empty line after them."""
    numbers = [all(isinstance(row[column], int) for row in rows) for column in range(len(head))]
    shown = [list(head)] + [[f"{cell:,}" if isinstance(cell, int) else fitted(cell, _WIDEST) for cell in row] for row in rows]
    widths = [max(cells(row[column]) for row in shown) for column in range(len(head))]
    for row in shown:
        padded = []
        for cell, width, number in zip(row, widths, numbers, strict=True):
            space = " " * (width - cells(cell))
            padded.append(space + cell if number else cell + space)
        yield "  ".join(padded).rstrip()
    yield ""


def _route(route: Route | None) -> str:
    return "none" if route is None else f"{counted(route.decisions, 'decision')}, {counted(route.words, 'word')}"


def _longest(role: RoleFigures | PartFigures) -> str:
    return "without end" if role.routes.loop else _route(role.routes.longest)


def _grade(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


def _part(share: float | None) -> str:
    return "none" if share is None else f"{share:.0%}"


def _data(figures: Figures, proof: Proof | None) -> dict[str, Any]:
    data = asdict(figures)
    data["words"]["all"] = figures.words.all
    data["facts_never_told"] = [fact.fact for fact in figures.facts if fact.never_told]
    for told, role in zip(data["roles"], figures.roles, strict=True):
        for which in ("shortest", "longest"):
            route = getattr(role.routes, which)
            if route is not None:
                told["routes"][which]["minutes"] = round(minutes_of(figures.pace, route.words, route.decisions), 1)
        told["games"] |= {"share_of_words": role.shown, "late_share": role.games.late_share, "never_share": role.games.never_share}
        told["lost"]["share"], style = role.lost.lost_share, role.style
        told["style"] |= {
            "short_share": style.short_share,
            "close_short_share": style.close_short_share,
            "pronoun_share": style.pronoun_share,
        }
    data["proof"] = None if proof is None else {"verdict": proof.verdict, "roles": [_role_data(role) for role in proof.roles]}
    return data


def _role_data(role: RoleProof) -> dict[str, Any]:
    data = {"role": role.role, "complete": role.complete, "states": role.states}
    return {**data, "scenes": len(role.scenes), "choices": len(role.choices), "endings": role.endings}
