"""A playthrough: what was carried in and the choices made; the state is the fold of the engine's step over them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from game.play.chance import draw
from game.play.engine import Standing, advance, decides, done, heard, open_choices, results, standing, start, weights
from game.play.evaluate import SCENE, State
from game.play.program import CompiledScene, Program
from game.play.record import NOTHING, Carried, Checkpoint, Entry, Value
from game.story.model import Choice, News, Outcome, RolePart, Scene, result_texts
from game.story.prose import Prose


class NotOpenError(Exception):
    """A choice that can't be made: nothing here is called so, or it is closed."""


class Turn(Struct, frozen=True):
    """One moment: the choice that led here (None at the start) and the state on arrival and after reading."""

    entry: Entry | None
    arrived: State
    state: State


class Playthrough(Struct, frozen=True, eq=False):
    """`turns` holds the start and one turn for each choice. `earlier` and `base`: see `record.Saved`; `gone` see
    `record.Checkpoint`.
    """

    program: Program
    seed: int
    carried: Carried
    turns: tuple[Turn, ...]
    earlier: tuple[Entry, ...] = ()
    base: Checkpoint | None = None
    gone: Mapping[str, Value] = field(default_factory=lambda: NOTHING)

    @property
    def state(self) -> State:
        return self.turns[-1].state

    @property
    def compiled(self) -> CompiledScene:
        return self.program.scene(self.state[SCENE])

    @property
    def scene(self) -> Scene:
        return self.compiled.scene

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(turn.entry for turn in self.turns[1:] if turn.entry is not None)

    @property
    def made(self) -> int:
        """How many choices were made, those before a restored checkpoint included."""
        return len(self.earlier) + len(self.turns) - 1

    @property
    def decisions(self) -> int:
        """How many of them were decisions."""
        before = sum(decided_before(self, entry) for entry in self.earlier)
        return before + sum(decides(self.program, turn.state) for turn in self.turns[:-1])

    @property
    def ended(self) -> bool:
        """Whether it has come to an ending, or to the end of the part that is played."""
        return bool(self.scene.ending)

    @property
    def part_over(self) -> RolePart | None:
        """The part that is over here, where the role itself goes on."""
        program, scene = self.program, self.scene
        return program.part if scene.ending and not program.story.scenes[scene.id].ending else None


def decided_before(played: Playthrough, entry: Entry) -> bool:
    """Whether a choice that was made before the story changed is taken for a decision: what was open then isn't known."""
    story = played.program.story
    scene = story.scene_called(entry.scene)
    return scene is None or scene.may_decide


def begin(program: Program, seed: int, carried: Carried | None = None, *, gone: Mapping[str, Value] = NOTHING) -> Playthrough:
    carried = carried or Carried()
    echoes = {}
    for name, word in carried.echoes.items():
        variable = program.story.variables.get(name)
        if variable is not None and variable.echo and word in variable.values:
            echoes[name] = variable.values.index(word)
    arrived, state = start(program, echoes, carried.facts)
    return Playthrough(program, seed, carried, (Turn(None, arrived, state),), gone=gone)


def choose(played: Playthrough, choice: str, outcome: str = "", *, skipped: bool = False) -> Playthrough:
    """Make the choice called `choice`; a recorded `outcome` wins over the draw. Raises NotOpenError."""
    number = number_of(played.scene.choices, choice)
    if number is None or standing(played.program, played.state, number) is not Standing.OPEN:
        raise NotOpenError(choice)
    compiled = played.compiled.choices[number]
    fell = number_of(compiled.choice.outcomes, outcome)
    likely = weights(played.program, played.state, number)
    if fell is None and not outcome:
        fell = draw(played.seed, played.made, compiled.choice.id, likely) if compiled.choice.outcomes else 0
    elif fell is None or likely[fell] < compiled.weights[fell]:
        raise NotOpenError(f"{choice}/{outcome}")
    happened = compiled.outcomes[fell].outcome
    entry = Entry(played.scene.id, compiled.choice.id, happened.id if happened is not None else "", skipped)
    arrived, state = advance(played.program, played.state, number, fell)
    return replace(played, turns=(*played.turns, Turn(entry, arrived, state)))


def number_of(offered: Sequence[Choice | Outcome], id: str) -> int | None:
    """The number of the one with this id, now or in earlier versions of the story; None where there is none."""
    now = next((number for number, each in enumerate(offered) if each.id == id), None)
    return next((number for number, each in enumerate(offered) if id in each.was), None) if now is None else now


