"""What is tried before a lesson on computers that allow little, the ways to play, and what is typed in it."""

from collections.abc import Iterator

from game.document import Items, Paragraph, Run, Section, Table, Text
from game.guide.run_sheet import LESSONS
from game.story.lesson_model import Lesson
from game.story.model import Story
from game.text.shell import command_line

_MORE = "The pages on teaching and on playing, which come with the game, say where saved games lie and tell every key."


def at_the_computers(story: Story, lesson: Lesson) -> Section:
    check = Section("A check of ten minutes, a week before", (Paragraph(_WHY), Items(tuple(_check(story)), numbered=True)))
    ways = Section("Ways to play", (Table(("Where you have", "How it goes", "What is typed"), tuple(_ways(story, lesson))),))
    typed = Section("What is typed in the lesson", (Items(tuple(_steps(story, lesson))), Paragraph(_MORE, quiet=True)))
    return Section("At the computers", (check, ways, typed), anchor="computers")


# ---- before ----

_WHY = "Do it at a student's place, signed in as a student: what works for you may be closed to them."


def _alternating(*words: str) -> Text:
    """Every second part is what is typed."""
    return tuple(Run(part, strong=number % 2 == 1) for number, part in enumerate(words))


def _check(story: Story) -> Iterator[Text]:
    yield _alternating(
        "Open a terminal (on Windows, PowerShell) and type ",
        "python3 --version",
        " (on Windows ",
        "py --version",
        "). It must say 3.11 or more. Where no terminal opens, or where there is no Python, ask whoever looks after the computers. "
        "The game is set up once, in a folder that students may write in, as its README says. That needs the internet and no "
        "administrator; the play needs neither.",
    )
    yield _alternating(
        "In the game's folder type ",
        command_line("play", story.identity.name),
        ", and make the window at least 80 columns wide and 24 rows high. Set up as the README says, ",
        "neighbours",
        " is typed as ",
        ".venv/bin/neighbours",
        ", on Windows as ",
        r".venv\Scripts\neighbours",
        ", here and everywhere below.",
    )
    yield "Play ten choices. Can everybody read it? Colours are in the game's settings, and the size of letters is in the terminal's."
    yield _alternating(
        "Press ",
        "Ctrl+Q",
        ", start it again, and see that it goes on where you stopped. Where it doesn't, the computer forgets what a student saves: "
        "let everybody write their report before they leave.",
    )
    yield "Whatever fails: choose another way to play from the list below, and tell the class beforehand which one it is."


def _ways(story: Story, lesson: Lesson) -> Iterator[tuple[Text, ...]]:
    name = story.identity.name
    asked = bool(lesson.asks and lesson.questions)
    play = command_line("play", name, lesson=asked)
    role = next(iter(story.roles))
    yield "A computer for each, or one for two", "Two take turns: one reads aloud, both give a reason before a choice is made.", play
    yield "One computer and a screen for all", "Read aloud in turns. Vote by hand, ask one of each side for a reason, then choose.", play
    yield "Screen readers, or terminals that show little", "The same story line by line: type a number, then Enter.", f"{play} --plain"
    yield "No computers", "A role on paper, with a pencil and a die.", command_line("paper", name, role=role, output=f"{role}.html")


# ---- in the lesson ----


def _steps(story: Story, lesson: Lesson) -> Iterator[Text]:
    name, run = story.identity.name, lesson.run
    minutes = max(1, LESSONS[1] - run.before - run.after - run.debrief)
    if lesson.questions:
        on = command_line("lesson", "on", name, minutes=minutes + run.before)
        yield _alternating(
            "On each computer, where its student is signed in, type ",
            on,
            ": the questions before come by themselves, and after so many minutes a bell stops the play, so that everybody has "
            "the questions after. It can be typed the evening before, with ",
            "--until 10:35",
            " for the minutes. Where you can't get to each computer, let students add ",
            "--lesson",
            " to what they type: then there is no bell, and ",
            "o",
            " ends the play.",
        )
    yield _alternating(
        "To begin, each student types ",
        command_line("play", name, seed=7, nickname="ada"),
        ", with the same number for all and a nickname of their own, and takes a role.",
    )
    if parted := next((role.id for role in story.roles.values() if role.parts), ""):
        typed = command_line("play", name, seed=7, nickname="ada", role=parted, part=True)
        yield _alternating("For the part of a role, that is ", typed, ".")
    yield _alternating(
        "To stop, press ", "Ctrl+Q", ". Every choice is saved. To go on another day, type ", command_line("play", name, nickname="ada"), "."
    )
    yield _alternating(
        "Afterwards, copy the folder of saved games of every computer into one folder, and type ",
        "neighbours report FOLDER -o class.html",
        " with the name of that folder: the page shows where the class split and what stood in its way, and tells of nobody alone.",
    )
