"""Plays a playthrough that must keep working, and says what is otherwise than it says."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from game.check.playtests.playtest_file import Expectation, Playtest, TestStep
from game.check.playtests.playtest_writing import transcript
from game.play.engine import Standing, open_choices, standing
from game.play.evaluate import SCENE, compile_value
from game.play.playthrough import NotOpenError, Playthrough, begin, choose, facts_met, number_of, recalls
from game.play.program import compile_role
from game.play.view import options_of, plain_text, words_for
from game.problems import Place, Problem, nearest
from game.story.language.tree import ClockRead, Expression, Knows, VariableRead, Visited, parts
from game.story.model import Story
from game.text.names import is_slug
from game.text.words import counted


class Difference(Struct, frozen=True):
    """Something that is otherwise: after how many choices, what was wanted and what there is, each on one line."""

    turn: int
    wanted: str
    found: str
    problem: Problem


class Ran(Struct, frozen=True):
    """A playthrough as far as it could be played. `reads` is its transcript, `changed` whether the kept one is another."""

    test: Playtest
    played: Playthrough
    differences: tuple[Difference, ...]
    reads: tuple[str, ...]
    changed: bool = False

    @property
    def fine(self) -> bool:
        return not self.differences


def run(test: Playtest, story: Story) -> Ran:
    program = compile_role(story, test.role, asked=test.conditions)
    played = begin(program, test.seed, test.carried)
    differences: list[Difference] = []
    for step in test.steps:
        after = _make(played, step)
        if isinstance(after, Difference):
            differences.append(after)
            break
        played = after
        differences += _checked(played, step.check)
    else:
        differences += _checked(played, test.end)
        differences += _ended(played, test)
    reads = transcript(played)
    changed = test.transcript is not None and reads != test.transcript
    whole = len(played.turns) == len(test.steps) + 1
    if changed and whole:
        differences.append(_reads_otherwise(test, reads))
    return Ran(test, played, tuple(sorted(differences, key=lambda difference: difference.turn)), reads, changed)


# ---- choosing ----


def _make(played: Playthrough, step: TestStep) -> Playthrough | Difference:
    typed, outcome = step.choose.text, step.outcome.text if step.outcome is not None else ""
    if played.ended:
        return _impossible(played, step, f"the playthrough has ended in `{played.scene.id}` before this choice", "", "")
    choice = _choice(played, typed)
    if choice is None and "/" in typed and not outcome:
        choice_typed, _, outcome = typed.rpartition("/")
        choice = _choice(played, choice_typed)
    open_ones = [option.id for option in options_of(played.program, played.state) if option.open]
    help = f"open there: {', '.join(f'`{id}`' for id in open_ones)}" if open_ones else "nothing is open there"
    if choice is None:
        known = [id for each in played.scene.choices for id in (each.id, plain_text(each.label, played.program, played.state))]
        message = f"in `{played.scene.id}` there is no choice `{typed[:60]}`"
        if is_slug(typed):
            help += f"; where it has new words, give the choice `id: {typed}`"
        return _impossible(played, step, message, nearest(typed, known), help, "choice-missing")
    compiled = played.compiled.choices[number] if (number := number_of(played.scene.choices, choice)) is not None else None
    assert compiled is not None
    if outcome and not any(outcome == each.id or outcome in each.was for each in compiled.choice.outcomes):
        ids = [each.id for each in compiled.choice.outcomes]
        message = f"the choice `{choice}` has no outcome `{outcome[:60]}`"
        help = f"it has {', '.join(f'`{id}`' for id in ids)}" if ids else "it leaves nothing to chance"
        return _impossible(played, step, message, nearest(outcome, ids), help, "outcome-missing")
    try:
        return choose(played, choice, outcome, skipped=step.skipped)
    except NotOpenError:
        reason = next((option.reason for option in options_of(played.program, played.state) if option.id == choice), "")
        if number in open_choices(played.program, played.state):
            message, reason = f"in `{played.scene.id}` the choice `{choice}` can't come out as `{outcome}` here", ""
            return _impossible(played, step, message, reason, "the outcome has an `if`, which doesn't hold")
        return _impossible(played, step, f"in `{played.scene.id}` the choice `{choice}` is closed here", reason, help)


def _choice(played: Playthrough, typed: str) -> str | None:
    """The id of the choice that an author names by its id, by an earlier one, or by its label."""
    number = number_of(played.scene.choices, typed)
    if number is not None:
        return played.compiled.choices[number].choice.id
    labelled = [
        (standing(played.program, played.state, place) is not Standing.OPEN, each.choice.id)
        for place, each in enumerate(played.compiled.choices)
        if " ".join(plain_text(each.choice.label, played.program, played.state).split()) == typed
    ]
    return min(labelled)[1] if labelled else None


def _impossible(played: Playthrough, step: TestStep, message: str, label: str, help: str, code: str = "choice-closed") -> Difference:
    place = step.outcome.place if code == "outcome-missing" and step.outcome is not None else step.choose.place
    wanted = f"> {step.choose.text}" + (f" ({step.outcome.text})" if step.outcome is not None else "")
    return Difference(len(played.turns) - 1, wanted, message, Problem(code, message, place, label, help))


# ---- what must hold ----


def _checked(played: Playthrough, check: Expectation) -> Iterator[Difference]:
    for condition in check.conditions:
        if not _holds(played, condition.asks):
            values = ", ".join(filter(None, dict.fromkeys(_value(played, part) for part in parts(condition.asks))))
            yield _fails(played, condition.place, condition.text, f"`{condition.text}` doesn't hold", values)
    if check.scene is not None and played.scene.id != check.scene.text:
        there = f"the scene is `{played.scene.id}`"
        yield _fails(played, check.scene.place, f"the scene `{check.scene.text}`", there, there)
    if check.meets:
        met = facts_met(played)
        for fact in check.meets:
            if fact.text not in met:
                yield _fails(played, fact.place, f"`{fact.text}` met", f"`{fact.text}` hasn't been met", "")


def _ended(played: Playthrough, test: Playtest) -> Iterator[Difference]:
    if test.ending is not None and played.scene.id != test.ending.text:
        there = f"the playthrough ends in `{played.scene.id}`" if played.ended else f"the playthrough goes on in `{played.scene.id}`"
        yield _fails(played, test.ending.place, f"the ending `{test.ending.text}`", there, there)
    if test.recalls:
        found = recalls(played, played.scene.recalls)
        for phrase in test.recalls:
            if phrase.text.removeprefix("You ").removesuffix(".") not in found:
                difference = _fails(played, phrase.place, f"recalled: {phrase.text}", f"“{phrase.text}” isn't recalled", "")
                help = f"recalled are: {'; '.join(found)}" if found else "nothing is recalled there"
                yield replace(difference, problem=replace(difference.problem, label=nearest(phrase.text, found), help=help))


def _fails(played: Playthrough, place: Place, wanted: str, message: str, found: str) -> Difference:
    turn = len(played.turns) - 1
    after = f"after {counted(turn, 'choice')}, in `{played.scene.id}`: {message}"
    label = found if found != message else ""
    return Difference(turn, wanted, found or message, Problem("expectation-fails", after, place, label))


def _holds(played: Playthrough, asks: Expression) -> bool:
    program, state = played.program, played.state
    # Asked from outside, `visited` means the same in every scene: entered at all.
    where = replace(program.where(program.scene(state[SCENE]).scene), scene="")
    return bool(compile_value(asks, where, program.places, program.clock, program.bits)(state))


def _value(played: Playthrough, part: Expression) -> str:
    """What a thing is that a condition asks for: `money is 10`."""
    program = played.program
    match part:
        case VariableRead(name):
            return f"{name} is {words_for(program.story.variables[name], played.state[program.places[name]])}"
        case ClockRead(what) if program.story.clock is not None:
            clock = program.story.clock.variable
            return f"{clock} is {played.state[program.places[clock]]}" + (f" (for `{what}`)" if what != clock else "")
        case Knows(fact):
            return f"`{fact}` is {'known' if _holds(played, part) else 'not known'}"
        case Visited(scene):
            return f"`{scene}` has {'' if _holds(played, part) else 'not '}been visited"
        case _:
            return ""


def _reads_otherwise(test: Playtest, reads: tuple[str, ...]) -> Difference:
    kept = test.transcript or ()
    turn = in_common(kept, reads)
    lines = [moments[turn].split("\n") if turn < len(moments) else [] for moments in (kept, reads)]
    same = in_common(*lines)
    wanted, found = (each[same] if same < len(each) else "" for each in lines)
    message = "there is no transcript yet" if not kept else f"after {counted(turn, 'choice')} this reads otherwise"
    place = test.moments[turn] if turn < len(test.moments) else test.place
    help = "where that is meant, --accept keeps what is read now"
    return Difference(min(turn, len(reads) - 1), wanted, found, Problem("transcript-differs", message, place, help=help))


def in_common(kept: Sequence[str], reads: Sequence[str]) -> int:
    """How many texts both begin with."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(kept, reads, strict=False))))
