"""Conditions and effects at random: every node of the language, in the names of the story that is being made."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

T = TypeVar("T")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
DEEPEST = 3


class Draw:
    """Choices at random, by seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def one(self, items: list[T] | tuple[T, ...]) -> T:
        return self.random.choice(items)

    def some(self, items: list[T], most: int) -> list[T]:
        return self.random.sample(items, self.random.randint(0, min(most, len(items))))

    def chance(self, likely: float) -> bool:
        return self.random.random() < likely

    def number(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def weighted(self, items: dict[T, float]) -> T:
        return self.random.choices(list(items), list(items.values()))[0]


@dataclass
class Names:
    """What a story has so far: what its conditions may ask for and its effects may change."""

    ints: dict[str, tuple[int, int, bool]] = field(default_factory=dict)  # low, high, clamp
    flags: list[str] = field(default_factory=list)
    enums: dict[str, list[str]] = field(default_factory=dict)  # with echoes, whose words begin with `unknown`
    echoes: list[str] = field(default_factory=list)
    own: dict[str, tuple[int, int]] = field(default_factory=dict)  # the numbers that kinds keep, which no effect may change
    own_flags: list[str] = field(default_factory=list)
    clock: str = ""
    day: str = "2022-09-21"
    days: list[str] = field(default_factory=list)
    scenes: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)  # as `scene/id`
    amounts: bool = False  # whether effects mostly take their amounts from variables
    memories: bool = False  # whether conditions mostly ask for what was met and left behind


