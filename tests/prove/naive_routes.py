"""The plainest answers about routes: over every state of the real engine, by repetition until nothing changes."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from game.play.engine import Standing, advance, heard, open_choices, standing, start, weights
from game.play.evaluate import MEMORY, RETURN, SCENE, State
from game.play.playthrough import Playthrough, facts_met, news_of, passage_of, results_of
from game.play.program import Program
from game.play.view import options_of
from game.story.model import result_texts
from game.story.prose import Prose, paragraphs

Graph = Mapping[State, list[tuple[int, int, State]]]
Cost = Callable[[State, int, int, State], int]


def ends(program: Program, state: State) -> bool:
    return bool(program.scene(state[SCENE]).scene.ending)


# ---- what is read ----


def words(prose: Prose | None) -> int:
    return 0 if prose is None else sum(len("".join(span.text for span in paragraph).split()) for paragraph in paragraphs(prose.text))


class Costs:
    """What a step costs: of a state, a choice, an outcome, and the state after."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def decisions(self, state: State, choice: int, outcome: int, after: State) -> int:  # noqa: ARG002
        choices = range(len(self.program.scene(state[SCENE]).choices))
        return int([standing(self.program, state, number) for number in choices].count(Standing.OPEN) > 1)

    def words(self, state: State, choice: int, outcome: int, after: State) -> int:
        made = self.program.scene(state[SCENE]).choices[choice]
        fell = made.outcomes[outcome].outcome
        read = sum(words(prose) for prose in result_texts(made.choice, fell))
        arrived = advance(self.program, state, choice, outcome)[0]
        read += sum(words(item.text) for item in self._news(arrived, state[self.program.clock]))
        go = (fell.go if fell is not None else "") or made.choice.go
        if made.choice.visit or (state[RETURN] < 0 if go == "back" else go):
            read += self.page(arrived, after)
        elif not go and not made.choice.visit:
            read += sum(words(prose) for prose in new_in(self._passage(arrived), self._passage(state)))
        return read

    def minutes(self, state: State, choice: int, outcome: int, after: State) -> int:
        """In parts of a minute: a word has two, and a decision as many as words are read in a minute."""
        return 2 * self.words(state, choice, outcome, after) + self.program.story.pace * self.decisions(state, choice, outcome, after)

    def start(self, echoes: dict[str, int], known: frozenset[str]) -> int:
        arrived, after = start(self.program, echoes, known)
        return sum(words(item.text) for item in self._news(arrived, -1)) + self.page(arrived, after)

    def page(self, arrived: State, after: State) -> int:
        """A passage and the choices under it."""
        return sum(words(prose) for prose in self._passage(arrived)) + self._choices(after)

    def facts(self, state: State, choice: int, outcome: int) -> frozenset[str]:
        made = self.program.scene(state[SCENE]).choices[choice]
        told: set[str] = set()
        for part in (made.choice, made.outcomes[outcome].outcome):
            if part is not None:
                told |= {part.because} if part.because else set()
                told |= {fact for prose in result_texts(part) for fact in prose.facts}
        return frozenset(told | self.arrival_facts(advance(self.program, state, choice, outcome)[0], state[self.program.clock]))

    def arrival_facts(self, arrived: State, before: int) -> set[str]:
        told = {fact for item in self._news(arrived, before) for fact in item.facts}
        return told | {fact for prose in self._passage(arrived) for fact in prose.facts}

    def _news(self, arrived: State, before: int):  # type: ignore[no-untyped-def]
        clock = self.program.clock
        return list(heard(self.program, self.program.scene(arrived[SCENE]), before, arrived[clock])) if clock else []

    def _passage(self, arrived: State) -> list[Prose]:
        scene = self.program.scene(arrived[SCENE])
        again = arrived[MEMORY] & scene.again
        shown = [block.block for block in scene.blocks if block.test is None or block.test(arrived)]
        return [prose for block in shown for prose in (block.text, block.again if again else block.first) if prose is not None]

    def _choices(self, state: State) -> int:
        scene = self.program.scene(state[SCENE])
        read = 0
        for number, compiled in enumerate(() if scene.scene.goes_on else scene.choices):
            stands = standing(self.program, state, number)
            read += words(compiled.choice.label) if stands is not Standing.HIDDEN else 0
            read += words(compiled.choice.locked) if stands is Standing.CLOSED else 0
        return read


def read_in(game: Playthrough) -> int:
    """The words of a game as it was played, moment by moment."""
    read = 0
    for number, turn in enumerate(game.turns):
        read += sum(words(prose) for prose in results_of(game, number)) + sum(words(item.text) for item in news_of(game, number))
        scene = game.program.scene(turn.state[SCENE]).scene
        if number == 0 or _entered(game, number):
            read += sum(words(prose) for _, prose in passage_of(game, number))
            if not scene.goes_on:
                options = options_of(game.program, turn.state)
                read += sum(len(option.label.split()) + len(option.reason.split()) for option in options)
        elif turn.entry is not None and _stayed(game, number):
            shown = Costs(game.program)._passage(game.turns[number - 1].state)
            read += sum(words(prose) for prose in new_in([prose for _, prose in passage_of(game, number)], shown))
    return read


def new_in(shown: Iterable[Prose], before: Iterable[Prose]) -> list[Prose]:
    known = [id(prose) for prose in before]
    return [prose for prose in shown if id(prose) not in known]


