"""The rules of play once more, as slowly and as plainly as possible: what the engine must agree with.

Nothing is compiled and nothing is left out: every scene, fact and choice is remembered, whether or not a story asks.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from game.story.language.tree import Effect, Expression
from game.story.model import Choice, Prose, Scene, Story, result_texts
from tests.language import naive


@dataclass
class Game:
    story: Story
    role: str
    values: dict[str, int]
    scene: str = ""
    entries: Counter[str] = field(default_factory=Counter)
    used: set[tuple[str, str]] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    back: tuple[str, str] | None = None  # ("comes back", scene) or ("enters", scene)

    def ask(self, expression: Expression | None) -> bool:
        return expression is None or bool(naive.value(expression, self.moment()))

    def moment(self, scene: str = "") -> naive.Moment:
        scene = scene or self.scene
        clock = self.story.clock
        assert clock is not None
        place = self.story.scenes[scene].place
        zone = timedelta(minutes=self.story.places[place].ahead - clock.ahead) if place else timedelta(0)
        return naive.Moment(self.values, dict(self.entries), self.met, scene, clock.start, zone, clock.variable)

    def do(self, effects: tuple[Effect, ...], where: str) -> None:
        for effect in effects:
            variable = self.story.variables[effect.variable]
            self.values[effect.variable] = naive.after(effect, self.moment(where), variable.low, variable.high)

    def here(self) -> Scene:
        return self.story.scenes[self.scene]

    def open(self) -> list[Choice]:
        return [choice for choice in self.here().choices if self.is_open(choice)]

    def is_open(self, choice: Choice) -> bool:
        if choice.locked is not None and choice.condition is None and not (choice.effects or choice.go or choice.visit or choice.outcomes):
            return False
        used = choice.once and (self.scene, choice.id) in self.used
        return not used and self.ask(choice.when) and self.ask(choice.condition)

    def begin(self, scene: str) -> list[str]:
        self.enter(scene)
        return self.arrive(-1)

    def choose(self, choice: Choice, outcome: str = "") -> list[str]:
        """Make a choice; returns what is told, each with its kind."""
        hours = self.hours()
        here = self.scene
        fell = next((candidate for candidate in choice.outcomes if candidate.id == outcome), None)
        self.used.add((here, choice.id))
        self.do(choice.effects, here)
        told = [line for prose in result_texts(choice) for line in self.tell("result", prose)]
        self.learn(choice.because)
        go = choice.go
        if fell is not None:
            self.do(fell.effects, here)
            told += [line for prose in result_texts(fell) for line in self.tell("result", prose)]
            self.learn(fell.because)
            go = fell.go or go
        if choice.visit:
            self.back = ("enters", go) if go else ("comes back", here)
            self.enter(choice.visit)
        elif go == "back":
            assert self.back is not None
            how, where = self.back
            self.back = None
            if how == "enters":
                self.enter(where)
            else:
                self.scene = where
        elif go:
            self.back = None
            self.enter(go)
        return told + self.arrive(hours)

    def enter(self, scene: str) -> None:
        self.scene = scene
        self.entries[scene] += 1
        self.do(self.here().enter, scene)

    def arrive(self, hours: int) -> list[str]:
        told: list[str] = []
        for item in self.story.news:
            if (
                hours < item.hours <= self.hours()
                and self.role in (item.roles or [self.role])
                and (not item.places or self.here().place in item.places)
            ):
                told += self.tell("news", item.text)
                self.learn(item.fact)
        shown = [
            prose for block in self.here().blocks if self.ask(block.condition) for prose in self.of(block.text, block.first, block.again)
        ]
        for prose in shown:
            told += self.tell("text", prose)
        return told

    def of(self, text: Prose | None, first: Prose | None, again: Prose | None) -> Iterator[Prose | None]:
        yield text
        yield again if self.entries[self.scene] > 1 else first

    def hours(self) -> int:
        assert self.story.clock is not None
        return self.values[self.story.clock.variable]

    def tell(self, kind: str, prose: Prose | None) -> list[str]:
        if prose is None:
            return []
        self.met |= set(prose.facts)
        return [f"{kind}: {prose.text}"] if prose.text else []

    def learn(self, fact: str) -> None:
        if fact:
            self.met.add(fact)

    def now(self) -> object:
        assert self.story.clock is not None
        moment = self.moment()
        return self.story.clock.start + timedelta(hours=moment.values[moment.hours]) + moment.zone


def game(story: Story, role: str, *, echoes: dict[str, str], facts: frozenset[str]) -> Game:
    values = {name: variable.start for name, variable in story.variables.items()}
    values |= dict(story.roles[role].values)
    for name, word in echoes.items():
        variable = story.variables[name]
        if variable.echo and variable.echo != role:
            values[name] = variable.values.index(word)
    return Game(story, role, values, met=set(facts))
