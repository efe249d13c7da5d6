"""What happens when, in a lesson of so many minutes; and what is typed in it: to begin, to stop, and to collect what was played."""

from collections.abc import Iterator, Mapping

from game.document import Block, Items, Paragraph, Run, Section, Table, Text
from game.guide.lengths import Length, fitting, longest_in_words, nearest_fit, one_after_another
from game.story.lesson_model import Lesson, RunTimes
from game.story.model import Story
from game.text.shell import command_line

LESSONS = (40, 45, 90)
LEAST_PLAY = 5  # minutes; with less there is no lesson to be run
ANOTHER_WAY = 10  # minutes that are left, in which one can go back and take another way


def run_sheets(story: Story, run: RunTimes, lengths: Mapping[str, Length]) -> Section:
    return Section("Run sheets", tuple(Section(f"{minutes} minutes", tuple(_sheet(story, run, lengths, minutes))) for minutes in LESSONS))


def _sheet(story: Story, run: RunTimes, lengths: Mapping[str, Length], minutes: int) -> Iterator[Block]:
    play = minutes - run.before - run.after - run.debrief
    if play < LEAST_PLAY:
        yield Paragraph(f"Before, after and debrief take {minutes - play} minutes by `run` in lesson.yaml. That leaves no time to play.")
        return
    rows: list[tuple[Text, ...]] = []
    at = 0

    def step(length: int, what: str) -> None:
        nonlocal at
        if length:
            rows.append((f"{at}-{at + length}", f"{length}", what))
            at += length

    fit = fitting(lengths, run.roles, play)
    together = one_after_another(lengths, run.roles, play)
    step(run.before, "Before: the content note, how we speak, the questions before")
    names = (", then " if len(together) < 3 else ", ").join(story.roles[role].title for role in together)
    step(play, f"Play: {names or 'one role, stopped when the time is over'}")
    step(run.after, "After: the questions again")
    step(run.debrief, "Debrief")
    yield Table(("Minute", "Minutes", "What"), tuple(rows))
    if fit:
        titles = ", ".join(story.roles[role].title for role in fit)
        yield Paragraph(f"Roles whose longest route is proved to fit into {play} minutes: {titles}.")
        if len(together) > 1:
            yield Paragraph("Those in the table fit one after another, even on the longest routes of all of them.")
        longest = sum(lengths[role].most for role in together)
        if play - longest >= ANOTHER_WAY:
            many = "They take" if len(together) > 1 else "It takes"
            yield Paragraph(
                f"{many} {longest:,.1f} minutes at most. Let whoever is done go back to a choice, with j, and take another way."
            )
        return
    nearest = nearest_fit(lengths)
    near = f" {story.roles[nearest].title} comes nearest: {longest_in_words(lengths[nearest])}." if nearest else ""
    yield Paragraph(f"No role's longest route is proved to fit into {play} minutes.{near}")
    yield Paragraph(
        "Stop the play in time all the same. A game is saved after every choice, so whoever isn't done can go on in the next "
        "lesson; a debrief works from wherever each has come to."
    )


# ---- what is typed ----


def at_the_computers(story: Story, lesson: Lesson) -> Section:
    return Section("At the computers", (Items(tuple(_steps(story, lesson))), Paragraph(_MORE, quiet=True)))


_MORE = "The pages on teaching and on playing, which come with the game, say where saved games lie and tell every key."


def _alternating(*words: str) -> Text:
    """Every second part is what is typed."""
    return tuple(Run(part, strong=number % 2 == 1) for number, part in enumerate(words))


def _steps(story: Story, lesson: Lesson) -> Iterator[Text]:
    name, asks = story.identity.name, lesson.asks and bool(lesson.questions)
    yield _alternating(
        "To begin, each student types ",
        command_line("play", name, seed=7, nickname="ada", lesson=asks),
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
        if asks:
            yield _alternating("With ", "--lesson", " the questions before come by themselves, once for each nickname. Esc skips them.")
        yield _alternating(
            "The questions after are asked at the end of a role, where ",
            "a",
            " asks them. Whoever is stopped before an end can't be asked by the game: put those questions aloud, from this guide.",
        )
    stop = ". Every choice is saved. To go on in another lesson, type "
    yield _alternating("To stop, press ", "Ctrl+Q", stop, command_line("play", name, nickname="ada", lesson=asks), ".")
    yield _alternating(
        "Afterwards, copy the folder of saved games of every computer into one folder, and type ",
        "neighbours report FOLDER -o class.html",
        " with the name of that folder: the page shows where the class split, once five have played the same role.",
    )
