"""`neighbours walk`: random games of a story, counted. Starts without importing textual."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from game.cli.exit_codes import Exit
from game.cli.open_story import opened
from game.cli.progress import Progress
from game.play.pasted_line import path_text
from game.play.program import Program, compile_role
from game.play.view import words_for
from game.prove.walk import Game, Tally, walk
from game.story.model import Choice, Scene, Story
from game.text.clean import clean, clean_line
from game.text.shell import command_line
from game.text.words import counted


def walk_story(name: str | None, form: str, *, games: int, seed: int) -> int:
    given = opened(name, "played", form)
    story, found = given.story, given.found
    walked: list[_Walked] = []
    with Progress(after=1.0) as progress:
        for role in story.roles:

            def tick(role: str, played: int) -> None:
                progress(lambda: f"{role} [{'#' * (20 * played // games):.<20}] {played:,} of {games:,} games")

            tally = walk(story, role, games, seed, share=True, tick=tick)
            walked.append(_Walked(compile_role(story, role), tally, found.shown, tally.shown(), tally.made()))
            if tally.games < games:
                break
    stopped = walked[-1].tally.games < games or len(walked) < len(story.roles)
    if form == "json":
        data = {"story": story.id, "seed": seed, "stopped": stopped, "roles": [_data(each) for each in walked]}
        print(json.dumps(data, indent=1, ensure_ascii=False))
    else:
        print("\n\n".join("\n".join(_lines(each, several=len(walked) > 1)) for each in walked))
        if len(walked) > 1:  # each of them leaves most scenes to the others
            never = [name for number, name in enumerate(story.scenes) if not any(each.shown[number] for each in walked)]
            print(f"\nScenes that no role came to: {', '.join(never) or 'none'}.")
    sys.stdout.flush()
    if stopped:
        print(f"Stopped after {sum(each.tally.games for each in walked):,} games.", file=sys.stderr)
        return Exit.INTERRUPTED
    return Exit.PROBLEMS if any(each.tally.stuck for each in walked) else Exit.FINE


@dataclass(frozen=True, slots=True)
class _Walked:
    """One role's walk."""

    program: Program
    tally: Tally
    story: str  # as it is typed
    shown: Counter[int]  # how often each scene was
    made: Counter[tuple[int, int]]  # how often each choice of each scene was

    @property
    def scenes(self) -> Iterator[tuple[int, Scene]]:
        for number, name in enumerate(self.program.ids):
            yield number, self.program.story.scenes[name]

    def way(self, game: Game) -> str:
        return path_text(game.carried, game.entries(self.program))


# ---- for people ----


def _lines(walked: _Walked, *, several: bool) -> Iterator[str]:
    """`several`: there are other roles, so what this one doesn't come to is mostly theirs and isn't told here."""
    tally, story = walked.tally, walked.program.story
    each = f", {tally.choices / tally.games:.1f} in a game" if tally.games else ""
    yield f"{walked.program.role.id}: {tally.games:,} games, {tally.choices:,} choices{each}"
    yield ""
    yield "Endings"
    for number, scene in walked.scenes:
        count = tally.ended[number]
        if scene.ending and (count or not several):
            yield _row(count, f"{count / max(1, tally.games):6.1%}  {scene.id}: {clean_line(scene.ending)}")
    if tally.lengths:
        yield ""
        yield "At the endings                      least      median        most"
        yield _spread_row("decisions", tally.lengths)
        for name, values in tally.meters.items():
            yield _meter(story, name, values)
    yield ""
    yield "Scenes, their choices and outcomes"
    for number, scene in walked.scenes:
        if walked.shown[number] or not several:
            yield _row(walked.shown[number], scene.id)
        if not walked.shown[number]:
            continue  # nor was any of its choices made
        for choice, given in enumerate(scene.choices):
            yield _row(walked.made[number, choice], f"  {given.id}", never=not given.door)
            for outcome, one in enumerate(given.outcomes):
                if walked.made[number, choice]:
                    yield _row(tally.taken[number, choice, outcome], f"    {one.id}", never=bool(one.weight))
    yield from _endless(walked)


def _row(count: int, name: str, *, never: bool = True) -> str:
    return f"{count:>9,}  {clean(name)}" + ("   <- never" if never and not count else "")


def _spread_row(name: str, values: Counter[int]) -> str:
    least, middle, most = _spread(values).values()
    return f"  {clean_line(name):<26}{least:>13,}{middle:>12,}{most:>12,}"


def _meter(story: Story, name: str, values: Counter[int]) -> str:
    variable = story.variables[name]
    if variable.type == "int":
        return _spread_row(name, values)
    shares = ", ".join(f"{words_for(variable, value)} {count / values.total():.1%}" for value, count in sorted(values.items()))
    return f"  {clean_line(name)}: {shares}"


def _endless(walked: _Walked) -> Iterator[str]:
    tally = walked.tally
    if not tally.unfinished:
        return
    game = tally.unfinished[0]
    yield ""
    yield f"{counted(tally.stuck.total(), 'game')} came to no ending. One of them stopped in `{walked.program.ids[game.state[0]]}`:"
    yield f"    {command_line('play', walked.story, role=walked.program.role.id, path=walked.way(game))}"


def _spread(values: Counter[int]) -> dict[str, int]:
    """The least, the (lower) median and the greatest of values that are counted; nothing of none."""
    ordered = sorted(values)
    seen = accumulate(values[value] for value in ordered)
    middle = [value for value, count in zip(ordered, seen, strict=True) if 2 * count >= values.total()][:1]
    return {"min": ordered[0], "median": middle[0], "max": ordered[-1]} if ordered else {}


# ---- for programs ----


def _data(walked: _Walked) -> dict[str, Any]:
    tally = walked.tally
    return {
        "role": walked.program.role.id,
        "games": tally.games,
        "choices": tally.choices,
        "endings": [
            {"scene": scene.id, "title": scene.ending, "games": tally.ended[number]} for number, scene in walked.scenes if scene.ending
        ],
        "decisions": _spread(tally.lengths) or None,
        "meters": [_meter_data(walked.program.story, name, values) for name, values in tally.meters.items()],
        "scenes": [
            {
                "scene": scene.id,
                "hits": walked.shown[number],
                "choices": [_choice_data(walked, number, place, choice) for place, choice in enumerate(scene.choices)],
            }
            for number, scene in walked.scenes
        ],
        "unfinished": tally.stuck.total(),
        "unfinished_ways": [walked.way(game) for game in tally.unfinished],
    }


def _choice_data(walked: _Walked, scene: int, place: int, choice: Choice) -> dict[str, Any]:
    outcomes = {outcome.id: walked.tally.taken[scene, place, number] for number, outcome in enumerate(choice.outcomes)}
    return {"choice": choice.id, "hits": walked.made[scene, place], "outcomes": outcomes}


def _meter_data(story: Story, name: str, values: Counter[int]) -> dict[str, Any]:
    variable = story.variables[name]
    if variable.type == "int":
        return {"variable": name, **_spread(values)}
    return {"variable": name, "games": {words_for(variable, value): count for value, count in sorted(values.items())}}
