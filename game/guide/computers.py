"""What is typed in a lesson: to begin, to stop, and to collect what was played."""

from collections.abc import Iterator

from game.document import Items, Paragraph, Run, Section, Text
from game.story.lesson_model import Lesson
from game.story.model import Story
from game.text.shell import command_line


def at_the_computers(story: Story, lesson: Lesson | None) -> Section:
    return Section("At the computers", (Items(tuple(_steps(story, lesson))), Paragraph(_MORE, quiet=True)))


_MORE = "The pages on teaching and on playing, which come with the game, say where saved games lie and tell every key."


def _typed(words: str) -> Run:
    return Run(words, strong=True)


def _steps(story: Story, lesson: Lesson | None) -> Iterator[Text]:
    yield (
        Run("To begin, each student types "),
        _typed(command_line("play", story.identity.name, seed=7, nickname="ada")),
        Run(", with the same number for all and a nickname of their own, and takes a role."),
    )
    yield (
        Run("Where the game was set up as its README says, that is typed in the game's folder, and "),
        _typed(".venv/bin/neighbours"),
        Run(" (on Windows "),
        _typed(r".venv\Scripts\neighbours"),
        Run(") stands for "),
        _typed("neighbours"),
        Run(", here and below."),
    )
    if lesson is not None and lesson.questions:
        if lesson.asks:
            yield (
                Run("The questions before come by themselves. A game that is begun with --role is asked nothing until the player presses "),
                _typed("a"),
                Run("."),
            )
        yield (
            Run("The questions after are asked at the end of a role, where "),
            _typed("a"),
            Run(" asks them. Whoever is stopped before an end can't be asked by the game: put those questions aloud, from this guide."),
        )
    yield (
        Run("To stop, press "),
        _typed("Ctrl+Q"),
        Run(". Every choice is saved. To go on in another lesson, type "),
        _typed(command_line("play", story.identity.name, nickname="ada")),
        Run("."),
    )
    yield (
        Run("Afterwards, copy the folder of saved games of every computer into one folder, and type "),
        _typed("neighbours report FOLDER -o class.html"),
        Run(" with the name of that folder: the page shows where the class split, once five have played the same role."),
    )
