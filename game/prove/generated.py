"""A role's scenes as generated Python functions, for long walks: the engine's steps without its detours.

A function is a list of lines from the table below, each with its numbers: slots, amounts, bits, targets, lists of counts.
Functions that have the same lines have one shape and are compiled once; their numbers are the default values of their
parameters. So the source has nothing in it but what stands in this file: what an author typed has become slots and
numbers by then, and what is asked in a condition comes as the engine's own closure.

A function is given a list: a state's numbers, the hour at which news was last heard, and how often there was nothing to
choose but to go on. It returns the number of the scene that is entered next, `~number` for one that goes on without
being entered, or None where nothing is open.
"""

from collections.abc import Callable, Mapping
from functools import partial
from types import CodeType, FunctionType, MappingProxyType

from game.play.engine import heard
from game.play.evaluate import MEMORY, SCENE, VALUES, Change, State
from game.play.program import COME_BACK, STAY, CompiledChoice, CompiledOutcome, CompiledScene, Program
from game.story.language.tree import Compare, Constant, Effect, Expression, Knows, Logic, Named, Not, Variable, Visited

Taken = tuple[int, int, int]  # (scene, choice, outcome) by their numbers
Chance = Callable[[], float]  # a number from 0 up to, but not, 1
Played = tuple[State, list[int], int]
"""The state in which a game stopped, its choices by their numbers in `Generated.taken`, and in how many of them there was
nothing to choose but to go on."""
Step = Callable[[list[int], Chance, Callable[[int], None]], int | None]
Line = tuple[object, ...]  # the name of a line in the table, and its numbers

ANY = 1 / 3
"""How often any open choice is taken rather than the least used."""

