"""The entries of a gamebook: a scene's passage with its choices, and what comes of each choice.

A scene has an entry for its passage. Where entering it changes the sheet there is another before that one, since coming
back from a visit is no entering. A choice has one where something comes of it, and so has each of its outcomes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random

from msgspec import Struct

from game.document import Block, Items, Line, Paragraph, Run, Section
from game.paper.dice import AGAIN, TWO_DICE, rolls
from game.paper.plan import Plan, condition_of
from game.paper.words import (
    HOUR,
    WAY_BACK,
    CantSayError,
    NotOnPaperError,
    Teller,
    asks_for_hour,
    been,
    been_twice,
    fact_name,
    variable_name,
)
from game.play.view import words_for
from game.story.language.tree import Effect, Expression, Knows, parts
from game.story.model import BACK, At, Choice, Outcome, Scene
from game.story.prose import VARIABLE, Prose, paragraphs
from game.story.prose import Paragraph as Spans

BOX = "☐"
SHEET, TURN, WHY, END, NOTE, THE_HOUR = "On your sheet", "Turn to", "Why", "The end", "To remember", "The hour of the day"
READ_OUT = "(read out what you noted to remember)"

Key = tuple[str, ...]  # ("enter", scene), ("scene", scene), ("choice", scene, choice), ("outcome", scene, choice, outcome)


class Entry(Struct, frozen=True):
    """`enters` is set where it is a scene's entering rather than its passage or what comes of a choice."""

    number: int
    title: str
    blocks: tuple[Block, ...]
    scene: str
    enters: bool = False


def entries_of(plan: Plan) -> tuple[Entry, ...]:
    """The entries in the order of their numbers. The role begins with number 1. Raises NotOnPaperError."""
    writer = _Writer(plan, _numbered(plan))
    return tuple(sorted(writer.entries(), key=lambda entry: entry.number))


def _numbered(plan: Plan) -> Mapping[Key, int]:
    """A number for each entry, in an order that tells nothing and is the same each time."""
    keys = [key for scene in plan.scenes for key in _keys(plan, scene)]
    first = _way_in(plan, plan.program.role.start)
    keys.remove(first)
    Random(f"{plan.story.id} {plan.program.role.id}").shuffle(keys)
    return {key: number for number, key in enumerate([first, *keys], start=1)}


def _keys(plan: Plan, scene: Scene) -> Iterator[Key]:
    if _enters(plan, scene):
        yield ("enter", scene.id)
    yield ("scene", scene.id)
    for choice in scene.choices:
        if choice.door or condition_of(plan, choice.when, choice.condition) is None:
            continue
        if choice.outcomes:
            yield from (("outcome", scene.id, choice.id, outcome.id) for outcome in choice.outcomes if outcome.weight)
        elif _brings(plan, choice):
            yield ("choice", scene.id, choice.id)


def _enters(plan: Plan, scene: Scene) -> bool:
    return scene.id in plan.been or any(effect.variable in plan.kept for effect in scene.enter)


def _way_in(plan: Plan, scene: str) -> Key:
    return ("enter" if _enters(plan, plan.story.scenes[scene]) else "scene", scene)


def _brings(plan: Plan, choice: Choice) -> bool:
    """Whether something comes of a choice besides where it leads."""
    changes = any(effect.variable in plan.kept for effect in choice.effects)
    return bool(choice.result or choice.visit or choice.recall or choice.because or changes)


