"""The linked story: immutable, every name resolved, every condition typed.

Mappings are read-only views in the author's order. A value of a variable is always a whole number: a flag is 0 or 1,
an enum its place among `values`.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Literal

from msgspec import Struct
from msgspec.structs import force_setattr

from game.pictures.picture import Picture
from game.source.identity import Identity
from game.story.language.tree import Effect, Expression
from game.story.prose import Prose

BACK = "back"
GO_ON = "go"  # the id of the one choice of a scene that has only a `go`

Way = Literal["happened", "vouched", "opinion", "cut"]  # in which a claim is printed, or not at all
Force = Literal["law", "price", "others", "chance"]


class At(Struct, frozen=True):
    """Where something stands in the author's files; `line` counts from 1."""

    path: str
    line: int


class Variable(Struct, frozen=True):
    name: str
    type: Literal["flag", "int", "enum"]
    start: int
    low: int
    high: int
    values: tuple[str, ...] = ()
    clamp: bool = False
    show: str = ""
    echo: str = ""  # the role that leaves it behind; value 0 is then `unknown`
    kind: str = ""  # the scene whose kind keeps it
    good: str = ""  # "more" or "less" where the author says which way is good
    says: str = ""  # what it stands for
    about: str = ""  # what it is good for, in a sentence to the player
    chosen: str = ""  # the choice that it remembers, as `scene/choice`

    @property
    def declared(self) -> bool:
        """Whether an author declared it; else a kind keeps it, or a condition that asks for a choice."""
        return not (self.kind or self.chosen)


class Block(Struct, frozen=True):
    """A part of a passage. `text` is always there to be shown; `first` and `again` depend on the visit."""

    text: Prose | None = None
    condition: Expression | None = None
    person: str = ""
    first: Prose | None = None
    again: Prose | None = None

    @property
    def texts(self) -> tuple[Prose, ...]:
        """Whatever it may show."""
        if self.text is not None and self.first is None and self.again is None:  # as nearly always
            return (self.text,)
        return tuple([each for each in (self.text, self.first, self.again) if each is not None])


class WayBranch(Struct, frozen=True):
    """One way on of several: it is taken where `condition` holds, and none before it did."""

    condition: Expression
    go: str


class Outcome(Struct, frozen=True):
    """It can happen only where `condition` holds as the choice is made, before anything is changed."""

    id: str
    weight: int
    because: str
    results: tuple[Block, ...]  # parts of a text, told where their conditions hold once the effects are done
    effects: tuple[Effect, ...]
    go: str  # "" where the choice's own holds
    was: tuple[str, ...] = ()
    recall: str = ""  # "" where the choice's own holds
    condition: Expression | None = None
    branches: tuple[WayBranch, ...] = ()  # where none of them is taken, `go` says where it leads


class Choice(Struct, frozen=True):
    """`go` is a scene, `back`, or "" to stay; where there are `branches`, it is what is left where none of them is taken.

    Where `when` fails the choice isn't there: it is what a kind asks for, or that one of the outcomes can happen. Where `condition`
    fails it is shown closed if `locked` says why, and isn't there otherwise. `door` is a choice that is there to be seen closed.
    """

    id: str
    label: Prose
    at: At
    was: tuple[str, ...] = ()
    when: Expression | None = None
    condition: Expression | None = None
    locked: Prose | None = None
    once: bool = False
    effects: tuple[Effect, ...] = ()
    because: str = ""
    results: tuple[Block, ...] = ()  # as an outcome's
    outcomes: tuple[Outcome, ...] = ()
    go: str = ""
    visit: str = ""
    recall: str = ""
    door: bool = False
    person: str = ""  # whose words the result is; only kinds have this and what is below
    spare: bool = False  # need never be open
    search: bool = False  # the first outcome is that something is found
    claim: str = ""  # the fact that it decides about
    prints: Way | Literal[""] = ""
    branches: tuple[WayBranch, ...] = ()

    @property
    def conditions(self) -> tuple[Expression, ...]:
        """All that must hold for it to be open, as far as it asks for anything."""
        if self.when is None:  # as nearly always
            return () if self.condition is None else (self.condition,)
        return (self.when,) if self.condition is None else (self.when, self.condition)

    @property
    def texts(self) -> tuple[Prose, ...]:
        """Whatever may be read of it, before and after."""
        offered = (self.label,) if self.locked is None else (self.label, self.locked)
        return (*offered, *result_texts(self, *self.outcomes)) if self.results or self.outcomes else offered

    @property
    def goes(self) -> tuple[str, ...]:
        """Every `go` that is written here, its outcomes' too, "" for none; `story.leads` says what can happen."""
        if not self.outcomes and not self.branches:  # as nearly always
            return (self.go,)
        return (self.go, *(outcome.go for outcome in self.outcomes), *(branch.go for branch in self.every_branch))

    @property
    def every_branch(self) -> Iterator[WayBranch]:
        """Its own, and its outcomes'."""
        yield from self.branches
        for outcome in self.outcomes:
            yield from outcome.branches

    def forks(self, outcome: Outcome | None) -> tuple[tuple[WayBranch, ...], str]:
        """The branches of the way on, and where it leads where none of them is taken. An outcome's stand in for the choice's."""
        return (outcome.branches, outcome.go) if outcome is not None and outcome.go else (self.branches, self.go)