LINES: Mapping[str, str] = MappingProxyType(
    {
        # coming to a scene
        "see": "state[2] |= {}",
        "see again": "if state[2] & {}: state[2] |= {}",
        "hear": "if state[{0}] != state[{1}]:\n {2}(state)\n state[{1}] = state[{0}]",
        "read": "memory = state[2]",
        "meet": "memory |= {}",
        "meet if": "if {}(state): memory |= {}",
        "meet again or first": "memory |= {1} if state[2] & {0} else {2}",
        "meet again or first if": "if {3}(state): memory |= {1} if state[2] & {0} else {2}",
        "remember": "state[2] = memory",
        "then": "return {}(state, chance, took)",
        # choosing: the numbers of open choices are bits of `open`
        "nothing": "return None",
        "open": "open = {}",
        "add": "open |= {}",
        "if between": "if {} <= state[{}] <= {}:",
        "if between and": "if {} <= state[{}] <= {} and {} <= state[{}] <= {}:",
        "if between or": "if {} <= state[{}] <= {} or {} <= state[{}] <= {}:",
        "if seen": "if state[2] & {}:",
        "if not seen": "if not state[2] & {}:",
        "if asked": "if {}(state):",
        "of two": "luck = chance()\nchoice = int(luck * {1}) if luck < {0} else 1 if {2}[1] < {2}[0] else 0",
        "of all": "luck = chance()\nchoice = int(luck * {1}) if luck < {0} else {2}.index(min({2}))",
        "of several": (
            "ways = {1}[open]\ncount = len(ways)\nif count > 1:\n luck = chance()\n if luck < {0}:\n"
            "  choice = ways[int(luck * (count / {0}))]\n else:\n  choice = ways[0]\n  least = {2}[choice]\n"
            "  for way in ways:\n   if {2}[way] < least:\n    choice = way\n    least = {2}[way]\n"
            "elif count:\n choice = ways[0]\nelse:\n return None"
        ),
        "if chosen": "if choice == {}:",
        # what a choice does
        "count": "{}[{}] += 1",
        "went on": "state[{}] += 1",
        "draw": "fall = int(chance() * {})",
        "if it falls": "if fall < {}:",
        "took": "took({})",
        "move": "moved = state[{0}] * {1} + {2}\nstate[{0}] = {3} if moved < {3} else {4} if moved > {4} else moved",
        "change": "{}(state)",
        # where it leads: in `state[1]`, n + 1 goes on in scene n, -(n + 1) enters it, and 0 is nowhere
        "visit": "state[1] = {}\nreturn {}",
        "come back": "way = state[1]\nstate[1] = 0\nreturn -way if way > 0 else ~way if way else {}",
        "forget the way back": "state[1] = 0",
        "go": "return {}",
    }
)
_CALLED = {"__builtins__": {"int": int, "len": len, "min": min}}  # all that the lines may call by name


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
        self.shapes: dict[tuple[object, ...], CodeType] = {}
        self._heard_at = VALUES + len(program.places)
        self._went_on = self._heard_at + 1
        self._ways = _Ways()
        self._visits = any(choice.visit for scene in program.story.scenes.values() for choice in scene.choices)
        self._news = any(program.bits.met.get(fact, 0) for item in program.news for fact in item.facts)
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
        return tuple(state[: self._heard_at]), numbers, state[self._went_on]

    def _first(self, where: int, state: list[int], chance: Chance, took: Callable[[int], None]) -> int | None:
        """The first coming to a scene in this way makes the function for it."""
        step = self._steps[where] = self._come(where, self._choose(where if where >= 0 else ~where))
        return step(state, chance, took)

    def _function(self, lines: list[Line]) -> Step:
        shape = tuple(line[0] for line in lines)
        code = self.shapes.get(shape)
        if code is None:
            code = self.shapes[shape] = _compiled(lines)
        return FunctionType(code, _CALLED, "step", tuple([own for line in lines for own in line[1:]]))

    # ---- coming to a scene ----

    def _come(self, where: int, then: Step) -> Step:
        """What happens on coming to a scene, and `then`."""
        scene = self.program.scene(where if where >= 0 else ~where)
        lines = self._enter(scene) if where >= 0 else []
        if self._news and self.program.clock:
            lines.append(("hear", self.program.clock, self._heard_at, partial(self._hear, scene)))
        if scene.teaches:
            lines += _meet(scene)
        return self._function([*lines, ("then", then)]) if lines else then

    def _enter(self, scene: CompiledScene) -> list[Line]:
        lines: list[Line] = [("see again", scene.seen, scene.again)] if scene.again else []
        if scene.seen:
            lines.append(("see", scene.seen))
        return lines + [self._change(effect, change) for effect, change in zip(scene.scene.enter, scene.enter, strict=True)]

    def _hear(self, scene: CompiledScene, state: list[int]) -> None:
        for item in heard(self.program, scene, state[self._heard_at], state[self.program.clock]):
            for fact in item.facts:
                state[MEMORY] |= self.program.bits.met.get(fact, 0)

    # ---- choosing ----

    def _choose(self, number: int) -> Step:
        """The choice of one that is open in scene `number`, and what it does."""
        step = self._choosing[number]
        if step is None:
            self.come_to.append(number)
            step = self._choosing[number] = self._chooser(self.program.scene(number))
        return step

    def _chooser(self, scene: CompiledScene) -> Step:
        made = self.made[scene.number]
        there = [number for number, choice in enumerate(scene.choices) if not choice.choice.door]
        if not there:
            return self._function([("nothing",)])
        tests = {number: self._tests(scene, number) for number in there}
        lines: list[Line] = []
        if any(tests.values()) or len(there) < len(scene.choices):
            lines.append(("open", sum(1 << number for number in there if not tests[number])))
            for number in there:
                if tests[number]:
                    lines += [*_nested(tests[number]), _deeper(("add", 1 << number), len(tests[number]))]
            lines.append(("of several", ANY, self._ways, made))
        elif len(there) > 1:
            lines.append(("of two" if len(there) == 2 else "of all", ANY, len(there) / ANY, made))
        for number in there[:-1]:
            lines += [("if chosen", number), *(_deeper(line) for line in self._make(scene, number))]
        return self._function(lines + self._make(scene, there[-1]))

    def _tests(self, scene: CompiledScene, number: int) -> list[Line]:
        """What must hold for a choice to be open."""
        choice = scene.choices[number]
        lines: list[Line] = [("if not seen", choice.used)] if choice.used else []
        for test, condition in ((choice.there, choice.choice.when), (choice.open, choice.choice.condition)):
            if test is not None and condition is not None:
                lines.append(self._short(scene, condition) or ("if asked", test))
        return lines

    def _short(self, scene: CompiledScene, expression: Expression) -> Line | None:
        """The line that asks a condition, where it has one: most ask whether one value, or each of two, lies in a range."""
        bits = self.program.bits
        match expression:
            case Named(_, meaning):
                return self._short(scene, meaning)
            case Visited(name):
                return ("if seen", bits.again[name] if name == scene.scene.id else bits.seen[name])
            case Knows(fact):
                return ("if seen", bits.met[fact])
            case Not(Visited() | Knows() as operand):
                asked = self._short(scene, operand)
                return ("if not seen", *asked[1:]) if asked is not None else None
            case Logic(word, left, right):
                one, other = self._range(left), self._range(right)
                return (f"if between {word}", *one, *other) if one is not None and other is not None else None
            case _:
                found = self._range(expression)
                return ("if between", *found) if found is not None else None

    def _range(self, expression: Expression) -> tuple[int, int, int] | None:
        """(least, slot, most) where the expression asks for just that."""
        match expression:
            case Variable(name):
                return 1, self.program.places[name], 1
            case Not(Variable(name)):
                return 0, self.program.places[name], 0
            case Compare(sign, Variable(name), Constant(value, _)) if sign != "!=":
                variable = self.program.story.variables[name]
                least = {"==": value, ">=": value, ">": value + 1}.get(sign, variable.low)
                most = {"==": value, "<=": value, "<": value - 1}.get(sign, variable.high)
                return least, self.program.places[name], most
            case _:
                return None

    def _make(self, scene: CompiledScene, number: int) -> list[Line]:
        choice = scene.choices[number]
        lines: list[Line] = [("count", self.made[scene.number], number)]
        if scene.scene.goes_on:
            lines.append(("went on", self._went_on))
        if len(choice.weights) == 1:
            return lines + self._happen(scene, number, 0)
        lines.append(("draw", sum(choice.weights)))
        below = 0
        for outcome, weight in enumerate(choice.weights):
            below += weight
            if weight:
                counted: Line = ("count", self.fell[scene.number][number], outcome)
                lines += [("if it falls", below), *(_deeper(line) for line in (counted, *self._happen(scene, number, outcome)))]
        return lines

    def _happen(self, scene: CompiledScene, number: int, outcome: int) -> list[Line]:
        choice = scene.choices[number]
        happens = choice.outcomes[outcome]
        lines: list[Line] = [("took", len(self.taken))]
        self.taken.append((scene.number, number, outcome))
        effects = choice.choice.effects + (happens.outcome.effects if happens.outcome is not None else ())
        lines += [self._change(effect, change) for effect, change in zip(effects, happens.changes, strict=True)]
        if bits := choice.used | happens.learns:
            lines.append(("see", bits))
        return lines + self._go(scene.number, choice, happens)

    def _change(self, effect: Effect, change: Change) -> Line:
        variable, place = self.program.story.variables[effect.variable], self.program.places[effect.variable]
        if not isinstance(effect.value, Constant):
            return ("change", change)
        amount = -effect.value.value if effect.operator == "-=" else effect.value.value
        if place == self.program.clock:
            amount = max(0, amount)  # time doesn't run backwards
        return ("move", place, int(effect.operator != "="), amount, variable.low, variable.high)

    def _go(self, here: int, choice: CompiledChoice, happens: CompiledOutcome) -> list[Line]:
        go = happens.go
        if choice.visit != STAY:
            return [("visit", here + 1 if go == STAY else -(go + 1), choice.visit)]
        if go == COME_BACK:
            return [("come back", ~here)]
        if go == STAY:
            return [("go", ~here)]
        return [("forget the way back",), ("go", go)] if self._visits else [("go", go)]


