"""The entries of a gamebook: a scene's passage with its choices, what comes of each choice, and which roll stands for which
outcome."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from math import gcd

from msgspec import Struct

from game.document import Block, Items, Line, Paragraph, Run, Section
from game.paper.conditions_on_paper import (
    HOUR,
    WAY_BACK,
    CantSayError,
    ConditionWords,
    NotOnPaperError,
    asks_for_hour,
    been,
    been_twice,
    fact_name,
    variable_name,
)
from game.paper.paper_texts import READ_OUT, Notes, Texts, place_name
from game.paper.plan import Numbers, Plan, can_happen, condition_of, numbered
from game.play.scenery import picture_of
from game.story.language.tree import Effect, Expression, Knows, parts
from game.story.model import BACK, At, Choice, Outcome, Scene
from game.story.model import Block as Told
from game.story.prose import Prose

BOX = "☐"
SHEET, TURN, WHY, END, NOTE = "On your sheet", "Turn to", "Why", "The end", "To remember"
THE_HOUR, SEEN = "The hour of the day", "What you see"


class BookEntry(Struct, frozen=True):
    """`enters` is set where it is a scene's entering rather than its passage or what comes of a choice."""

    number: int
    title: str
    blocks: tuple[Block, ...]
    scene: str
    enters: bool = False


def entries_of(plan: Plan) -> tuple[BookEntry, ...]:
    """The entries in the order of their numbers. The role begins with number 1. Raises NotOnPaperError."""
    writer = _Writer(plan, numbered(plan), Texts(plan))
    return tuple(sorted(writer.entries(), key=lambda entry: entry.number))


