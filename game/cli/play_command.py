"""`neighbours` and `neighbours play`: which story, which game, and in the app or line by line."""

import gc
import os
import shutil
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.cli.exit_codes import Exit, WrongUseError
from game.cli.open_story import find, part_of, role_of, story_and_part, story_of, tell_errors
from game.disk.paths import is_file
from game.library.find_stories import Found, all_stories
from game.library.ready import ready
from game.play.program import Program, compile_role
from game.saves import HeldLesson, SaveError, Saves, Slot, held_lesson, lesson_file, saves_folder, settings_file
from game.session.game_session import GameSession, go_on, open_game
from game.session.lesson_bell import Bell, computers_clock
from game.source.identity import SHIPPED
from game.story.model import Role, RolePart, Story
from game.text.shell import command_line
from game.text.words import in_a_row

if TYPE_CHECKING:
    from game.play.pasted_line import Path as Walk
    from game.session.lesson_session import LessonSession

NARROWEST = 20


def shelf(*, lesson: bool, plain: bool) -> int:
    """The shelf in the app; line by line, the game that was played last or else the shipped story's roles."""
    if plain or not has_screen():
        return play(None, lesson=lesson, plain=True)
    from game.tui.app import NeighboursApp
    from game.tui.running import run_app

    held, notice = _held(lesson=lesson)
    app = NeighboursApp(saves=Saves(saves_folder()), settings_file=settings_file(), stories=all_stories(), held=held, notice=notice)
    return run_app(app)


def play(
    name: str | None,
    *,
    role: str | None = None,
    part: str | None = None,
    seed: int | None = None,
    path: str | None = None,
    nickname: str = "",
    record: str | None = None,
    lesson: bool = False,
    plain: bool = False,
) -> int:
    name, part = story_and_part(name, part)
    if record is not None:
        from game.cli.play_record import play_and_record

        options: dict[str, Any] = {"role": role, "part": part, "seed": seed, "path": path}
        options |= {"nickname": nickname, "lesson": lesson, "plain": plain}
        return play_and_record(record, name, nickname, partial(play, name, **options))
    saves = Saves(saves_folder())
    slot = None
    if role is None and part is None and seed is None and path is None:
        slot = _latest(saves, name, nickname)
    found = find(name if name is not None else SHIPPED) if name is not None or slot is None else story_of(slot, saves)
    story = story_to_play(found)
    if story is None:
        return Exit.PROBLEMS
    if role is None and (part is not None or path is not None):
        role = _only_role(story, "A part" if path is None else "A path")
    chosen = role_of(story, role) if role is not None else None
    to_play = part_of(chosen, part) if chosen is not None and part is not None else None
    if path is not None and chosen is not None:
        slot, chosen = _walked(compile_role(story, chosen.id, to_play), path, seed, nickname, saves), None
    held, notice = _held(lesson=lesson)
    if plain or not has_screen():
        if notice:
            print(notice)
        command = command_line("play", *([name] if name is not None else []), nickname=nickname)  # to go on another day
        surroundings = lru_cache(lambda: _lesson_session(saves, story, found, held))
        return _play_plain(story, surroundings, held, slot, chosen, to_play, seed, nickname, saves, command)
    from game.tui.app import NeighboursApp
    from game.tui.running import run_app

    app = NeighboursApp(
        story=story, found=found, role=chosen.id if chosen is not None else None, part=to_play, slot=slot, seed=seed,
        nickname=nickname, saves=saves, settings_file=settings_file(), stories=all_stories(), held=held, notice=notice,
    )  # fmt: skip
    return run_app(app)


def path_from(typed: str) -> "Walk":
    """The path that was typed, or that stands in the file that was named. Raises WrongUseError."""
    from game.play.pasted_line import parse_path

    try:
        return parse_path(Path(typed).read_text(encoding="utf-8-sig") if is_file(Path(typed)) else typed)
    except (UnicodeDecodeError, OSError) as error:
        raise WrongUseError(f"{error}") from error


def _only_role(story: Story, what: str) -> str:
    """The role that is meant where none was named. Raises WrongUseError where there are several."""
    if len(story.roles) > 1:
        raise WrongUseError(f"{what} needs a role: --role {in_a_row(list(story.roles), 'or')}.")
    return next(iter(story.roles))


def _walked(program: Program, path: str, seed: int | None, nickname: str, saves: Saves) -> Slot:
    """A new game in which the choices of a path have been made."""
    from game.play.pasted_line import walk_path

    played = walk_path(program, path_from(path), seed or 0)
    save = saves.begin(program.story.identity, nickname)
    session = GameSession(played, save)
    session.keep()
    session.close()
    return save.slot


def has_screen() -> bool:
    """Whether there is a terminal that a full-screen app can be drawn on."""
    if os.name != "nt" and os.environ.get("TERM", "dumb") in ("", "dumb"):
        return False
    return sys.stdin.isatty() and sys.stdout.isatty()


