"""All that is shown at the end of a role, as one value, and its sentences, the same in every frontend."""

from collections.abc import Collection, Sequence

from msgspec import Struct

from game.play.looking_back.doors import ClosedDoor, Doors, Fork, doors
from game.play.looking_back.ledger import Decided, Ledger, Obstacle, ledger
from game.play.looking_back.reported import Reported, reported
from game.play.looking_back.same_hours import SharedHour, same_hours
from game.play.playthrough import Playthrough
from game.play.view import heading
from game.story.phrases import OBSTACLE_WORDS
from game.story.prose import VARIABLE
from game.text.words import capital, counted, in_a_row

NOTHING = "nothing"
OBSTACLE_MEANS: dict[Obstacle, str] = {
    "law": "A rule, or what a government ordered, made it cost more, take longer or come out otherwise.",
    "price": "Something had its price.",
    "others": "What other people did, or how many they were, made it cost more, take longer or come out otherwise.",
    "chance": "You chose, and it could have come out in more than one way.",
    "closed": "You chose among what was open. There was something else, and it was closed to you.",
}
NOTHING_MEANS = "As far as the story tells, nothing stood in your way."

FORK_TOLD: dict[Fork, str] = {
    "choice": "Another choice was open to you.",
    "chance": "Chance might have fallen otherwise.",
    "closed": "There was a choice that wasn't open to you.",
    "unseen": "There was more to find there than you saw.",
}


class FoundEnding(Struct, frozen=True):
    """An ending that was found, by its id and its title; `now` is the one that was just come to."""

    ending: str
    title: str
    now: bool


class LookingBack(Struct, frozen=True):
    """`found` are the endings behind the doors that are open; `hours` is empty where nobody else has been played."""

    played: Playthrough
    ledger: Ledger
    skipped: int
    doors: Doors
    found: tuple[FoundEnding, ...]
    reported: Reported
    hours: tuple[SharedHour, ...]


def look_back(played: Playthrough, found: Collection[str] = (), games: Sequence[Playthrough] = ()) -> LookingBack:
    """`found` are the ids of endings of this role that its player has come to, `games` their finished games, oldest first."""
    told = ledger(played)
    behind = doors(played, found)
    # The present game is the last of its role, however long ago it was saved.
    others = [game for game in games if game.program.role.id != played.program.role.id]
    return LookingBack(
        played,
        told,
        played.decisions - len(told.decided),
        behind,
        tuple(FoundEnding(ending, _title(played, ending, games), ending == played.scene.id) for ending in behind.found),
        reported(played),
        same_hours([*others, played]),
    )


def _title(played: Playthrough, ending: str, games: Sequence[Playthrough]) -> str:
    """An ending's title as it was when it was last come to; what varies in it is left open where no such game is at hand."""
    titles = {game.scene.id: heading(game.scene.ending, game.program, game.state) for game in (*games, played)}
    return titles.get(ending) or VARIABLE.sub("…", played.program.story.scenes[ending].ending)


# ---- in words ----


def decided_in_words(ledger: Ledger) -> str:
    """`You decided 16 times. What stood in your way: a price 5 times, other people 10 times; at 1 decision, nothing.`"""
    total, free = len(ledger.decided), len(ledger.free)
    if not total:
        return "There was nothing to decide on this way."
    times = _times(total)
    if free == total:
        return f"You decided {times}, and nothing stood in your way."
    found = [(OBSTACLE_WORDS[each], len(behind)) for each, behind in ledger.by_obstacle.items() if behind]
    if total == 1:
        return f"You decided once. In your way stood {in_a_row([words for words, _ in found])}."
    told = ", ".join(f"{words} {_times(number)}" for words, number in found)
    nothing = f"; at {counted(free, 'decision')}, nothing" if free else ""
    several = " More than one can stand in the way at once." if sum(number for _, number in found) + free > total else ""
    return f"You decided {times}. What stood in your way: {told}{nothing}.{several}"


def _times(number: int) -> str:
    return "once" if number == 1 else "twice" if number == 2 else f"{number} times"


def behind_in_words(obstacle: Obstacle, count: int) -> str:
    """`A price stood in your way: 5.`"""
    return f"{capital(OBSTACLE_WORDS[obstacle])} stood in your way: {count}"


def closed_choices(decided: Decided) -> list[str]:
    """What was seen closed at a decision, each with the reason that was given."""
    closed = [each for each in decided.in_the_way if each.obstacle == "closed"]
    return [f"Closed: {each.label}. {each.reason}".strip() if each.reason else f"Closed: {each.label}." for each in closed]


def endings_in_words(told: LookingBack) -> str:
    """How many of the role's endings were found."""
    if told.played.part_over is not None:
        return "This was a part of the role: its endings lie further on."
    found, closed = len(told.doors.found), len(told.doors.closed)
    total = found + closed
    if not closed:
        return "You have found the only ending of this role." if total == 1 else f"You have found all {total} endings of this role."
    doors = "one door is" if closed == 1 else f"{closed} doors are"
    return f"You have found {found} of this role's {total} endings; {doors} still closed."


def doors_in_words(door: ClosedDoor, count: int) -> str:
    """Where the way to a closed door, or to `count` of them, parts from the player's own, and how; never what lies behind."""
    if door.decision is None:
        return "Nothing on your way shows where the way there parts from it."
    decision = door.decision
    what = "skipped what happened" if decision.skipped else f"chose “{decision.label}”"
    where = f"at “{decision.title}”" if decision.title else f"in {decision.place}" if decision.place else "there"
    whose = "Its way" if count == 1 else "Their ways"
    return f"{whose} may part from yours {where}, where you {what}. {FORK_TOLD[door.fork]}"


def hidden_in_words(skipped: int) -> str:
    """What the ledger leaves out."""
    return "" if not skipped else f"What was skipped ({counted(skipped, 'choice')}) isn't counted."
