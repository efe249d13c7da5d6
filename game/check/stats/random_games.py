"""What games at random show of a role's words, and when they read again what their choices have changed.

The games are always the same ones. Each is played once more in the engine, so that what is read is what a player reads.

A change is one of a variable by a choice: of the clock there is none, nor of what a kind of scene keeps for itself, nor
of an echo, which is for other roles to read. A variable is read where a condition of a passage or of a choice asks for
it, where a text shows it, and where an effect takes its value. What is put in its place with `=` ends a change.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from game.play.engine import advance
from game.play.evaluate import SCENE, State
from game.play.program import Program, compile_role
from game.prove.routes.told import Teller
from game.prove.walk import Game, random_games
from game.states.carry_in import arrived_with
from game.states.reads import Reads
from game.story.language.tree import Effect
from game.story.model import Scene, Story, result_texts
from game.story.prose import Prose

GAMES = 100
MOST_CHOICES = 20_000
"""After so many choices no further game is begun: a very long story has fewer games."""

LATE = 2  # scenes


@dataclass(frozen=True, slots=True)
class UnreadChanges:
    """Of a variable: how often it was changed, how often that wasn't read again, and by which choices (`scene/choice`), the most
    frequent first. `shown`: it stands at the top of the screen."""

    variable: str
    shown: bool
    changes: int
    never: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GameFigures:
    """`games`: how many came to an ending; the rest counts those alone. `least`, `median` and `most` are words read in one.

    `changes`: by choices, in all games; `late`: those that are read again two or more scenes later; `never`: those that
    aren't read again at all, which `unread` tells by variable, the most first.
    """

    games: int
    least: int
    median: int
    most: int
    changes: int
    late: int
    never: int
    unread: tuple[UnreadChanges, ...]

    @property
    def late_share(self) -> float | None:
        """From 0 to 1; None where nothing was changed."""
        return round(self.late / self.changes, 3) if self.changes else None

    @property
    def never_share(self) -> float | None:
        return round(self.never / self.changes, 3) if self.changes else None


def played(story: Story, role: str, games: int = GAMES) -> GameFigures:
    program = compile_role(story, role)
    reader = _GameReader(program)
    choices = 0
    for game in random_games(program, f"stats/{role}", games):
        if game.ended:
            reader.read(game)
        choices += len(game.steps)
        if choices > MOST_CHOICES:
            break
    return reader.figures()


class _GameReader:
    """Reads one game after the other."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._teller = Teller(program)
        self._reads = Reads(program)
        self._scenes: dict[int, frozenset[str]] = {}
        self._words: list[int] = []
        self._late = 0
        self._changed = Counter[str]()
        self._never: dict[str, Counter[str]] = {}  # by variable, where it was changed

    @cached_property
    def _counted(self) -> list[tuple[str, int]]:
        """The variables whose changes count, with where they stand in a state."""
        story = self._program.story
        clock = story.clock.variable if story.clock is not None else ""
        return [
            (name, self._program.places[name])
            for name, variable in story.variables.items()
            if name != clock and variable.declared and not variable.echo
        ]

    def read(self, game: Game) -> None:
        program = self._program
        state = arrived_with(program, game.carried)[1]
        states, stands, stand = [state], [0], 0
        for _, choice, outcome in game.steps:
            after = advance(program, state, choice, outcome)[1]
            stand += after[SCENE] != state[SCENE]
            state = after
            states.append(state)
            stands.append(stand)
        made = ((choice, outcome) for _, choice, outcome in game.steps)
        self._words.append(self._teller.words_of_game(game.carried, states, made))
        self._look_back(game, states, stands)

    def _look_back(self, game: Game, states: Sequence[State], stands: Sequence[int]) -> None:
        """`stands`: how many scenes came before the one that each state stands in."""
        last: dict[str, int] = {}  # where a variable is read for the last time, before it is set anew
        for number in range(len(game.steps), 0, -1):
            before, after, stand = states[number - 1], states[number], stands[number - 1]
            for name in self._in_scene(after[SCENE]):
                last.setdefault(name, stands[number])
            effects, results = self._happened(game.steps[number - 1], after[SCENE] if stands[number] != stand else None)
            for prose in results:
                for name in prose.variables:
                    last.setdefault(name, stand)
            for name, place in self._counted:
                if before[place] != after[place]:
                    read = last.get(name)
                    self._changed[name] += 1
                    self._late += read is not None and read - stand >= LATE
                    if read is None:
                        self._never.setdefault(name, Counter())[self._place(game.steps[number - 1])] += 1
            for effect in reversed(effects):
                if effect.operator == "=":
                    last.pop(effect.variable, None)
                for name in self._reads.names(self._reads.expression(effect.value, "")):
                    last.setdefault(name, stand)

    def _place(self, step: tuple[int, int, int]) -> str:
        scene = self._program.scene(step[0])
        return f"{scene.scene.id}/{scene.choices[step[1]].choice.id}"

    def _happened(self, step: tuple[int, int, int], entered: int | None) -> tuple[list[Effect], list[Prose]]:
        """What a choice did, and the results that were shown for it."""
        compiled = self._program.scene(step[0]).choices[step[1]]
        effects: list[Effect] = []
        results: list[Prose] = []
        for part in (compiled.choice, compiled.outcomes[step[2]].outcome):
            if part is not None:
                effects += part.effects
                results += result_texts(part)
        if entered is not None:
            effects += self._program.scene(entered).scene.enter
        return effects, results

    def _in_scene(self, number: int) -> frozenset[str]:
        """What is read in a scene whenever it is shown."""
        known = self._scenes.get(number)
        if known is None:
            known = self._scenes[number] = _read_in(self._reads, self._program.scene(number).scene)
        return known

    def figures(self) -> GameFigures:
        words = sorted(self._words) or [0]
        variables = self._program.story.variables
        unread = [
            UnreadChanges(
                name, bool(variables[name].show), self._changed[name], places.total(), tuple(place for place, _ in places.most_common())
            )
            for name, places in self._never.items()
        ]
        unread.sort(key=lambda each: (-each.never, each.variable))
        middle, never = words[(len(words) - 1) // 2], sum(each.never for each in unread)
        return GameFigures(len(self._words), words[0], middle, words[-1], self._changed.total(), self._late, never, tuple(unread))


def _read_in(reads: Reads, scene: Scene) -> frozenset[str]:
    names: set[str] = set()
    texts: list[Prose | None] = []
    for block in scene.blocks:
        names.update(reads.names(reads.block(scene, block)))
        texts += block.texts
    for choice in scene.choices:
        names.update(reads.names(reads.guard(scene, choice)))
        texts += (choice.label, choice.locked)
    return frozenset(names.union(*(prose.variables for prose in texts if prose is not None)))
