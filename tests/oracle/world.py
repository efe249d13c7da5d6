"""One game, moment by moment, in the order of "What exactly happens" in docs/format.md.

A `State` is complete for what the story asks for. A `Moment` is a state that is being changed by a step, with what is
told and met on the way.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from tests.oracle.kinds import SHORT, anew, offers
from tests.oracle.language import Effect, Value, condition, worked_out
from tests.oracle.offers import BACK, STAY, Offer, Way, brings_nothing, effects, id_of, leads, told
from tests.oracle.reading import Scene, Story, links, without_links


def count(text: str) -> int:
    """Words; a link's are those in its square brackets, and what stands in braces is one."""
    return len(without_links(text).split())


class Past(NamedTuple):
    """What earlier games have left: facts met, and the value of each echo."""

    facts: frozenset[str] = frozenset()
    echoes: tuple[tuple[str, str], ...] = ()


class State(NamedTuple):
    """`back` is where `go: back` leads, and whether that is an entry. `facts` are those that are known, and `met` those of
    promises that were met in this game."""

    scene: str
    back: tuple[str, bool] | None
    entered: frozenset[str]
    entered_again: frozenset[str]
    used: frozenset[tuple[str, str]]
    chosen: frozenset[tuple[str, str]]
    facts: frozenset[str]
    met: frozenset[str]
    values: tuple[Value, ...]


