"""`neighbours prove`: what holds for every playthrough of a story. Starts without importing textual."""

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from game.cli.author.prove_route_lines import part_data, part_line, route_data, route_lines
from game.cli.exit_codes import Exit, MistakeError
from game.cli.open_story import opened, role_of, tell
from game.cli.progress import Progress
from game.library.load import Loaded
from game.play.pasted_line import path_text
from game.problems import Place, Problem
from game.prove.findings import Finding
from game.prove.proof import DEFAULT_LIMIT, OpenQuestion, Proof, RoleProof, prove
from game.states.refinement import WrongProofError
from game.story.lesson_model import Lesson
from game.story.model import Story
from game.text.shell import command_line
from game.text.words import counted, in_a_row


def prove_story(name: str | None, form: str, *, roles: Sequence[str], limit: int | None) -> int:
    given = opened(name, "proved", form)
    loaded, shown = given.loaded, given.found.shown
    for role in roles:
        role_of(given.story, role)
    proof = proof_of(given.story, roles, lesson=loaded.lesson, limit=limit or DEFAULT_LIMIT)
    if form == "json":
        print(json.dumps(_data(loaded, proof, shown), indent=1, ensure_ascii=False))
    else:
        if told := [*proof.findings, *proof.missed]:
            tell([_problem(loaded, finding, shown) for finding in told])
        print("\n".join(_lines(proof, shown)))
    if proof.stopped:
        return Exit.INTERRUPTED
    return {"PROVED": Exit.FINE, "BOUNDED": Exit.BOUNDED, "REFUTED": Exit.PROBLEMS}[proof.verdict]


def proof_of(story: Story, roles: Collection[str] = (), *, lesson: Lesson | None = None, limit: int = DEFAULT_LIMIT) -> Proof:
    """The proof of a story, or of some of its roles, with a word on a terminal while it takes its time."""
    with Progress() as progress:
        progress(lambda: "Proving …")

        def tick(role: str, looked_at: int) -> None:
            progress(lambda: f"Proving {role}: {looked_at:,} states")

        try:
            return prove(story, roles, lesson=lesson, limit=limit, share=True, tick=tick)
        except WrongProofError as error:
            raise MistakeError(str(error)) from error


def whole_proof_of(story: Story) -> Proof:
    """The same, for what can't be told by halves: an interrupt goes on to whoever asked."""
    proof = proof_of(story)
    if proof.stopped:
        raise KeyboardInterrupt
    return proof


_MENDS = {
    "dead-end": "give it a choice that is always open",
    "trap": "give it a way to an ending",
    "unreachable-scene": "link it, ask for less on the way there, or take it out",
    "never-open": "ask for less; a door that is there to be seen shut has `locked` and no `if`",
    "never-told": "ask for less, or take it out",
    "no-outcome": "let an outcome have no `if`, or give the choice an `if`",
    "leaves-bounds": "ask with `if` before, widen the bounds, or say `clamp: true` where stopping there is right",
    "promise-broken": "change the way there, or promise less",
    "question-missed": "ask for a fact that every route meets, or ask it with `for` of those alone who always meet it",
}


def _problem(loaded: Loaded, finding: Finding, story: str) -> Problem:
    file = loaded.files.get(finding.at.path)
    line = finding.at.line
    place = Place(finding.at.path, line)
    if file is not None:
        text = file.lines[line - 1]
        column = len(text) - len(text.lstrip(" -")) + 1
        place = file.place(line, column, len(finding.name) or len(text) - column + 1)
    way = ""
    if (witness := finding.witness) is not None:
        way = command_line("play", story, role=witness.role, part=witness.part, path=path_text(witness.carried, witness.entries))
    return Problem(finding.code, finding.message, place, help=_MENDS.get(finding.code, ""), command=way)


def _lines(proof: Proof, story: str) -> list[str]:
    lines = [line for role in proof.roles for line in _role(role, story)]
    if proof.undecided:
        lines.append(f"Neither proved nor refuted: {len(proof.undecided)} of the promises, of which not every state could be looked at.")
    if proof.wide:
        lines.append(
            "Earlier games leave too much to follow each: taken is whatever any of them leave together, which is wider than what can be."
        )
    if proof.missed:
        lines.append(f"The lesson asks for what a route can miss: {counted(len(proof.missed), 'question')}.")
    everything = "all that no other role has a link to" if proof.only else "everything in the story"
    stopped = "it was stopped before everything was" if proof.stopped else "not everything could be"
    told = {
        "PROVED": f"every state can reach an ending, and {everything} can be reached.",
        "BOUNDED": f"nothing wrong was found, but {stopped} looked at.",
        "REFUTED": f"{len(proof.findings)} found.",
    }
    whose, rest = (f" for {in_a_row(proof.only)} alone", " Nothing is said of the other roles.") if proof.only else ("", "")
    return [*lines, f"{proof.verdict}{whose}: {told[proof.verdict]}{rest}"]


def _role(role: RoleProof, story: str) -> Iterator[str]:
    yield f"{role.role}: {counted(role.states, 'state')}; {counted(len(role.endings), 'ending')}: {', '.join(role.endings)}"
    for question in role.open:
        where = f" ({in_a_row([f'`{scene}`' for scene in question.scenes])})" if question.scenes else ""
        yield f"  open: {question.asks}{where}. {_cause(question)} {_what_helps(question)}"
    if role.routes is not None:
        yield from (f"  {line}" for line in route_lines(role.routes, story))
    yield from (f"  {part_line(part)}" for part in role.parts)


def _cause(question: OpenQuestion) -> str:
    named = [f"`{name}`" for name in question.costs if name]
    if "" in question.costs:
        named.append("what is remembered of choices, visits and facts")
    return f"There are too many states: most are told apart by {in_a_row(named)}." if named else "There are too many states."


def _what_helps(question: OpenQuestion) -> str:
    helps = [question.help] if question.help else []
    if any(question.costs):
        helps.append("smaller bounds or larger steps of these numbers")
    if "" in question.costs:
        helps.append("fewer choices with `once` that are open at the same time")
    helps += ["a larger --limit"] if question.larger else []
    return f"What would help: {'; '.join(helps)}." if helps else "What would help: fewer things that conditions ask for at once."


def _data(loaded: Loaded, proof: Proof, story: str) -> dict[str, Any]:
    return {
        "verdict": proof.verdict,
        "only": list(proof.only),
        "roles": [_role_data(role) for role in proof.roles],
        "findings": [_finding_data(loaded, finding, story) for finding in proof.findings],
        "questions_missed": [_finding_data(loaded, finding, story) for finding in proof.missed],
        "undecided_promises": len(proof.undecided),
        "wider_than_can_be": proof.wide,
    }


def _role_data(role: RoleProof) -> dict[str, Any]:
    asked = [
        {"asks": each.asks, "scenes": each.scenes, "costs": [name or None for name in each.costs], "larger_limit": each.larger}
        for each in role.open
    ]
    routes = None if role.routes is None else route_data(role.routes)
    data = {"role": role.role, "states": role.states, "complete": role.complete}
    parts = [part_data(part) for part in role.parts]
    return {**data, "open": asked, "endings": list(role.endings), "routes": routes, "parts": parts}


def _finding_data(loaded: Loaded, finding: Finding, story: str) -> dict[str, Any]:
    place, witness = _problem(loaded, finding, story).place, finding.witness
    role, way = (None, None) if witness is None else (witness.role, path_text(witness.carried, witness.entries))
    return {"code": finding.code, "message": finding.message, "path": place.path, "line": place.line, "role": role, "way": way}