def result_blocks(*told: Choice | Outcome | None) -> Iterator[Block]:
    """Every part of what they may tell of what has come of a choice."""
    for part in told:
        if part is not None:
            yield from part.results


def result_texts(*told: Choice | Outcome | None) -> Iterator[Prose]:
    """The texts of these."""
    yield from [block.text for block in result_blocks(*told) if block.text is not None]


class Skip(Struct, frozen=True):
    says: Prose
    take: str


class Scene(Struct, frozen=True):
    """`enter` happens at every entry, not on coming back. `counts` is the variable with what is still to come, which starts at its
    highest, and `progress` the line that tells it; only kinds have these two."""

    id: str
    at: At
    title: str = ""
    place: str = ""
    kind: str = ""
    person: str = ""
    blocks: tuple[Block, ...] = ()
    choices: tuple[Choice, ...] = ()
    ending: str = ""
    says: str = ""  # the ending in a sentence
    recalls: tuple[tuple[str, str], ...] = ()  # (scene, choice); empty: every recall
    skip: Skip | None = None
    was: tuple[str, ...] = ()
    enter: tuple[Effect, ...] = ()
    quiet: frozenset[str] = frozenset()  # codes of rules that this scene needn't keep
    picture: str = ""  # "" where its place's own is shown
    counts: str = ""
    progress: Prose | None = None

    @property
    def texts(self) -> Iterator[Prose]:
        """Every text that a player may read of it, but what stands for it where it is skipped, and how far one is in it."""
        for block in self.blocks:
            yield from block.texts
        for choice in self.choices:
            yield from choice.texts

    @property
    def facts(self) -> Iterator[str]:
        """The facts that its texts link to, and those that are why something comes of a choice in it."""
        yield from (fact for prose in self.texts for fact in prose.facts)
        for choice in self.choices:
            if choice.because:
                yield choice.because
            yield from (outcome.because for outcome in choice.outcomes if outcome.because)

    @property
    def conditions(self) -> Iterator[Expression]:
        """Every condition of a text, a choice, an outcome, a result or a way on in it."""
        yield from [block.condition for block in self.blocks if block.condition is not None]
        for choice in self.choices:
            yield from choice.conditions
            yield from [outcome.condition for outcome in choice.outcomes if outcome.condition is not None]
            yield from [branch.condition for branch in choice.every_branch]
            yield from [block.condition for block in result_blocks(choice, *choice.outcomes) if block.condition is not None]

    @property
    def effects(self) -> Iterator[Effect]:
        """Every effect in it, whatever brings it about."""
        yield from self.enter
        for choice in self.choices:
            yield from choice.effects
            for outcome in choice.outcomes:
                yield from outcome.effects

    @property
    def expressions(self) -> Iterator[Expression]:
        """Its conditions, and the values in its effects."""
        yield from self.conditions
        yield from (effect.value for effect in self.effects)

    @property
    def goes_on(self) -> bool:
        """Whether there is nothing to choose but to go on."""
        return len(self.choices) == 1 and self.choices[0].id == GO_ON

    @property
    def may_decide(self) -> bool:
        """Whether more than one of its choices can be open."""
        return sum(not choice.door for choice in self.choices) > 1


class RolePart(Struct, frozen=True):
    """A part of a role that is played by itself: from `start`, where the role has these `values`, until one of `ends` or an ending
    is come to.

    `told` is read at one of `ends` in the place of the scene, and `before` at the beginning.
    """

    id: str
    at: At
    title: str
    start: str
    minutes: int
    ends: tuple[str, ...] = ()
    told: tuple[Block, ...] = ()
    values: tuple[tuple[str, int], ...] = ()
    before: Prose | None = None

    @property
    def texts(self) -> Iterator[Prose]:
        """What is read at its beginning and its end, and nowhere else."""
        if self.before is not None:
            yield self.before
        for block in self.told:
            yield from block.texts

    @property
    def conditions(self) -> tuple[Expression, ...]:
        """Every condition of what is told at its end."""
        return tuple(block.condition for block in self.told if block.condition is not None)