class Grammar:
    """`here` is the scene in which a condition stands, "" where it stands in none."""

    def __init__(self, draw: Draw, names: Names) -> None:
        self.draw, self.names = draw, names

    # ---- truths ----

    def condition(self, here: str = "", depth: int = 0) -> str:
        """A condition, mostly short."""
        names = self.names
        ways: dict[str, float] = {"number": 4, "constant": 0.35}
        if names.flags:
            ways["flag"] = 3
        if names.enums:
            ways["enum"] = 2
        if names.scenes:
            ways["visited"] = 1.5
        if names.choices:
            ways["chosen"] = 1.5
        if names.facts:
            ways["knows"] = 6 if names.memories else 1.5
        if names.memories and names.echoes:
            ways["enum"] = 5
        if names.clock:
            ways |= {"date": 1.2, "clock": 1.2, "moment": 1.2, "weekday": 0.6}
        if names.conditions:
            ways["named"] = 1
        if depth < DEEPEST:
            ways |= {"and": 1.6, "or": 1.4, "not": 1.4, "equal": 0.4, "brackets": 0.2}
        way: Callable[[str, int], str] = getattr(self, f"_{self.draw.weighted(ways)}")
        return way(here, depth)

    def _constant(self, _here: str, _depth: int) -> str:
        return self.draw.one(("true", "false", "1 < 2", "2 == 3"))

    def _flag(self, _here: str, _depth: int) -> str:
        return self.draw.one(self.names.flags + self.names.own_flags)

    def _enum(self, _here: str, _depth: int) -> str:
        name = self.draw.one(list(self.names.enums))
        words = self.names.enums[name]
        alike = [other for other, theirs in self.names.enums.items() if theirs == words]
        other = self.draw.one(alike) if self.draw.chance(0.15) else self.draw.one(words)
        sides = [name, other]
        if self.draw.chance(0.2):
            sides.reverse()
        return f"{sides[0]} {self.draw.one(('==', '!='))} {sides[1]}"

    def _visited(self, here: str, _depth: int) -> str:
        return f"visited({here if here and self.draw.chance(0.35) else self.draw.one(self.names.scenes)})"

    def _chosen(self, _here: str, _depth: int) -> str:
        return f"chosen({self.draw.one(self.names.choices)})"

    def _knows(self, _here: str, _depth: int) -> str:
        return f"knows({self.draw.one(self.names.facts)})"

    def _named(self, _here: str, _depth: int) -> str:
        return self.draw.one(self.names.conditions)

    def _number(self, _here: str, depth: int) -> str:
        name, low, high = self._own_number()
        if self.draw.chance(0.65):
            # Near the bounds, and a little beyond: most of what goes wrong goes wrong there.
            return f"{name} {self.draw.one(COMPARISONS)} {self.draw.number(low - 1, high + 1)}"
        return f"{self.number(depth + 1)} {self.draw.one(COMPARISONS)} {self.number(depth + 1)}"

    def _clock(self, _here: str, depth: int) -> str:
        part = self.draw.weighted({"hour": 3, "day": 1})
        amount = str(self.draw.number(0, 23) if part == "hour" else self.draw.number(0, 3))
        if self.draw.chance(0.25):
            amount = self.number(depth + 1)
        return f"{part} {self.draw.one(COMPARISONS)} {amount}"

    def _moment(self, _here: str, _depth: int) -> str:
        day = self.draw.one(self.names.days)
        hour = f"{self.draw.number(0, 23)}:{self.draw.one(('00', '00', '30', '45'))}"
        match self.draw.weighted({"date": 3, "turned": 1, "from": 2, "until": 1}):
            case "date" | "turned" as way:
                sign = self.draw.one(COMPARISONS)
                return f"date {sign} {day} {hour}" if way == "date" else f"{day} {hour} {sign} date"
            case word:
                when = self.draw.one((day, self.draw.one(WEEKDAYS)))
                return f"{word} {when} {hour}" if self.draw.chance(0.7) else f"{word} {when}"

    def _weekday(self, _here: str, _depth: int) -> str:
        return f"weekday {self.draw.one(('==', '!='))} {self.draw.one(WEEKDAYS)}"

    def _date(self, _here: str, _depth: int) -> str:
        sides = ["date", self.draw.one(self.names.days)]
        if self.draw.chance(0.1):
            sides[1] = self.draw.one(self.names.days) if self.draw.chance(0.5) else "date"
        if self.draw.chance(0.2):
            sides.reverse()
        return f"{sides[0]} {self.draw.one(COMPARISONS)} {sides[1]}"

    def _and(self, here: str, depth: int) -> str:
        return f"{self._inner(here, depth)} and {self._inner(here, depth)}"

    def _or(self, here: str, depth: int) -> str:
        return f"{self._inner(here, depth)} or {self._inner(here, depth)}"

    def _not(self, here: str, depth: int) -> str:
        return f"not {self._inner(here, depth)}"

    def _equal(self, here: str, depth: int) -> str:
        """Two truths may be compared."""
        return f"({self.condition(here, depth + 1)}) {self.draw.one(('==', '!='))} ({self.condition(here, depth + 1)})"

    def _brackets(self, here: str, depth: int) -> str:
        return f"({self.condition(here, depth + 1)})"

    def _inner(self, here: str, depth: int) -> str:
        inner = self.condition(here, depth + 1)
        return f"({inner})" if self.draw.chance(0.7) else inner

    # ---- numbers ----

    def _own_number(self) -> tuple[str, int, int]:
        every = {name: (low, high) for name, (low, high, _) in self.names.ints.items()}
        if self.names.own and self.draw.chance(0.3):
            every = self.names.own
        name = self.draw.one(list(every))
        return name, *every[name]

    def number(self, depth: int = 0) -> str:
        ways: dict[str, float] = {"variable": 5, "amount": 3}
        if self.names.clock:
            ways["part"] = 0.8
        if depth < DEEPEST:
            ways |= {"+": 1, "-": 1, "*": 0.6, "min": 0.6, "max": 0.6, "negative": 0.5, "brackets": 0.2}
        way = self.draw.weighted(ways)
        match way:
            case "variable":
                return self._own_number()[0]
            case "amount":
                return str(self.draw.number(0, 4)) if self.draw.chance(0.97) else self.draw.one(("100", "999999999"))
            case "part":
                return self.draw.weighted({"hour": 3, "day": 1})
            case "min" | "max":
                inside = [self.number(depth + 1) for _ in range(2 if self.draw.chance(0.8) else 3)]
                return f"{way}({', '.join(inside)})"
            case "negative":
                return f"-{self._single(depth)}"
            case "brackets":
                return f"({self.number(depth + 1)})"
        return f"{self._single(depth)} {way} {self._single(depth)}"

    def _single(self, depth: int) -> str:
        inner = self.number(depth + 1)
        return f"({inner})" if " " in inner or inner.startswith("-") else inner

    # ---- effects ----

    def effects(self, here: str = "", most: int = 3) -> list[str]:
        """One effect or several; a later one may read what an earlier one has set."""
        done = [self.effect(here)]
        while len(done) < most and self.draw.chance(0.45):
            changed = done[-1].split()[0]
            more = self._reading(changed) if self.draw.chance(0.4) else None
            done.append(more or self.effect(here))
        return done

    def _reading(self, name: str) -> str | None:
        """An effect on a number whose amount is the variable that was just changed."""
        ints = [other for other in self.names.ints if other != self.names.clock]
        if name not in self.names.ints or not ints:
            return None
        if self.names.clock and self.draw.chance(0.2):
            return f"{self.names.clock} += {name}"
        return f"{self.draw.one(ints)} {self.draw.one(('=', '+=', '-='))} {name}"

    def effect(self, here: str = "") -> str:
        names = self.names
        kinds: dict[str, float] = {}
        ints = [name for name in names.ints if name != names.clock]
        if ints:
            kinds["int"] = 5
        if names.flags:
            kinds["flag"] = 3
        if names.enums:
            kinds["enum"] = 2.5
        if names.clock:
            kinds["clock"] = 3
        match self.draw.weighted(kinds):
            case "int":
                return self._change(self.draw.one(ints))
            case "flag":
                name = self.draw.one(names.flags)
                way = self.draw.weighted({"true": 4, "false": 2, "itself": 0.7, "not": 0.7, "condition": 4})
                value = {"itself": name, "not": f"not {name}"}.get(way, way)
                return f"{name} = {self.condition(here, 1) if way == 'condition' else value}"
            case "enum":
                name = self.draw.one(list(names.enums))
                alike = [other for other, words in names.enums.items() if words == names.enums[name]]
                return f"{name} = {self.draw.one(alike) if self.draw.chance(0.3) else self.draw.one(names.enums[name])}"
        if self.draw.chance(0.2 if names.amounts else 0.65):
            return f"{names.clock} += {self.draw.one((0, 1, 1, 2, 3, 5))}"
        return f"{names.clock} += {self._amount(0, 999_999_999)}"

    def _amount(self, low: int, high: int) -> str:
        """A number, which where it stands alone lies between these: the game refuses another."""
        drawn = self.number(1)
        alone = drawn.strip("()")
        return str(max(low, min(high, int(alone)))) if alone.lstrip("-").isdigit() else drawn

    def _change(self, name: str) -> str:
        low, high, clamp = self.names.ints[name]
        operator = self.draw.weighted({"=": 2.0, "+=": 3.0, "-=": 3.0})
        match self.draw.weighted({"constant": 2 if self.names.amounts else 5, "variable": 1.7, "itself": 0.6, "expression": 3}):
            case "variable":
                return f"{name} {operator} {self._own_number()[0]}"
            case "itself":
                return f"{name} {operator} {name}"
            case "expression":
                return f"{name} {operator} {self._amount(low, high) if operator == '=' and not clamp else self.number(1)}"
        if operator == "=":
            amount = self.draw.number(low - 1, high + 1) if clamp else self.draw.number(low, high)
        else:
            amount = self.draw.number(0, 2) if self.draw.chance(0.85) else self.draw.number(-2, 3)
        return f"{name} {operator} {amount}"