def _latest(saves: Saves, name: str | None, nickname: str) -> Slot | None:
    """The game that was played last: of the story that was named, else of one that has a name, and of this player."""
    stories = [found.identity for found in ([find(name)] if name is not None else all_stories())]
    try:
        slots = saves.slots(None if name is None else stories[0])
    except SaveError:
        return None  # a new game will say what is wrong with the folder
    unfinished = (slot for slot in slots if slot.readable and not slot.finished and nickname in ("", slot.nickname))
    return next((slot for slot in unfinished if any(saves.is_of(slot, story) for story in stories)), None)


def story_to_play(found: Found) -> Story | None:
    """The story, or None once what keeps it from being played is on standard error."""
    made = ready(found.folder, found.shown)
    if made.story is None:
        tell_errors(found, made.errors)
    return made.story


def _play_plain(
    story: Story,
    surroundings: "Callable[[], LessonSession]",
    held: HeldLesson | None,
    slot: Slot | None,
    role: Role | None,
    part: RolePart | None,
    seed: int | None,
    nickname: str,
    saves: Saves,
    command: str,
) -> int:
    from game.plain.line_game import PlainGame
    from game.plain.plain_text import WIDEST

    width = max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))
    answers = _answers()
    session: GameSession | None = None
    if slot is not None:
        try:
            session = go_on(story, slot, saves)
        except SaveError as error:
            print(error.sentence)
    fresh = session is None
    if session is None:
        taken = (role.id, None, part) if role is not None else _taken(story, answers, width, nickname, saves, held)
        if taken is None:
            return Exit.FINE
        chosen, slot, part = taken
        session = open_game(story, chosen, slot, saves, part=part, seed=seed, nickname=nickname)
        fresh = slot is None
    gc.freeze()  # the program and the story stay as long as it runs, so garbage is looked for in what is made from here on
    gc.enable()
    game = PlainGame(session, answers, sys.stdout, width, command, surroundings, _is_typed(), seed)
    try:
        game.play(fresh=fresh, note=fresh and _note_to_read(session, saves), titled=role is None)
    except KeyboardInterrupt:
        print()
        game.close()
        return Exit.INTERRUPTED
    return Exit.FINE


def _note_to_read(session: GameSession, saves: Saves) -> bool:
    """Whether the content note is still to be read; from then on it has been. A file of answers brings the same each time."""
    if not _is_typed():
        return True
    from game.saves import change_settings, load_settings
    from game.session.content_note import AS_READ, note_read

    story, settings = session.played.program.story, load_settings(settings_file())[0]
    if note_read(story, settings, saves, session.nickname, besides=session.save):
        return False
    try:
        change_settings(settings_file(), {AS_READ.format(story.id): True})
    except SaveError:
        return True  # it is read again next time, which does no harm
    return True


_TakenGame = tuple[str, Slot | None, RolePart | None]
"""Whose game, one that is gone on with, or None for a new one, and the part that is played in that."""


def _taken(story: Story, answers: Iterator[str], width: int, nickname: str, saves: Saves, held: HeldLesson | None) -> _TakenGame | None:
    """Who the player wants to be, and in which game, as `held`, the lesson that is on, proposes it."""
    from game.plain.week_list import choose_role
    from game.session.story_week import story_week

    taken = choose_role(story_week(story, saves, nickname, held), answers, sys.stdout, width)
    return (taken.role.id, taken.slot, taken.part) if taken is not None else None


def _held(*, lesson: bool) -> tuple[HeldLesson | None, str]:
    """The lesson that is on here, or with `lesson` for this start alone; and what to tell of it, mostly nothing."""
    held, notice = held_lesson(lesson_file(), computers_clock())
    return (HeldLesson() if held is None and lesson else held), notice


def _lesson_session(saves: Saves, story: Story, found: Found, held: HeldLesson | None) -> "LessonSession":
    from game.session.lesson_session import LessonSession  # with the lesson, which the first passage doesn't need

    bell = Bell(held.bell, computers_clock) if held is not None and held.bell is not None else None
    return LessonSession(saves, story, found, held, bell)


def _is_typed() -> bool:
    """Whether somebody sits there and types, so that a question may be put."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _encoding(answers: TextIOWrapper) -> str:
    """Of a file with answers: editors and shells of Windows begin one with a mark, which is no part of the first answer."""
    buffer = answers.buffer
    mark, sign = (buffer.peek(4)[:2], buffer.peek(4)[2:4]) if isinstance(buffer, BufferedReader) else (b"", b"")
    return "utf-16" if mark in (BOM_UTF16_LE, BOM_UTF16_BE) and 0 in sign else "utf-8-sig"


def _answers() -> Iterator[str]:
    """What is typed, line by line, with a prompt where somebody types it. The end of input ends it."""
    prompt = _is_typed()
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace", encoding=None if sys.stdin.isatty() else _encoding(sys.stdin))
    while True:
        if prompt:
            sys.stdout.write("\n> ")
            sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            return
        yield line
