"""The guide in the order in which a teacher wants it: the plan, the run of the lesson, what is asked, what lies behind it."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from msgspec.structs import replace

from game.document import Block, Document, Items, Pairs, Paragraph, Run, Section, Table, Text
from game.guide.annexes import annexes, as_document
from game.guide.classroom import debrief, explanation, lens_sheet, lens_steps, listed, model_answers
from game.guide.computers import at_the_computers
from game.guide.first_page import plan
from game.guide.lengths import Length, longest_in_words, shortest_in_words, typical_in_words
from game.guide.run_sheet import run_sheets
from game.play.looking_back.doors import endings_of
from game.story.lesson_model import Lesson
from game.story.model import Story
from game.story.phrases import whole_source
from game.story.printed_prose import on_one_line
from game.story.prose import Prose

WITHOUT = (
    "This story has no lesson.yaml. With one, the guide also has essential and supporting questions, aims, standards, vocabulary, notes "
    "on content and for before you teach, questions with answers, a debrief, and a word lens. The chapter on lesson.yaml in "
    "docs/format.md tells how it is written."
)


def names_of(story: Story, lesson: Lesson | None, name: str) -> dict[str, str]:
    """The files of a guide that is called `name`: its annexes lie beside it, each by the word that its name ends with."""
    path = PurePath(name)
    return {annex: f"{path.stem}-{annex}{path.suffix}" for annex, _ in annexes(story, lesson, {})}


def guide(story: Story, lesson: Lesson | None, lengths: Mapping[str, Length], name: str = "") -> dict[str, Document]:
    """The guide by the name of its file, and each annex by the name of its own; without a name the annexes stand in the guide.

    `lengths` has those roles of which it is known how long they take.
    """
    files = names_of(story, lesson, name) if name else {}
    title = f"{story.title}: a guide for teachers"
    parts = tuple(_parts(story, lesson, lengths))
    beside = dict(annexes(story, lesson, lengths))
    links: list[Section | Text] = [
        *parts,
        *((Run(each.title, target="" if files else annex, file=files.get(annex, "")),) for annex, each in beside.items()),
    ]
    without = (Paragraph(WITHOUT, quiet=True),) if lesson is None else ()
    page: tuple[Block, ...] = (*without, plan(story, lesson or Lesson(""), lengths, links), *parts)
    if not files:
        return {name: Document(title, story.language, (*page, *beside.values()))}
    documents = {files[annex]: as_document(story, each) for annex, each in beside.items()}
    return {name: Document(title, story.language, page), **documents}


def _parts(story: Story, given: Lesson | None, lengths: Mapping[str, Length]) -> Iterator[Section]:
    """What follows the plan; each has an anchor. What is handed out comes last, on sheets of its own."""
    lesson = given or Lesson("")
    sheets = run_sheets(story, lesson.run, lengths)
    yield replace(sheets, blocks=(*sheets.blocks, *_texts(("hints", "Hints", lesson.run.hints))))
    yield from _of("prepare", "Before you teach", *_prepare(story, lesson))
    yield at_the_computers(story, lesson)
    yield from debrief(lesson)
    yield from lens_steps(lesson.lens)
    yield from _of("answers", "Marking", *_texts(("assess", "What to look at", lesson.assess)), *model_answers(lesson.explain))
    yield from _of("sources", "The source" if len(story.sources) == 1 else "Sources", *_source(story, lesson))
    yield from _of(
        "more", "Other classes, and more time", *_texts(("adapt", "To adapt", lesson.adapt), ("extend", "To go further", lesson.extend))
    )
    yield from _of("asked", "Questions and standards", *_asked(lesson))
    yield _roles(story, lengths)
    yield from lens_sheet(lesson.lens)
    yield from explanation(lesson.explain)


def _of(anchor: str, title: str, *blocks: Block) -> Iterator[Section]:
    """A section, where it has something in it."""
    if blocks:
        yield Section(title, blocks, anchor=anchor)


def _texts(*named: tuple[str, str, tuple[Prose, ...]]) -> Iterator[Section]:
    yield from (Section(title, (listed(texts),), anchor=anchor) for anchor, title, texts in named if texts)


# ---- before ----


def _prepare(story: Story, lesson: Lesson) -> Iterator[Block]:
    if lesson.prepare:
        yield listed(lesson.prepare)
    notes = tuple(text for text in (story.note, story.imagined, *lesson.content) if text is not None)
    yield from _texts(("content", "Notes on content", notes))
    if lesson.distress:
        yield Section("When it touches somebody", (listed(lesson.distress, numbered=True),), anchor="distress")
    if lesson.vocabulary:
        terms = [story.terms[name] for name in lesson.vocabulary]
        yield Section("Vocabulary", (Pairs(tuple((term.term, on_one_line(term.says)) for term in terms)),), anchor="vocabulary")


# ---- what lies behind it ----


def _source(story: Story, lesson: Lesson) -> Iterator[Block]:
    if story.sources:
        sources = (whole_source(story, name) + (f", {each.address}" if each.address else "") for name, each in story.sources.items())
        yield Items(tuple(sources))
    if lesson.reading:
        yield Section("A task on it", (listed(lesson.reading, numbered=True),), anchor="reading")
    yield from _texts(("missing", "Whose voice is missing", lesson.missing))
    if lesson.since:
        note = Paragraph("This is not from the source, and nobody in the story can know it.", quiet=True)
        yield Section("What has happened since", (note, listed(lesson.since)), anchor="since")


def _asked(lesson: Lesson) -> Iterator[Section]:
    if lesson.supporting:
        yield Section("Supporting questions", (Items(lesson.supporting),), anchor="supporting")
    if lesson.standards:
        codes = Pairs(tuple((each.framework, ", ".join(each.codes)) for each in lesson.standards))
        note = Paragraph("These are the codes alone. Look their words up where they are published, and check that they fit.", quiet=True)
        yield Section("Standards", (codes, note), anchor="standards")


def _roles(story: Story, lengths: Mapping[str, Length]) -> Section:
    rows = tuple(
        (
            role.title,
            on_one_line(role.blurb),
            shortest_in_words(lengths[name]) if name in lengths else "not looked at",
            typical_in_words(lengths[name]) if name in lengths else "not looked at",
            longest_in_words(lengths[name]) if name in lengths else "not looked at",
            str(len(endings_of(story, role))),
        )
        for name, role in story.roles.items()
    )
    blocks: list[Block] = [Table(("Role", "Who", "Shortest route", "Typical", "Longest route", "Endings"), rows)]
    note = (
        f"Minutes are words read, {story.pace} a minute, and half a minute for each decision. The shortest and the longest come from a "
        "proof over all that can be played; nine of ten games that were played at random end within the typical."
    )
    if not all(length.proved for length in lengths.values()):
        note += (
            " Where it says bounded, not every route could be looked at: the true figure lies where the words say, and isn't known exactly."
        )
    return Section("The roles", (*blocks, Paragraph(note, quiet=True)), anchor="roles")
