"""What is typed in a lesson: to begin, to stop, and to collect what was played."""

from collections.abc import Iterator

from game.document import Items, Paragraph, Run, Section, Text
from game.story.lesson_model import Lesson
from game.story.model import Story
from game.text.shell import command_line


def at_the_computers(story: Story, lesson: Lesson) -> Section:
    return Section("At the computers", (Items(tuple(_steps(story, lesson))), Paragraph(_MORE, quiet=True)))


_MORE = "The pages on teaching and on playing, which come with the game, say where saved games lie and tell every key."


def _alternating(*words: str) -> Text:
    """Every second part is what is typed."""
    return tuple(Run(part, strong=number % 2 == 1) for number, part in enumerate(words))


def _steps(story: Story, lesson: Lesson) -> Iterator[Text]:
    name = story.identity.name
    yield _alternating(
        "To begin, each student types ",
        command_line("play", name, seed=7, nickname="ada"),
        ", with the same number for all and a nickname of their own, and takes a role.",
    )
    yield _alternating(
        "Where the game was set up as its README says, that is typed in the game's folder, and ",
        ".venv/bin/neighbours",
        " (on Windows ",
        r".venv\Scripts\neighbours",
        ") stands for ",
        "neighbours",
        ", here and below.",
    )
    if lesson.questions:
        if lesson.asks:
            before = "The questions before come by themselves. A game that is begun with --role is asked nothing until the player presses "
            yield _alternating(before, "a", ".")
        yield _alternating(
            "The questions after are asked at the end of a role, where ",
            "a",
            " asks them. Whoever is stopped before an end can't be asked by the game: put those questions aloud, from this guide.",
        )
    stop = ". Every choice is saved. To go on in another lesson, type "
    yield _alternating("To stop, press ", "Ctrl+Q", stop, command_line("play", name, nickname="ada"), ".")
    yield _alternating(
        "Afterwards, copy the folder of saved games of every computer into one folder, and type ",
        "neighbours report FOLDER -o class.html",
        " with the name of that folder: the page shows where the class split, once five have played the same role.",
    )