def skip(played: Playthrough) -> Playthrough:
    """Without what happens here. Raises NotOpenError where nothing is open."""
    return choose(played, choice_to_skip(played).id, skipped=True)


def choice_to_skip(played: Playthrough) -> Choice:
    """The choice that the scene's skip names, or the first open one that is no aside, or any.

    An aside is a choice that can be made once and stays in the scene: whoever skips wants to be past it. Raises
    NotOpenError where none is open.
    """
    scene = played.scene
    choices = [scene.choices[number] for number in open_choices(played.program, played.state)]
    if not choices:
        raise NotOpenError("skip")
    named = [choice for choice in choices if scene.skip is not None and choice.id == scene.skip.take]
    onward = [choice for choice in choices if not choice.once or any(choice.goes)]
    return (named or onward or choices)[0]


def undo(played: Playthrough) -> Playthrough:
    """Without the last choice; the same where there is none to take back."""
    return back_to(played, len(played.turns) - 2)


def back_to(played: Playthrough, made: int) -> Playthrough:
    """As it was when `made` choices had been made since the start (or since a restored checkpoint)."""
    return replace(played, turns=played.turns[: max(0, made) + 1])


def choice_of(played: Playthrough, entry: Entry | None) -> tuple[Choice, Outcome | None] | None:
    """What an entry chose, or None where the story no longer has it."""
    if entry is None:
        return None
    story = played.program.story
    scene = story.scene_called(entry.scene)
    number = number_of(scene.choices, entry.choice) if scene is not None else None
    if scene is None or number is None:
        return None
    choice = scene.choices[number]
    fell = number_of(choice.outcomes, entry.outcome)
    return choice, choice.outcomes[fell] if fell is not None else None


def was_drawn(played: Playthrough, made: int | None, choice: Choice) -> bool:
    """Whether chance had a say in a choice before which `made` had been made (None where the story has changed since): where only
    one outcome could come, nothing was drawn."""
    number = number_of(played.program.scene(played.turns[made].state[SCENE]).scene.choices, choice.id) if made is not None else None
    likely: Iterable[int] = (outcome.weight for outcome in choice.outcomes)
    if made is not None and number is not None:
        likely = weights(played.program, played.turns[made].state, number)
    return sum(weight > 0 for weight in likely) > 1


def results_of(played: Playthrough, turn: int) -> tuple[Prose, ...]:
    """What was told after the choice that led to a turn: the choice's result, then the outcome's."""
    entry = played.turns[turn].entry
    if entry is None or entry.skipped:
        return ()
    return tuple(prose for prose in _results(played, turn) if prose.text)


def _results(played: Playthrough, turn: int) -> Iterator[Prose]:
    entry = played.turns[turn].entry
    if entry is not None:
        before, (number, fell) = played.turns[turn - 1].state, _numbers(played, turn, entry)
        yield from (part.text for part in results(played.program, before, number, fell))


def _numbers(played: Playthrough, turn: int, entry: Entry) -> tuple[int, int]:
    """The choice that led to a turn and its outcome, by their numbers in the scene before it."""
    choices = played.program.scene(played.turns[turn - 1].state[SCENE]).scene.choices
    number = number_of(choices, entry.choice)
    assert number is not None, "a turn's choice is one of the scene before it"
    return number, number_of(choices[number].outcomes, entry.outcome) or 0


def told_with(played: Playthrough, turn: int) -> State:
    """The state whose values the results of a turn show."""
    entry = played.turns[turn].entry
    if entry is None:
        return played.turns[turn].state
    return done(played.program, played.turns[turn - 1].state, *_numbers(played, turn, entry))


def because_of(played: Playthrough, turn: int) -> str:
    """The fact that made the consequence of a turn's choice what it is, or ""."""
    choice, outcome = choice_of(played, played.turns[turn].entry) or (None, None)
    return next((part.because for part in (outcome, choice) if part is not None and part.because), "")


def news_of(played: Playthrough, turn: int) -> tuple[News, ...]:
    """The news that came in with a turn."""
    program, moment = played.program, played.turns[turn].arrived
    if not program.clock:
        return ()
    before = played.turns[turn - 1].state[program.clock] if turn else -1 if played.base is None else moment[program.clock]
    return tuple(heard(program, program.scene(moment[SCENE]), before, moment[program.clock]))