class _Writer(Struct, frozen=True):
    plan: Plan
    numbers: Numbers
    texts: Texts

    def entries(self) -> Iterator[BookEntry]:
        for scene in self.plan.scenes:
            if self.numbers.enters(scene.id):
                yield self._entering(scene)
            yield self._scene(scene)
            for choice in scene.choices:
                for outcome, number in self.numbers.results(scene, choice):
                    yield self._result(scene, choice, outcome, number)

    def teller(self, scene: Scene) -> ConditionWords:
        ways = {each.id: self.numbers.way_in(each.id) for each in self.plan.scenes}
        return ConditionWords(self.plan.story, self.plan.program.where(scene), ways)

    # ---- a scene ----

    def _entering(self, scene: Scene) -> BookEntry:
        number = self.numbers.entering(scene.id)
        todo = []
        if scene.id in self.plan.twice:
            todo.append(f"If {been(number)} is ticked, tick {been_twice(number)}.")
        if scene.id in self.plan.been:
            todo.append(f"Tick {been(number)}.")
        told = list(self._changes(scene, scene.enter, scene.at))
        blocks = [*self._hour(scene, told), Line(SHEET, " ".join([*todo, *told])), Line(TURN, (_link(self.numbers.passage(scene.id)),))]
        return BookEntry(number, "", tuple(blocks), scene.id, enters=True)

    def _scene(self, scene: Scene) -> BookEntry:
        notes = Notes()
        blocks: list[Block] = []
        if scene.place or self.plan.news:
            blocks.append(Paragraph(f"Place: {place_name(self.plan, scene.place) if scene.place else 'none'}", quiet=True))
        texts = list(self._passage(scene, notes))
        choices = list(self._choices(scene)) if not scene.ending else []
        if any(asks_for_hour(self.plan.fixed.fold(each)) for each in scene.conditions):
            blocks.append(self._hour_line(scene))
        if not self.plan.short and (picture := picture_of(self.plan.story, scene)) is not None and picture.shows:
            blocks.append(Line(SEEN, picture.shows))
        blocks += texts
        if scene.skip is not None:
            label = next((choice.label for choice in scene.choices if choice.id == scene.skip.take), None)
            then = (Run(" Then go on as if you had chosen: "), *self.texts.runs(label, notes)) if label is not None else ()
            blocks.append(
                Paragraph((Run("To leave this scene out, read only this: "), *self.texts.runs(scene.skip.says, notes), *then), quiet=True)
            )
        blocks += choices
        if scene.ending:
            if (
                scene.recalls
                and self.plan.recalls
                and not any("recall" in text.variables for block in scene.blocks for text in block.texts)
            ):
                blocks.append(Paragraph(READ_OUT, quiet=True))
            blocks.append(Line(END, self.texts.titled(scene.ending)))
        blocks += self.texts.footnotes(notes)
        return BookEntry(self.numbers.passage(scene.id), self.texts.titled(scene.title), tuple(blocks), scene.id)

    def _passage(self, scene: Scene, notes: Notes) -> Iterator[Block]:
        teller = self.teller(scene)
        ticks: list[str] = []
        ticked: set[str] = set()
        for block in scene.blocks:
            able = condition_of(self.plan, block.condition)
            if able is None:
                continue
            words = self._say(scene.at, teller, able)
            twice = been_twice(self.numbers.entering(scene.id)) if block.first or block.again else ""
            for text, more in ((block.text, ""), (block.first, f"{twice} is not ticked"), (block.again, f"{twice} is ticked")):
                if text is None:
                    continue
                condition = " and ".join(filter(None, (f"({words})" if words and more and " or " in words else words, more)))
                yield from self.texts.told(text, notes, condition, block.person)
                if learnt := [fact for fact in text.facts if fact in self.plan.facts]:
                    if any(isinstance(part, Knows) and part.fact in ticked for each in able for part in parts(each)):
                        message = "a text asks for a fact that the same passage tells, and paper can't keep the two apart"
                        raise NotOnPaperError(message, scene.at)
                    said = " and ".join(fact_name(fact) for fact in learnt)
                    ticks.append(f"If {condition}, tick {said}." if condition else f"Tick {said}.")
                    ticked |= set(learnt)
        if ticks:
            yield Line(SHEET, " ".join(ticks))

    # ---- choices ----

    def _choices(self, scene: Scene) -> Iterator[Block]:
        first = scene.choices[0] if scene.goes_on else None
        if first is not None and not (first.outcomes or first.conditions or first.once):
            yield Line(TURN, self._target(scene, first)[1:])
            return
        offered = [told for choice in scene.choices if (told := self._choice(scene, choice)) is not None]
        if offered:
            yield Items(tuple(offered))

    def _choice(self, scene: Scene, choice: Choice) -> tuple[Run, ...] | None:
        able = condition_of(self.plan, *choice.conditions)
        label = Run(self.texts.plain(choice.label), strong=True)
        reason = self.texts.plain(choice.locked) if choice.locked is not None else ""
        if choice.door or able is None:
            there = condition_of(self.plan, choice.when)
            if not reason or there is None:
                return None
            only = self._say(choice.at, self.teller(scene), there)
            return (Run(f"Closed{f', if {only}' if only else ''}: "), label, Run(f" {reason}", emphasis=True))
        only = self._say(choice.at, self.teller(scene), able)
        begin = (f"{BOX} " if choice.once else "") + (f"Only if {only}: " if only else "")
        shut = (Run(f" (If not: {reason})", emphasis=True),) if reason and only else ()
        where = self._target(scene, choice)
        return (*((Run(begin),) if begin else ()), label, Run(" – "), *where, *shut)

    def _target(self, scene: Scene, choice: Choice) -> tuple[Run, ...]:
        """Where a choice leads, by dice where there is chance."""
        results = self.numbers.results(scene, choice)
        if len(results) < 2:
            return (Run("turn to "), *((_link(results[0][1]),) if results else self._ways(scene, choice, None)))
        fair = rolls([outcome.weight for outcome, _ in results if outcome is not None])
        if fair is None:
            message = f"the chances of this choice can't be had from two dice: their sum is more than {len(TWO)}"
            raise NotOnPaperError(message, choice.at)
        how, spans, again = fair
        runs = [Run(f"{how}: ")]
        asks = False
        for (outcome, number), span in zip(results, spans, strict=True):
            only = self._say(choice.at, self.teller(scene), can_happen(self.plan, outcome) or ())
            asks |= bool(only)
            runs += [Run(f"{'; ' if len(runs) > 1 else ''}{span}{f' (only if {only})' if only else ''}, turn to "), _link(number)]
        runs += [Run(f"; {again}, {AGAIN}")] if again else []
        return (*runs, *((Run(f"; where what it asks for isn't so, {AGAIN}"),) if asks else ()))

    def _ways(self, scene: Scene, choice: Choice, outcome: Outcome | None) -> tuple[Run, ...]:
        """Where to turn to: `12 if Coat is ticked; or else 14`."""
        branches, go = choice.forks(outcome)
        runs: list[Run] = []
        for branch in branches:
            able = condition_of(self.plan, branch.condition)
            if able is None:
                continue
            if not able:  # it always holds
                return (*runs, self._where(scene, branch.go))
            runs += [self._where(scene, branch.go), Run(f" if {self._say(choice.at, self.teller(scene), able)}; or else ")]
        return (*runs, self._where(scene, go))

    def _where(self, scene: Scene, go: str) -> Run:
        return Run(f"the number at {WAY_BACK}") if go == BACK else _link(self._number_of(scene, go))

    def _number_of(self, scene: Scene, go: str) -> int:
        return self.numbers.way_in(go) if go else self.numbers.passage(scene.id)

    # ---- what comes of a choice ----

    def _result(self, scene: Scene, choice: Choice, outcome: Outcome | None, number: int) -> BookEntry:
        notes = Notes()
        effects, recall = choice.effects, choice.recall
        results, because = list(choice.results), choice.because
        if outcome is not None:
            effects, recall = effects + outcome.effects, outcome.recall or recall
            results, because = [*results, *outcome.results], outcome.because or because
        told = list(self._changes(scene, effects, choice.at))
        behind = dict.fromkeys((choice.because, outcome.because if outcome is not None else ""))
        told += [f"Tick {fact_name(fact)}." for fact in behind if fact in self.plan.facts]
        parts_told = [(block.text, only) for block in results if block.text and (only := self._only(scene, choice, block)) is not None]
        told += self._ticks(choice, results, parts_told)
        if choice.visit:
            told.append(f"Write {self._number_of(scene, choice.forks(outcome)[1])} at {WAY_BACK}.")
        leads = (self._where(scene, choice.visit),) if choice.visit else self._ways(scene, choice, outcome)
        blocks: list[Block] = list(self._hour(scene, [*told, *(only for _, only in parts_told), *(run.text for run in leads)]))
        if told:
            blocks.append(Line(SHEET, " ".join(told)))
        if recall and self.plan.recalls:
            blocks.append(Line(NOTE, recall))
        for text, only in parts_told:
            blocks += self.texts.told(text, notes, only)
        if because in self.plan.cited:
            notes.facts[because] = None
            said = self.texts.runs(self.plan.story.facts[because].says, Notes(cite=False)) if not self.plan.short else ()
            blocks.append(Line(WHY, (*said, Run(f"{' ' if said else ''}[{self.plan.cited[because]}]"))))
        blocks.append(Line(TURN, leads))
        return BookEntry(number, "", (*blocks, *self.texts.footnotes(notes)), scene.id)

    def _only(self, scene: Scene, choice: Choice, block: Told) -> str | None:
        """What it takes to read a part of a result, in words; None where nobody ever does."""
        able = condition_of(self.plan, block.condition)
        return None if able is None else self._say(choice.at, self.teller(scene), able)

    def _ticks(self, choice: Choice, results: Iterable[Told], told: Iterable[tuple[Prose, str]]) -> Iterator[str]:
        """The facts that are told. A text is read after they are ticked, so it can't ask for one of them."""
        for text, only in told:
            if learnt := [fact_name(fact) for fact in text.facts if fact in self.plan.facts]:
                yield f"If {only}, tick {' and '.join(learnt)}." if only else f"Tick {' and '.join(learnt)}."
        learnt = [fact for text, _ in told for fact in text.facts]
        asked = [part for block in results if block.condition is not None for part in parts(self.plan.fixed.fold(block.condition))]
        if any(isinstance(part, Knows) and part.fact in learnt for part in asked):
            raise NotOnPaperError("a result asks for a fact that it tells, and paper can't keep the two apart", choice.at)

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

    def _say(self, at: At, teller: ConditionWords, conditions: Sequence[Expression]) -> str:
        try:
            told = [teller.condition(each) for each in conditions]
        except CantSayError as error:
            raise NotOnPaperError(str(error), at) from error
        return " and ".join(f"({each})" if " or " in each and len(told) > 1 else each for each in told)

    def _hour(self, scene: Scene, told: Sequence[str]) -> Iterator[Block]:
        if any(HOUR in sentence for sentence in told):
            yield self._hour_line(scene)

    def _hour_line(self, scene: Scene) -> Line:
        clock = self.plan.story.clock
        name = variable_name(clock.variable) if clock is not None else ""
        return Line(THE_HOUR, f"add {self.plan.program.where(scene).hour % 24} to {name}, and take 24 away until less than 24 is left.")


