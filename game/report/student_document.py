"""One playthrough as a document, for whoever played it: the way with its choices, what was met, what was answered."""

from collections.abc import Iterator

from game.document import Block, Document, Items, Line, Pairs, Paragraph, Quote, Run, Section, Text
from game.play.looking_back.ledger import Decided, Obstacle, by_fact
from game.play.looking_back.summary import behind_in_words, closed_choices, decided_in_words
from game.play.playthrough import recalls_untold
from game.play.view import Passage, recalled
from game.report.account import Account, AccountStep
from game.saves.answers import SURE, Answer
from game.story.model import Story
from game.story.phrases import KIND_WORDS, date_in_words, moment_in_words, whole_source
from game.story.printed_prose import printed, runs, with_voucher

PRIVATE = "This page was written on the player's computer and sent nowhere. It goes where somebody takes it."


def student_document(account: Account) -> Document:
    story, role = account.played.program.story, account.played.program.role
    blocks: list[Block] = [_head(account)]
    blocks += (Paragraph(notice, quiet=True) for notice in account.notices)
    if story.imagined is not None:
        blocks += printed(story.imagined)
    blocks += [
        Section("The way", tuple(_way(account))),
        _in_the_way(account),
        *_facts(account),
        *_answers(account),
        Paragraph(PRIVATE, quiet=True),
    ]
    return Document(f"{story.title}: {role.title}", story.language, tuple(blocks))


def _head(account: Account) -> Pairs:
    played, kept = account.played, account.kept
    last = account.steps[-1].view
    pairs: list[tuple[str, Text]] = [("Player", kept.nickname)] if kept.nickname else []
    ended = "Ending" if account.played.part_over is None else "End of a part"
    pairs.append((ended, account.ending) if account.ending else ("Stopped at", last.title or last.place or "the last passage below"))
    pairs.append(("Decisions", f"{len(account.ledger.decided):,}"))
    pairs.append(("Facts met", f"{len(account.facts):,} of {len(played.program.story.facts):,}"))
    if kept.updated is not None:
        pairs.append(("Last choice made on", date_in_words(kept.updated.astimezone().date())))
    pairs.append(("Luck", f"number {played.seed}"))
    return Pairs(tuple(pairs))


# ---- the way ----


def _way(account: Account) -> Iterator[Block]:
    story = account.played.program.story
    if account.before:
        listed = tuple(decision.label for decision in account.before)
        yield Paragraph("Before the story changed, these choices were made:")
        yield Items(listed, numbered=True)
    title, blocks = _title(account.steps[0]), list[Block]()
    for step in account.steps:
        new = _title(step)
        if step.read and (not step.again or new != title):
            if blocks:
                yield Section(title, tuple(blocks))
            title, blocks = new, list(_place(step, story.language))
        blocks += _step(story, step)
    if untold := recalls_untold(account.played) if account.ending else []:
        blocks.append(Items(tuple(recalled(story, recall) for recall in untold)))
    if account.ending:
        blocks.append(Line("The end", account.ending))
    if blocks:
        yield Section(title, tuple(blocks))


def _title(step: AccountStep) -> str:
    return step.view.title or step.view.place or step.view.scene.id.replace("_", " ")


def _place(step: AccountStep, language: str) -> Iterator[Block]:
    view = step.view
    place = view.place if view.title else ""
    moment = moment_in_words(view.moment) if view.moment is not None else ""
    if where := ", ".join(filter(None, (place, moment))):
        yield Paragraph(where, quiet=True)
    if view.scenery is not None and view.scenery.arrived and (seen := view.scenery.in_words(language)):
        yield Paragraph(seen, quiet=True)


def _step(story: Story, step: AccountStep) -> Iterator[Block]:
    for part in step.read:
        yield from _part(story, part)
    if step.decision is not None and not step.decision.goes_on:
        yield Line("You chose", step.decision.label)
    for part in step.after:
        yield from _part(story, part)


def _part(story: Story, part: Passage) -> Iterator[Block]:
    """The paragraphs of a part; the first says who speaks, or that it is news."""
    before = story.people[part.person].name if part.person in story.people else "News" if part.kind == "news" else ""
    for number, paragraph in enumerate(part.paragraphs):
        speaker = (Run(f"{before}: ", strong=True),) if before and number == 0 else ()
        yield Paragraph((*speaker, *runs(paragraph)))


# ---- what stood in the way, what was met, and what was said ----


def _in_the_way(account: Account) -> Section:
    """The decisions, and those in whose way something stood."""
    story, told = account.played.program.story, account.ledger
    inner: list[Block] = [Paragraph(decided_in_words(told))]
    for obstacle, behind in told.by_obstacle.items():
        if behind:
            inner.append(Section(behind_in_words(obstacle, len(behind)), (Items(tuple(_by_fact(story, behind, obstacle))),)))
    return Section("What stood in your way", tuple(inner))


def _by_fact(story: Story, told: tuple[Decided, ...], obstacle: Obstacle) -> Iterator[Text]:
    """The decisions of which one fact says so, and the fact; or what was closed."""
    for name, members in by_fact(told, obstacle).items():
        labels = "; ".join(dict.fromkeys(each.decision.label for each in members))
        if obstacle == "closed":
            yield from ((Run(each.decision.label, strong=True), Run(f". {' '.join(closed_choices(each))}")) for each in members)
        elif (fact := story.facts.get(name)) is None:
            yield labels
        else:
            yield (Run(labels, strong=True), Run(": "), *with_voucher(fact))


def _facts(account: Account) -> Iterator[Section]:
    story = account.played.program.story
    if not account.facts:
        yield Section("Facts met", (Paragraph("No fact was met on this way."),))
        return
    inner: list[Block] = [Paragraph("What is reported, and who vouches for it. Everything else in the story is imagined.")]
    for kind, title in KIND_WORDS.items():
        facts = [fact for fact in account.facts if fact.kind == kind]
        if facts:
            inner.append(Section(title, (Items(tuple(with_voucher(fact) for fact in facts)),)))
    sources = dict.fromkeys(fact.source for fact in account.facts)
    inner += [Paragraph(f"Source: {whole_source(story, name)}.", quiet=True) for name in sources]
    yield Section("Facts met", tuple(inner))


def _answers(account: Account) -> Iterator[Section]:
    said = account.kept.said
    if said is None:
        return
    for title, answers in (("Asked before", said.before), ("Asked after", said.after)):
        if answers:
            yield Section(title, tuple(block for answer in answers for block in _answer(answer)))
    written: list[Block] = []
    for each in said.debrief:
        if each.wrote.strip():
            written += [Paragraph((Run(each.asked, strong=True),)), Quote(each.wrote)]
    if written:
        yield Section("Looking back", tuple(written))


def _answer(answer: Answer) -> Iterator[Block]:
    yield Paragraph((Run(answer.asked, strong=True),))
    sure = "a guess" if answer.confidence == 1 else f"{answer.confidence} of {SURE} sure"
    fits = "" if answer.right is None else "; the source says so too" if answer.right else "; the source says otherwise"
    yield Paragraph(f"{answer.chose} ({sure}{fits})")
