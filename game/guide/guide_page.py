"""The guide as a page: what the lesson says, in the order in which a teacher wants it, and what the story shows of itself."""

from collections.abc import Iterable, Iterator, Mapping

from game.document import Block, Document, Items, Line, Pairs, Paragraph, Run, Section, Table
from game.guide.lengths import Length, longest_in_words, shortest_in_words
from game.guide.role_map import role_map
from game.guide.run_sheet import at_the_computers, run_sheets
from game.play.looking_back.doors import endings_of
from game.story.lesson_model import GAP, PHASES, Lens, Lesson, Question, Wording
from game.story.model import Story
from game.story.phrases import source_in_words, whole_source
from game.story.printed_prose import facts_table, on_one_line
from game.story.prose import Prose

WITHOUT = (
    "This story has no lesson.yaml. With one, the guide also has essential and supporting questions, aims, standards, vocabulary, notes "
    "on content and for before you teach, questions with answers, a debrief, and a word lens. The chapter on lesson.yaml in "
    "docs/format.md tells how it is written."
)


def guide(story: Story, lesson: Lesson | None, lengths: Mapping[str, Length]) -> Document:
    """`lengths` has those roles of which it is known how long they take."""
    blocks: list[Block] = [*_aims(story, lesson)] if lesson is not None else [Paragraph(WITHOUT, quiet=True)]
    lesson = lesson or Lesson("")
    blocks += [_roles(story, lengths), run_sheets(story, lesson.run, lengths), at_the_computers(story, lesson)]
    notes = tuple(text for text in (story.note, story.imagined, *lesson.content) if text is not None)
    blocks += _texts(
        ("Hints for the lesson", lesson.run.hints),
        ("Before you teach", lesson.prepare),
        ("Notes on content", notes),
        ("For every student", lesson.adapt),
        ("To assess", lesson.assess),
        ("To go further", lesson.extend),
    )
    blocks += [*_questions(story, lesson), *_debrief(lesson), *_lens(lesson.lens)]
    numbers = {fact: number for number, fact in enumerate(story.facts, start=1)}
    maps = tuple(role_map(story, role, numbers) for role in story.roles)
    blocks.append(Section("The roles, scene by scene", (Paragraph(_MAPS), *maps), fresh=True))
    if story.facts:
        note = "Everything else in the story is imagined. A view is no fact, and what somebody reports is not yet established."
        blocks.append(Section("What is reported", (Paragraph(note), facts_table(story, numbers)), fresh=True))
    blocks += _texts(("Whose voice is missing", lesson.missing))
    if story.sources:
        sources = (whole_source(story, name) + (f", {each.path}" if each.path else "") for name, each in story.sources.items())
        blocks.append(Section("Sources", (Items(tuple(sources)),)))
    return Document(f"{story.title}: a guide for teachers", story.language, tuple(blocks))


_MAPS = (
    "Where each scene leads, whatever its choices ask for, and which facts can be met in it, by their numbers in the list of what is "
    "reported. The endings are told here: keep this part to yourself."
)


# ---- words ----


def _list(texts: Iterable[Prose]) -> Items:
    return Items(tuple(on_one_line(text) for text in texts))


def _texts(*named: tuple[str, tuple[Prose, ...]]) -> Iterator[Section]:
    yield from (Section(title, (_list(texts),)) for title, texts in named if texts)


# ---- what it is about ----


def _aims(story: Story, lesson: Lesson) -> Iterator[Block]:
    asked: list[Block] = [Line("Essential question", lesson.question)]
    if lesson.supporting:
        asked += [Paragraph("Supporting questions:"), Items(lesson.supporting)]
    yield Section("What it asks", tuple(asked))
    if lesson.aims:
        yield Section("Aims", (Paragraph("After the lesson a student can:"), Items(lesson.aims)))
    if lesson.standards:
        codes = Pairs(tuple((each.framework, ", ".join(each.codes)) for each in lesson.standards))
        note = Paragraph("These are the codes alone. Look their words up where they are published, and check that they fit.", quiet=True)
        yield Section("Standards", (codes, note))
    if lesson.vocabulary:
        terms = [story.terms[name] for name in lesson.vocabulary]
        yield Section("Vocabulary", (Pairs(tuple((term.term, on_one_line(term.says)) for term in terms)),))


