"""Page one: what the lesson is about and for whom, what happens when, and what a teacher does before it."""

from collections.abc import Iterator, Mapping, Sequence

from game.document import Block, Items, Line, Pairs, Paragraph, Run, Section, Table, Text
from game.guide.lengths import Length, asked_first, fitting, mostly_fitting, title_of
from game.guide.run_sheet import LESSONS, reason_for, taken_first
from game.story.lesson_model import Lesson
from game.story.model import Story
from game.story.phrases import credits_of, whole_source
from game.story.printed_prose import on_one_line
from game.text.words import in_a_row

NEEDED = "A computer for each student or for two, or one with a screen for all, or paper. No accounts, and no internet in the lesson."
MOST_NAMED = 4  # roles in one cell: with more, nobody finds the one to take


def plan(story: Story, lesson: Lesson, lengths: Mapping[str, Length], parts: Sequence[Section | Text]) -> Section:
    """`parts` are what follows in the guide, and links to what lies beside it."""
    about = on_one_line(lesson.about) if lesson.about is not None else story.about
    blocks: list[Block] = [Paragraph(about)] if about else []
    if lesson.question:
        blocks.append(Line("The question", lesson.question))
    source = "; ".join(whole_source(story, name) for name in story.sources)
    told = (
        ("Age", lesson.age),
        ("Reading", lesson.level),
        ("Subjects", ", ".join(lesson.subjects)),
        ("Needed", NEEDED),
        ("Source", source),
        ("Story", credits_of(story)),
    )
    blocks.append(Pairs(tuple(pair for pair in told if pair[1])))
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
        ("What fits, minutes at most", *(_what_fits(story, lesson, lengths, minutes - around) for minutes in LESSONS)),
    )
    head = ("Minutes", *(f"A lesson of {minutes}" for minutes in LESSONS))
    table = Table(head, tuple(row for row in rows if any(cell != "0" for cell in row[1:])))
    return Section("What happens when", (table, *_taken_first(story, lesson, lengths)))


def _taken_first(story: Story, lesson: Lesson, lengths: Mapping[str, Length]) -> Iterator[Block]:
    """What is recommended for each lesson; a reason that several have in common is told once."""
    run = lesson.run
    by_reason: dict[str, dict[str, list[str]]] = {}
    for minutes in LESSONS:
        if taken := taken_first(run, lengths, minutes - run.before - run.after - run.debrief):
            by_reason.setdefault(reason_for(run, taken), {}).setdefault(taken, []).append(str(minutes))
    told = []
    for reason, taken_in in by_reason.items():
        named = [f"{title_of(story, taken)} in {in_a_row(lessons)} minutes" for taken, lessons in taken_in.items()]
        told.append(f"{'; '.join(named)}. {reason}")
    if told:
        yield Line("Take first", " ".join(told))


def _what_fits(story: Story, lesson: Lesson, lengths: Mapping[str, Length], play: int) -> str:
    first = asked_first(lengths, lesson.run.roles, play)
    fit, likely = fitting(lengths, first, play), mostly_fitting(lengths, first, play)
    if fit:
        return _named([f"{title_of(story, played)} ({lengths[played].most:.0f})" for played in fit])
    if likely:
        return f"In nine of ten games: {_named([f'{title_of(story, played)} ({lengths[played].typical:.0f})' for played in likely])}"
    return "Nothing is proved to fit: stop it in time"


def _named(names: Sequence[str]) -> str:
    more = f", and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{', '.join(names[:MOST_NAMED])}{more}"


def _before(story: Story, lesson: Lesson) -> Iterator[Text]:
    def see(words: str, *links: tuple[str, str]) -> Text:
        runs = [Run(words)]
        for number, (told, anchor) in enumerate(links):
            runs += [Run(" and " if number else ""), Run(told, target=anchor)]
        return (*(run for run in runs if run.text), Run("."))

    yield "Play what you will teach, to an end. Nothing else takes its place."
    yield see("A week before, try it on one of the room's computers, and settle how your class plays: ", ("At the computers", "computers"))
    known = [
        (title, anchor)
        for title, anchor, there in (
            ("Notes on content", "content", story.note is not None or lesson.content),
            ("When it touches somebody", "distress", lesson.distress),
        )
        if there
    ]
    if known:
        yield see("Tell the class what is coming, and know what to do: ", *known)
    sheets = [
        (title, anchor)
        for title, anchor, there in (("the word lens", "lens", lesson.lens), ("the explanation", "explain", lesson.explain))
        if there
    ]
    if sheets:
        yield see("Print what is handed out: ", *sheets)


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
