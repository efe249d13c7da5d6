"""The command `neighbours`: arguments to calls, and exit codes. Nothing else."""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from game.clean import clean

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

FINE, PROBLEMS, WRONG_USE, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141


class WrongUseError(Exception):
    """The command can't do what it was asked; the message is a sentence for whoever asked."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 fine, 1 problems found, 2 wrong use, 130 interrupted."""
    _open_streams()
    try:
        typed = sys.argv[1:] if arguments is None else arguments
        options = parser(typed[0] if typed and typed[0] in _PARTS else "").parse_args(typed)
        code: int = options.run(options)
        sys.stdout.flush()
    except WrongUseError as error:
        print(f"neighbours: {clean(str(error))}", file=sys.stderr)
        return WRONG_USE
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        return BROKEN_PIPE  # whoever read our output has stopped, and there is nobody to tell it to
    finally:
        _let_go_of_streams()
        gc.enable()
    return code


def _open_streams() -> None:
    """Make the three streams fit to use: any letter can be written to them, and none of them is missing.

    A stream that was closed by whoever started us becomes one that leads nowhere. It takes the number of the missing
    one, which would else be given to the next file that is opened: a saved game, with output in it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - open until we end
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _let_go_of_streams() -> None:
    """Where a stream can't be written any more, as a pipe that nobody reads or a window that was closed, drop what is
    still to be written: the interpreter would try it again as it ends, and change the exit code."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def parser(only: str = "") -> argparse.ArgumentParser:
    """All that can be typed; or, where `only` names a command, no more than its part: the rest takes longer than reading it."""
    whole = argparse.ArgumentParser(
        prog="neighbours",
        description="Text adventures for the terminal that are grounded in a source. Without a command: the shelf of stories.",
        epilog="A STORY is a folder with a story.yaml, or the name of a story in ./scenes, in your own story folder, or shipped.",
    )
    whole.add_argument("--version", action=_Version, nargs=0, help="show which version this is")
    whole.set_defaults(run=run_shelf, plain=False)
    whole.add_argument("--plain", action="store_true", help="line by line, for screen readers, pipes and simple terminals")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND")

    for name, add in _PARTS.items():
        if only in ("", name):
            add(commands)
    return whole


def _play(commands: "_Commands") -> None:
    play = commands.add_parser("play", help="play a story", description="Play a story. Alone, it goes on where the last game stopped.")
    play.add_argument("story", nargs="?", metavar="STORY", help="a folder or a name (the shipped story where none is given)")
    play.add_argument("--role", metavar="ROLE", help="start a new game as this role")
    play.add_argument("--seed", type=seed, metavar="N", help="a number from 0 to 999999: games with the same number share their luck")
    play.add_argument("--path", metavar="PATH", help="start with these choices: a line that prove has printed, or a file with it")
    play.add_argument("--nickname", default="", metavar="NAME", help="whose game it is, where several people share a computer")
    play.add_argument("--record", metavar="FILE", help="write the game, when you stop, as a playthrough that `neighbours test` plays")
    play.add_argument("--plain", action="store_true", help="line by line, for screen readers, pipes and simple terminals")
    play.set_defaults(run=run_play)


def _check(commands: "_Commands") -> None:
    check = commands.add_parser("check", help="find the problems in a story's files", description="Find every problem in a story's files.")
    check.add_argument("story", nargs="?", metavar="STORY", help="a folder or a name (the shipped story where none is given)")
    check.add_argument("--format", choices=("text", "json", "github"), default="text", help="how problems are written (default: text)")
    check.add_argument("--explain", metavar="CODE", help="tell what a code means and how to mend it, such as `unknown-scene`")
    check.add_argument("--fix", action="store_true", help="mend what is safe to mend: renamed scenes, and ids that saved games depend on")
    check.add_argument("--dry-run", action="store_true", help="show what --fix would change, and change nothing")
    check.set_defaults(run=run_check)


