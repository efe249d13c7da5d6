"""What is asked, talked about and handed out: questions with answers, the debrief, the word lens, the explanation."""

from collections.abc import Iterable, Iterator, Mapping

from game.document import Block, Items, Line, Paragraph, Run, Section, Table
from game.guide.lengths import UNKNOWN, Length, title_of
from game.story.lesson_model import GAP, LEVELS, PHASES, Explanation, Lens, Lesson, Question
from game.story.model import Story
from game.story.phrases import source_in_words
from game.story.printed_prose import on_one_line, printed
from game.story.prose import Prose
from game.text.words import capital, in_a_row

BLANK = "_" * 22  # where somebody writes


def listed(texts: Iterable[Prose], *, numbered: bool = False) -> Items:
    return Items(tuple(on_one_line(text) for text in texts), numbered)


def questions(story: Story, lesson: Lesson, lengths: Mapping[str, Length]) -> Iterator[Section]:
    """Those of each role and part beneath its name, and first those that everybody is asked."""
    if not lesson.questions:
        return
    how = (
        "They are asked by themselves before and after the play."
        if lesson.asks
        else "They aren't asked by themselves: `ask` in lesson.yaml."
    )
    groups: dict[tuple[str, ...], list[Block]] = {}
    for number, each in enumerate(lesson.questions, start=1):
        groups.setdefault(each.asked_of, []).append(_question(story, number, each, lengths))
    told = tuple(Section(_who(story, names), tuple(groups[names])) for names in sorted(groups, key=bool))
    yield Section(
        "Questions, with answers",
        (Paragraph(f"{how} Each can be passed over. No choice in the story is scored."), *told),
        anchor="questions",
        fresh=True,
    )


def _who(story: Story, names: tuple[str, ...]) -> str:
    return in_a_row([title_of(story, name) for name in names]) or "For every role"


def _question(story: Story, number: int, question: Question, lengths: Mapping[str, Length]) -> Section:
    about = {"fact": "a fact", "voucher": "who vouches for something", "weighing": "what somebody is weighing"}[question.about]
    same = question.before == question.after
    wordings = {"Before and after": question.before} if same else {"Before": question.before, "After": question.after}
    blocks: list[Block] = [Line(when, on_one_line(wording)) for when, wording in wordings.items()]
    options = ((Run(told, strong=True), Run(" ✓ right")) if name == question.right else told for name, told in question.options.items())
    blocks.append(Items(tuple(options)))
    if question.about == "weighing":
        blocks.append(Paragraph("No answer is the right one.", quiet=True))
    if question.fact:
        fact = story.facts[question.fact]
        blocks.append(Line("Reported", (*on_one_line(fact.says), Run(f" ({fact.by}; {source_in_words(story, fact)})", emphasis=True))))
    if question.says is not None:
        blocks.append(Paragraph(on_one_line(question.says)))
    missing = [title_of(story, name) for name in question.asked_of or lengths if question.fact in lengths.get(name, UNKNOWN).missed]
    if missing:
        blocks.append(Paragraph(f"Not every route tells it: {in_a_row(missing)}. Whoever took another can't know.", quiet=True))
    return Section(f"{number}. About {about}", tuple(blocks))


def debrief(lesson: Lesson) -> Iterator[Section]:
    blocks: list[Block] = []
    if lesson.debrief:
        blocks.append(Paragraph("In this order. Begin with feelings, briefly, and don't probe."))
        blocks += [Section(PHASES[phase], (listed(prompts.values()),)) for phase, prompts in lesson.debrief.items()]
    if lesson.unsaid:
        note = Paragraph("Ask for it in the debrief, if the class doesn't come to it alone. Don't begin with it.", quiet=True)
        blocks.append(Section("What the story shows and nobody in it says", (note, listed(lesson.unsaid))))
    if blocks:
        yield Section("Debrief", tuple(blocks), anchor="debrief")


def lens_steps(lens: Lens | None) -> Iterator[Section]:
    """How a class does it, with the source's own words."""
    blocks: list[Block] = []
    if lens is not None and lens.steps:
        blocks.append(listed(lens.steps, numbered=True))
    if lens is not None and lens.in_source:
        blocks.append(Paragraph("The source's own words for these people. What somebody is quoted with isn't what the reporter says."))
        blocks.append(Table(("Word", "Paragraph", "Whose word it is"), tuple((each.word, each.at, each.by) for each in lens.in_source)))
    if blocks:
        yield Section("The word lens: how it is done", tuple(blocks), anchor="lens_steps")


def lens_sheet(lens: Lens | None) -> Iterator[Section]:
    """To hand out."""
    if lens is None:
        return
    rows = tuple((each.word, on_one_line(each.says) if each.says is not None else "", BLANK) for each in lens.words)
    blocks: list[Block] = [
        Paragraph("The same people, the same sentences. Put each of the words in the gaps, and read it aloud."),
        Paragraph(on_one_line(Prose(lens.paragraph.text.replace(GAP, BLANK)))),
        Table(("Word", "What it says", "What it leaves out"), rows),
    ]
    if lens.prompts:
        blocks.append(Items(lens.prompts, numbered=True))
    yield Section("The word lens: a sheet", tuple(blocks), anchor="lens", fresh=True)


def explanation(asked: Explanation | None) -> Iterator[Section]:
    """To hand out: the task, and how it is marked."""
    if asked is None:
        return
    blocks: list[Block] = [*printed(asked.task)]
    if asked.rubric:
        blocks.append(Table(("", *map(capital, LEVELS)), tuple((row.of, row.begun, row.secure, row.strong) for row in asked.rubric)))
    yield Section("The explanation: a sheet", tuple(blocks), anchor="explain", fresh=True)


def model_answers(asked: Explanation | None) -> Iterator[Section]:
    for level, model in asked.answers.items() if asked is not None else ():
        says = (Paragraph(on_one_line(model.says), quiet=True),) if model.says is not None else ()
        yield Section(f"An answer that is {level}", (*printed(model.answer), *says))