def _entered(game: Playthrough, number: int) -> bool:
    visit, go = _went(game, number)
    return bool(visit) or (game.turns[number - 1].state[RETURN] < 0 if go == "back" else bool(go))


def _stayed(game: Playthrough, number: int) -> bool:
    return _went(game, number) == ("", "")


def _went(game: Playthrough, number: int) -> tuple[str, str]:
    entry = game.turns[number].entry
    assert entry is not None
    choice = next(choice for choice in game.program.story.scenes[entry.scene].choices if choice.id == entry.choice)
    outcome = next((outcome for outcome in choice.outcomes if outcome.id == entry.outcome), None)
    return choice.visit, (outcome.go if outcome is not None else "") or choice.go


# ---- how long ----


def least(graph: Graph, starts: Iterable[tuple[State, int]], program: Program, cost: Cost) -> int | None:
    """The least that a way from a start (which costs something itself) to an ending costs (Bellman and Ford)."""
    best = {state: 0 for state in graph if ends(program, state)}
    changed = True
    while changed:
        changed = False
        for state, steps in graph.items():
            for choice, outcome, after in steps:
                if after in best:
                    found = best[after] + cost(state, choice, outcome, after)
                    if found < best.get(state, found + 1):
                        best[state] = found
                        changed = True
    return min((best[state] + read for state, read in starts if state in best), default=None)


def most(graph: Graph, starts: Iterable[tuple[State, int]], program: Program, cost: Cost) -> int | None:
    """The most that a way costs, where none goes on for ever."""
    best: dict[State, int] = {}
    changed = True
    while changed:
        changed = False
        for state, steps in graph.items():
            found = [0] if ends(program, state) else []
            found += [best[after] + cost(state, choice, outcome, after) for choice, outcome, after in steps if after in best]
            if found and max(found) > best.get(state, -1):
                best[state] = max(found)
                changed = True
    return max((best[state] + read for state, read in starts if state in best), default=None)


def endless(graph: Graph) -> bool:
    """Whether a way can go on for ever: take away what leads nowhere until nothing more does."""
    left = set(graph)
    while True:
        gone = {state for state in left if not any(after in left for _, _, after in graph[state])}
        if not gone:
            return bool(left)
        left -= gone


# ---- what is met ----


def fewest_facts(graph: Graph, starts: Iterable[tuple[State, frozenset[str]]], program: Program, costs: Costs, pairs: int) -> int | None:
    """The fewest facts on a way to an ending, by trying each state with each set of facts; -1 where there are too many."""
    waiting = list(starts)
    seen = set(waiting)
    found: int | None = None
    while waiting:
        state, met = waiting.pop()
        if ends(program, state):
            found = len(met) if found is None else min(found, len(met))
        for choice, outcome, after in graph[state]:
            pair = (after, met | costs.facts(state, choice, outcome))
            if pair not in seen:
                seen.add(pair)
                waiting.append(pair)
                if len(seen) > pairs:
                    return -1
    return found


def met_in(game: Playthrough) -> int:
    return len(facts_met(game))


# ---- how likely ----


def chances(program: Program, graph: Graph, largest: int) -> dict[str, Fraction] | None:
    """Each ending's probability with nothing carried in, by Gauss's elimination; None where there are too many states.

    For each state that can reach an ending: the chance of each ending is the mean of those after its steps.
    """
    first = start(program)[1]
    there = [first]
    for state in there:
        there += dict.fromkeys(after for _, _, after in graph[state] if after not in there)
        if len(there) > largest:
            return None
    good = _can_end(program, graph, there)
    names = sorted({program.ids[state[SCENE]] for state in there if ends(program, state)})
    found = {}
    for name in names:
        unknown = [state for state in there if state in good and not ends(program, state)]
        rows = []
        for state in unknown:
            row = {other: Fraction(0) for other in unknown}
            row[state] += 1
            constant = Fraction(0)
            for choice, outcome, after in graph[state]:
                likely = weights(program, state, choice)
                share = Fraction(likely[outcome], sum(likely)) / len(open_choices(program, state))
                if after in row:
                    row[after] -= share
                elif program.ids[after[SCENE]] == name:
                    constant += share
            rows.append(([row[other] for other in unknown], constant))
        solved = dict(zip(unknown, _solved(rows), strict=True))
        share = Fraction(int(program.ids[first[SCENE]] == name)) if ends(program, first) else solved.get(first, Fraction(0))
        if share:
            found[name] = share
    return found


def _can_end(program: Program, graph: Graph, there: list[State]) -> set[State]:
    good = {state for state in there if ends(program, state)}
    while True:
        more = {state for state in there if state not in good and any(after in good for _, _, after in graph[state])}
        if not more:
            return good
        good |= more


def _solved(rows: list[tuple[list[Fraction], Fraction]]) -> list[Fraction]:
    left = [list(row) for row, _ in rows]
    right = [constant for _, constant in rows]
    for place in range(len(rows)):
        pivot = next(row for row in range(place, len(rows)) if left[row][place])
        left[place], left[pivot] = left[pivot], left[place]
        right[place], right[pivot] = right[pivot], right[place]
        for row in range(len(rows)):
            if row != place and left[row][place]:
                factor = left[row][place] / left[place][place]
                left[row] = [one - factor * other for one, other in zip(left[row], left[place], strict=True)]
                right[row] -= factor * right[place]
    return [right[place] / left[place][place] for place in range(len(rows))]