def _stop(_state: list[int], _chance: Chance, _took: Callable[[int], None]) -> None:
    return None


def _deeper(line: Line, steps: int = 1) -> Line:
    """The line inside of one that ends in a colon."""
    return (">" * steps + str(line[0]), *line[1:])


def _nested(lines: list[Line]) -> list[Line]:
    """Each inside of the one before."""
    return [_deeper(line, steps) for steps, line in enumerate(lines)]


def _compiled(lines: list[Line]) -> CodeType:
    text: list[str] = []
    count = 0
    for name, *own in lines:
        bare = str(name).lstrip(">")
        depth = " " * (1 + len(str(name)) - len(bare))
        line = LINES[bare].format(*(f"k{count + number}" for number in range(len(own))))
        text += [depth + part for part in line.split("\n")]
        count += len(own)
    parameters = "".join(f", k{number}" for number in range(count))
    made: dict[str, FunctionType] = {}
    exec("\n".join([f"def step(state, chance, took{parameters}):", *text]), _CALLED, made)  # our own lines alone, see above
    return made["step"].__code__


def _meet(scene: CompiledScene) -> list[Line]:
    """The facts that a passage teaches; what is met here doesn't count yet in what is asked here."""
    lines: list[Line] = [("read",)]
    for block in scene.blocks:
        asked = [block.test] if block.test is not None else []
        if block.learns_first or block.learns_again:
            again, first = block.learns | block.learns_again, block.learns | block.learns_first
            name = "meet again or first if" if asked else "meet again or first"
            lines.append((name, scene.again, again, first, *asked))
        elif block.learns:
            lines.append(("meet if", *asked, block.learns) if asked else ("meet", block.learns))
    return [*lines, ("remember",)]