def _roles(story: Story, lengths: Mapping[str, Length]) -> Section:
    rows = tuple(
        (
            role.title,
            on_one_line(role.blurb),
            shortest_in_words(lengths[name]) if name in lengths else "not looked at",
            longest_in_words(lengths[name]) if name in lengths else "not looked at",
            str(len(endings_of(story, role))),
        )
        for name, role in story.roles.items()
    )
    blocks: list[Block] = [Table(("Role", "Who", "Shortest route", "Longest route", "Endings"), rows)]
    note = "Minutes are words read, 200 a minute, and half a minute for each decision. They come from a proof over all that can be played."
    if not all(length.proved for length in lengths.values()):
        note += (
            " Where it says bounded, not every route could be looked at: the true figure lies where the words say, and isn't known exactly."
        )
    return Section("The roles", (*blocks, Paragraph(note, quiet=True)))


# ---- questions, debrief, lens ----


def _questions(story: Story, lesson: Lesson) -> Iterator[Section]:
    if not lesson.questions:
        return
    how = (
        "They are asked by themselves before and after the play."
        if lesson.asks
        else "They aren't asked by themselves: `ask` in lesson.yaml."
    )
    told = tuple(_question(story, number, each) for number, each in enumerate(lesson.questions, start=1))
    yield Section(
        "Questions, with answers", (Paragraph(f"{how} Each can be passed over. No choice in the story is scored."), *told), fresh=True
    )


def _question(story: Story, number: int, question: Question) -> Section:
    about = {"fact": "a fact", "voucher": "who vouches for something", "weighing": "what somebody is weighing"}[question.about]
    blocks: list[Block] = [*_wording("Before", question.before), *_wording("After", question.after)]
    if question.about == "weighing":
        blocks.append(Paragraph("No answer is the right one.", quiet=True))
    if question.fact:
        fact = story.facts[question.fact]
        blocks.append(Line("Reported", (*on_one_line(fact.says), Run(f" ({fact.by}; {source_in_words(story, fact)})", emphasis=True))))
    if question.says is not None:
        blocks.append(Paragraph(on_one_line(question.says)))
    return Section(f"{number}. About {about}", tuple(blocks))


def _wording(when: str, wording: Wording) -> Iterator[Block]:
    yield Line(when, on_one_line(wording.ask))
    yield Items(
        tuple((Run(told, strong=True), Run(" ✓ right")) if name == wording.right else told for name, told in wording.options.items())
    )


def _debrief(lesson: Lesson) -> Iterator[Section]:
    if lesson.debrief:
        phases = tuple(Section(PHASES[phase], (_list(prompts.values()),)) for phase, prompts in lesson.debrief.items())
        yield Section("Debrief", (Paragraph("In this order. Begin with feelings, briefly, and don't probe."), *phases))


def _lens(lens: Lens | None) -> Iterator[Section]:
    """A sheet to hand out."""
    if lens is None:
        return
    gap = Prose(lens.paragraph.text.replace(GAP, "________________"))
    rows = tuple((each.word, on_one_line(each.says) if each.says is not None else "", "") for each in lens.words)
    blocks: list[Block] = [
        Paragraph("The same people, the same sentences. Put each of the words in the gaps, and read it aloud."),
        Paragraph(on_one_line(gap)),
        Table(("Word", "What it says", "What it leaves out"), rows),
    ]
    if lens.prompts:
        blocks.append(Items(lens.prompts, numbered=True))
    yield Section("The word lens: a sheet", tuple(blocks), fresh=True)