class _Writer(Struct, frozen=True):
    plan: Plan
    numbers: Mapping[Key, int]

    def entries(self) -> Iterator[Entry]:
        for scene in self.plan.scenes:
            if ("enter", scene.id) in self.numbers:
                yield self._entering(scene)
            yield self._scene(scene)
            for choice in scene.choices:
                if ("choice", scene.id, choice.id) in self.numbers:
                    yield self._result(scene, choice, None)
                for outcome in choice.outcomes:
                    if ("outcome", scene.id, choice.id, outcome.id) in self.numbers:
                        yield self._result(scene, choice, outcome)

    def teller(self, scene: Scene) -> Teller:
        ways = {each.id: self.numbers[_way_in(self.plan, each.id)] for each in self.plan.scenes}
        return Teller(self.plan.story, self.plan.program.where(scene), ways)

    # ---- a scene ----

    def _entering(self, scene: Scene) -> Entry:
        number = self.numbers["enter", scene.id]
        todo = []
        if scene.id in self.plan.twice:
            todo.append(f"If {been(number)} is ticked, tick {been_twice(number)}.")
        if scene.id in self.plan.been:
            todo.append(f"Tick {been(number)}.")
        told = list(self._changes(scene, scene.enter, scene.at))
        blocks = [*self._hour(scene, told), Line(SHEET, " ".join([*todo, *told])), self._turn(self.numbers["scene", scene.id])]
        return Entry(number, "", tuple(blocks), scene.id, enters=True)

    def _scene(self, scene: Scene) -> Entry:
        notes = _Notes()
        blocks: list[Block] = []
        if scene.place or self.plan.news:
            blocks.append(Paragraph(f"Place: {place_name(self.plan, scene.place) if scene.place else 'none'}", quiet=True))
        texts = list(self._passage(scene, notes))
        choices = list(self._choices(scene)) if not scene.ending else []
        if self._looks_at_hour(scene):
            blocks.append(self._hour_line(scene))
        blocks += texts
        if scene.skip is not None:
            label = next((choice.label for choice in scene.choices if choice.id == scene.skip.take), None)
            then = (Run(" Then go on as if you had chosen: "), *self._runs(label, notes)) if label is not None else ()
            blocks.append(
                Paragraph((Run("To leave this scene out, read only this: "), *self._runs(scene.skip.says, notes), *then), quiet=True)
            )
        blocks += choices
        if scene.ending:
            if scene.recalls and not any("recall" in text.variables for block in scene.blocks for text in block.texts):
                blocks.append(Paragraph(READ_OUT, quiet=True))
            blocks.append(Line(END, self._plain(Prose(scene.ending, variables=_variables(scene.ending)))))
        blocks += self._footnotes(notes)
        return Entry(
            self.numbers["scene", scene.id], self._plain(Prose(scene.title, variables=_variables(scene.title))), tuple(blocks), scene.id
        )

    def _passage(self, scene: Scene, notes: "_Notes") -> Iterator[Block]:
        teller = self.teller(scene)
        ticks: list[str] = []
        ticked: set[str] = set()
        for block in scene.blocks:
            able = condition_of(self.plan, block.condition)
            if able is None:
                continue
            words = self._say(scene.at, teller, able)
            twice = been_twice(self.numbers["enter", scene.id]) if block.first or block.again else ""
            for text, more in ((block.text, ""), (block.first, f"{twice} is not ticked"), (block.again, f"{twice} is ticked")):
                if text is None:
                    continue
                condition = " and ".join(filter(None, (f"({words})" if words and more and " or " in words else words, more)))
                yield from self._told(text, notes, condition, block.person)
                if learnt := [fact for fact in text.facts if fact in self.plan.facts]:
                    if any(isinstance(part, Knows) and part.fact in ticked for each in able for part in parts(each)):
                        message = "a text asks for a fact that the same passage tells, and paper can't keep the two apart"
                        raise NotOnPaperError(message, scene.at)
                    said = " and ".join(fact_name(fact) for fact in learnt)
                    ticks.append(f"If {condition}, tick {said}." if condition else f"Tick {said}.")
                    ticked |= set(learnt)
        if ticks:
            yield Line(SHEET, " ".join(ticks))

    def _told(self, text: Prose, notes: "_Notes", condition: str, person: str) -> Iterator[Block]:
        """The paragraphs, each marked with what it takes to read it."""
        speaker = (Run(f"{self.plan.story.people[person].name}: ", strong=True),) if person in self.plan.story.people else ()
        for number, paragraph in enumerate(paragraphs(text.text)):
            words = (*(speaker if number == 0 else ()), *self._spans(paragraph, notes))
            yield Line(f"If {condition}", words) if condition else Paragraph(words)

    # ---- choices ----

    def _choices(self, scene: Scene) -> Iterator[Block]:
        if scene.goes_on and not scene.choices[0].outcomes and not _conditional(scene.choices[0]):
            yield Line(TURN, _bare(self._target(scene, scene.choices[0], self._numbers_of(scene, scene.choices[0]))))
            return
        offered = [told for choice in scene.choices if (told := self._choice(scene, choice)) is not None]
        if offered:
            yield Items(tuple(offered))

    def _choice(self, scene: Scene, choice: Choice) -> tuple[Run, ...] | None:
        able = condition_of(self.plan, choice.when, choice.condition)
        label = Run(self._plain(choice.label), strong=True)
        reason = self._plain(choice.locked) if choice.locked is not None else ""
        if choice.door or able is None:
            there = condition_of(self.plan, choice.when)
            if not reason or there is None:
                return None
            only = self._say(choice.at, self.teller(scene), there)
            return (Run(f"Closed{f', if {only}' if only else ''}: "), label, Run(f" {reason}", emphasis=True))
        only = self._say(choice.at, self.teller(scene), able)
        begin = (f"{BOX} " if choice.once else "") + (f"Only if {only}: " if only else "")
        shut = (Run(f" (If not: {reason})", emphasis=True),) if reason and only else ()
        where = self._target(scene, choice, self._numbers_of(scene, choice))
        return (*((Run(begin),) if begin else ()), label, Run(" – "), *where, *shut)

    def _numbers_of(self, scene: Scene, choice: Choice) -> Sequence[int]:
        if choice.outcomes:
            return [self.numbers["outcome", scene.id, choice.id, outcome.id] for outcome in choice.outcomes if outcome.weight]
        number = self.numbers.get(("choice", scene.id, choice.id))
        return [number] if number is not None else []

    def _target(self, scene: Scene, choice: Choice, numbers: Sequence[int]) -> tuple[Run, ...]:
        """Where a choice leads, by dice where there is chance."""
        if not numbers:
            return self._leads(scene, choice.go)
        if len(numbers) == 1:
            return (Run("turn to "), _link(numbers[0]))
        fair = rolls([outcome.weight for outcome in choice.outcomes if outcome.weight])
        if fair is None:
            message = f"the chances of this choice can't be had from two dice: their sum is more than {TWO_DICE}"
            raise NotOnPaperError(message, choice.at)
        how, spans, again = fair
        runs = [Run(f"{how}: ")]
        for number, span in zip(numbers, spans, strict=True):
            runs += [Run(f"{'; ' if len(runs) > 1 else ''}{span}, turn to "), _link(number)]
        return (*runs, *((Run(f"; {again}, {AGAIN}"),) if again else ()))

    def _leads(self, scene: Scene, go: str) -> tuple[Run, ...]:
        if go == BACK:
            return (Run(f"turn to the number at {WAY_BACK}"),)
        return (Run("turn to "), _link(self.numbers[_way_in(self.plan, go) if go else ("scene", scene.id)]))

    # ---- what comes of a choice ----

    def _result(self, scene: Scene, choice: Choice, outcome: Outcome | None) -> Entry:
        notes, number = _Notes(), self._numbers_of(scene, choice)[0]
        effects, go, recall = choice.effects, choice.go, choice.recall
        results, because = [choice.result], choice.because
        if outcome is not None:
            number = self.numbers["outcome", scene.id, choice.id, outcome.id]
            effects, go, recall = effects + outcome.effects, outcome.go or go, outcome.recall or recall
            results, because = [*results, outcome.result], outcome.because or because
        told = list(self._changes(scene, effects, choice.at))
        learnt = dict.fromkeys(
            (choice.because, outcome.because if outcome is not None else "", *(f for r in results if r for f in r.facts))
        )
        told += [f"Tick {fact_name(fact)}." for fact in learnt if fact in self.plan.facts]
        if choice.visit:
            back = self.numbers[_way_in(self.plan, go) if go else ("scene", scene.id)]
            told.append(f"Write {back} at {WAY_BACK}.")
        blocks: list[Block] = list(self._hour(scene, told))
        if told:
            blocks.append(Line(SHEET, " ".join(told)))
        if recall and self.plan.recalls:
            blocks.append(Line(NOTE, recall))
        for result in results:
            if result is not None:
                blocks += self._told(result, notes, "", "")
        if because in self.plan.cited:
            notes.facts[because] = None
            said = self._runs(self.plan.story.facts[because].says, _Notes(cite=False))
            blocks.append(Line(WHY, (*said, Run(f" [{self.plan.cited[because]}]"))))
        blocks.append(Line(TURN, _bare(self._leads(scene, choice.visit or go))))
        return Entry(number, "", (*blocks, *self._footnotes(notes)), scene.id)

    def _changes(self, scene: Scene, effects: Iterable[Effect], at: At) -> Iterator[str]:
        teller = self.teller(scene)
        for effect in effects:
            if effect.variable not in self.plan.kept:
                continue
            try:
                yield teller.instruction(effect, self.plan.fixed.fold(effect.value))
            except CantSayError as error:
                raise NotOnPaperError(str(error), at) from error

    # ---- words ----

    def _say(self, at: At, teller: Teller, conditions: Sequence[Expression]) -> str:
        try:
            told = [teller.condition(each) for each in conditions]
        except CantSayError as error:
            raise NotOnPaperError(str(error), at) from error
        return " and ".join(f"({each})" if " or " in each and len(told) > 1 else each for each in told)

    def _looks_at_hour(self, scene: Scene) -> bool:
        return any(asks_for_hour(self.plan.fixed.fold(each)) for each in scene.conditions)

    def _hour(self, scene: Scene, told: Sequence[str]) -> Iterator[Block]:
        if any(HOUR in sentence for sentence in told):
            yield self._hour_line(scene)

    def _hour_line(self, scene: Scene) -> Line:
        clock = self.plan.story.clock
        name = variable_name(clock.variable) if clock is not None else ""
        return Line(THE_HOUR, f"add {self.plan.program.where(scene).hour % 24} to {name}, and take 24 away until less than 24 is left.")

    def _turn(self, number: int) -> Line:
        return Line(TURN, (_link(number),))

    def _runs(self, text: Prose, notes: "_Notes") -> tuple[Run, ...]:
        return tuple(run for paragraph in paragraphs(text.text) for run in (*self._spans(paragraph, notes), Run(" ")))[:-1]

    def _spans(self, paragraph: Spans, notes: "_Notes") -> Iterator[Run]:
        """The words, the number of a fact behind those that tell it, and for a variable where to look it up."""
        for number, span in enumerate(paragraph):
            words = span.text if not span.variable else self._shown(span.variable)
            yield Run(words, span.strong, span.emphasis)
            if span.link is not None and span.link[0] == "fact" and notes.cite:
                notes.facts[span.link[1]] = None
                if number + 1 == len(paragraph) or paragraph[number + 1].link != span.link:
                    yield Run(f" [{self.plan.cited[span.link[1]]}]")

    def _shown(self, name: str) -> str:
        if name == "recall":
            return READ_OUT
        if name in self.plan.fixed.values:
            return words_for(self.plan.story.variables[name], self.plan.fixed.values[name])
        return f"(see {variable_name(name)})"

    def _plain(self, text: Prose) -> str:
        return "".join(run.text for run in self._runs(text, _Notes(cite=False)))

    def _footnotes(self, notes: "_Notes") -> Iterator[Block]:
        """Who vouches for what the entry tells; the list of facts has the rest."""
        if notes.facts:
            told = "; ".join(f"[{self.plan.cited[fact]}] {vouched(self.plan, fact)}" for fact in notes.facts)
            yield Paragraph(f"Reported: {told}.", quiet=True)


class _Notes:
    """The facts that an entry tells, in their order."""

    def __init__(self, *, cite: bool = True) -> None:
        self.facts: dict[str, None] = {}
        self.cite = cite


def vouched(plan: Plan, fact: str) -> str:
    told = plan.story.facts[fact]
    return f"{told.by}, ¶ {told.at}"


def place_name(plan: Plan, place: str) -> str:
    """The place's name, with its id where two places are called alike."""
    name = plan.story.places[place].name
    alike = sum(each.name == name for each in plan.story.places.values()) > 1
    return f"{name} ({place.replace('_', ' ')})" if alike else name


def as_section(entry: Entry) -> Section:
    return Section(f"{entry.number} · {entry.title}" if entry.title else str(entry.number), entry.blocks, f"e{entry.number}")


def _conditional(choice: Choice) -> bool:
    return choice.when is not None or choice.condition is not None or choice.once


def _link(number: int) -> Run:
    return Run(str(number), target=f"e{number}")


def _bare(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Without the words that the label of the line says."""
    first = runs[0].text.removeprefix("turn to ").removeprefix("turn to")
    return (Run(first), *runs[1:]) if first else runs[1:]


def _variables(text: str) -> tuple[str, ...]:
    return tuple(VARIABLE.findall(text))
