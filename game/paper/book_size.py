"""How much a gamebook asks of a class: about how many pages, and how many things to keep on the sheet."""

from collections.abc import Iterator

from msgspec import Struct

from game.document import Block, Document, Items, Line, Pairs, Paragraph, Section, Table, Text
from game.paper.conditions_on_paper import fact_name, variable_name
from game.paper.plan import Plan, asked_for
from game.text.words import counted, in_a_row

MOST = 8  # pages that a class gets through in a lesson, and things that a pair keeps without losing count
FRONT, WORDS = 1.8, 800  # pages beside the words, and words on a page, as printed from a browser on A4


class BookSize(Struct, frozen=True):
    """`kept` are the names on the sheet, each with how many places of the book ask for it; those least asked for come first."""

    words: int
    kept: tuple[tuple[str, int], ...]

    @property
    def pages(self) -> int:
        return round(FRONT + self.words / WORDS)

    def told(self) -> Iterator[str]:
        """What it has, and where that is more than a class can do with, what would cut it."""
        yield f"It has about {counted(self.pages, 'page')} and {counted(len(self.kept), 'thing')} to keep on the sheet."
        if self.pages > MOST:
            more = (self.pages - MOST) * WORDS
            yield f"More than {MOST} pages are long for a lesson: about {more:,} words fewer would do, as in a part that ends earlier."
        if (over := len(self.kept) - MOST) > 0:
            least = [f"{name} ({counted(places, 'place')})" for name, places in self.kept[:over]]
            yield f"More than {MOST} things are easily lost count of. Least asked for, and so the first to do without: {in_a_row(least)}."


def size_of(plan: Plan, book: Document) -> BookSize:
    """The size of a book that was made of this plan."""
    kept = {variable_name(name): asked_for(plan, name) for name in plan.kept}
    kept |= {fact_name(fact): asked_for(plan, fact) for fact in plan.facts}
    kept |= {f"Been in {plan.story.scenes[scene].title or scene}": asked_for(plan, scene) for scene in plan.been}
    if plan.news:
        kept["News"] = len(plan.news)
    visits = sum(bool(choice.visit) for scene in plan.scenes for choice in scene.choices)
    if visits:
        kept["Way back"] = visits
    if plan.recalls:
        kept["To remember"] = sum(bool(choice.recall) for scene in plan.scenes for choice in scene.choices)
    words = sum(len(words.split()) for words in _words(book.blocks))
    return BookSize(words, tuple(sorted(kept.items(), key=lambda each: (each[1], each[0]))))


def _words(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Section():
                yield block.title
                yield from _words(block.blocks)
            case Paragraph():
                yield _plain(block.text)
            case Line():
                yield f"{block.label} {_plain(block.text)}"
            case Items():
                yield from map(_plain, block.items)
            case Table():
                yield from (_plain(cell) for row in block.rows for cell in row)
            case Pairs():
                yield from (_plain(told) for _, told in block.pairs)
            case _:
                raise TypeError(f"a gamebook has no {type(block).__name__}")


def _plain(text: Text) -> str:
    return text if isinstance(text, str) else "".join(run.text for run in text)
