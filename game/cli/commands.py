"""The table of commands: what can be typed after `neighbours`, and the function that does it.

A function has a parameter for each option of its command. It is imported when it is called, and nothing before.
"""

from argparse import SUPPRESS, Action, ArgumentParser, Namespace
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

from game.cli.typed_values import games, hour, output, seed, web_address, whole
from game.text.names import composed


class CommandOption:  # plain classes: any other kind takes longer to define than the whole table to be made
    """`flags` are empty for what is typed without any; `settings` are argparse's."""

    __slots__ = ("flags", "name", "settings")

    def __init__(self, name: str, *flags: str, **settings: Any) -> None:
        self.name, self.flags, self.settings = name, flags, settings


class Command:
    """`calls` is a function in a module of this folder, or of one below it."""

    __slots__ = ("calls", "description", "help", "options")

    def __init__(self, calls: str, help: str, description: str, *options: CommandOption) -> None:
        self.calls, self.help, self.description, self.options = calls, help, description, options


def parser(typed: str = "") -> ArgumentParser:
    """All that can be typed; or, where `typed` is a command, no more than its part: the rest takes longer than reading it."""
    whole = ArgumentParser(
        prog="neighbours",
        description="Text adventures for the terminal that are grounded in a source. Without a command: the shelf of stories.",
        epilog="A STORY is a folder with a story.yaml, a pack (a .zip file), or the name of a story: one in ./scenes, in your own story "
        "folder, shipped, or unpacked before.",
    )
    whole.add_argument("--version", action=_Version, nargs=0, help="show which version this is")
    _add(SHELF, whole)
    whole.set_defaults(plain=False, lesson=False)
    commands = whole.add_subparsers(title="commands", metavar="COMMAND")
    for name in [typed] if typed in COMMANDS else COMMANDS:
        command = COMMANDS[name]
        _add(command, commands.add_parser(name, help=command.help, description=command.description))
    return whole


def _add(command: Command, parser: ArgumentParser) -> None:
    for option in command.options:
        if option.flags:
            parser.add_argument(*option.flags, dest=option.name, **option.settings)
        else:
            parser.add_argument(option.name, **option.settings)
    parser.set_defaults(command=command)


def run(options: Namespace) -> int:
    """Do what was typed. Returns the exit code."""
    command: Command = options.command
    code: int = function_of(command)(**{option.name: getattr(options, option.name) for option in command.options})
    return code


def function_of(command: Command) -> Any:
    module, _, function = command.calls.rpartition(".")
    return getattr(import_module(f"game.cli.{module}"), function)


class _Version(Action):
    """Looks the version up when it is asked for: that takes longer than everything else here."""

    def __call__(self, parser: ArgumentParser, *_: object) -> None:
        from game.cli.open_story import program_version

        print(f"neighbours {program_version() or '(not installed)'}")
        parser.exit()


# ---- options ----


def _word(name: str, metavar: str, help: str, **settings: Any) -> CommandOption:
    """What is typed without a flag."""
    return CommandOption(name, metavar=metavar, help=help, **settings)


def _value(name: str, metavar: str, help: str, *flags: str, **settings: Any) -> CommandOption:
    """What is typed after a flag, that of its name where no other is given."""
    return CommandOption(name, *(flags or (_flag(name),)), metavar=metavar, help=help, **settings)


def _switch(name: str, help: str, **settings: Any) -> CommandOption:
    return CommandOption(name, _flag(name), action="store_true", help=help, **settings)


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _seed(same: str, default: int | None = None) -> CommandOption:
    return _value("seed", "N", f"a number from 0 to 999999: {same}", type=seed, default=default)


def _path(verb: str) -> CommandOption:
    return _value("path", "PATH", f"{verb} with these choices: a line that prove has printed, or a file with it")


def _limit(help: str) -> CommandOption:
    return _value("limit", "N", f"{help} (default: 320000)", type=whole("a limit", 1, 999_999_999))


def _form(what: str, *forms: str) -> CommandOption:
    """How `what` is written: as the first of `forms` where nothing is said."""
    return CommandOption("form", "--format", choices=forms, default=forms[0], help=f"how {what} written (default: {forms[0]})")


def _form_by_name(*forms: str) -> CommandOption:
    return CommandOption("form", "--format", choices=forms, help=f"how it is written (default: as FILE ends; {forms[0]} without a FILE)")


