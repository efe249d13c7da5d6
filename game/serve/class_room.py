"""Who sits in a class, and what its teacher has said: the code, seats, pause and bell. What is said is on the disk at once.

    room = ClassRoom.opened(ClassFile(folder))
    seat, token = room.join(code, "Ada")      # raises SeatError with a sentence
    room.seat_of(token)

Where it is kept is the store's business: whatever has `read` and `write` can take the place of `ClassFile`.
"""

from collections import deque
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from secrets import choice, token_hex
from time import monotonic
from typing import Any, Protocol

from msgspec import Struct, field, to_builtins
from msgspec.structs import replace

from game.disk.atomic import make_folders, put
from game.disk.filesystem import Disk, why
from game.saves import SaveError
from game.saves.envelope import DamagedError, Format, Moment, NewerError, TooLargeError, seal, typed, unseal
from game.saves.read_save import read
from game.text.clean import clean_line
from game.text.sentence_error import SentenceError

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ234679"  # 30, without those that are read for another: 1, I, 0, O, 5, 8
CODE_LENGTH = 6
SEATS = 40
LONGEST_NAME = 24
WRONG_A_MINUTE = 100
FORM = Format("good-neighbours-class")

FULL = f"All {SEATS} seats are taken. Ask your teacher to free one."
WRONG_CODE = "That isn't the code of this class. It stands where your teacher wrote it: six letters and digits."
TOO_MANY = "Too many wrong codes were typed here. Wait a minute, then try again."
NO_NAME = "Type a nickname, so that your teacher sees which game is yours."
TAKEN = "Somebody here is called that already. Add a letter, or ask your teacher to free that seat if it is yours."


class SeatError(SentenceError):
    """Why somebody can't sit down."""


class Seat(Struct, frozen=True):
    """`mark` is the digest of what the player's browser keeps, "" where the teacher has freed the seat for whoever comes under its
    nickname. `game` is the id of the game that is played, "" where none is."""

    nickname: str
    mark: str
    game: str = ""


class ClassState(Struct, frozen=True):
    """`bell` is when the play stops, None where nobody has said so."""

    code: str
    seats: tuple[Seat, ...] = ()
    paused: bool = False
    bell: Moment | None = None


class ClassStore(Protocol):
    """Where a class is kept."""

    def read(self) -> ClassState | None: ...

    def write(self, state: ClassState) -> None: ...


class ClassFile(Struct, frozen=True):
    """A class in a file beside the saved games of its players."""

    folder: Path
    files: Disk = field(default_factory=Disk)

    @property
    def path(self) -> Path:
        return self.folder / "class.json"

    def read(self) -> ClassState | None:
        """None where there is none. Raises SaveError."""
        try:
            return typed(unseal(FORM, read(self.files, self.path)), ClassState)
        except FileNotFoundError:
            return None
        except (DamagedError, NewerError) as error:
            raise SaveError(
                f"The class in {clean_line(str(self.path), limit=1_000)} can't be read. Move the file away to begin anew."
            ) from error
        except OSError as error:
            raise SaveError(f"The class could not be read: {why(error, self.folder, 'read')}.") from error

    def write(self, state: ClassState) -> None:
        """Raises SaveError."""
        try:
            make_folders(self.files, self.folder)
            data: dict[str, Any] = to_builtins(state)
            put(self.files, self.path, seal(FORM, data))
        except (OSError, TooLargeError) as error:
            told = why(error, self.folder) if isinstance(error, OSError) else "it has grown too long"
            raise SaveError(f"The class could not be saved: {told}.") from error


class ClassRoom:
    """The class while it is served."""

    def __init__(self, store: ClassStore, clock: Callable[[], float] = monotonic) -> None:
        """Raises SaveError."""
        self.store, self._clock = store, clock
        self._wrong: deque[float] = deque(maxlen=WRONG_A_MINUTE)
        there = store.read()
        self.state = there if there is not None else ClassState("".join(choice(LETTERS) for _ in range(CODE_LENGTH)))
        if there is None:
            store.write(self.state)

    def change(self, **changes: Any) -> None:
        """Raises SaveError; nothing has changed then."""
        state = replace(self.state, **changes)
        self.store.write(state)
        self.state = state

    def join(self, code: str, nickname: str) -> tuple[Seat, str]:
        """A seat, and the token that its player's browser keeps. Raises SeatError, SaveError."""
        now = self._clock()
        if len(self._wrong) == WRONG_A_MINUTE and now - self._wrong[0] < 60:
            raise SeatError(TOO_MANY)
        if not compare_digest("".join(code.split()).upper().encode(), self.state.code.encode()):
            self._wrong.append(now)
            raise SeatError(WRONG_CODE)
        name = clean_line(" ".join(nickname.split()), limit=LONGEST_NAME)
        if not name:
            raise SeatError(NO_NAME)
        token = token_hex(16)
        there = self.called(name)
        if there is not None and there.mark:
            raise SeatError(TAKEN)
        if there is None and len(self.state.seats) >= SEATS:
            raise SeatError(FULL)
        seat = replace(there or Seat(name, ""), mark=_mark(token))
        self.change(seats=(*(each for each in self.state.seats if each is not there), seat))
        return seat, token

    def seat_of(self, token: str) -> Seat | None:
        mark = _mark(token)
        return next((seat for seat in self.state.seats if seat.mark and compare_digest(seat.mark, mark)), None)

    def called(self, nickname: str) -> Seat | None:
        """The seat of somebody called so, whatever the case of the letters."""
        return next((seat for seat in self.state.seats if seat.nickname.casefold() == nickname.casefold()), None)

    def put(self, seat: Seat, **changes: str) -> Seat:
        """The seat as it is from now on. Raises SaveError."""
        new = replace(seat, **changes)
        self.change(seats=tuple(new if each.nickname == seat.nickname else each for each in self.state.seats))
        return new

    def remove(self, seat: Seat) -> None:
        """Raises SaveError."""
        self.change(seats=tuple(each for each in self.state.seats if each.nickname != seat.nickname))

    def bell_rung(self, now: datetime) -> bool:
        return self.state.bell is not None and now >= self.state.bell


def _mark(token: str) -> str:
    return sha256(token.encode()).hexdigest()