class Moment:
    """What a step does to a state. `told` are the texts as they are read, `parts` which blocks of the passage were shown,
    `over` the variables that an effect pushed beyond a bound, and `learned` every fact that was met."""

    def __init__(self, story: Story, role: str, state: State) -> None:
        self.story, self.role = story, role
        self.scene, self.back = story.scenes[state.scene], state.back
        self.entered, self.entered_again = set(state.entered), set(state.entered_again)
        self.used, self.made, self.facts = set(state.used), set(state.chosen), set(state.facts)
        self.met = set(state.met)
        self.values = dict(zip(story.variables, state.values, strict=True))
        self.told: list[str] = []
        self.parts: list[tuple[str, int, str]] = []
        self.over: set[str] = set()
        self.learned: set[str] = set()
        self.passed: list[tuple[int, str, str]] = []  # what the passage has shown
        self.words = 0  # read in this step, each once, as routes count them

    # ---- what a condition may ask for ----

    def value(self, name: str) -> Value:
        if name in self.values:
            return self.values[name]
        if name in self.story.conditions:
            return worked_out(self.story.conditions[name], self)
        if name in ("hour", "day", "date", "weekday") and self.story.clock:
            return self._time(name)
        return name  # a word of an enum

    def now(self) -> datetime:
        place = self.scene.raw.get("place")
        ahead = self.story.places[place] if place else self.story.utc
        return self.story.clock_start + timedelta(hours=int(self.values[self.story.clock])) + ahead - self.story.utc

    def instant(self, day: str, hour: str) -> datetime:
        start = self.story.clock_start
        dates = [start.date() + timedelta(days=number) for number in range(7)]
        named = {each.strftime("%A").lower(): each.isoformat() for each in dates}
        return datetime.strptime(f"{named.get(day, day)} {hour}", "%Y-%m-%d %H:%M")

    def _time(self, part: str) -> Value:
        begun, now = self.story.clock_start, self.now()
        if part == "hour":
            return now.hour
        if part == "weekday":
            return now.strftime("%A").lower()
        return now.toordinal() if part == "date" else now.toordinal() - begun.toordinal() + 1

    def visited(self, scene: str) -> bool:
        return scene in (self.entered_again if scene == self.scene.name else self.entered)

    def knows(self, fact: str) -> bool:
        return fact in self.facts

    def chosen(self, scene: str, choice: str) -> bool:
        return (scene, choice) in self.made

    # ---- a step ----

    def do(self, change: Effect) -> None:
        variable = self.story.variables[change.variable]
        amount = worked_out(change.amount, self)
        if variable.type != "int":
            self.values[change.variable] = amount
            return
        before, amount = int(self.values[change.variable]), int(amount)
        if change.variable == self.story.clock:
            amount = max(0, amount)  # time never goes back
        new = amount if change.operator == "=" else before + amount if change.operator == "+=" else before - amount
        stopped = max(variable.low, min(variable.high, new))
        if stopped != new and not variable.clamp and not variable.mine:
            self.over.add(change.variable)
        self.values[change.variable] = stopped

    def make(self, offer: Offer, way: Way) -> None:
        """The whole of a step. Staying shows a passage once more, of which what is new is read, and coming back one that is
        read already."""
        hours, stays = self._hours(), not way.visit and way.go == STAY
        shown = {text for _, _, text in self.passage()} if stays else set()
        if offer.once:
            self.used.add((self.scene.name, offer.id))
        self.made.add((self.scene.name, offer.id))
        for change in way.effects:
            self.do(change)
        for fact in (way.more_because, way.because):
            self.learn([fact] if fact else [])
        # All of them are decided before any of them teaches something.
        for text in [each for each in (told(result, self) for result in way.results) if each]:
            self.read(text)
        go = leads(way.go, self)
        enters = True
        was = self.scene.name
        if way.visit:
            self.back = (way.go, True) if way.go else (was, False)
            self.enter(way.visit)
        elif go == BACK:
            assert self.back is not None, "there is nowhere to go back to"
            (to, entering), self.back = self.back, None
            enters = entering
            self.scene = self.story.scenes[to]
            if entering:
                self.enter(to)
        elif go != STAY:
            self.back = None
            self.enter(go)
        self.arrive(hours)
        if stays:
            self.words += sum(count(text) for _, _, text in self.passed if text not in shown)
        elif enters:
            self.read_page()

    def enter(self, name: str) -> None:
        self.scene = self.story.scenes[name]
        if name in self.entered:
            self.entered_again.add(name)
        self.entered.add(name)
        self.values |= anew(self.scene)
        for change in effects(self.scene.raw.get("enter")):
            self.do(change)

    def _hours(self) -> int:
        return int(self.values[self.story.clock]) if self.story.clock else 0

    def arrive(self, hours_before: int) -> None:
        for item in self.story.news if self.story.clock else []:
            here = not item.places or self.scene.raw.get("place") in item.places
            if hours_before < item.hours <= self._hours() and here and (not item.roles or self.role in item.roles):
                self.read(item.text)
                self.learn([item.fact] if item.fact else [])
        # The passage is decided on arrival: what it teaches itself is known only afterwards.
        self.passed = self.passage()
        for number, part, text in self.passed:
            self.parts.append((self.scene.name, number, part))
            self.tell(text)

    def passage(self) -> list[tuple[int, str, str]]:
        """What would be told of the scene now: (block, part, text)."""
        again = "again" if self.scene.name in self.entered_again else "first"
        shown = [(number, block) for number, block in enumerate(self.scene.blocks) if self.shows(block["holds"])]
        return [(number, part, block[part]) for number, block in shown for part in ("text", again) if part in block]

    def read_page(self) -> None:
        """A passage, and the choices under it with the reasons of closed ones. Going on is no choice."""
        self.words += sum(count(text) for _, _, text in self.passed)
        for offer in [] if self.scene.goes_on else self.offers():
            self.words += count(offer.label) + count(offer.reason)

    def shows(self, conditions: list[str]) -> bool:
        return all(worked_out(condition(text), self) for text in conditions)

    def learn(self, facts: list[str]) -> None:
        self.learned.update(facts)
        self.facts.update(facts)
        self.met.update(facts)

    def read(self, text: str) -> None:
        self.words += count(text)
        self.tell(text)

    def tell(self, text: str) -> None:
        self.told.append(self.filled(text))
        self.learn(links(text))

    def filled(self, text: str) -> str:
        """The text as it is read, variables filled in."""

        def shown(match: re.Match[str]) -> str:
            name = match[1]
            if name in SHORT.get(self.scene.kind, ()):
                name = f"{self.scene.name}_{name}"
            if name not in self.values:
                return match[0]
            value = self.values[name]
            if match[2]:
                forms = match[2][1:].split("|")  # those of English: the generator writes no others
                return forms[0 if value == 1 else -1]
            return (
                ("yes" if value else "no")
                if isinstance(value, bool)
                else f"{value:,}"
                if isinstance(value, int)
                else value.replace("_", " ")
            )

        return re.sub(r"\{([^\W\d_]\w*)(\|[^{}]*)?\}", shown, " ".join(without_links(text).split()))

    # ---- what can be done ----

    def offers(self) -> list[Offer]:
        return [offer for offer in offers(self.story, self.scene, self) if (self.scene.name, offer.id) not in self.used]

    def without_outcome(self) -> Iterator[str]:
        """The choices that would be open, and are not there since none of their outcomes can happen."""
        for choice in self.scene.raw.get("choices", []):
            if brings_nothing(choice, self) and (self.scene.name, id_of(choice)) not in self.used:
                yield id_of(choice)

    def state(self, *, whole: bool = False) -> State:
        """What is left of the moment: no more than what the story asks for, unless the whole is wanted."""
        asked = self.story.asked_of
        return State(
            self.scene.name,
            self.back,
            frozenset(self.entered if whole else self.entered & asked.visits),
            frozenset(self.entered_again if whole else self.entered_again & asked.visits),
            frozenset(self.used),
            frozenset(self.made if whole else self.made & asked.choices),
            frozenset(self.facts if whole else self.facts & asked.facts),
            frozenset(self.met if whole else self.met & asked.promised),
            tuple(self.values.values()),
        )


def begin(story: Story, role: str, past: Past | None = None) -> Moment:
    """The first moment of a role."""
    start, given = story.roles[role]
    values: dict[str, Value] = {name: variable.start for name, variable in story.variables.items()} | given
    carried: Mapping[str, str] = dict(past.echoes) if past is not None else {}
    values |= {name: word for name, word in carried.items() if story.variables[name].echo_of != role}
    nothing: frozenset[str] = frozenset()
    facts = past.facts if past is not None else nothing
    moment = Moment(story, role, State(start, None, nothing, nothing, frozenset(), frozenset(), facts, nothing, tuple(values.values())))
    moment.enter(start)
    moment.arrive(-1)
    moment.read_page()
    return moment


def steps(story: Story, role: str, state: State) -> Iterator[tuple[Offer, Way, Moment]]:
    """Everything that may happen next."""
    for offer in Moment(story, role, state).offers():
        if offer.open:
            for way in offer.ways:
                if way.weight:
                    moment = Moment(story, role, state)
                    moment.make(offer, way)
                    yield offer, way, moment


def scene_of(story: Story, state: State) -> Scene:
    return story.scenes[state.scene]
