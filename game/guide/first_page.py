"""Page one: what the lesson is about and for whom, what happens when, and what a teacher does before it."""

from collections.abc import Iterator, Mapping, Sequence

from game.document import Block, Items, Line, Paragraph, Run, Section, Table, Text
from game.guide.lengths import Length, fitting
from game.guide.run_sheet import LESSONS
from game.story.lesson_model import Lesson
from game.story.model import Story

MOST_NAMED = 4  # roles in one cell: with more, nobody finds the one to take


def plan(story: Story, lesson: Lesson, lengths: Mapping[str, Length], parts: Sequence[Section | Text]) -> Section:
    """`parts` are what follows in the guide, and links to what lies beside it."""
    blocks: list[Block] = []
    if story.about:
        blocks.append(Paragraph(story.about))
    if lesson.question:
        blocks.append(Line("The question", lesson.question))
    blocks += [_times(story, lesson, lengths)]
    if lesson.aims:
        blocks.append(Section("Afterwards a student can", (Items(lesson.aims),)))
    blocks += [
        Section("Before the lesson", (Items(tuple(_before(story, lesson)), numbered=True),)),
        Paragraph(_contents(parts), quiet=True),
    ]
    return Section("The plan", tuple(blocks), anchor="plan", dense=True)


def _times(story: Story, lesson: Lesson, lengths: Mapping[str, Length]) -> Section:
    run = lesson.run
    around = run.before + run.after + run.debrief
    rows = (
        ("Before: what is coming, how we speak, the questions before", *(str(run.before) for _ in LESSONS)),
        ("Play", *(str(max(0, minutes - around)) for minutes in LESSONS)),
        ("After: the questions again", *(str(run.after) for _ in LESSONS)),
        ("Debrief", *(str(run.debrief) for _ in LESSONS)),
        ("What fits into the play", *(_what_fits(story, lesson, lengths, minutes - around) for minutes in LESSONS)),
    )
    head = ("Minutes", *(f"A lesson of {minutes}" for minutes in LESSONS))
    return Section("What happens when", (Table(head, tuple(row for row in rows if any(cell != "0" for cell in row[1:]))),))


def _what_fits(story: Story, lesson: Lesson, lengths: Mapping[str, Length], play: int) -> str:
    fit = fitting(lengths, lesson.run.roles, play)
    named = ", ".join(f"{story.roles[role].title} ({lengths[role].most:.0f})" for role in fit[:MOST_NAMED])
    more = f", and {len(fit) - MOST_NAMED} more" if len(fit) > MOST_NAMED else ""
    return f"{named}{more}" if fit else "Nothing is proved to fit: stop it in time"


def _before(story: Story, lesson: Lesson) -> Iterator[Text]:
    yield "Play what you will teach, to an end: nothing else takes its place."
    yield (
        Run("Try it on one of the room's computers, and settle how your class plays: "),
        Run("at the computers", target="computers"),
        Run("."),
    )
    if lesson.content or story.note is not None:
        yield (Run("Tell the class what is coming: "), Run("before you teach", target="prepare"), Run("."))
    if lesson.lens is not None:
        yield (Run("Print the sheet to hand out: "), Run("the word lens", target="lens"), Run("."))


def _contents(parts: Sequence[Section | Text]) -> Text:
    runs: list[Run] = [Run("In this guide: ")]
    for number, part in enumerate(parts):
        runs.append(Run(" · " if number else ""))
        match part:
            case Section():
                runs.append(Run(part.title, target=part.anchor))
            case str():
                runs.append(Run(part))
            case _:
                runs += part
    return tuple(run for run in runs if run.text)
