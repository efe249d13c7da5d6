"""Rules that a story that loads should keep: its names are used, its conditions can go either way, its consequences have
reasons, its words have measure.

Each rule yields what breaks it; the file of its code (`problems/codes`) says why it matters. A scene can be left in
peace by name, with a reason (`quiet:`). Rules of structure need what is linked and asked for; rules of prose read every
word, and some of them know only English.
"""

from collections.abc import Iterator

from game.check.rules.attribution import unattributed
from game.check.rules.budgets import longest_passages, too_far, too_long, too_many
from game.check.rules.consequence_rules import alike_values, fixed_endings, lost
from game.check.rules.constant_conditions import constant, domains_of
from game.check.rules.map_rules import borders_off_the_map, places_elsewhere
from game.check.rules.markup_rules import typed
from game.check.rules.meter_rules import unexplained
from game.check.rules.moment_rules import false_again
from game.check.rules.name_rules import (
    linked_scenes,
    look_alikes,
    shown_in,
    taught_facts,
    unlinked,
    unlinked_ends,
    unmet,
    unused,
    unused_pictures,
)
from game.check.rules.option_rules import alike, dominated, ungrounded
from game.check.rules.people_rules import cast
from game.check.rules.reading_ease import long_sentences
from game.check.rules.style_rules import AT_MOST, style
from game.check.rules.violation import Violation
from game.check.rules.wording_rules import symbols, wordings
from game.check.stats.reading_grade import is_english
from game.story.model import Story
from game.story.shown_texts import texts_of

__all__ = ["ENGLISH", "Violation", "is_english", "prose_rules", "structural_rules"]

#: Rules that know only English.
ENGLISH = frozenset(
    (
        *("loose-figure", "loose-measure", "loaded-word", "told-feeling", "phonetic-accent", "told-as-fact", "long-sentences"),
        *("hard-to-read", *AT_MOST),
    )
)


def structural_rules(story: Story) -> Iterator[Violation]:
    shown, terms = shown_in(story)
    linked = linked_scenes(story)
    taught = taught_facts(story, linked)
    yield from unlinked(story, linked)
    yield from unlinked_ends(story)
    yield from unused(story, shown)
    yield from unmet(story, taught, terms)
    yield from unused_pictures(story)
    yield from look_alikes(story)
    domains = domains_of(story, linked, taught)
    yield from constant(story, domains)
    yield from false_again(story)
    yield from ungrounded(story, domains)
    yield from alike(story)
    yield from dominated(story)
    yield from lost(story)
    yield from alike_values(story)
    yield from fixed_endings(story)
    yield from cast(story)
    yield from unexplained(story)
    yield from borders_off_the_map(story)
    yield from places_elsewhere(story)


def prose_rules(story: Story) -> Iterator[Violation]:
    """All but the reading grade (`reading_ease.hard_passages`), which takes a library and its time."""
    texts = list(texts_of(story))
    linked = linked_scenes(story)
    longest = longest_passages(story, domains_of(story, linked, taught_facts(story, linked)))
    yield from too_long(story, texts, longest)
    yield from too_many(story)
    yield from too_far(story, longest)
    yield from symbols(story, texts)
    yield from typed(texts)
    if is_english(story):
        yield from wordings(texts)
        yield from unattributed(story, texts)
        yield from long_sentences(story)
        yield from style(story)
