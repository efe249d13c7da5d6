"""What `check` warns of in a story that loads: what keeps nobody from playing, and wants to be known all the same."""

from collections.abc import Iterator

from game.load import Loaded
from game.problems import Place, Problem
from game.prove.early import early_facts
from game.prove.rules import Broken, broken_rules
from game.story.model import Story
from game.story.words import date_in_words


def lint(loaded: Loaded) -> list[Problem]:
    """The warnings of a loaded story, in order of place; none where the story didn't load."""
    if loaded.story is None:
        return []
    found = [*broken_rules(loaded.story), *_too_early(loaded.story)]
    told = [broken for broken in found if not _is_quiet(loaded.story, broken)]
    problems = [Problem(broken.code, broken.message, _place(loaded, broken), help=broken.help) for broken in told]
    return sorted(problems, key=lambda problem: problem.order)


def _is_quiet(story: Story, broken: Broken) -> bool:
    scene = story.scenes.get(broken.scene)
    return broken.code in story.quiet or (scene is not None and broken.code in scene.quiet)


def _too_early(story: Story) -> Iterator[Broken]:
    for early in early_facts(story):
        known = story.facts[early.fact].day
        assert known is not None
        yield Broken(
            "fact-too-early",
            f"`{early.scene}` may show `{early.fact}` on {date_in_words(early.day)}, but it is known from {date_in_words(known)}",
            story.scenes[early.scene].at,
            early.scene,
            early.scene,
            f"show it only `if: date >= {known.isoformat()}`, or let more hours pass on the way here",
        )


def _place(loaded: Loaded, broken: Broken) -> Place:
    """From the line of the scene or choice on, the first line that has the word; without a word, that line's text."""
    if broken.at is None:
        paths = [path for path in loaded.files if path.endswith(("story.yaml", "news.yaml"))]
        for path in sorted(paths, reverse=True):
            for number, line in enumerate(loaded.files[path].lines, start=1):
                if broken.word and line.strip().startswith(f"{broken.word}:"):
                    return loaded.files[path].place(number, line.index(broken.word) + 1, len(broken.word))
        return Place(paths[0] if paths else "")
    file = loaded.files[broken.at.path]
    if broken.word:
        for number in range(broken.at.line, len(file.lines) + 1):
            column = file.lines[number - 1].find(broken.word)
            if column >= 0:
                return file.place(number, column + 1, len(broken.word))
    text = file.lines[broken.at.line - 1]
    column = len(text) - len(text.lstrip(" -"))
    return file.place(broken.at.line, column + 1, len(text) - column)