def _preview(commands: "_Commands") -> None:
    preview = commands.add_parser(
        "preview",
        help="play a story while you write it",
        description="Play a story beside what its author wants to know; it follows every change of the files. Nothing is saved.",
    )
    preview.add_argument("story", nargs="?", metavar="STORY", help="a folder or a name (the shipped story where none is given)")
    preview.add_argument("--role", metavar="ROLE", help="begin as this role (the story's first where none is given)")
    preview.add_argument("--seed", type=seed, default=0, metavar="N", help="a number from 0 to 999999: the same number, the same luck")
    preview.add_argument("--path", metavar="PATH", help="begin with these choices: a line that prove has printed, or a file with it")
    preview.add_argument("--print-path", action="store_true", help="when you leave, print the way you came, for `neighbours play --path`")
    preview.set_defaults(run=run_preview)


def _new(commands: "_Commands") -> None:
    new = commands.add_parser(
        "new", help="start a story of your own", description="Make a small story that shows the format by itself, or a copy to change."
    )
    new.add_argument("name", metavar="NAME", help="the story's name: lower-case letters, digits and _")
    new.add_argument("--from", dest="copied", metavar="STORY", help="copy this story instead")
    new.set_defaults(run=run_new)


def _prove(commands: "_Commands") -> None:
    prove = commands.add_parser(
        "prove",
        help="prove that nobody can get stuck, or show how",
        description="Explore every state: nobody can get stuck, everything can be reached, promises hold; or a way that shows otherwise.",
    )
    prove.add_argument("story", nargs="?", metavar="STORY", help="a folder or a name (the shipped story where none is given)")
    prove.add_argument("--format", choices=("text", "json"), default="text", help="how the proof is written (default: text)")
    prove.add_argument("--role", action="append", default=[], metavar="ROLE", help="prove only this role (and again, another one too)")
    prove.add_argument("--limit", type=limit, metavar="N", help="give a role up after N sets of states, and say so (default: 200000)")
    prove.set_defaults(run=run_prove)


def _test(commands: "_Commands") -> None:
    test = commands.add_parser(
        "test",
        help="play the playthroughs that must keep working",
        description="Play the playthroughs in the story's folder `tests`, and show what is otherwise than they say.",
    )
    test.add_argument("story", nargs="?", metavar="STORY", help="a folder or a name (the shipped story where none is given)")
    test.add_argument("--accept", action="store_true", help="where only what is read has changed, keep the new transcript")
    test.add_argument("--format", choices=("text", "json"), default="text", help="how the result is written (default: text)")
    test.set_defaults(run=run_test)


def _walk(commands: "_Commands") -> None:
    walk = commands.add_parser(
        "walk",
        help="play at random, and count what is come to",
        description="Play every role at random, preferring what was chosen least, and count what is come to.",
    )
    walk.add_argument("story", nargs="?", metavar="STORY", help="a folder or a name (the shipped story where none is given)")
    walk.add_argument("--games", type=games_wanted, default=1_000, metavar="N", help="how many games for each role (default: 1,000)")
    walk.add_argument("--seed", type=seed, default=1, metavar="N", help="a number from 0 to 999999: the same number, the same games")
    walk.add_argument("--format", choices=("text", "json"), default="text", help="how the counts are written (default: text)")
    walk.set_defaults(run=run_walk)


def _graph(commands: "_Commands") -> None:
    graph = commands.add_parser(
        "graph",
        help="draw the map of a story's scenes",
        description="Draw the map of scenes: what leads where, as a page for a browser or as text for Mermaid or Graphviz.",
    )
    graph.add_argument("story", nargs="?", metavar="STORY", help="a folder or a name (the shipped story where none is given)")
    graph.add_argument("--format", choices=("mermaid", "dot", "html"), default="mermaid", help="how the map is written (default: mermaid)")
    graph.add_argument("--role", metavar="ROLE", help="only the scenes that this role can come to by links")
    graph.add_argument("--proved", action="store_true", help="prove the story first, and mark the problems that the proof finds")
    graph.add_argument("-o", "--output", metavar="FILE", help="write it to a file (default: standard output)")
    graph.add_argument("--force", action="store_true", help="write over the file where there is one")
    graph.set_defaults(run=run_graph)


def _stats(commands: "_Commands") -> None:
    stats = commands.add_parser(
        "stats",
        help="count what a story is made of",
        description="Count words, choices, routes, facts, lines and how hard each scene is to read.",
    )
    stats.add_argument("story", nargs="?", metavar="STORY", help="a folder or a name (the shipped story where none is given)")
    stats.add_argument("--format", choices=("text", "json"), default="text", help="how the figures are written (default: text)")
    stats.add_argument("--proved", action="store_true", help="prove the story first, and tell what a player can really come to")
    stats.set_defaults(run=run_stats)


