"""What a class did, as a document to talk from: where it divided, what stood in its way, and what may be read out of what it wrote."""

from collections.abc import Iterator, Sequence

from game.document import Bar, Bars, Block, Document, Items, Pairs, Paragraph, Quote, Run, Section, Text
from game.play.looking_back.ledger import OBSTACLES, Obstacle
from game.report.account import Account
from game.report.classes import FEWEST, GroupSummary, Split, by_group, player_of
from game.report.said import AnswerSplit, answer_splits, read_out
from game.story.model import Fact
from game.story.phrases import OBSTACLE_WORDS
from game.story.printed_prose import with_voucher
from game.text.words import capital, counted, in_a_row

MOST_SPLITS = 12  # more than a class talks about in an hour
MOST_FACTS, MOST_HIDDEN = 12, 8
FEW = f"Nothing is told of what fewer than {FEWEST} players came to, so that nobody can be made out."
WHO = (
    "A player counts once for each decision, with what was chosen the first time. A game without a nickname counts as a player of its own."
)
NO_RANKS = "No choice here is better than another. Ask for the reasons."
TALK = "Ask: who of you met this, as whom, and what did you do then?"
NO_EVIDENCE = "This is to talk about: so few answers are no evidence of what was learned."
IN_THEIR_WORDS = "Written by players who ticked that it may be read out: without names, in the order of the alphabet."


def class_document(accounts: Sequence[Account], left_out: Sequence[str] = ()) -> Document:
    """`left_out` are sentences on what isn't counted."""
    stories = {account.played.program.story.id: account.played.program.story for account in accounts}
    title = next(iter(stories.values())).title if len(stories) == 1 else "Several stories"
    language = next(iter(stories.values())).language if stories else "en"
    groups = tuple(by_group(accounts))
    blocks: list[Block] = [_head(accounts), Paragraph(f"{NO_RANKS} {FEW} {WHO}")]
    blocks += [Section(_name(group, len(stories)), tuple(_group(group))) for group in groups if group.players >= FEWEST]
    if answers := tuple(_answers(accounts)):
        blocks.append(Section("Before and after", (Paragraph(NO_EVIDENCE), *answers)))
    if written := read_out(accounts):
        told = (Section(each.asked, tuple(map(Quote, each.wrote))) for each in written)
        blocks.append(Section("In their own words", (Paragraph(IN_THEIR_WORDS), *told)))
    if hidden := tuple(_hidden(groups, len(stories))):
        blocks.append(Section("What isn't told, and what would show it", hidden))
    if left_out:
        blocks.append(Section("Not counted", (Items(tuple(left_out)),)))
    return Document(f"{title}: what a class decided", language, tuple(blocks))


def _head(accounts: Sequence[Account]) -> Pairs:
    finished = sum(bool(account.ending) for account in accounts)
    nameless = sum(not account.kept.nickname.strip() for account in accounts)
    pairs: list[tuple[str, Text]] = [
        ("Players", f"{len({player_of(account) for account in accounts}):,}"),
        ("Games", f"{len(accounts):,}, of which {finished:,} came to an ending or the end of a part"),
    ]
    if nameless:
        pairs.append(("Without a nickname", f"{nameless:,}"))
    return Pairs(tuple(pairs))


def _name(group: GroupSummary, stories: int) -> str:
    name = group.roles[0].title if len(group.roles) == 1 else f"{counted(len(group.roles), 'role')} together"
    return name if stories == 1 else f"{group.story.title}: {name}"


def _group(group: GroupSummary) -> Iterator[Block]:
    if len(group.roles) == 1:
        yield Paragraph(f"{_players(group.players)} played this role or a part of it, {group.finished:,} to its end.")
    else:
        roles = in_a_row([role.title for role in group.roles])
        each = f"Fewer than {FEWEST} players played each of these roles, so they are told together: {roles}."
        yield Paragraph(f"{each} That is {_players(group.players)}, {group.finished:,} of them to an ending or the end of a part.")
    if len(group.roles) == 1 or group.splits:
        yield Section("Where this class split", tuple(_splits(group)))
    if in_the_way := tuple(_in_the_way(group)):
        yield Section("What stood in their way", in_the_way)
    if group.endings and len(group.roles) == 1:
        yield Section("Endings", (Bars("Players who came to each", tuple(Bar(*ending) for ending in group.endings)),))
    elif len(group.roles) == 1:
        yield Section("Endings", (Paragraph(f"Fewer than {FEWEST} players came to an ending, so none is told."),))
    if group.facts:
        listed = tuple((*with_voucher(fact), Run(f": {_players(many)}")) for fact, many in group.facts[:MOST_FACTS])
        more = len(group.facts) - MOST_FACTS
        rest = (Paragraph(f"{more:,} more were met by as many players or fewer.", quiet=True),) if more > 0 else ()
        yield Section("Facts met", (Items(listed), *rest))


