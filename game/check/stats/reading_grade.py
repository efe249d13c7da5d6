"""How hard a text is to read: the Flesch-Kincaid grade, the year of school (in the United States) that it suits."""

import re
from collections.abc import Callable

from game.story.link_targets import told_by
from game.story.model import Scene, Story, result_texts
from game.story.prose import LINK, VARIABLE, Prose, link_of
from game.story.shown_texts import counted

FEWEST_WORDS = 20
"""A text of fewer words has no grade: the formula speaks of averages."""

_SHORT = "ten"

Grade = Callable[[str], float]


def is_english(story: Story) -> bool:
    return story.language.partition("-")[0].lower() == "en"


def grader(story: Story) -> Grade | str:
    """What grades a text; or, in a sentence, why nothing can here."""
    if not is_english(story):
        return f"The formula is for English, and the story's language is {story.language}."
    try:
        import textstat
    except ImportError:
        return (
            "Grades come from the package textstat, which isn't installed. In the game's folder: "
            'python -m pip install -c constraints.txt ".[authors]", with the python beside `neighbours`.'
        )
    return lambda text: round(float(textstat.flesch_kincaid_grade(text)), 1)


def grade_of(scene: Scene, grade: Grade) -> float | None:
    """The grade of all that a scene may tell, labels aside, which are no sentences; None where that is little."""
    texts = read_in(scene)
    if sum(counted(prose) for prose in texts) < FEWEST_WORDS:
        return None
    return grade("\n\n".join(as_read(prose) for prose in texts))


def read_in(scene: Scene) -> tuple[Prose, ...]:
    """Its passages and results, each that is written once also once."""
    passages = [prose for block in scene.blocks for prose in block.texts]
    results = [prose for choice in scene.choices for prose in result_texts(*told_by(choice))]
    return tuple(dict.fromkeys((*passages, *results)))


def as_read(prose: Prose) -> str:
    """The words alone; what stands for a term is short, since its word is explained, and so is a variable's value."""
    return VARIABLE.sub(_SHORT, LINK.sub(_words_of, prose.text)) if "[" in prose.text or "{" in prose.text else prose.text


def _words_of(match: re.Match[str]) -> str:
    link = link_of(match["target"])
    return _SHORT if link is not None and link[0] == "term" else match["words"]