def _report(commands: "_Commands") -> None:
    report = commands.add_parser(
        "report",
        help="write what played games tell",
        description="Write a played game as a page: the way with its choices, what decided, the facts met. Or many: what a class decided.",
    )
    report.add_argument(
        "games",
        nargs="?",
        metavar="SAVE or FOLDER",
        help="a game's id or file, a folder of saved games, or `all` for those finished here (the last game where none is given)",
    )
    report.add_argument(
        "--format", choices=("md", "html", "json", "csv", "xapi"), default="md", help="how it is written (default: md, for Markdown)"
    )
    report.add_argument("--story", metavar="STORY", help="the story of the games, where it isn't one that has a name")
    report.add_argument("--salt", metavar="WORDS", help="with xapi: the same words give the same pseudonyms (else they are new each time)")
    report.add_argument("--home-page", metavar="URL", type=web_address, help="with xapi: the address that the pseudonyms are accounts of")
    report.add_argument("-o", "--output", metavar="FILE", help="write it to a file (default: standard output)")
    report.add_argument("--force", action="store_true", help="write over the file where there is one")
    report.set_defaults(run=run_report)


def _guide(commands: "_Commands") -> None:
    guide = commands.add_parser(
        "guide",
        help="write the teacher's guide of a story",
        description="Write a story's guide for teachers: aims, run sheets, how long each role takes, questions with answers, facts.",
    )
    guide.add_argument("story", nargs="?", metavar="STORY", help="a folder or a name (the shipped story where none is given)")
    guide.add_argument("--format", choices=("md", "html"), help="how it is written (default: as FILE ends; Markdown without a FILE)")
    guide.add_argument("-o", "--output", metavar="FILE", help="write it to a file (default: standard output)")
    guide.add_argument("--force", action="store_true", help="write over the file where there is one")
    guide.add_argument("--limit", type=limit, metavar="N", help="look at no more than N states of a role for its minutes (default: 131072)")
    guide.set_defaults(run=run_guide)


def _paper(commands: "_Commands") -> None:
    paper = commands.add_parser(
        "paper",
        help="print a role as a gamebook, for a room without computers",
        description="Write a role as a numbered gamebook that is played with a pencil and a die: one page that prints well.",
    )
    paper.add_argument("story", nargs="?", metavar="STORY", help="a folder or a name (the shipped story where none is given)")
    paper.add_argument("--role", metavar="ROLE", help="whose week it is (needed where the story has several roles)")
    paper.add_argument("--format", choices=("md", "html"), help="how it is written (default: as FILE ends; Markdown without a FILE)")
    paper.add_argument("-o", "--output", metavar="FILE", help="write it to a file (default: standard output)")
    paper.add_argument("--force", action="store_true", help="write over the file where there is one")
    paper.set_defaults(run=run_paper)


def _schema(commands: "_Commands") -> None:
    schema = commands.add_parser(
        "schema",
        help="write the JSON Schema of a story's files",
        description="Write the JSON Schema that makes an editor complete and underline.",
    )
    schema.add_argument(
        "file",
        nargs="?",
        choices=("story", "facts", "glossary", "news", "lesson", "scenes", "tests"),
        help="one kind of file (default: any)",
    )
    schema.set_defaults(run=run_schema)


def _games(commands: "_Commands") -> None:
    games = commands.add_parser(
        "games", help="list or delete saved games", description="List the games saved on this computer, or delete them."
    )
    games.add_argument("--delete", metavar="GAME", help="a game's id, or `all`")
    games.set_defaults(run=run_games)


_PARTS: "Mapping[str, Callable[[_Commands], None]]" = MappingProxyType(
    {
        "play": _play,
        "check": _check,
        "preview": _preview,
        "new": _new,
        "prove": _prove,
        "test": _test,
        "walk": _walk,
        "graph": _graph,
        "stats": _stats,
        "report": _report,
        "guide": _guide,
        "paper": _paper,
        "schema": _schema,
        "games": _games,
    }
)


