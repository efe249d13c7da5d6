"""Words that the reading of YAML uses in more than one place."""

from game.problems import Problem
from game.source.decoding import describe
from game.source.nodes import SourceFile
from game.source.prescan import ODD

USE_BAR = "if it is text, put `|` in its place and the text on the next line, indented; or put quotes round it"
USE_BAR_HERE = "put `|` where the text starts, and the text on the next line, indented: there colons, quotes and brackets are only text"


def order_word(file: SourceFile, line: int, column: int) -> Problem:
    """`*word`, `&word` or `!word` where a text should start."""
    word = file.lines[line - 1][column - 1 :].split(" ", 1)[0]
    code = {"*": "yaml-alias", "&": "yaml-anchor"}.get(word[:1], "yaml-tag")
    label = "YAML takes this word for something marked elsewhere" if word.startswith("*") else "YAML takes this word for an order to itself"
    return Problem(code, f"a text can't start with `{word[:1]}`", file.place(line, column, len(word)), label, USE_BAR)


def text_beside_bar(file: SourceFile, line: int, column: int) -> Problem:
    help = "put it there, indented deeper than the name"
    return Problem("text-beside-bar", "the text after `|` starts on the next line", file.place(line, column), help=help)


def no_space_after_colon(file: SourceFile, line: int, column: int, name: str) -> Problem:
    """`column` is the colon's."""
    shown = file.lines[line - 1]
    after = shown[column : column + 1]
    label = f"what follows is {describe(after)}, which only looks like a space" if after and after in ODD else ""
    help = f"write `{name}: ` with a space"
    return Problem("no-space-after-colon", "a space is missing after this colon", file.place(line, column), label, help)


def no_space_after_dash(file: SourceFile, line: int, column: int) -> Problem:
    """`column` is the dash's."""
    help = "an item of a list starts with a dash and a space: `- `"
    return Problem("no-space-after-dash", "a space is missing after this dash", file.place(line, column), help=help)


def odd_space(file: SourceFile, line: int, column: int) -> Problem:
    """A line is indented with something that only looks like a space."""
    help = "delete the space before the first word and type it again"
    message = f"this line is indented with {describe(file.lines[line - 1][column - 1])}"
    return Problem("odd-space", message, file.place(line, column), "YAML counts plain spaces only", help)
