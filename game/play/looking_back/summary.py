"""All that is shown at the end of a role, as one value, and its sentences, the same in every frontend."""

from collections.abc import Collection, Sequence

from msgspec import Struct

from game.play.looking_back.doors import ClosedDoor, Doors, Fork, doors
from game.play.looking_back.ledger import Ledger, ledger, weighed
from game.play.looking_back.reported import Reported, reported
from game.play.looking_back.same_hours import SharedHour, same_hours
from game.play.playthrough import Playthrough
from game.play.view import heading
from game.story.model import Force
from game.story.phrases import FORCE_WORDS
from game.story.prose import VARIABLE
from game.text.words import counted, in_a_row

FORCE_MEANS: dict[Force, str] = {
    "you": "No law, no price and nobody else is known to have settled these. You could have chosen otherwise.",
    "law": "A rule or a government's position made these what they were.",
    "price": "What something cost made these what they were.",
    "chance": "These fell as they fell, and might have fallen otherwise.",
    "others": "What other people did, or how many they were, made these what they were.",
}

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
        played.decisions - weighed(told),
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
    """`Of your 9 decisions 4 were decided by you, 3 by a price and 2 by the law.`"""
    total = weighed(ledger)
    if not total:
        return "There is no decision to count on this way."
    parts = [(force, len(decided)) for force, decided in ledger.items() if decided]
    if len(parts) == 1:
        (force, _), what = parts[0], "Your one decision was" if total == 1 else f"All of your {total} decisions were"
        return f"{what} decided by {FORCE_WORDS[force]}."
    told = [f"{count} by {FORCE_WORDS[force]}" for force, count in parts]
    verb = "was" if parts[0][1] == 1 else "were"
    first = f"{parts[0][1]} {verb} decided by {FORCE_WORDS[parts[0][0]]}"
    return f"Of your {total} decisions {in_a_row([first, *told[1:]])}."


def endings_in_words(found: int, closed: int) -> str:
    """How many of a role's endings were found."""
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
