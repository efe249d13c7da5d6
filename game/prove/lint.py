"""Rules about a story that loads: what keeps nobody from playing, and wants to be known all the same."""

from game.load import Loaded
from game.problems import Place, Problem
from game.prove.early import early_facts
from game.story.model import At
from game.story.words import date_in_words


def lint(loaded: Loaded) -> list[Problem]:
    """The warnings of a loaded story, in order of place; none where the story didn't load."""
    if loaded.story is None:
        return []
    story, problems = loaded.story, []
    for early in early_facts(story):
        known = story.facts[early.fact].day
        assert known is not None
        problems.append(
            Problem(
                "fact-too-early",
                f"`{early.scene}` may show `{early.fact}` on {date_in_words(early.day)}, but it is known from {date_in_words(known)}",
                _place(loaded, story.scenes[early.scene].at, early.scene),
                help=f"show it only `if: date >= {known.isoformat()}`, or let more hours pass on the way here",
            )
        )
    return sorted(problems, key=lambda problem: problem.order)


def _place(loaded: Loaded, at: At, name: str) -> Place:
    file = loaded.files.get(at.path)
    return file.place(at.line, 1, len(name)) if file is not None else Place(at.path, at.line)
