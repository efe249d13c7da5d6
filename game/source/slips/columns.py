"""Lines that start at the wrong column, and dashes that are missing."""

from game.problems import Problem
from game.source.lines import Line, above, columns_above, look
from game.source.nodes import SourceFile
from game.source.slips.trouble import Trouble


def line_it_belongs_to(file: SourceFile, line: Line) -> Line | None:
    """The nearest line above that isn't indented deeper."""
    return next((earlier for earlier in above(file, line.number) if earlier.first <= line.first), None)


def text_above(file: SourceFile, line: Line) -> Line | None:
    """The `text: |` whose text the lines above this one are."""
    least = 1 << 30
    for earlier in above(file, line.number, 200):
        if earlier.block_header and earlier.first < least:
            return earlier
        if earlier.first == 1:
            return None
        least = min(least, earlier.first)
    return None


def not_indented(file: SourceFile, line: Line, header: Line) -> Problem:
    return Problem(
        "text-not-indented",
        "this line isn't indented enough to belong to the text above",
        file.place(line.number, line.first),
        f"the text starts after the `{header.text[header.value - 1]}` on line {header.number}",
        "indent every line of the text alike, two columns deeper than its name",
    )


def missing_dash(file: SourceFile, line: Line) -> Problem:
    return Problem(
        "missing-dash",
        "a dash is missing here",
        file.place(line.number, line.first),
        "the lines above are items of a list",
        "start each item with a dash and a space: `- `",
    )


def too_deep_for(trouble: Trouble, previous: Line) -> Problem:
    """`name:` stands deeper than the line above, which has its text already."""
    line = trouble.at
    what = f"`{line.name}:`" if not line.dashes else "this dash"
    if line.dashes:
        columns = [column for column in columns_above(trouble.file, line.number) if column in _dash_columns(trouble.file, line.number)]
        right = max((column for column in columns if column < line.first), default=previous.start)
    else:
        right = previous.start
    if not previous.colon:
        return Problem(
            "wrong-indent",
            f"{what} reads as more of the text above",
            trouble.place(line.first),
            f"line {previous.number} is a text",
            f"if `{line.name}` belongs to that text, give the text a name too (`text: ...`); else start at the column of the names above",
        )
    return Problem(
        "wrong-indent",
        f"{what} is indented so that it reads as more of the text above",
        trouble.place(line.first),
        how_far(line.first, right),
        f"start it at column {right}, like line {previous.number}",
    )


def _dash_columns(file: SourceFile, number: int) -> set[int]:
    return {column for line in above(file, number, 200) for column in line.dashes}


def how_far(column: int, right: int) -> str:
    spaces = abs(column - right)
    if not spaces:
        return ""
    count = "one space" if spaces == 1 else f"{spaces} spaces"
    return f"{count} too {'many' if column > right else 'few'}"


def wrong_column(trouble: Trouble) -> Problem | None:
    file, line = trouble.file, trouble.at
    columns = columns_above(file, line.number)
    dashes = _dash_columns(file, line.number)
    if line.dashes:
        fitting = {column: number for column, number in columns.items() if column in dashes}
    else:
        fitting = {column: number for column, number in columns.items() if column not in dashes or look(file, number).start == column}
    if not line.dashes and line.first in dashes and line.first in columns:
        item = _item_above(file, line)
        names = {earlier.name for earlier in item}
        if line.name in names or not item:
            return missing_dash(file, line)
        fitting = {item[-1].start: item[-1].number}
    if line.dashes and not fitting:
        return Problem(
            "list-among-names",
            "an item of a list stands among names",
            trouble.place(line.first),
            help="a list belongs under a name of its own, such as `text:`; else take the dash out",
        )
    if not fitting:
        return None
    # Between two columns that are equally near: a name with a value was meant to stand deeper, a scene's name wasn't.
    deeper = -1 if line.text[line.value - 1 :].strip() else 1
    right = min(fitting, key=lambda column: (abs(column - line.first), deeper * column))
    if right == line.first:
        return Problem(
            "list-among-names",
            "names and items of a list can't stand side by side",
            trouble.place(line.first),
            help="a list belongs under a name of its own, such as `text:`",
        )
    what = "this dash" if line.dashes else f"`{line.name[:40]}:`"
    return Problem(
        "wrong-indent",
        f"{what} starts at a column where nothing above starts",
        trouble.place(line.first),
        how_far(line.first, right),
        f"start it at column {right}, like line {fitting[right]}",
    )


def _item_above(file: SourceFile, line: Line) -> list[Line]:
    """The named lines of the item above, from the last to the first."""
    found: list[Line] = []
    for earlier in above(file, line.number):
        if earlier.dashes and line.first in earlier.dashes:
            return [*found, earlier] if earlier.colon else found
        if earlier.colon and earlier.first > line.first:
            found.append(earlier)
        if earlier.first < line.first:
            break
    return found