class _Version(argparse.Action):
    """Looks the version up when it is asked for: that takes longer than everything else here."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"neighbours {version('good-neighbours')}")
        except PackageNotFoundError:
            print("neighbours (not installed)")
        parser.exit()


def limit(text: str) -> int:
    if not text.isdecimal() or len(text) > 9 or int(text) == 0:
        raise argparse.ArgumentTypeError("a limit is a whole number above 0")
    return int(text)


def games_wanted(text: str) -> int:
    if not text.isdecimal() or len(text) > 7 or int(text) == 0:
        raise argparse.ArgumentTypeError("a number of games is a whole number from 1 to 9999999")
    return int(text)


def web_address(text: str) -> str:
    scheme, _, rest = text.partition("://")
    if scheme not in ("http", "https") or not rest.strip("/") or not all(sign.isalnum() or sign in "-._~:/?#@!$&()*+,;=%" for sign in rest):
        raise argparse.ArgumentTypeError("an address begins with https:// or http:// and has no spaces")
    return text


def seed(text: str) -> int:
    if not text.isdecimal() or len(text) > 6:
        raise argparse.ArgumentTypeError("a seed is a whole number from 0 to 999999")
    return int(text)


def _leave_collecting_for_later() -> None:
    """What is made while the program and a story are read stays, so looking for what could go only takes time."""
    gc.disable()


def run_shelf(options: argparse.Namespace) -> int:
    _leave_collecting_for_later()
    from game.cli.playing import shelf

    return shelf(plain=options.plain)


def run_play(options: argparse.Namespace) -> int:
    _leave_collecting_for_later()
    if options.record is not None:
        from game.cli.recording import play_and_record

        return play_and_record(
            options.record,
            options.story,
            role=options.role,
            seed=options.seed,
            path=options.path,
            nickname=options.nickname,
            plain=options.plain,
        )
    from game.cli.playing import play

    return play(options.story, role=options.role, seed=options.seed, path=options.path, nickname=options.nickname, plain=options.plain)


def run_preview(options: argparse.Namespace) -> int:
    _leave_collecting_for_later()
    from game.cli.previewing import preview

    return preview(options.story, role=options.role, seed=options.seed, path=options.path, print_path=options.print_path)


def run_new(options: argparse.Namespace) -> int:
    from game.cli.making import new_story

    return new_story(options.name, options.copied)


def run_check(options: argparse.Namespace) -> int:
    if options.explain is not None:
        from game.cli.explaining import explain

        return explain(options.explain)
    _leave_collecting_for_later()
    if options.fix or options.dry_run:
        from game.cli.mending import fix

        return fix(options.story, options.format, dry_run=options.dry_run)
    from game.cli.checking import check

    return check(options.story, options.format)


def run_prove(options: argparse.Namespace) -> int:
    from game.cli.proving import prove_story

    return prove_story(options.story, options.format, roles=options.role, limit=options.limit)


def run_test(options: argparse.Namespace) -> int:
    _leave_collecting_for_later()
    from game.cli.testing import test_story

    return test_story(options.story, options.format, accept=options.accept)


def run_walk(options: argparse.Namespace) -> int:
    _leave_collecting_for_later()
    from game.cli.walking import walk_story

    return walk_story(options.story, options.format, games=options.games, seed=options.seed)


def run_graph(options: argparse.Namespace) -> int:
    from game.cli.graphing import graph

    return graph(options.story, options.format, role=options.role, out=options.output, proved=options.proved, force=options.force)


def run_stats(options: argparse.Namespace) -> int:
    from game.cli.statistics import stats

    return stats(options.story, options.format, proved=options.proved)


def run_report(options: argparse.Namespace) -> int:
    from game.cli.reporting import Wish, report

    wish = Wish(options.format, options.story, options.output, options.force, options.salt, options.home_page)
    return report(options.games, wish)


def run_guide(options: argparse.Namespace) -> int:
    from game.cli.guiding import write_guide

    return write_guide(options.story, options.format, options.output, force=options.force, limit=options.limit)


def run_paper(options: argparse.Namespace) -> int:
    _leave_collecting_for_later()
    from game.cli.papering import paper

    return paper(options.story, options.role, options.format, options.output, force=options.force)


def run_schema(options: argparse.Namespace) -> int:
    import json

    from game.source.schema import schema

    print(json.dumps(schema(options.file or ""), indent=1, ensure_ascii=False))
    return FINE


def run_games(options: argparse.Namespace) -> int:
    from game.cli.games import delete_games, list_games

    return list_games() if options.delete is None else delete_games(options.delete)