_STORY = _word("name", "STORY", "a folder or a name (the shipped story where none is given)", nargs="?")
_LESSON = _switch("lesson", "put the questions of the story's lesson before the first role and after it", default=SUPPRESS)
_PLAIN = _switch("plain", "line by line, for screen readers, pipes and simple terminals", default=SUPPRESS)
_OUTPUT = (
    _value("out", "FILE", "write it to a file (default, and for `-`: standard output)", "-o", "--output", type=output),
    _switch("force", "write over the file where there is one"),
)


_EDITORS = ("vscode", "vscodium", "cursor", "zed", "idea")
_EDITOR = _value("editor", "EDITOR", f"on the map's page, a link opens a scene's place in it: {', '.join(_EDITORS)}", choices=_EDITORS)

# ---- commands ----

_FILES = ("story", "facts", "glossary", "news", "lesson", "scenes", "tests")

SHELF = Command("play_command.shelf", "", "", _LESSON, _PLAIN)
COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        "play": Command(
            "play_command.play",
            "play a story",
            "Play a story. Alone, it goes on where the last game stopped.",
            _STORY,
            _value("role", "ROLE", "start a new game as this role", type=composed),
            _value("part", "PART", "of that role, play this part (its only one where none is named)", nargs="?", const="", type=composed),
            _seed("games with the same number share their luck"),
            _path("start"),
            _value("nickname", "NAME", "whose game it is, where several people share a computer", default=""),
            _value("record", "FILE", "write the game, when you stop, as a playthrough that `neighbours test` plays"),
            _LESSON,
            _PLAIN,
        ),
        "check": Command(
            "author.check_command.check_or_mend",
            "find the problems in a story's files",
            "Find every problem in a story's files.",
            _STORY,
            _form("problems are", "text", "json", "github"),
            _value("explain", "CODE", "tell what a code means and how to mend it, such as `unknown-scene`"),
            _switch("fix", "mend what is safe to mend: renamed scenes, and ids that saved games depend on"),
            _switch("dry_run", "show what --fix would change, and change nothing"),
            _switch("strict", "end with code 1 where there are warnings, too, and not for errors alone"),
        ),
        "preview": Command(
            "author.preview_command.preview",
            "play a story while you write it",
            "Play a story beside what its author wants to know; it follows every change of the files. Nothing is saved.",
            _STORY,
            _value("role", "ROLE", "begin as this role (the story's first where none is given)", type=composed),
            _seed("the same number, the same luck", default=0),
            _path("begin"),
            _switch("map", "open the map of scenes in a browser beside it: where you are, what was just changed, what nobody comes to"),
            _EDITOR,
            _switch("print_path", "when you leave, print the way you came, for `neighbours play --path`"),
        ),
        "new": Command(
            "author.new_command.new_story",
            "start a story of your own",
            "Make a small story that shows the format by itself, or a copy to change.",
            _word("name", "NAME", "the story's name: lower-case letters, digits and _"),
            _value("copied", "STORY", "copy this story instead", "--from"),
        ),
        "prove": Command(
            "author.prove_command.prove_story",
            "prove that nobody can get stuck, or show how",
            "Explore every state: nobody can get stuck, everything can be reached, promises hold; or a way that shows otherwise.",
            _STORY,
            _form("the proof is", "text", "json"),
            _value("roles", "ROLE", "prove only this role (again: another one too)", "--role", action="append", default=[], type=composed),
            _limit("keep at most N states of a role at a time, and say what that leaves open"),
        ),
        "test": Command(
            "author.test_command.test_story",
            "play the playthroughs that must keep working",
            "Play the playthroughs in the story's folder `tests`, and show what is otherwise than they say.",
            _STORY,
            _switch("accept", "where only what is read has changed, keep the new transcript"),
            _form("the result is", "text", "json"),
        ),
        "walk": Command(
            "author.walk_command.walk_story",
            "play at random, and count what is come to",
            "Play every role at random, preferring what was chosen least, and count what is come to.",
            _STORY,
            _value("games", "N", "how many games for each role (default: 1,000)", type=games, default=1_000),
            _seed("the same number, the same games", default=1),
            _form("the counts are", "text", "json"),
        ),
        "graph": Command(
            "guide_paper_graph.write_graph",
            "draw the map of a story's scenes",
            "Draw the map of scenes: what leads where, as a page for a browser or as text for Mermaid or Graphviz.",
            _STORY,
            _form_by_name("mermaid", "dot", "html"),
            _value("role", "ROLE", "only the scenes that this role can come to by links", type=composed),
            _switch("proved", "prove the story first, and mark the problems that the proof finds"),
            _EDITOR,
            *_OUTPUT,
        ),
        "stats": Command(
            "author.stats_command.stats",
            "count what a story is made of",
            "Count words, choices, routes, facts, lines and how hard each scene is to read.",
            _STORY,
            _form("the figures are", "text", "json"),
            _switch("proved", "prove the story first, and tell what a player can really come to"),
        ),
        "report": Command(
            "report_command.report",
            "write what played games tell",
            "Write a played game as a page: the way with its choices, what stood in the way, the facts met. Or many: what a class decided.",
            _word(
                "which",
                "SAVE or FOLDER",
                "a game's id or file, a player's nickname for their last game, a folder of saved games, or `all` for those finished here "
                "(the last game where none is given)",
                nargs="?",
            ),
            _form_by_name("md", "html", "json", "csv", "xapi"),
            _value("story", "STORY", "the story of the games, where it isn't one that has a name"),
            _value("salt", "WORDS", "with xapi: the same words give the same pseudonyms (else they are new each time)"),
            _value("home_page", "URL", "with xapi: the address that the pseudonyms are accounts of", type=web_address),
            *_OUTPUT,
        ),
        "lesson": Command(
            "lesson_command.lesson",
            "say that a lesson is on, or that it is over",
            "Say that a lesson is on with a story: its questions then come before and after the play. Alone: tell whether one is on.",
            CommandOption("what", nargs="?", choices=("on", "off"), help="begin a lesson on this computer, or end it"),
            _STORY,
            _value("role", "ROLE", "who is to be played first", type=composed),
            _value("minutes", "N", "the bell rings N minutes from now", type=whole("a number of minutes", 1, 600)),
            _value("until", "HH:MM", "the bell rings when the clock shows this next, such as 10:35", type=hour),
        ),
        "serve": Command(
            "serve_command.serve",
            "let a class play in browsers, from this computer",
            "Let a class play in browsers, from this computer: an address, a code to join, a page for the teacher.",
            _STORY,
            _value("role", "ROLE", "everybody plays this role", type=composed),
            _value("part", "PART", "of that role this part (its only one where none is named)", nargs="?", const="", type=composed),
            _switch("lesson", "a lesson is on: its questions come before and after"),
            _switch("lan", "let the other computers of the network in"),
            _value("address", "ADDRESS", "with --lan: this computer's address there, where the one that is found is wrong", type=str),
            _value("port", "N", "the port to listen on (default: 8000)", type=whole("a port", 0, 65_535), default=8000),
            _value("folder", "FOLDER", "keep this class there (default: a folder of the game's own)", type=str),
        ),
        "guide": Command(
            "guide_paper_graph.write_guide",
            "write the teacher's guide of a story",
            "Write a story's guide for teachers: aims, run sheets, how long each role takes, questions with answers, facts.",
            _STORY,
            _form_by_name("md", "html"),
            *_OUTPUT,
            _limit("look at no more than N states of a role for its minutes"),
        ),
        "paper": Command(
            "guide_paper_graph.write_paper",
            "print a role as a gamebook, for a room without computers",
            "Write a role as a numbered gamebook that is played with a pencil and a die: one page that prints well.",
            _STORY,
            _value("role", "ROLE", "whose week it is (needed where the story has several roles)", type=composed),
            _value("part", "PART", "of that role this part (its only one where none is named)", nargs="?", const="", type=composed),
            _form_by_name("md", "html"),
            *_OUTPUT,
        ),
        "pack": Command(
            "author.pack_command.pack",
            "put a story into one file to pass on",
            "Put a story into one zip file. `neighbours play FILE.zip` plays it on another computer.",
            _STORY,
            _value("out", "FILE", "the file to write (default: the story's name with .zip)", "-o", "--output", type=str),
            _switch("force", "write over the file where there is one"),
        ),
        "schema": Command(
            "author.new_command.print_schema",
            "write the JSON Schema of a story's files",
            "Write the JSON Schema that makes an editor complete and underline.",
            CommandOption("file", nargs="?", choices=_FILES, help="one kind of file (default: any)"),
        ),
        "games": Command(
            "games_command.list_or_delete",
            "list or delete saved games",
            "List the games saved on this computer, or delete them.",
            _value("delete", "GAME", "a game's id, or `all`"),
        ),
    }
)
