"""What a proof says of a role's routes, for a reader and for a program."""

from collections.abc import Iterator
from typing import Any

from game.play.path import path_text
from game.play.record import Carried
from game.prove.routes.report import Figure, Played, RoleRoutes


def route_lines(routes: RoleRoutes, story: str) -> Iterator[str]:
    if routes.fewest is not None:
        yield f"shortest route: {_at_most(routes.fewest)}"
    if routes.loop is not None:
        rounds = len(routes.loop.again)
        last = "last of these choices leads" if rounds == 1 else f"last {rounds} of these choices lead"
        yield f"longest route: unbounded. The {last} back to where one was, for ever:"
        path = path_text(routes.loop.way.carried, (*routes.loop.way.entries, *routes.loop.again))
        yield f'  neighbours play {story} --role {routes.role} --path "{path}"'
    elif routes.most is not None:
        yield f"longest route: {_at_least(routes.most)}"


def _at_most(figure: Figure) -> str:
    return _decisions(figure.low) if figure.exact else f"at most {_decisions(figure.high or 0)} (not every state was looked at)"


def _at_least(figure: Figure) -> str:
    return _decisions(figure.low) if figure.exact else f"at least {_decisions(figure.low)} (not every state was looked at)"


def _decisions(count: int) -> str:
    return "1 decision" if count == 1 else f"{count:,} decisions"


def route_data(routes: RoleRoutes) -> dict[str, Any]:
    loop = routes.loop
    return {
        "states": routes.states,
        "complete": routes.complete,
        "decisions": {"least": _figure(routes.fewest), "most": _figure(routes.most)},
        "unbounded": loop is not None,
        "loop": None if loop is None else {"way": _line(loop.way), "again": path_text(Carried(), loop.again)},
    }


def _figure(figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {"low": figure.low, "high": figure.high, "way": None if figure.way is None else _line(figure.way)}


def _line(played: Played) -> str:
    return path_text(played.carried, played.entries)
