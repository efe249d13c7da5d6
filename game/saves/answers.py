"""What a player said about a lesson: answers before and after, and what was written in the debrief.

Each game has a file of its own for it beside its save, `k7f2q.answers.json`, which goes where the game goes and is
deleted with it. It tells the words that were asked as well as their ids, so that it can be read when the lesson is no
longer at hand, or has changed.

    said = read_answers(saves, slot)              # of one game; empty where nothing was said
    write_answers(saves, slot, replace(said, before=(*said.before, answer)))
    answers_of(saves, "good_neighbours", "Ada")   # of all of a player's games

This is no part of what a playthrough is: no scene reads it, and nothing is counted from it.
"""

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta

from game.disk.atomic import make_folders, put
from game.disk.filesystem import Disk, why
from game.saves.envelope import DamagedError, Format, Moment, NewerError, TooLargeError, checked_moment, seal, typed, unseal
from game.saves.file_names import ANSWERS
from game.saves.generations import set_aside
from game.saves.read_save import read
from game.saves.save_errors import DamagedSaveError, NewerSaveError, SaveError
from game.saves.saved_games import Saves
from game.saves.slot import Slot
from game.saves.whose_games import Store, Whose
from game.text.clean import clean_line

RECORD = Format("good-neighbours-answers")
SURE = 4  # the most sure that somebody can be of an answer; 1 is a guess

Time = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said to one question. `question` and `option` are their ids in the lesson, `asked` and `chose` their words.

    `confidence` is from 1, a guess, to `SURE`. `right` is None where no option is the right one: such a question asks
    what somebody weighs.
    """

    question: str
    asked: str
    option: str
    chose: str
    confidence: Annotated[int, Meta(ge=1, le=SURE)]
    right: bool | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What was written to one prompt of the debrief. `phase` and `prompt` are their ids in the lesson, `asked` its words.
    `read_out` is whether its writer said that it may be read out to the class."""

    phase: str
    prompt: str
    asked: str
    wrote: str
    read_out: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said in one game. `when` is when something was last said, with its time zone; None where nothing was.

    `asked_before` and `asked_after` say that the questions were put, to their end or until the player skipped the rest,
    so they aren't put again by themselves.
    """

    story: str
    slot: str
    nickname: str = ""
    before: tuple[Answer, ...] = ()
    after: tuple[Answer, ...] = ()
    debrief: tuple[Written, ...] = ()
    asked_before: bool = False
    asked_after: bool = False
    when: Moment | None = None

    def __post_init__(self) -> None:
        checked_moment(self.when)

    def to(self, time: Time, question: str) -> Answer | None:
        """The answer to a question before or after, if one was given."""
        return next((answer for answer in getattr(self, time) if answer.question == question), None)

    def written(self, phase: str, prompt: str) -> Written:
        """What was written to a prompt; nothing where it wasn't answered."""
        there = (each for each in self.debrief if (each.phase, each.prompt) == (phase, prompt))
        return next(there, Written(phase, prompt, "", ""))


def read_answers(store: Store, slot: Slot) -> Answers:
    """What was said in a game; changes nothing. Raises a SaveError that says what is wrong."""
    return answers_at(store.files, _path(store, slot), slot)


def answers_at(files: Disk, path: Path, slot: Slot) -> Answers:
    """As `read_answers`, from the file at `path`, wherever it lies."""
    try:
        return typed(unseal(RECORD, read(files, path)), Answers)
    except FileNotFoundError:
        return Answers(slot.story, slot.id, slot.nickname)
    except DamagedError as error:
        raise DamagedSaveError(f"What was answered in this game can't be read: {clean_line(path.name)} is damaged.") from error
    except NewerError as error:
        raise NewerSaveError(
            f"What was answered in this game was saved by a newer version of Good Neighbours, in format {error.number}."
        ) from error
    except OSError as error:
        raise SaveError(f"What was answered in this game could not be read: {why(error, path.parent, 'read')}.") from error


def write_answers(store: Store, slot: Slot, said: Answers) -> Answers:
    """Keep what was said in a game; when this returns, it would survive a power cut. Returns it as it is kept.

    What is there and damaged is set aside; what a newer version wrote is left alone, and that is told. Raises SaveError:
    what was kept before is then as it was.
    """
    path = _path(store, slot)
    now = store.now()
    kept = replace(said, story=slot.story, slot=slot.id, nickname=slot.nickname, when=now)
    try:
        sealed = seal(RECORD, {**asdict(kept), "when": now.isoformat()})
        make_folders(store.files, path.parent)
        put(store.files, path, sealed, ready=lambda _: _make_room(store, path))
    except TooLargeError as error:
        raise SaveError("What you wrote could not be saved: it has grown too long. What was saved before is safe.") from error
    except NewerError as error:
        raise NewerSaveError(
            "What you said could not be saved: a newer version of Good Neighbours has saved answers of this game. "
            "They were left as they are."
        ) from error
    except OSError as error:
        raise SaveError(f"What you said could not be saved: {why(error, path.parent)}. You can go on all the same.") from error
    return kept


def answers_of(saves: Saves, story: Whose, nickname: str | None = None) -> tuple[Answers, ...]:
    """What was said in the games of a story, by all or by one player, what was said first first.

    A file that can't be read says nothing. Raises SaveError where the games can't be listed.
    """
    found: list[Answers] = []
    for slot in saves.slots(story):
        try:
            found.append(read_answers(saves, slot))
        except SaveError:
            continue  # `read_answers` of that game tells it
    mine = [said for said in found if said.when is not None and nickname in (None, said.nickname)]
    return tuple(sorted(mine, key=lambda said: (said.when, said.slot)))


def _path(store: Store, slot: Slot) -> Path:
    return store.path(slot).with_name(f"{slot.id}{ANSWERS}")


def _make_room(store: Store, path: Path) -> None:
    try:
        unseal(RECORD, read(store.files, path))
    except FileNotFoundError:
        pass
    except DamagedError:
        set_aside(store.files, path, path, store.now())
