"""A role's scenes as generated Python functions, for long walks: the engine's steps without its detours.

Scenes that differ only in numbers have one shape, and one piece of source: what a scene has of its own (slots, amounts,
bits, targets, lists of counts) are the default values of its function's parameters. So the source is made of words that
stand in this file and of numbers that count a scene's parts. Nothing that an author typed is ever in it: a condition or
an effect comes as a typed tree, in which a name is a slot of the state by then, and what has no short form here is
called as the engine's own closure.

A function is given a list: a state's numbers, the hour at which news was last heard, and how often there was nothing to
choose but to go on. It returns the number of the scene that is entered next, `~number` for one that goes on without
being entered, or None where nothing is open.
"""

from collections.abc import Callable
from functools import partial
from types import CodeType, FunctionType

from game.play.engine import heard
from game.play.evaluate import MEMORY, SCENE, VALUES, State, compile_effect, compile_value
from game.play.program import COME_BACK, STAY, CompiledChoice, CompiledScene, Program
from game.story.language.tree import Compare, Constant, Effect, Expression, Knows, Logic, Named, Not, Variable, Visited

Taken = tuple[int, int, int]  # (scene, choice, outcome) by their numbers
Chance = Callable[[], float]  # a number from 0 up to, but not, 1
Played = tuple[State, list[int], int]
"""The state in which a game stopped, its choices by their numbers in `Generated.taken`, and in how many of them there was
nothing to choose but to go on."""
Step = Callable[[list[int], Chance, Callable[[int], None]], int | None]

ANY = 1 / 3
"""How often any open choice is taken rather than the least used."""

_DEEPEST = 10  # what is nested deeper is called as the engine's closure: Python reads no more than so many brackets
_CALLED = {"__builtins__": {"int": int, "len": len, "min": min}}  # all that the source may call by a name of its own


class _Ways(dict[int, tuple[int, ...]]):
    """The numbers of open choices, by a number that has a bit for each."""

    def __missing__(self, bits: int) -> tuple[int, ...]:
        ways = self[bits] = tuple(number for number in range(bits.bit_length()) if bits >> number & 1)
        return ways


class Generated:
    """Plays a role. A scene's functions are made when it is first come to; `made` and `fell` count the choices and, where
    there is chance, the outcomes as they come, until they `forget`. `taken` lists what the numbers of choices stand for."""

    def __init__(self, program: Program, made: list[list[int]], fell: list[list[list[int]]]) -> None:
        self.program, self.made, self.fell = program, made, fell
        self.taken: list[Taken] = []
        self.come_to: list[int] = []  # the scenes that have their functions
        self.shapes: dict[str, CodeType] = {}
        self.heard_at = VALUES + len(program.places)
        self.went_on = self.heard_at + 1
        self.ways = _Ways()
        self.has_visits = any(choice.visit for scene in program.story.scenes.values() for choice in scene.choices)
        self.has_news = any(program.bits.met.get(fact, 0) for item in program.news for fact in item.facts)
        scenes = range(len(program.ids))
        self._choosing: list[Step | None] = [None for _ in scenes]
        # Entering a scene is at `number`, going on in it at `~number`, which is counted from the end.
        entering = [partial(self._first, number) for number in scenes]
        self._steps: list[Step] = [*entering, *(partial(self._first, ~number) for number in reversed(scenes))]

    def forget(self) -> None:
        """Count from nought again."""
        for number in self.come_to:
            self.made[number][:] = [0] * len(self.made[number])
            for fell in self.fell[number]:
                fell[:] = [0] * len(fell)

    def play(self, start: State, chance: Chance, longest: int) -> Played:
        """From a state until nothing is open or `longest` choices are made."""
        state = [*start, start[self.program.clock], 0]
        steps, numbers = self._steps, list[int]()
        took = numbers.append
        where = state[SCENE]
        step = self._choose(where)
        for _ in range(longest):
            following = step(state, chance, took)
            if following is None:
                break
            where = following
            step = steps[where]
        else:
            self._come(where, _stop)(state, chance, took)
        state[SCENE] = where if where >= 0 else ~where
        return tuple(state[: self.heard_at]), numbers, state[self.went_on]

    def _first(self, where: int, state: list[int], chance: Chance, took: Callable[[int], None]) -> int | None:
        """The first coming to a scene in this way makes the function for it."""
        step = self._steps[where] = self._come(where, self._choose(where if where >= 0 else ~where))
        return step(state, chance, took)

    def _come(self, where: int, then: Step) -> Step:
        """What happens on coming to a scene, and `then`."""
        scene = self.program.scene(where if where >= 0 else ~where)
        source = _Source(self, scene)
        if where >= 0:
            source.enter()
        source.arrive()
        return source.function(then) if source.lines else then

    def _choose(self, number: int) -> Step:
        step = self._choosing[number]
        if step is None:
            self.come_to.append(number)
            source = _Source(self, self.program.scene(number))
            source.choose()
            step = self._choosing[number] = source.function()
        return step


