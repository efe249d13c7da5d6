"""A gamebook as a page: how to play, the record sheet, the entries, the news and what is reported."""

from collections.abc import Iterator

from game.document import Block, Document, Items, Line, Paragraph, Run, Section, Table, Text
from game.paper.book_size import BookSize, size_of
from game.paper.conditions_on_paper import WAY_BACK, been, been_twice, fact_name, value_word, variable_name
from game.paper.entries import BOX, NOTE, SHEET, BookEntry, as_section, entries_of
from game.paper.paper_texts import Notes, Texts, place_name
from game.paper.plan import Plan, plan_of
from game.play.view import words_for
from game.story.model import RolePart, Story, Variable
from game.story.part_scenes import story_of_part
from game.story.phrases import credits_of, date_in_words, kind_in_short, whole_source
from game.story.printed_prose import facts_table, printed, with_voucher
from game.story.prose import words_alone
from game.text.plurals import without_number

TICKED = "☑"
LINES_TO_NOTE = 6
BLANK = "_" * 28


def gamebook(story: Story, role: str, part: RolePart | None = None) -> Document:
    """The role, or a part of it, as a numbered gamebook. Raises KeyError where the story has no such role, NotOnPaperError where
    paper can't carry it."""
    return gamebook_with_size(story, role, part)[0]


def gamebook_with_size(story: Story, role: str, part: RolePart | None = None) -> tuple[Document, BookSize]:
    """The same, and how much it asks of whoever plays it."""
    if part is not None:
        story = story_of_part(story, role, part)
    plan = plan_of(story, role, short=part is not None)
    book = _book(story, role, plan, part)
    return book, size_of(plan, book)


def _book(story: Story, role: str, plan: Plan, part: RolePart | None) -> Document:
    entries = entries_of(plan)
    blocks: list[Block] = [*printed(story.roles[role].blurb)]
    if story.note is not None:
        blocks += printed(story.note)
    if story.imagined is not None:
        blocks += printed(story.imagined)
    if credits := credits_of(story):
        blocks.append(Paragraph(credits, quiet=True))
    blocks += [
        Section("How to play", (Items(tuple(_rules(plan)), numbered=True),), dense=plan.short),
        Section("Record sheet", tuple(_sheet(plan, entries)), fresh=not plan.short, columns=not plan.short, dense=plan.short),
        Section("Entries", tuple(as_section(entry) for entry in entries), fresh=True, columns=True),
    ]
    if plan.news:
        blocks.append(Section("News", tuple(_news(plan)), fresh=not plan.short, columns=plan.short))
    if plan.cited:
        blocks.append(Section("What is reported", tuple(_facts(plan)), fresh=not plan.short, columns=plan.short))
    title = f"{story.roles[role].title}: {part.title}" if part is not None else story.roles[role].title
    return Document(f"{story.title}: {title}, on paper", story.language, tuple(blocks))


# ---- how to play ----


def _rules(plan: Plan) -> Iterator[Text]:
    clock = plan.story.clock
    name = variable_name(clock.variable) if clock is not None else ""
    yield "You need a pencil, a rubber and a die. Begin at entry 1, and read only the entries that you are sent to."
    yield "Read an entry from top to bottom. A line that begins with “If” is for you only where your sheet says so; else pass it over."
    yield f"“{SHEET}” tells what to change on the record sheet, one thing after the other: tick a box, clear it, or write anew."
    yield "No number rises above its most or falls below its least: it stops there."
    if name and clock is not None and clock.variable in plan.kept:
        yield f"{name} never fall: where less than nothing is to be added, add nothing."
    yield "Then choose. A choice that begins with “Only if” is open where that holds. One that is marked “Closed” is there to be seen."
    yield f"A choice with a box can be made once: tick {BOX} when you make it, and pass it over from then on."
    if plan.recalls:
        yield f"“{NOTE}” gives you words to copy on the lines of the record sheet. At an ending you read them out."
    if plan.news:
        yield (
            "Each time you come to an entry that names a place, look at the list of news on your sheet. Tick each one that isn't "
            f"ticked yet and whose hour isn't above your {name}. Of those that you tick now, in their order, read the ones that are "
            "heard where you are, before you read on."
        )
    yield "A number in [brackets] stands behind what is reported. The list at the end has its source. Everything else is imagined."
    if plan.facts:
        yield (
            "If you met a fact of the record sheet in an earlier book of this story, you may tick it at the start. You can finish "
            "without it."
        )