def _splits(group: GroupSummary) -> Iterator[Block]:
    if not group.splits:
        yield Paragraph(f"No decision that {FEWEST} or more players came to was taken differently.")
    else:
        yield Paragraph("The decision that divided the class most evenly comes first.")
    for split in group.splits[:MOST_SPLITS]:
        yield Section(_decision(split.title, split.place, split.scene), tuple(_split(split)))
    if len(group.splits) > MOST_SPLITS:
        yield Paragraph(f"{len(group.splits) - MOST_SPLITS:,} more divided it less.", quiet=True)


def _decision(title: str, place: str, scene: str) -> str:
    return title or place or scene.replace("_", " ")


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


def _in_the_way(group: GroupSummary) -> Iterator[Block]:
    if group.forces:
        caption = f"In the way of how many of {counted(group.decided, 'decision')}; one may count for several"
        yield Bars(caption, tuple(Bar(capital(OBSTACLE_WORDS[obstacle]), decisions) for obstacle, decisions in group.forces))
        yield Paragraph(TALK)
    for obstacle in OBSTACLES:
        facts = [(each.fact, f": {_players(each.players)}") for each in group.constraints if each.obstacle == obstacle]
        if facts:
            listed = tuple((*(with_voucher(fact) if fact else (Run("a draw"),)), Run(players)) for fact, players in facts)
            yield Section(f"{capital(OBSTACLE_WORDS[obstacle])} stood in their way", (Items(listed),))
    if group.doors:
        doors = ((Run(door.label, strong=True), Run(f": {door.reason} ({_players(door.players)})")) for door in group.doors)
        yield Section("Doors that were closed", (Items(tuple(doors)),))


# ---- what they said ----


def _answers(accounts: Sequence[Account]) -> Iterator[Block]:
    """Each question with the words in which it was asked at either time: they differ, and so do the options."""
    for number, (before, after) in enumerate(answer_splits(accounts), start=1):
        yield Section(f"Question {number}", (*_answered("before", before), *_answered("after", after)))


def _answered(name: str, split: AnswerSplit | None) -> Iterator[Block]:
    if split is None:
        yield Paragraph(f"Fewer than {FEWEST} players answered {name}, so their answers aren't told.", quiet=True)
        return
    bars = (Bar(f"{chose} (as reported)" if chose == split.right else chose, many) for chose, many in split.options)
    yield Bars(f"{split.asked} {_players(split.players)}, {name}", tuple(bars))


# ---- what isn't told ----


def _hidden(groups: Sequence[GroupSummary], stories: int) -> Iterator[Block]:
    """What fewer than five came to, as far as that tells nothing of them: that they did, and how many more would show it."""
    small = [group for group in groups if group.players < FEWEST]
    told: list[Text] = [f"{_name(each, stories)}: {_players(each.players)}; with {FEWEST} it would be told by itself." for each in small]
    hidden = [(group, each) for group in groups if len(group.roles) == 1 for each in group.hidden]
    hidden.sort(key=lambda each: -each[1].players)
    for group, each in hidden[:MOST_HIDDEN]:
        came = f"{_players(each.players)} came to this decision; with {FEWEST} it would be shown."
        told.append(f"{_name(group, stories)}, {_decision(each.title, each.place, each.scene)}: {came}")
    if told:
        yield Items(tuple(told))
    if len(hidden) > MOST_HIDDEN:
        yield Paragraph(f"{counted(len(hidden) - MOST_HIDDEN, 'more decision')} had as few players or fewer.", quiet=True)
    if small and sum(each.players for each in groups if len(each.roles) == 1) >= FEWEST:
        yield Paragraph("Where fewer roles are played by more players each, more can be told of each.")


def _players(many: int) -> str:
    return counted(many, "player")