def _stop(_state: list[int], _chance: Chance, _took: Callable[[int], None]) -> None:
    return None


class _Source:
    """The lines of one function, and what is its own: the parameters `k0`, `k1` and so on."""

    def __init__(self, generated: Generated, scene: CompiledScene) -> None:
        self.of = generated
        self.program = generated.program
        self.scene = scene
        self.lines: list[str] = []
        self.own: list[object] = []

    def function(self, then: Step | None = None) -> Step:
        if then is not None:
            self.lines.append(f"return {self.k(then)}(state, chance, took)")
        names = "".join(f", k{number}" for number in range(len(self.own)))
        text = "\n ".join([f"def step(state, chance, took{names}):", *self.lines])
        code = self.of.shapes.get(text)
        if code is None:
            made: dict[str, FunctionType] = {}
            exec(compile(text, "<scene>", "exec"), _CALLED, made)  # ours, see above
            code = self.of.shapes[text] = made["step"].__code__
        return FunctionType(code, _CALLED, "step", tuple(self.own))

    def k(self, value: object) -> str:
        """A parameter with this value."""
        self.own.append(value)
        return f"k{len(self.own) - 1}"

    # ---- coming to a scene ----

    def enter(self) -> None:
        scene = self.scene
        if scene.again:
            self.lines += [f"if state[2] & {self.k(scene.seen)}:", f" state[2] |= {self.k(scene.again)}"]
        if scene.seen:
            self.lines.append(f"state[2] |= {self.k(scene.seen)}")
        for effect in scene.scene.enter:
            self.lines += self.change(effect)

    def arrive(self) -> None:
        if self.program.clock and self.of.has_news:
            now, before = self.k(self.program.clock), self.k(self.of.heard_at)
            self.lines += [f"if state[{now}] != state[{before}]:", f" {self.k(self._hear)}(state)", f" state[{before}] = state[{now}]"]
        if self.scene.teaches:
            # What is met here doesn't count yet in what is asked here.
            self.lines.append("memory = state[2]")
            for block in self.scene.blocks:
                learnt = []
                if block.learns:
                    learnt.append(f"memory |= {self.k(block.learns)}")
                if block.learns_first or block.learns_again:
                    again, first = self.k(block.learns_again), self.k(block.learns_first)
                    learnt.append(f"memory |= {again} if state[2] & {self.k(self.scene.again)} else {first}")
                if learnt and block.block.condition is not None:
                    self.lines += [f"if {self.test(block.block.condition)}:", *(f" {line}" for line in learnt)]
                else:
                    self.lines += learnt
            self.lines.append("state[2] = memory")

    def _hear(self, state: list[int]) -> None:
        for item in heard(self.program, self.scene, state[self.of.heard_at], state[self.program.clock]):
            for fact in item.facts:
                state[MEMORY] |= self.program.bits.met.get(fact, 0)

    # ---- choosing ----

    def choose(self) -> None:
        there = [(number, self.tests(choice)) for number, choice in enumerate(self.scene.choices) if not choice.choice.door]
        if not there:
            self.lines.append("return None")
            return
        if len(there) > 1 or there[0][1]:
            self.pick(there)
        for number, _ in there[:-1]:
            self.lines += [f"if choice == {number}:", *(f" {line}" for line in self.make(number))]
        self.lines += self.make(there[-1][0])

    def tests(self, choice: CompiledChoice) -> list[str]:
        """What must hold for a choice to be open."""
        used = [f"not state[2] & {self.k(choice.used)}"] if choice.used else []
        asked = (choice.choice.when, choice.choice.condition)
        return used + [self.test(condition) for condition in asked if condition is not None]

    def pick(self, there: list[tuple[int, list[str]]]) -> None:
        """Lines that set `choice`, or return where nothing is open."""
        made, any_of = self.k(self.of.made[self.scene.number]), self.k(ANY)
        always = sum(1 << number for number, tests in there if not tests)
        if always == (1 << len(self.scene.choices)) - 1:  # all are open, and none is a door
            several = self.k(len(there) / ANY)
            self.lines += ["luck = chance()", f"if luck < {any_of}:", f" choice = int(luck * {several})"]
            if len(there) == 2:
                self.lines += ["else:", f" choice = 1 if {made}[1] < {made}[0] else 0"]
            else:
                self.lines += ["else:", f" choice = {made}.index(min({made}))"]
            return
        self.lines.append(f"open = {self.k(always)}")
        for number, tests in there:
            if tests:
                self.lines += [f"if {' and '.join(tests)}:", f" open |= {self.k(1 << number)}"]
        self.lines += [
            f"ways = {self.k(self.of.ways)}[open]",
            "count = len(ways)",
            "if count > 1:",
            " luck = chance()",
            f" if luck < {any_of}:",
            f"  choice = ways[int(luck * (count / {any_of}))]",
            " else:",
            "  choice = ways[0]",
            f"  least = {made}[choice]",
            "  for way in ways:",
            f"   if {made}[way] < least:",
            "    choice = way",
            f"    least = {made}[way]",
            "elif count:",
            " choice = ways[0]",
            "else:",
            " return None",
        ]

    def make(self, number: int) -> list[str]:
        """Lines that make a choice and return where it leads."""
        choice = self.scene.choices[number]
        lines = [f"{self.k(self.of.made[self.scene.number])}[{number}] += 1"]
        if self.scene.scene.goes_on:
            lines.append(f"state[{self.k(self.of.went_on)}] += 1")
        if len(choice.weights) == 1:
            return lines + self.happen(number, 0)
        lines.append(f"fall = int(chance() * {self.k(sum(choice.weights))})")
        fell = self.k(self.of.fell[self.scene.number][number])
        possible = [outcome for outcome, weight in enumerate(choice.weights) if weight]
        for outcome in possible:
            happens = [f"{fell}[{outcome}] += 1", *self.happen(number, outcome)]
            if outcome == possible[-1]:
                lines += happens
            else:
                lines += [f"if fall < {self.k(sum(choice.weights[: outcome + 1]))}:", *(f" {line}" for line in happens)]
        return lines

    def happen(self, number: int, outcome: int) -> list[str]:
        choice = self.scene.choices[number]
        happens = choice.outcomes[outcome]
        self.of.taken.append((self.scene.number, number, outcome))
        lines = [f"took({self.k(len(self.of.taken) - 1)})"]
        effects = choice.choice.effects + (happens.outcome.effects if happens.outcome is not None else ())
        for effect in effects:
            lines += self.change(effect)
        if bits := choice.used | happens.learns:
            lines.append(f"state[2] |= {self.k(bits)}")
        return lines + self.go(choice.visit, happens.go)

    def go(self, visit: int, go: int) -> list[str]:
        here = self.scene.number
        if visit != STAY:
            return [f"state[1] = {self.k(here + 1 if go == STAY else -(go + 1))}", f"return {self.k(visit)}"]
        if go == COME_BACK:
            # n + 1 goes on in scene n, which is ~n here; -(n + 1) enters it; 0 is nowhere.
            return ["way = state[1]", "state[1] = 0", f"return -way if way > 0 else ~way if way else {self.k(~here)}"]
        if go == STAY:
            return [f"return {self.k(~here)}"]
        return [*(["state[1] = 0"] if self.of.has_visits else []), f"return {self.k(go)}"]

    # ---- conditions and effects ----

    def test(self, expression: Expression, depth: int = 0) -> str:
        """The expression, in brackets where it has parts."""
        places, bits = self.program.places, self.program.bits
        if depth < _DEEPEST:
            match expression:
                case Constant(value, _):
                    return self.k(value)
                case Variable(name):
                    return f"state[{self.k(places[name])}]"
                case Named(_, meaning):
                    return self.test(meaning, depth + 1)
                case Visited(scene):
                    bit = bits.again[scene] if scene == self.scene.scene.id else bits.seen[scene]
                    return f"(state[2] & {self.k(bit)} != 0)"
                case Knows(fact):
                    return f"(state[2] & {self.k(bits.met[fact])} != 0)"
                case Compare(sign, left, right):
                    return f"({self.test(left, depth + 1)} {sign} {self.test(right, depth + 1)})"
                case Logic(word, left, right):
                    return f"({self.test(left, depth + 1)} {word} {self.test(right, depth + 1)})"
                case Not(operand):
                    return f"(not {self.test(operand, depth + 1)})"
                case _:
                    pass
        where = self.program.where(self.scene.scene)
        return f"{self.k(compile_value(expression, where, places, self.program.clock, bits))}(state)"

    def change(self, effect: Effect) -> list[str]:
        story, places = self.program.story, self.program.places
        variable = story.variables[effect.variable]
        ticks = self.program.clock == places[effect.variable]
        if not isinstance(effect.value, Constant):
            where = self.program.where(self.scene.scene)
            value = compile_value(effect.value, where, places, self.program.clock, self.program.bits)
            return [f"{self.k(compile_effect(effect, story, value, places))}(state)"]
        amount = effect.value.value
        place = self.k(places[effect.variable])
        if effect.operator == "=":
            return [f"state[{place}] = {self.k(max(variable.low, min(variable.high, amount)))}"]
        amount = max(0, amount) if ticks else amount if effect.operator == "+=" else -amount
        bound, sign = (variable.high, "<") if amount > 0 else (variable.low, ">")
        limit = self.k(bound)
        return [f"moved = state[{place}] + {self.k(amount)}", f"state[{place}] = moved if moved {sign} {limit} else {limit}"]
