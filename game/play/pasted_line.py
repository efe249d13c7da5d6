"""A playthrough as one line that can be pasted: what is carried in, then the choices, by their ids.

    knows:fare bench=given walk ask-a-sailor/asleep walk

`knows:FACT` and `ECHO=VALUE` come first. A choice is its id, and `/OUTCOME` says what chance did; without it, it is drawn.
"""

from collections.abc import Iterable

from msgspec import Struct

from game.play.playthrough import NotOpenError, Playthrough, begin, choose
from game.play.program import Program
from game.play.record import Carried, Entry
from game.play.view import options_of
from game.text.names import composed
from game.text.sentence_error import SentenceError


class PathError(SentenceError):
    """The path can't be walked; the message says where it ends and why."""


class Path(Struct, frozen=True):
    carried: Carried
    choices: tuple[tuple[str, str], ...]  # (choice, outcome or "")


def path_text(carried: Carried, entries: Iterable[Entry]) -> str:
    """The line for a playthrough."""
    known = [f"knows:{fact}" for fact in sorted(carried.facts)]
    echoes = [f"{name}={value}" for name, value in carried.echoes.items() if value != "unknown"]
    made = [f"{entry.choice}/{entry.outcome}" if entry.outcome else entry.choice for entry in entries]
    return " ".join([*known, *echoes, *made])


def parse_path(text: str) -> Path:
    facts, echoes, choices = set[str](), dict[str, str](), list[tuple[str, str]]()
    for token in composed(text).split():
        if token.startswith("knows:"):
            facts.add(token.removeprefix("knows:"))
        elif "=" in token:
            name, _, value = token.partition("=")
            echoes[name] = value
        else:
            choice, _, outcome = token.partition("/")
            choices.append((choice, outcome))
    return Path(Carried(frozenset(facts), echoes), tuple(choices))


def walk_path(program: Program, path: Path, seed: int) -> Playthrough:
    """Play the path from the role's start. Raises PathError where something on it isn't there or isn't open."""
    story = program.story
    for fact in path.carried.facts:
        if fact not in story.facts:
            raise PathError(f"The path carries in a fact `{fact}` that the story doesn't have.")
    for name, value in path.carried.echoes.items():
        if name not in story.variables or not story.variables[name].echo or value not in story.variables[name].values:
            raise PathError(f"The path carries in `{name}={value}`, which is no echo of the story.")
    played = begin(program, seed, path.carried)
    for number, (choice, outcome) in enumerate(path.choices, start=1):
        try:
            played = choose(played, choice, outcome)
        except NotOpenError:
            offered = ", ".join(option.id for option in options_of(program, played.state) if option.open)
            where = f"After {number - 1} choices, in `{played.scene.id}`,"
            wanted = f"`{choice[:60]}/{outcome[:60]}`" if outcome else f"`{choice[:60]}`"
            raise PathError(f"{where} {wanted} can't be chosen. Open there: {offered or 'nothing'}.") from None
    return played
