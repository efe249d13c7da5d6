"""Writes what the table of keys and the table of codes say into pages, and the schema into the stories' folder.

python -m docs.make            write docs/keys.md, docs/problems.md and scenes/schema.json
python -m docs.make --check    write nothing; exit 1 and name what isn't up to date
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from game.kinds import KINDS
from game.problems.codes import CODES, Code
from game.source.schema.playtest_keys import PLAYTHROUGH
from game.source.schema.shapes import Either, Key, ListOf, MapOf, Record, Shape
from game.source.schema.story_keys import FILES, PLAIN_SCENE
from game.story.json_schema import schema

TOP = Path(__file__).resolve().parent.parent

KEYS_HEAD = """\
# Every key

What may stand in a story's files, one table for each thing. It is written from the table that the game itself
checks with, so nothing is missing and nothing is out of date. [The guide](format.md) shows all of it by example.

*Needed* means that a check asks for the key where it is missing.
"""

PROBLEMS_HEAD = """\
# Every problem

What `neighbours check` and `neighbours prove` can say. An **error** that a check finds keeps a story from being played;
a **warning** doesn't, nor does what a proof finds. A **hint** only wants to be known: a check with nothing but hints
has passed. Each problem has a name that stays the same, and stands in brackets
where the problem is told: `error[unknown-scene]`.

The examples are whole files of scenes beside a small story; where a line says `# file:`, they are that file.
"""


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m docs.make", description="Write the pages that come from the game's own tables.")
    options.add_argument("--check", action="store_true", help="write nothing; exit 1 where a page isn't up to date")
    check: bool = options.parse_args().check
    old = outdated()
    for path in old:
        print(f"{path.relative_to(TOP)} {'is not up to date' if check else 'written'}")
        if not check:
            path.write_text(pages()[path], "utf-8", newline="\n")
    return 1 if check and old else 0


def outdated() -> list[Path]:
    return [path for path, text in pages().items() if not path.is_file() or path.read_text("utf-8") != text]


def pages() -> dict[Path, str]:
    """Each generated file and what should stand in it."""
    return {
        TOP / "docs" / "keys.md": keys_page(),
        TOP / "docs" / "problems.md": problems_page(),
        TOP / "scenes" / "schema.json": schema_text(),
    }


def schema_text() -> str:
    """What `neighbours schema` prints."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


# ---- keys ----


def keys_page() -> str:
    files = {name: shape for name, shape in FILES.items() if isinstance(shape, Record)}
    scenes = {_title(record): record for record in (PLAIN_SCENE, *(kind.keys for kind in KINDS.values()))}
    records = {**files, **scenes, "tests/*.yaml": PLAYTHROUGH}
    parts = [KEYS_HEAD, _contents(list(records))]
    done: set[int] = set()
    for title, record in records.items():
        parts.append(_section(title, record, 2))
        done.add(id(record))
        parts += [_section(_title(inner), inner, 3) for inner in _records_in(record, done)]
    return "\n".join(parts)


def _contents(titles: list[str]) -> str:
    return " · ".join(f"[{title}](#{_anchor(title)})" for title in titles) + "\n"


def _section(title: str, record: Record, level: int) -> str:
    lines = [f"{'#' * level} {title}", ""]
    if record.instead:
        lines += [f"It has at least one of {', '.join(f'`{key}`' for key in record.instead)}.", ""]
    if record.others is not None:
        lines += ["A person's name may stand instead of `text`: the words are then that person's.", ""]
    lines += ["| key | what it is | it must be | without it | such as |", "|---|---|---|---|---|"]
    lines += [_row(name, key) for name, key in record.keys.items()]
    return "\n".join(lines) + "\n"


def _row(name: str, key: Key) -> str:
    without = "*needed*" if key.required else key.default
    example = f"`{example_line(name, key)}`" if key.example else ""
    return f"| `{name}` | " + " | ".join(_cell(part) for part in (key.says, _must_be(key.shape), without, example)) + " |"


def example_line(name: str, key: Key) -> str:
    """The key with its example, as it would stand in a file."""
    braces = isinstance(key.shape, MapOf) and not key.example.startswith("{")
    return f"{name}: {{{key.example}}}" if braces else f"{name}: {key.example}"


def _must_be(shape: Shape) -> str:
    """What a value must be, with links to the tables of what has keys of its own."""
    match shape:
        case Record():
            return f"[{shape.name}](#{_anchor(_title(shape))})"
        case ListOf():
            single = f"{_must_be(shape.item)}, or " if shape.one else ""
            return f"{single}a list, each item {_must_be(shape.item)}"
        case MapOf(value=Record() as value):
            return f"names, each with {_must_be(value)}"
        case MapOf():
            return shape.words
        case Either():
            return f"{_must_be(shape.scalar)}, or {_must_be(shape.record)}"
        case _:
            return shape.words


def _records_in(record: Record, done: set[int]) -> Iterator[Record]:
    """The records that a record's values are made of, outermost first, without those that have a table already."""
    for key in record.keys.values():
        waiting: list[Shape] = [key.shape]
        while waiting:
            match waiting.pop(0):
                case Record() as inner if id(inner) not in done:
                    done.add(id(inner))
                    yield inner
                    yield from _records_in(inner, done)
                case ListOf(item=item):
                    waiting.append(item)
                case MapOf(value=value):
                    waiting.append(value)
                case Either(scalar=scalar, record=other):
                    waiting += [scalar, other]
                case _:
                    pass


def _title(record: Record) -> str:
    return record.name[0].upper() + record.name[1:]


def _anchor(title: str) -> str:
    """The anchor that a heading has on the code hosts that show Markdown."""
    return "".join(letter for letter in title.lower().replace(" ", "-") if letter.isalnum() or letter in "-_")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


# ---- problems ----


def problems_page() -> str:
    names = sorted(CODES)
    index = ["| name | told by | | what it means |", "|---|---|---|---|"]
    for name in names:
        told_by = "prove" if CODES[name].found_by == "proving" else "check"
        index.append(f"| [{name}](#{name}) | {told_by} | {CODES[name].severity} | {_cell(CODES[name].meaning)} |")
    return "\n".join([PROBLEMS_HEAD, *index, "", *(_problem(CODES[name]) for name in names)])


def _problem(code: Code) -> str:
    text = f"## {code.name}\n\n**{code.severity.capitalize()}.** {code.meaning}\n\n{code.help}\n"
    if code.wrong:
        text += f"\nWrong:\n\n```yaml\n{_visible(code.wrong)}```\n"
    if code.right:
        text += f"\nRight:\n\n```yaml\n{_visible(code.right)}```\n"
    return text


def _visible(text: str) -> str:
    """Bytes that aren't UTF-8, and characters that can't be seen, as a replacement character."""
    shown = "".join("\N{REPLACEMENT CHARACTER}" if letter == "\u200b" or "\ud800" <= letter <= "\udfff" else letter for letter in text)
    return shown if shown.endswith("\n") else shown + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
