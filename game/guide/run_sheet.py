"""What happens when, in a lesson of so many minutes."""

from collections.abc import Iterator, Mapping, Sequence

from game.document import Block, Paragraph, Section, Table, Text
from game.guide.lengths import Length, fitting, longest_in_words, mostly_fitting, nearest_fit, one_after_another, title_of
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

    together = one_after_another(lengths, run.roles, play)
    likely = mostly_fitting(lengths, run.roles, play)
    names = (", then " if len(together) < 3 else ", ").join(title_of(story, played) for played in together)
    if not names and likely:
        names = f"{title_of(story, likely[0])}, which nine of ten end in time"
    step(run.before, "Before: the content note, how we speak, the questions before")
    step(play, f"Play: {names or 'one role, stopped when the time is over'}")
    step(run.after, "After: the questions again")
    step(run.debrief, "Debrief")
    yield Table(("Minute", "Minutes", "What"), tuple(rows))
    yield from _what_fits(story, run, lengths, play, together)
    yield from _not_got(story, run, lengths, play, together)
    if not together:
        yield Paragraph(
            "Stop the play in time all the same. A game is saved after every choice, so whoever isn't done can go on in the next "
            "lesson; a debrief works from wherever each has come to."
        )


def _what_fits(story: Story, run: RunTimes, lengths: Mapping[str, Length], play: int, together: Sequence[str]) -> Iterator[Block]:
    fit, likely = fitting(lengths, run.roles, play), mostly_fitting(lengths, run.roles, play)
    if fit:
        told = ", ".join(f"{title_of(story, played)} ({lengths[played].most:,.1f})" for played in fit)
        yield Paragraph(f"Proved to end within {play} minutes on every route: {told}.")
        if len(together) > 1:
            yield Paragraph("Those in the table fit one after another, even on the longest routes of all of them.")
        longest = sum(lengths[played].most for played in together)
        if play - longest >= ANOTHER_WAY:
            many = "They take" if len(together) > 1 else "It takes"
            yield Paragraph(
                f"{many} {longest:,.1f} minutes at most. Let whoever is done go back to a choice, with j, and take another way."
            )
    else:
        nearest = nearest_fit(lengths)
        near = f" {title_of(story, nearest)} comes nearest: {longest_in_words(lengths[nearest])}." if nearest else ""
        yield Paragraph(f"Nothing is proved to end within {play} minutes on every route.{near}")
    if likely:
        told = ", ".join(f"{title_of(story, played)} ({_typically(lengths[played])})" for played in likely)
        yield Paragraph(f"Nine of ten random games end within {play} minutes, and not every route does: {told}.")


def _typically(length: Length) -> str:
    """A loop is named: it is what a teacher tells a class not to do."""
    told = f"{length.typical:,.1f}" if length.typical is not None else ""
    return f"{told}; one can go round for ever by {length.loop}" if length.loop else told


def _not_got(story: Story, run: RunTimes, lengths: Mapping[str, Length], play: int, together: Sequence[str]) -> Iterator[Block]:
    """What the author asked for that isn't in the table, and why."""
    fit = fitting(lengths, run.roles, play)
    late = [title_of(story, played) for played in run.roles if played in fit and played not in together]
    long = [f"{title_of(story, played)} ({_how_long(lengths[played])})" for played in run.roles if played in lengths and played not in fit]
    if late:
        yield Paragraph(f"Asked for in lesson.yaml, and fitting alone but not beside those in the table: {', '.join(late)}.")
    if long:
        yield Paragraph(f"Asked for in lesson.yaml, and not certain to end within {play} minutes: {'; '.join(long)}.")


def _how_long(length: Length) -> str:
    longest = longest_in_words(length) if length.loop else f"the longest route: {longest_in_words(length)}"
    return longest if length.typical is None else f"{longest}; nine of ten: {length.typical:,.1f} minutes"