def as_section(entry: BookEntry) -> Section:
    return Section(f"{entry.number} · {entry.title}" if entry.title else str(entry.number), entry.blocks, f"e{entry.number}")


def _link(number: int) -> Run:
    return Run(str(number), target=f"e{number}")


# ---- chance by dice ----

ONE = tuple("123456")
TWO = tuple(tens + ones for tens in ONE for ones in ONE)

ONE_DIE = "roll a die"
BOTH_DICE = "roll two dice, the first for the tens and the second for the ones"
AGAIN = "roll again"


def rolls(weights: Sequence[int]) -> tuple[str, tuple[str, ...], str] | None:
    """How to roll, the numbers that stand for each weight (as "1-4", in order), and those at which to roll again, "" if
    there are none. All weights are above 0. None where two dice can't be so fair.
    """
    shared = gcd(*weights)
    total = sum(weights) // shared
    if total > len(TWO):
        return None
    faces, how = (ONE, ONE_DIE) if total <= len(ONE) else (TWO, BOTH_DICE)
    each = len(faces) // total
    ends = list(accumulate(weight // shared * each for weight in weights))
    return how, tuple(_span(faces[first:end]) for first, end in pairwise([0, *ends])), _span(faces[ends[-1] :])


def _span(faces: Sequence[str]) -> str:
    return "-".join(dict.fromkeys((faces[0], faces[-1]))) if faces else ""
