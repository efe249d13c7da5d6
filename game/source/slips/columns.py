"""Lines that start at the wrong column, and dashes that are missing."""

from collections.abc import Iterator

from game.problems import Problem
from game.source.decoding import describe
from game.source.lines import SourceLine, above, columns_above, look
from game.source.nodes import SourceFile
from game.source.prescan import NO_SPACE_AFTER_DASH
from game.source.slips.trouble import Trouble
from game.source.yaml_problems import no_space_after_dash


def _text_above(file: SourceFile, line: SourceLine) -> SourceLine | None:
    """The `text: |` whose text the lines above this one are."""
    least = 1 << 30
    for earlier in above(file, line.number, 200):
        if earlier.block_header and earlier.first < least:
            return earlier
        if earlier.first == 1:
            return None
        least = min(least, earlier.first)
    return None


def not_indented(file: SourceFile, line: SourceLine) -> Problem | None:
    """That a line isn't indented enough for the text above it, if there is one."""
    if (header := _text_above(file, line)) is None:
        return None
    return Problem(
        "text-not-indented",
        "this line isn't indented enough to belong to the text above",
        file.place(line.number, line.first),
        f"the text starts after the `{header.text[header.value - 1]}` on line {header.number}",
        "indent every line of the text alike, two columns deeper than its name",
    )


def missing_dash(file: SourceFile, line: SourceLine, label: str = "the lines above are items of a list") -> Problem:
    help = "start each item with a dash and a space: `- `"
    return Problem("missing-dash", "a dash is missing here", file.place(line.number, line.first), label, help)


def too_deep_for(trouble: Trouble, previous: SourceLine) -> Problem:
    """`name:` stands deeper than the line above, which has its text already."""
    line = trouble.at
    if bullet(previous):
        return no_dash(trouble.file, previous)
    if (before := _too_far_left(trouble.file, previous, line)) is not None:
        return before
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
            f"is a colon missing after `{previous.nameless}` above?"
            if previous.nameless and previous.start == line.first
            else f"line {previous.number} is a text",
            f"if `{line.name}` belongs to that text, give the text a name too (`text: ...`); else start at the column of the names above",
        )
    help = f"start it at column {right}, like line {previous.number}"
    message = f"{what} is indented so that it reads as more of the text above"
    return Problem("wrong-indent", message, trouble.place(line.first), how_far(line.first, right), help)


def _too_far_left(file: SourceFile, previous: SourceLine, line: SourceLine) -> Problem | None:
    """The first of several names stands further left than all that follow it: it lacks its dash, or spaces."""
    header = next(above(file, previous.number), None)
    if header is None or line.dashes or previous.dashes or not previous.colon or header.first >= previous.first:
        return None
    below = list(_block_below(file, line, previous.first))
    if any(previous.first in later.dashes for later in below):
        item = next(later for later in below if previous.first in later.dashes)
        return missing_dash(file, previous, f"line {item.number} is an item of the same list")
    if len([later for later in below if later.first == line.first]) and not any(later.first == previous.first for later in below):
        help = f"start it at column {line.first}, like line {line.number}"
        message = f"`{previous.name[:40]}:` stands further left than the names that follow it"
        return Problem("wrong-indent", message, file.place(previous.number, previous.first), how_far(previous.first, line.first), help)
    return None


def _block_below(file: SourceFile, line: SourceLine, edge: int, most: int = 200) -> Iterator[SourceLine]:
    """The lines below that say something, as far as they aren't indented less than column `edge`."""
    for number in range(line.number + 1, min(len(file.lines), line.number + most) + 1):
        below = look(file, number)
        if not below.blank:
            if below.first < edge:
                return
            yield below


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
    if NO_SPACE_AFTER_DASH.match(line.text):
        return no_space_after_dash(file, line.number, line.first)
    if bullet(line):
        return no_dash(file, line)
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
        first = _first_of_item_above(file, line)
        if first is not None:
            return missing_dash(file, first, f"line {line.number} is an item of the same list")
        help = "a list belongs under a name of its own, such as `text:`; else take the dash out"
        return Problem("list-among-names", "an item of a list stands among names", trouble.place(line.first), help=help)
    if not fitting:
        return None
    # Between two columns that are equally near: a name with a value was meant to stand deeper, a scene's name wasn't.
    deeper = -1 if line.text[line.value - 1 :].strip() else 1
    right = min(fitting, key=lambda column: (abs(column - line.first), deeper * column))
    if right == line.first:
        help = "a list belongs under a name of its own, such as `text:`"
        message = "names and items of a list can't stand side by side"
        return Problem("list-among-names", message, trouble.place(line.first), help=help)
    what = "this dash" if line.dashes else f"`{line.name[:40]}:`"
    help = f"start it at column {right}, like line {fitting[right]}"
    message = f"{what} starts at a column where nothing above starts"
    return Problem("wrong-indent", message, trouble.place(line.first), how_far(line.first, right), help)


def _first_of_item_above(file: SourceFile, line: SourceLine) -> SourceLine | None:
    """The line that starts an item without its dash: the first of the names above that stand as those of this item do."""
    first = None
    for earlier in above(file, line.number):
        if earlier.first <= line.first:
            return first if first is not None and earlier.first < line.first and not earlier.text[earlier.value - 1 :].strip() else None
        if earlier.first == line.start and earlier.colon:
            first = earlier
    return None


def bullet(line: SourceLine) -> bool:
    """Whether the line starts with a sign that a person may take for the dash of a list."""
    text = line.text[line.first - 1 :]
    return text[:1] in ("–", "—", "−", "•", "·", "‣", "*", "+") and text[1:2] == " "


def no_dash(file: SourceFile, line: SourceLine) -> Problem:
    sign = line.text[line.first - 1]
    help = "start each item with a plain dash (the minus key) and a space: `- `"
    message, label = f"`{sign}` is no dash to YAML", "" if sign.isascii() else f"this is {describe(sign)}"
    return Problem("missing-dash", message, file.place(line.number, line.first), label, help)


def _item_above(file: SourceFile, line: SourceLine) -> list[SourceLine]:
    """The named lines of the item above, from the last to the first."""
    found: list[SourceLine] = []
    for earlier in above(file, line.number):
        if earlier.dashes and line.first in earlier.dashes:
            return [*found, earlier] if earlier.colon else found
        if earlier.colon and earlier.first > line.first:
            found.append(earlier)
        if earlier.first < line.first:
            break
    return found
