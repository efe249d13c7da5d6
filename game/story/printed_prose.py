"""An author's prose as parts of a document."""

from collections.abc import Mapping

from game.document import Paragraph, Run, Table
from game.story.model import Fact, Story
from game.story.phrases import kind_in_short, short_source
from game.story.prose import Paragraph as Spans
from game.story.prose import Prose, paragraphs


def runs(paragraph: Spans) -> tuple[Run, ...]:
    return tuple(Run(span.text, span.strong, span.emphasis) for span in paragraph)


def printed(prose: Prose) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(runs(paragraph)) for paragraph in paragraphs(prose.text))


def on_one_line(prose: Prose) -> tuple[Run, ...]:
    """All its paragraphs, with a space between them."""
    return tuple(run for paragraph in paragraphs(prose.text) for run in (*runs(paragraph), Run(" ")))[:-1]


def with_voucher(fact: Fact) -> tuple[Run, ...]:
    """What the fact says, and who vouches for it."""
    return (*on_one_line(fact.says), Run(f" ({fact.by})", emphasis=True))


def facts_table(story: Story, numbers: Mapping[str, int]) -> Table:
    """The facts that have numbers, with who vouches for each and where it stands."""
    facts = ((number, story.facts[name]) for name, number in numbers.items())
    rows = ((str(number), on_one_line(fact.says), kind_in_short(fact), fact.by, short_source(story, fact)) for number, fact in facts)
    return Table(("No.", "What is reported", "Kind", "Who vouches for it", "Source"), tuple(rows))
