"""What a proof refutes, as it is told: from the answers to questions about states."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from game.play.evaluate import SCENE
from game.play.program import Program
from game.states.refinement import Settled, Witness
from game.story.model import At, Promise


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a proof refutes. `code` is a row of the table of codes."""

    code: str
    at: At
    name: str  # what stands at `at`, to underline
    message: str
    witness: Witness | None = None


def stuck(program: Program, answer: Settled) -> Iterator[Finding]:
    """A finding for each scene in which nothing may be open, or else for each from which one can only go on for ever."""
    dead = any(what[0] == "dead-end" for what in answer.happens)
    for what, witness in sorted(answer.happens.items(), key=itemgetter(0)):
        scene = program.scene(int(what[1])).scene
        if what[0] == "dead-end":
            yield Finding("dead-end", scene.at, scene.id, f"in `{scene.id}` every choice can be closed at once", witness)
        elif not dead:
            message = f"from `{scene.id}` no ending may be reachable any more, whatever one chooses"
            yield Finding("trap", scene.at, scene.id, message, witness)


def out_of_bounds(program: Program, answer: Settled) -> Iterator[Finding]:
    for (number, choice, _, name), witness in sorted(answer.happens.items(), key=itemgetter(0)):
        compiled = program.scene(int(number)).choices[int(choice)]
        variable = program.story.variables[str(name)]
        where = f"`{program.ids[int(number)]}/{compiled.choice.id}`"
        message = f"{where} can push `{name}` beyond its bounds ({variable.low:,} to {variable.high:,})"
        yield Finding("leaves-bounds", compiled.choice.at, "", message, witness)


def nothing_comes(program: Program, answer: Settled) -> Iterator[Finding]:
    for (number, choice), witness in sorted(answer.happens.items(), key=itemgetter(0)):
        made = program.scene(int(number)).choices[int(choice)].choice
        message = f"`{program.ids[int(number)]}/{made.id}` isn't offered where none of its outcomes can happen"
        yield Finding("no-outcome", made.at, "", message, witness)


def promise_broken(program: Program, promise: Promise, answer: Settled) -> Iterator[Finding]:
    said = (
        "`always` doesn't hold"
        if promise.always is not None
        else "`never` does happen"
        if promise.never is not None
        else f"`{promise.meets}` isn't met on the way"
    )
    for what, witness in answer.happens.items():
        scene = program.ids[answer.states[what][SCENE]]
        yield Finding("promise-broken", promise.at, "", f"a promise is broken in `{scene}`: {said}", witness)