class Role(Struct, frozen=True):
    id: str
    title: str
    blurb: Prose
    start: str
    values: tuple[tuple[str, int], ...] = ()
    parts: tuple[RolePart, ...] = ()
    person: str = ""  # of `people`, who it is; "" for none of them

    def part(self, id: str) -> RolePart | None:
        """The part of this name, if the role has it."""
        return next((part for part in self.parts if part.id == id), None)


class Clock(Struct, frozen=True):
    start: datetime  # naive: in the clock's own zone
    variable: str
    ahead: int  # minutes ahead of UTC

    def local(self, place: "Location | None") -> datetime:
        """When it starts where a place is; without one by itself."""
        return self.start + timedelta(minutes=place.ahead - self.ahead) if place is not None else self.start


class Location(Struct, frozen=True):
    id: str
    name: str
    lat: float
    lon: float
    ahead: int  # minutes ahead of UTC
    country: str = ""
    picture: str = ""


class Border(Struct, frozen=True):
    """A border that the map draws broad once `fact` has been met: the one between two countries, or all of one country's."""

    at: At
    countries: tuple[str, ...]
    fact: str


class Person(Struct, frozen=True):
    id: str
    name: str
    wants: str = ""
    work: str = ""
    she: bool = False
    host: bool = False


class Source(Struct, frozen=True):
    id: str
    title: str
    date: date
    publisher: str = ""
    path: str = ""
    kind: str = "article"
    by: str = ""  # who made it, where nobody published it
    url: str = ""

    @property
    def whose(self) -> str:
        """Who published it, or what it is and whose."""
        return self.publisher or f"{self.kind} by {self.by}"

    @property
    def address(self) -> str:
        """Where it can be found."""
        return self.url or self.path


class Fact(Struct, frozen=True):
    id: str
    says: Prose
    kind: str
    by: str
    source: str
    at: str
    force: Force | None = None
    day: date | None = None  # the first day on which it can be known


class Term(Struct, frozen=True):
    id: str
    term: str
    says: Prose
    general: bool = False


class News(Struct, frozen=True):
    """`hours` since the start of the clock. Empty `roles` and `places` mean all."""

    hours: int
    text: Prose
    fact: str = ""
    roles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.text.facts, self.fact))) if self.fact else self.text.facts


class Promise(Struct, frozen=True):
    """What the author swears to; one of the fields besides `role` and `at` is set. An empty `role` means every role."""

    at: At
    role: str = ""
    ends_within: int | None = None
    always: Expression | None = None
    never: Expression | None = None
    minutes: tuple[int, int] | None = None
    reaches: str = ""
    meets: str = ""
    meets_at_least: int | None = None


class Story(Struct, frozen=True, eq=False, weakref=True):
    identity: Identity
    title: str
    language: str
    note: Prose | None
    imagined: Prose | None
    clock: Clock | None
    roles: Mapping[str, Role]
    variables: Mapping[str, Variable]
    conditions: Mapping[str, Expression]
    places: Mapping[str, Location]
    people: Mapping[str, Person]
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    terms: Mapping[str, Term]
    news: tuple[News, ...]
    scenes: Mapping[str, Scene]
    scene_was: Mapping[str, str]  # an earlier id of a scene -> its id
    borders: tuple[Border, ...] = ()
    promises: tuple[Promise, ...] = ()
    quiet: frozenset[str] = frozenset()  # codes of rules that the story needn't keep
    at_most: Mapping[str, int] = MappingProxyType({})  # by a rule's name, where it begins to hint
    pictures: Mapping[str, Picture] = MappingProxyType({})
    about: str = ""  # what it is about, in a sentence
    pace: int = 130  # words that its readers read in a minute
    author: str = ""
    licence: str = ""
    version: str = ""
    url: str = ""  # where it can be had

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            if isinstance(table := getattr(self, name), dict):
                force_setattr(self, name, MappingProxyType(table))

    @property
    def id(self) -> str:
        return self.identity.id

    @property
    def parts(self) -> Iterator[RolePart]:
        """Those of every role."""
        return (part for role in self.roles.values() for part in role.parts)

    def name_now(self, scene: str) -> str:
        """What a scene of this name is called, if it was called so earlier."""
        return self.scene_was.get(scene, scene)

    def scene_called(self, name: str) -> Scene | None:
        """The scene of this name, now or earlier; None where it is gone."""
        return self.scenes.get(self.name_now(name))
