"""`neighbours serve`: a class in browsers, from this computer."""

from pathlib import Path

from game.cli.exit_codes import Exit, ProblemsError, WrongUseError
from game.cli.open_story import find, part_of, role_of
from game.cli.play_command import story_to_play
from game.disk.atomic import make_folders
from game.disk.file_lock import LockedError, hold
from game.disk.filesystem import Disk, why
from game.disk.homes import class_folder
from game.saves import SaveError, Saves, held_lesson, lesson_file
from game.session.lesson_bell import computers_clock
from game.text.clean import clean_line
from game.text.shell import command_line

MISSING = (
    "`neighbours serve` needs two more packages; in the folder of the game, this gets them: "
    'python -m pip install -c constraints.txt ".[serve]", with the python beside `neighbours`.'
)


def serve(
    name: str | None,
    *,
    role: str | None = None,
    part: str | None = None,
    lesson: bool = False,
    lan: bool = False,
    address: str | None = None,
    port: int = 8000,
    folder: str | None = None,
) -> int:
    try:
        from game.serve.class_app import ClassApp, class_app
        from game.serve.class_room import ClassFile, ClassRoom
        from game.serve.games import Games
        from game.serve.server import EVERYWHERE, HERE, address_in_the_network, hosts_of, listening, run
        from game.serve.teacher import Teacher
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn", "anyio", "h11", "click"):
            raise
        raise WrongUseError(MISSING) from error
    found = find(name)
    story = story_to_play(found)
    if story is None:
        return Exit.PROBLEMS
    chosen = role_of(story, role) if role is not None else None
    if part is not None and chosen is None:
        raise WrongUseError("A part needs a role: name it with --role.")
    to_play = part_of(chosen, part) if chosen is not None and part is not None else None
    held, notice = held_lesson(lesson_file(), computers_clock())
    on = lesson or (held is not None and held.is_of(story.id))
    outside = (address or address_in_the_network()) if lan or address else ""
    if lan and not outside:
        raise WrongUseError("This computer has no address in a network. Connect it, or name one with --address.")
    try:
        listener = listening(EVERYWHERE if outside else HERE, port)
    except OSError as error:
        raise WrongUseError(f"Port {port} can't be used here: {error.strerror}. Name another with --port.") from error
    port = listener.getsockname()[1]
    where = Path(folder) if folder is not None else class_folder()
    saves = Saves(where / "games")
    try:
        make_folders(Disk(), where)
        lock = hold(where / "class.lock")
    except LockedError as error:
        listener.close()
        raise WrongUseError("This class is served in another window. Stop it there, or name another folder with --folder.") from error
    except OSError as error:
        listener.close()
        raise WrongUseError(f"The class can't be kept in {clean_line(str(where), limit=1_000)}: {why(error, where)}.") from error
    try:
        room = ClassRoom(ClassFile(where))
        first = chosen.id if chosen is not None else held.first_of(story.id) if held is not None else ""
        games = Games(story, found, saves, room, computers_clock, role=first, part=to_play, lesson=on)
    except SaveError as error:
        listener.close()
        lock.release()
        raise ProblemsError(error.sentence) from error
    local = f"http://{HERE}:{port}"

    def say(line: str) -> None:
        print(clean_line(line, limit=1_000), flush=True)

    def say_link(link: str) -> None:
        say(f"The teacher's page was opened. Another browser would open it here: {local}/teacher/open/{link}")

    teacher = Teacher(games, saves.folder, say_link)
    app = class_app(ClassApp(games, teacher, say), [*hosts_of([HERE, "localhost", *filter(None, [outside])], port)])
    if notice:
        say(notice)
    say(f"{story.title}: a class in browsers{', with a lesson' if on else ''}.")
    say(f"Write on the board:  http://{outside or HERE}:{port}   code {room.state.code}")
    if not outside:
        say("Only this computer can open that address. `neighbours serve --lan` lets the network in.")
    else:
        say("Whoever can listen on this network can read what is sent: no real names, no passwords.")
    say(f"For you, once:       {local}/teacher/open/{teacher.link}")
    say(f"In the class: {len(room.state.seats)}. The games are in {saves.folder}")
    say(f"What they tell:      {command_line('report', str(saves.folder), format='html', output='class.html')}")
    say("Ctrl+C stops it. Everything is saved; the same command goes on with the same class.")

    def close() -> None:
        games.close()
        lock.release()

    run(app, listener, close)
    print("The class has stopped. Its games are saved.", flush=True)
    return Exit.FINE
