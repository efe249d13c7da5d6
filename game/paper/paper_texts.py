"""A story's texts as they stand on paper: with the numbers of facts, and where to look up what varies."""

from collections.abc import Iterator

from msgspec import Struct

from game.document import Block, Line, Paragraph, Run
from game.paper.conditions_on_paper import variable_name
from game.paper.plan import Plan
from game.play.view import words_for
from game.story.prose import Paragraph as Spans
from game.story.prose import Prose, Span, paragraphs, shown_in
from game.text.plurals import fitting

READ_OUT = "(read out what you noted to remember)"


class Notes:
    """The facts that an entry tells, in their order. Without `cite` no text has their numbers."""

    def __init__(self, *, cite: bool = True) -> None:
        self.facts: dict[str, None] = {}
        self.cite = cite


class Texts(Struct, frozen=True):
    plan: Plan

    def told(self, text: Prose, notes: Notes, condition: str = "", person: str = "") -> Iterator[Block]:
        """The paragraphs, each marked with what it takes to read it."""
        speaker = (Run(f"{self.plan.story.people[person].name}: ", strong=True),) if person in self.plan.story.people else ()
        for number, paragraph in enumerate(paragraphs(text.text)):
            words = (*(speaker if number == 0 else ()), *self._spans(paragraph, notes))
            yield Line(f"If {condition}", words) if condition else Paragraph(words)

    def runs(self, text: Prose, notes: Notes) -> tuple[Run, ...]:
        """All of it in one paragraph."""
        return tuple(run for paragraph in paragraphs(text.text) for run in (*self._spans(paragraph, notes), Run(" ")))[:-1]

    def plain(self, text: Prose) -> str:
        """On one line, with nothing but its words."""
        return "".join(run.text for run in self.runs(text, Notes(cite=False)))

    def titled(self, text: str) -> str:
        """A title, which may hold what varies."""
        return self.plain(Prose(text, variables=shown_in(text)))

    def footnotes(self, notes: Notes) -> Iterator[Block]:
        """Who vouches for what the entry tells; the list of facts has the rest."""
        if notes.facts and not self.plan.short:
            told = "; ".join(f"[{self.plan.cited[fact]}] {vouched(self.plan, fact)}" for fact in notes.facts)
            yield Paragraph(f"Reported: {told}.", quiet=True)

    def _spans(self, paragraph: Spans, notes: Notes) -> Iterator[Run]:
        """The words, the number of a fact behind those that tell it, and for a variable where to look it up."""
        for number, span in enumerate(paragraph):
            words = span.text if not span.variable else self._word(span) if span.forms else self._shown(span.variable)
            yield Run(words, span.strong, span.emphasis)
            if span.link is not None and span.link[0] == "fact" and notes.cite:
                notes.facts[span.link[1]] = None
                if number + 1 == len(paragraph) or paragraph[number + 1].link != span.link:
                    yield Run(f" [{self.plan.cited[span.link[1]]}]")

    def _word(self, span: Span) -> str:
        """The word that goes with a number; all of its forms where the number is on the sheet."""
        fixed = self.plan.fixed.values
        return fitting(span.forms, fixed[span.variable], self.plan.story.language) if span.variable in fixed else "/".join(span.forms)

    def _shown(self, name: str) -> str:
        if name == "recall":
            return READ_OUT
        if name in self.plan.fixed.values:
            return words_for(self.plan.story.variables[name], self.plan.fixed.values[name])
        return f"(see {variable_name(name)})"


def vouched(plan: Plan, fact: str) -> str:
    told = plan.story.facts[fact]
    return f"{told.by}, ¶ {told.at}"


def place_name(plan: Plan, place: str) -> str:
    """The place's name, with its id where two places are called alike."""
    name = plan.story.places[place].name
    alike = sum(each.name == name for each in plan.story.places.values()) > 1
    return f"{name} ({place.replace('_', ' ')})" if alike else name
