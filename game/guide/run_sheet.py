"""What happens when, in a lesson of so many minutes."""

from collections.abc import Iterator, Mapping, Sequence

from game.document import Block, Line, Paragraph, Section, Table, Text
from game.guide.lengths import (
    UNKNOWN,
    Length,
    asked_first,
    fitting,
    longest_in_words,
    mostly_fitting,
    nearest_fit,
    one_after_another,
    role_in,
    title_of,
)
from game.story.lesson_model import RunTimes
from game.story.model import Story

LESSONS = (40, 45, 90)
LEAST_PLAY = 5  # minutes; with less there is no lesson to be run
WORTH_TALKING = 3  # minutes that are left, in which more can be said
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

    first = asked_first(lengths, run.roles, play)
    together = one_after_another(lengths, first, play)
    likely = mostly_fitting(lengths, first, play)
    names = (", then " if len(together) < 3 else ", ").join(title_of(story, played) for played in together)
    if not names and likely:
        names = f"{title_of(story, likely[0])}, which nine of ten end in time"
    step(run.before, "Before: the content note, how we speak, the questions before")
    step(play, f"Play: {names or 'one role, stopped when the time is over'}")
    step(run.after, "After: the questions again")
    step(run.debrief, "Debrief")
    yield Table(("Minute", "Minutes", "What"), tuple(rows))
    if taken := taken_first(run, lengths, play):
        yield Line("Take first", f"{title_of(story, taken)}. {reason_for(run, taken)}")
    yield from _what_fits(story, first, lengths, play, together)
    yield from _not_got(story, run, lengths, play, together)
    if not together:
        yield Paragraph(
            "Stop the play in time all the same. A game is saved after every choice, so whoever isn't done can go on in the next "
            "lesson; a debrief works from wherever each has come to."
        )


def taken_first(run: RunTimes, lengths: Mapping[str, Length], play: float) -> str:
    """The role or part that is recommended for so many minutes, "" where none fits."""
    first = asked_first(lengths, run.roles, play)
    return next(iter((*fitting(lengths, first, play), *mostly_fitting(lengths, first, play))), "")


def reason_for(run: RunTimes, taken: str) -> str:
    """Why it is recommended, in a sentence: the author's own, where it is what the author puts first."""
    if run.why and role_in(taken) == role_in(run.roles[0] if run.roles else ""):
        return run.why
    return "Of what lesson.yaml asks for, it is the first that fits." if taken in run.roles else "It is the first that fits."


def _what_fits(story: Story, first: Sequence[str], lengths: Mapping[str, Length], play: int, together: Sequence[str]) -> Iterator[Block]:
    fit, likely = fitting(lengths, first, play), mostly_fitting(lengths, first, play)
    if fit:
        told = ", ".join(f"{title_of(story, played)} ({lengths[played].most:,.1f})" for played in fit)
        yield Paragraph(f"Proved to end within {play} minutes on every route: {told}.")
        if len(together) > 1:
            yield Paragraph("Those in the table fit one after another, even on the longest routes of all of them.")
        longest = sum(lengths[played].most for played in together)
        many = "They take" if len(together) > 1 else "It takes"
        if play - longest >= ANOTHER_WAY:
            yield Paragraph(
                f"{many} {longest:,.1f} minutes at most. Let whoever is done go back to a choice, with j, and take another way."
            )
        elif play - longest >= WORTH_TALKING:
            yield Paragraph(f"{many} {longest:,.1f} minutes at most. Give what is left to the debrief.")
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
    """What the author asked for of which nothing is in the table, or nothing fits, and why."""
    asked = asked_first(lengths, run.roles, play)
    fit = [played for played in asked if lengths.get(played, UNKNOWN).most <= play]
    in_table, met = {role_in(played) for played in together}, {role_in(played) for played in fit}
    late = [title_of(story, played) for played in fit if role_in(played) not in in_table]
    long = [
        f"{title_of(story, played)} ({_how_long(lengths[played])})" for played in asked if played in lengths and role_in(played) not in met
    ]
    if late:
        yield Paragraph(f"Where groups play different roles, take these too, which are asked for; each fits alone: {', '.join(late)}.")
    if long:
        yield Paragraph(f"Asked for in lesson.yaml, and not certain to end within {play} minutes: {'; '.join(long)}.")


def _how_long(length: Length) -> str:
    longest = longest_in_words(length) if length.loop else f"the longest route: {longest_in_words(length)}"
    return longest if length.typical is None else f"{longest}; nine of ten: {length.typical:,.1f} minutes"