def passage_of(played: Playthrough, turn: int) -> Iterator[tuple[str, Prose]]:
    """The blocks that a turn's passage shows, as (person or "", prose)."""
    arrived = played.turns[turn].arrived
    compiled = played.program.scene(arrived[SCENE])
    again = arrived[2] & compiled.again
    for candidate in compiled.blocks:
        if candidate.test is not None and not candidate.test(arrived):
            continue
        block = candidate.block
        for prose in (block.text, block.again if again else block.first):
            if prose is not None and prose.text:
                yield block.person, prose


def facts_met(played: Playthrough) -> dict[str, int]:
    """Every fact met in this playthrough, in order, with the number of the turn that it was first met in."""
    met: dict[str, int] = {}
    for number in range(len(played.turns)):
        for fact in facts_of_turn(played, number):
            met.setdefault(fact, number)
    if played.base is not None:
        for fact in sorted(played.base.met):
            met.setdefault(fact, 0)
    return met


def facts_told(*parts: Choice | Outcome | None) -> Iterator[str]:
    """The facts behind a choice or an outcome, and those in what it may tell."""
    yield from facts_behind(*parts)
    yield from (fact for prose in result_texts(*parts) for fact in prose.facts)


def facts_behind(*parts: Choice | Outcome | None) -> Iterator[str]:
    yield from (part.because for part in parts if part is not None and part.because)


def facts_of_turn(played: Playthrough, turn: int) -> Iterator[str]:
    if because := because_of(played, turn):
        yield because
    yield from facts_behind(*(choice_of(played, played.turns[turn].entry) or ()))
    yield from (fact for prose in _results(played, turn) for fact in prose.facts)
    for item in news_of(played, turn):
        yield from item.facts
    for _, prose in passage_of(played, turn):
        yield from prose.facts


def told_in(played: Playthrough, turn: int) -> Iterator[Prose]:
    """Every text of a turn: what came of the choice, the news, the passage."""
    yield from results_of(played, turn)
    yield from (item.text for item in news_of(played, turn))
    yield from (prose for _, prose in passage_of(played, turn))


def terms_met(played: Playthrough) -> dict[str, int]:
    """Every glossary term that was linked in what was shown, with the number of the turn."""
    met: dict[str, int] = {}
    for turn in range(len(played.turns)):
        for prose in told_in(played, turn):
            for term in prose.terms:
                met.setdefault(term, turn)
    return met


MOST_RECALLED = 3


def recalls(played: Playthrough, only: tuple[tuple[str, str], ...] = ()) -> list[str]:
    """What an ending recalls, oldest first: all that the choices made left to recall, or of more than `MOST_RECALLED` the
    first, the last, and as many as there is room for at even steps between them.

    `only` are the choices, as (scene, choice), that the ending names. Each is told once; skipped scenes leave nothing.
    """
    every = [recall for recall, _ in left_to_recall(played, only)]
    steps, last = MOST_RECALLED - 1, len(every) - 1
    return every if last <= steps else [every[(number * last + steps // 2) // steps] for number in range(MOST_RECALLED)]


def left_to_recall(played: Playthrough, only: tuple[tuple[str, str], ...] = ()) -> list[tuple[str, int | None]]:
    """All that the choices left to recall, each once, with how many choices were made before it: None where the story has
    changed since."""
    told: dict[str, int | None] = {}
    made: list[tuple[int | None, Entry]] = [*((None, entry) for entry in played.earlier), *enumerate(played.entries)]
    for number, entry in made:
        found = choice_of(played, entry)
        if found is None or entry.skipped:
            continue
        choice, outcome = found
        recall = (outcome.recall if outcome is not None else "") or choice.recall
        if recall and (not only or (played.program.story.name_now(entry.scene), choice.id) in only):
            told.setdefault(recall, number)
    return list(told.items())


def recalls_untold(played: Playthrough) -> list[str]:
    """What is left to recall at an ending whose own text doesn't recall anything."""
    in_the_text = any("recall" in prose.variables for _, prose in passage_of(played, len(played.turns) - 1))
    return [] if in_the_text or played.scene.recalls else recalls(played)


def echoes_left(played: Playthrough) -> dict[str, str]:
    """The echoes that this role leaves behind, by name."""
    story, state = played.program.story, played.state
    return {
        name: variable.values[state[played.program.places[name]]]
        for name, variable in story.variables.items()
        if variable.echo == played.program.role.id
    }
