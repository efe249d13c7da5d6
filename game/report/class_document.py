"""What a class did, as a document to talk from: where it divided, and what stood in its way."""

from collections.abc import Iterator, Sequence

from game.document import Bar, Bars, Block, Document, Items, Pairs, Paragraph, Run, Section, Text
from game.play.looking_back.ledger import OBSTACLES, Obstacle
from game.report.account import Account
from game.report.classes import FEWEST, RoleSummary, Split, by_role, player_of
from game.story.model import Fact
from game.story.phrases import OBSTACLE_WORDS
from game.story.printed_prose import with_voucher
from game.text.words import capital, counted

MOST_SPLITS = 12  # more than a class talks about in an hour
FEW = f"Nothing is told of what fewer than {FEWEST} players came to, so that nobody can be made out."
WHO = (
    "A player counts once for each decision, with what was chosen the first time. A game without a nickname counts as a player of its own."
)
NO_RANKS = "No choice here is better than another. Ask for the reasons."


def class_document(accounts: Sequence[Account], left_out: Sequence[str] = ()) -> Document:
    """`left_out` are sentences on what isn't counted."""
    stories = {account.played.program.story.id: account.played.program.story for account in accounts}
    title = next(iter(stories.values())).title if len(stories) == 1 else "Several stories"
    language = next(iter(stories.values())).language if stories else "en"
    blocks: list[Block] = [_head(accounts), Paragraph(f"{NO_RANKS} {FEW} {WHO}")]
    for summary in by_role(accounts):
        name = summary.role.title if len(stories) == 1 else f"{summary.story.title}: {summary.role.title}"
        blocks.append(Section(name, tuple(_role(summary))))
    if left_out:
        blocks.append(Section("Not counted", (Items(tuple(left_out)),)))
    return Document(f"{title}: what a class decided", language, tuple(blocks))


def _head(accounts: Sequence[Account]) -> Pairs:
    finished = sum(bool(account.ending) for account in accounts)
    nameless = sum(not account.kept.nickname.strip() for account in accounts)
    pairs: list[tuple[str, Text]] = [
        ("Players", f"{len({player_of(account) for account in accounts}):,}"),
        ("Games", f"{len(accounts):,}, of which {finished:,} came to an ending"),
    ]
    if nameless:
        pairs.append(("Without a nickname", f"{nameless:,}"))
    return Pairs(tuple(pairs))


def _role(summary: RoleSummary) -> Iterator[Block]:
    if summary.players < FEWEST:
        yield Paragraph(f"{_players(summary.players)} played this role, fewer than {FEWEST}: nothing is told of it.")
        return
    yield Paragraph(f"{_players(summary.players)} played this role, {summary.finished:,} to an ending.")
    yield Section("Where this class split", tuple(_splits(summary)))
    if in_the_way := tuple(_in_the_way(summary)):
        yield Section("What stood in their way", in_the_way)
    if summary.endings:
        yield Section("Endings", (Bars("Players who came to each", tuple(Bar(*ending) for ending in summary.endings)),))
    else:
        yield Section("Endings", (Paragraph(f"Fewer than {FEWEST} players came to an ending, so none is told."),))
    if summary.facts:
        yield Section("Facts met", (Items(tuple((*with_voucher(fact), Run(f": {_players(many)}")) for fact, many in summary.facts)),))


def _splits(summary: RoleSummary) -> Iterator[Block]:
    if not summary.splits:
        yield Paragraph(f"No decision that {FEWEST} or more players came to was taken differently.")
    else:
        yield Paragraph("The decision that divided the class most evenly comes first.")
    for split in summary.splits[:MOST_SPLITS]:
        yield Section(split.title or split.place or split.scene.replace("_", " "), tuple(_split(split)))
    if len(summary.splits) > MOST_SPLITS:
        yield Paragraph(f"{len(summary.splits) - MOST_SPLITS:,} more divided it less.", quiet=True)
    if summary.hidden:
        hidden = counted(summary.hidden, "decision was", "decisions were")
        yield Paragraph(f"{hidden} come to by fewer than {FEWEST} players, and not told.", quiet=True)


def _split(split: Split) -> Iterator[Block]:
    if split.place and split.title:
        yield Paragraph(split.place, quiet=True)
    yield Bars(f"{_players(split.players)} decided here", tuple(Bar(option.label, option.players) for option in split.options))
    found: dict[tuple[Obstacle, Fact | None], list[str]] = {}
    for option in split.options:
        for each in option.in_the_way:
            found.setdefault(each, []).append(option.label)
    if found:
        yield Paragraph("What stood in the players' way:")
        whole = len(split.options)
        yield Items(tuple((*_labels(labels, whole), Run(": "), *_obstacle(each, fact)) for (each, fact), labels in found.items()))


def _labels(labels: Sequence[str], whole: int) -> Iterator[Run]:
    """The choices that had something in their way in common, of so many that were made."""
    if len(labels) == whole > 1:
        yield Run("Whatever they chose", strong=True)
        return
    for number, label in enumerate(labels):
        if number:
            yield Run("; ")
        yield Run(label, strong=True)


def _obstacle(obstacle: Obstacle, fact: Fact | None) -> tuple[Run, ...]:
    words = OBSTACLE_WORDS[obstacle]
    return (Run(words),) if fact is None else (Run(f"{words}. "), *with_voucher(fact))


def _in_the_way(summary: RoleSummary) -> Iterator[Block]:
    for obstacle in OBSTACLES:
        facts = [(each.fact, f": {_players(each.players)}") for each in summary.constraints if each.obstacle == obstacle]
        if facts:
            listed = tuple((*(with_voucher(fact) if fact else (Run("a draw"),)), Run(players)) for fact, players in facts)
            yield Section(f"{capital(OBSTACLE_WORDS[obstacle])} stood in their way", (Items(listed),))
    if summary.doors:
        doors = ((Run(door.label, strong=True), Run(f": {door.reason} ({_players(door.players)})")) for door in summary.doors)
        yield Section("Doors that were closed", (Items(tuple(doors)),))


def _players(many: int) -> str:
    return counted(many, "player")
