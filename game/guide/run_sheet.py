"""What happens when, in a lesson of so many minutes."""

from collections.abc import Iterator, Mapping

from game.document import Block, Paragraph, Section, Table, Text
from game.guide.lengths import Length, fitting, longest_in_words, nearest_fit, one_after_another
from game.story.lesson_model import RunTimes
from game.story.model import Story

LESSONS = (40, 45, 90)
LEAST_PLAY = 5  # minutes; with less there is no lesson to be run
ANOTHER_WAY = 10  # minutes that are left, in which one can go back and take another way


def run_sheets(story: Story, run: RunTimes, lengths: Mapping[str, Length]) -> Section:
    sheets = (Section(f"{minutes} minutes", tuple(_sheet(story, run, lengths, minutes))) for minutes in LESSONS)
    return Section("Run sheets", tuple(sheets), anchor="run")


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