# ---- the record sheet ----


def _sheet(plan: Plan, entries: tuple[BookEntry, ...]) -> Iterator[Block]:
    kept = [variable for variable in plan.story.variables.values() if variable.name in plan.kept]
    starts = dict(plan.program.role.values)

    def start(variable: Variable) -> int:
        return starts.get(variable.name, variable.start)

    numbers = [each for each in kept if each.type == "int"]
    words = [each for each in kept if each.type == "enum"]
    if numbers:
        rows = tuple((_named(plan, v), f"{start(v):,}", f"{v.low:,}", f"{v.high:,}", "") for v in numbers)
        yield Section("Numbers", (Table(("Name", "At the start", "Least", "Most", "Now"), rows),))
    if words:
        told = tuple((_named(plan, v), value_word(words_for(v, start(v))), "") for v in words)
        yield Section("Words", (Table(("Name", "At the start", "Now"), told),))
    boxes: list[tuple[Text, str]] = [(_named(plan, v), TICKED if start(v) else BOX) for v in kept if v.type == "flag"]
    boxes += [(fact_name(fact), BOX) for fact in plan.story.facts if fact in plan.facts]
    numbers_of = {entry.scene: entry.number for entry in entries if entry.enters}
    for scene in sorted(plan.been, key=numbers_of.__getitem__):
        boxes.append((been(numbers_of[scene]), BOX))
        if scene in plan.twice:
            boxes.append((been_twice(numbers_of[scene]), BOX))
    if boxes:
        yield Section("Boxes", (Table(("Name", "Box"), tuple(boxes)),))
    if plan.news:
        name = variable_name(plan.story.clock.variable) if plan.story.clock is not None else ""
        where = ["; ".join(place_name(plan, place) for place in item.places) or "everywhere" for item in plan.news]
        heard = tuple((f"News {n}", f"{item.hours:,}", where[n - 1], BOX) for n, item in enumerate(plan.news, start=1))
        yield Section("News", (Table(("Name", f"{name} when it comes", "Heard", "Box"), heard),))
    lines: list[Block] = []
    if any(choice.visit for scene in plan.scenes for choice in scene.choices):
        lines.append(Line(WAY_BACK, BLANK))
    if plan.recalls:
        lines += [Line(NOTE, BLANK) for _ in range(LINES_TO_NOTE)]
    if lines:
        yield Section("Lines", tuple(lines))


def _named(plan: Plan, variable: Variable) -> Text:
    """The name that the entries use, and what it stands for."""
    name, stands = variable_name(variable.name), variable.says or without_number(variable.show).replace("{}", "…")
    clock, scene = plan.story.clock, plan.story.scenes.get(variable.kind)
    if clock is not None and clock.variable == variable.name and not stands:
        stands = f"since {date_in_words(clock.start.date())}, {clock.start:%H:%M}"
    if scene is not None and scene.title and "{" not in scene.title:
        stands = f"{words_alone(scene.title)}: {stands}"
    if _letters(stands) in ("", _letters(name)):
        return name
    return (Run(f"{name} "), Run(stands, emphasis=True))


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


# ---- news, and what is reported ----


def _news(plan: Plan) -> Iterator[Block]:
    for number, item in enumerate(plan.news, start=1):
        told: list[Block] = list(Texts(plan).told(item.text, Notes()))
        if learnt := [fact for fact in item.facts if fact in plan.facts]:
            told.append(Line(SHEET, " ".join(f"Tick {fact_name(fact)}." for fact in learnt)))
        if cited := ", ".join(f"[{plan.cited[fact]}] {plan.story.facts[fact].by}" for fact in item.facts):
            told.append(Paragraph(f"Reported: {cited}.", quiet=True))
        yield Section(f"News {number}", tuple(told))


def _facts(plan: Plan) -> Iterator[Block]:
    yield Paragraph("The numbers are those in brackets. A view is no fact, and what somebody reports is not yet established.")
    if plan.short:
        for fact, number in plan.cited.items():
            told = plan.story.facts[fact]
            yield Paragraph((Run(f"[{number}] ", strong=True), *with_voucher(told), Run(f" {kind_in_short(told)}, ¶ {told.at}.")))
    else:
        yield facts_table(plan.story, plan.cited)
    for source in dict.fromkeys(plan.story.facts[fact].source for fact in plan.cited):
        yield Paragraph(f"Source: {whole_source(plan.story, source)}.", quiet=True)
