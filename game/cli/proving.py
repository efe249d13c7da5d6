"""`neighbours prove`: what holds for every playthrough of a story. Starts without importing textual."""

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

from game.clean import clean
from game.cli.checking import colourful, find, tell_errors
from game.cli.main import FINE, INTERRUPTED, PROBLEMS
from game.cli.routes import route_data, route_lines
from game.load import Loaded, load
from game.play.path import path_text
from game.problems import Place, Problem
from game.prove.proof import DEFAULT_LIMIT, Finding, Proof, RoleProof, prove


def prove_story(name: str | None, form: str, limit: int | None) -> int:
    from game.problems.show import as_text

    found = find(name)
    loaded = load(found.folder, shown=found.shown)
    if loaded.story is None:
        tell_errors(found, loaded.errors, "proved", form)
        return PROBLEMS
    tick = _Ticker()
    proof = prove(loaded.story, limit=limit or DEFAULT_LIMIT, tick=tick)
    tick.clear()
    if form == "json":
        print(json.dumps(_data(loaded, proof, found.shown), indent=1, ensure_ascii=False))
    else:
        if proof.findings:
            print(as_text([_problem(loaded, finding, found.shown) for finding in proof.findings], colour=colourful()), file=sys.stderr)
        print("\n".join(_lines(proof, found.shown)))
    return INTERRUPTED if proof.stopped else PROBLEMS if proof.findings else FINE


class _Ticker:
    """Tells on a terminal, four times a second, how far a role is explored."""

    def __init__(self) -> None:
        self._shown = 0.0

    def __call__(self, role: str, looked_at: int) -> None:
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._shown > 0.25:
            self._shown = now
            print(f"\r{clean(role)}: {looked_at:,} looked at ", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr)


_MENDS = {
    "dead-end": "give it a choice that is always open",
    "trap": "give it a way to an ending",
    "unreachable-scene": "link it, ask for less on the way there, or take it out",
    "never-open": "ask for less; a door that is there to be seen shut has `locked` and no `if`",
    "never-told": "ask for less, or take it out",
    "leaves-bounds": "ask with `if` before, widen the bounds, or say `clamp: true` where stopping there is right",
    "promise-broken": "change the way there, or promise less",
}


def _problem(loaded: Loaded, finding: Finding, story: str) -> Problem:
    file = loaded.files.get(finding.at.path)
    line = finding.at.line
    place = Place(finding.at.path, line)
    if file is not None:
        text = file.lines[line - 1]
        column = len(text) - len(text.lstrip(" -")) + 1
        place = file.place(line, column, len(finding.name) or len(text) - column + 1)
    help = "; ".join(filter(None, (_MENDS.get(finding.code, ""), _way(finding, story))))
    return Problem(finding.code, finding.message, place, help=help)


def _way(finding: Finding, story: str) -> str:
    if finding.witness is None:
        return ""
    path = path_text(finding.witness.carried, finding.witness.entries)
    return f'play it: neighbours play {story} --role {finding.witness.role} --path "{path}"'


def _lines(proof: Proof, story: str) -> list[str]:
    lines = [line for role in proof.roles for line in _role(role, story)]
    if proof.undecided:
        lines.append(f"Neither proved nor refuted: {len(proof.undecided)} of the promises, of which not every state could be looked at.")
    told = {
        "PROVED": "PROVED: every state can reach an ending, and everything in the story can be reached.",
        "BOUNDED": "BOUNDED: nothing wrong was found, but it was stopped before everything was looked at."
        if proof.stopped
        else "BOUNDED: nothing wrong was found, but not everything could be looked at. A larger --limit sees more.",
        "REFUTED": f"REFUTED: {len(proof.findings)} found.",
    }
    return [*lines, told[proof.verdict]]


def _role(role: RoleProof, story: str) -> Iterator[str]:
    seen = "" if role.complete else ", and not everything is answered"
    played = f"{role.played:,} states played, {role.states:,} in {role.sets:,} sets"
    yield f"{role.role}: {played}{seen}; {len(role.endings)} ending{'s' * (len(role.endings) != 1)}: {', '.join(role.endings)}"
    if role.routes is not None:
        yield from (f"  {line}" for line in route_lines(role.routes, story))


def _data(loaded: Loaded, proof: Proof, story: str) -> dict[str, Any]:
    roles = [
        {
            "role": role.role,
            "states": role.states,
            "sets": role.sets,
            "played": role.played,
            "complete": role.complete,
            "endings": list(role.endings),
            "routes": None if role.routes is None else route_data(role.routes),
        }
        for role in proof.roles
    ]
    findings = []
    for finding in proof.findings:
        place = _problem(loaded, finding, story).place
        way = None if finding.witness is None else path_text(finding.witness.carried, finding.witness.entries)
        role = None if finding.witness is None else finding.witness.role
        findings.append(
            {"code": finding.code, "message": finding.message, "path": place.path, "line": place.line, "role": role, "way": way}
        )
    return {
        "verdict": proof.verdict,
        "roles": roles,
        "findings": findings,
        "undecided_promises": len(proof.undecided),
    }
