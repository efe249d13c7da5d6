"""How hard a passage is to read, in English: its grade, and how long its sentences are.

The grade is textstat's, which takes seconds to get ready. So a rough count comes first, and only a passage that may be
hard by that count is graded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from game.check.rules.violation import Violation, in_scene
from game.check.stats.reading_grade import as_read, grader
from game.story.model import Scene, Story
from game.story.shown_texts import counted

HARDEST_GRADE, LONGEST_MEAN = 10.5, 15
FEWEST_WORDS, FEWEST_SENTENCES = 30, 3
MARGIN = 2.0  # grades by which the rough count may lie below textstat's
_SENTENCE = re.compile(r"[^.!?…]*\w[^.!?…]*")
_VOWELS = re.compile(r"[aeiouy]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Graded:
    """`missing` says what couldn't be graded and why; "" where everything could."""

    violations: tuple[Violation, ...]
    missing: str = ""


def hard_passages(story: Story) -> Graded:
    passages = [(scene, text) for scene in story.scenes.values() if (text := _passage(scene)) and _rough(text) > HARDEST_GRADE - MARGIN]
    if not passages:
        return Graded(())
    grade = grader(story)
    if isinstance(grade, str):
        which = "1 passage wasn't" if len(passages) == 1 else f"{len(passages)} passages weren't"
        return Graded((), f"{which} graded. {grade}")
    found = []
    for scene, text in passages:
        if (value := grade(text)) > HARDEST_GRADE:
            message = f"the passage of `{scene.id}` reads like school year {value:g}; {HARDEST_GRADE:g} is the most"
            found.append(in_scene("hard-to-read", message, scene, "shorter sentences and shorter words; a hard name gets a term"))
    return Graded(tuple(found))


def long_sentences(story: Story) -> Iterator[Violation]:
    for scene in story.scenes.values():
        text = _passage(scene)
        sentences = _SENTENCE.findall(text)
        if len(sentences) >= FEWEST_SENTENCES and (mean := len(text.split()) / len(sentences)) > LONGEST_MEAN:
            message = f"the sentences of `{scene.id}` have {mean:.0f} words on average; {LONGEST_MEAN} are easy to read"
            yield in_scene("long-sentences", message, scene, "end one where you take a breath")


def _passage(scene: Scene) -> str:
    """The passage as it is read; what stands for a term is short, since its word is explained. "" where it is short."""
    texts = tuple(dict.fromkeys(prose for block in scene.blocks for prose in block.texts))
    return "\n\n".join(map(as_read, texts)) if sum(map(counted, texts)) >= FEWEST_WORDS else ""


def _rough(text: str) -> float:
    """The Flesch-Kincaid grade with groups of vowels for syllables (Kincaid et al. 1975)."""
    words = len(text.split())
    return 0.39 * words / max(1, len(_SENTENCE.findall(text))) + 11.8 * len(_VOWELS.findall(text)) / words - 15.59
