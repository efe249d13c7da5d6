"""A picture's file: a few lines about the picture, an empty line, and the drawing. What is wrong with it is reported, and what
can be shown of it is kept: no slip in a drawing keeps a story from being played."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from game.pictures.picture import HIGHEST, LARGEST_PICTURE, LOWEST, WIDEST, Picture
from game.pictures.things import NAMED, SKY, THINGS, thing_called
from game.source.folder import PICTURE_ENDING, PICTURES
from game.source.nodes import SourceFile
from game.source.schema.shapes import Report
from game.text.names import composed, is_name
from game.text.words import counted

LINES = ("shows", "lit", "inside", "few", "key")
LONGEST_LINE = 300
_HEAD_LINE = re.compile(r"(?P<name>[a-z]+)[ \t]*:(?P<value>.*)\Z")
_FEW = re.compile(r"([0-9]{1,2}) ?- ?([0-9]{1,2})\Z")
_MEANS = re.compile(r"(?P<letter>\S) ?= ?(?P<name>\S.*)\Z")


def pictures_of(files: Mapping[str, SourceFile], report: Report) -> dict[str, Picture]:
    """The pictures by their names. `files` are by their paths inside the story's folder."""
    return dict(_named(files, report))


def _named(files: Mapping[str, SourceFile], report: Report) -> Iterator[tuple[str, Picture]]:
    for path, file in files.items():
        name = composed(path.removeprefix(PICTURES).removesuffix(PICTURE_ENDING))
        if not is_name(name):
            help = "a picture is called as a place is: by letters (in lower case), digits and _, with a letter first"
            report("bad-id", file.place(1, 1), f"`{name[:40]}` can't be the name of a picture; rename the file", help=help)
        elif len(file.text) > LARGEST_PICTURE:
            message = f"this has {len(file.text):,} characters; a picture has at most {LARGEST_PICTURE:,}"
            report("picture-size", file.place(1, 1), message)
        else:
            yield name, _PictureReader(file, report).picture(name)


class _PictureReader(Struct):
    file: SourceFile
    report: Report
    head: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)  # the lines of the head, by their names

    def picture(self, name: str) -> Picture:
        first = self._read_head()
        key = tuple(self._key())
        rows = self._rows(first, {letter for letter, _ in key})
        if not self.head.get("shows"):
            help = "write what is seen on a line at the top, as in `shows: A bridge, and a fence in front of it.`"
            self.report("picture-without-line", self.file.place(self.places.get("shows", 1), 1), "nothing says what this shows", help=help)
        return Picture(
            name,
            self.file.path,
            self.head.get("shows", ""),
            rows,
            self.head.get("lit", ""),
            self._inside(),
            self._few(len(rows)),
            key,
        )

    def _read_head(self) -> int:
        """The lines above the first empty one; where the drawing begins, counted from 0."""
        for number, line in enumerate(self.file.lines):
            if not line.strip():
                return number + 1
            match = _HEAD_LINE.match(line)
            if match is None or match["name"] not in LINES or match["name"] in self.head:
                label = self.report.nearest(match["name"], LINES) if match is not None and match["name"] not in LINES else ""
                help = (
                    f"above the first empty line stand {', '.join(f'`{name}:`' for name in LINES)}, each once; the drawing stands below it"
                )
                self._trouble(number + 1, "this line says nothing about the picture", label, help)
                continue
            value = " ".join(match["value"].split())
            self.head[match["name"]], self.places[match["name"]] = value[:LONGEST_LINE], number + 1
            if len(value) > LONGEST_LINE:
                message = f"this has {len(value):,} characters; at most {LONGEST_LINE} fit"
                self.report("too-long", self.file.place(number + 1, 1, len(line)), message)
        return len(self.file.lines)

    def _trouble(self, line: int, message: str, label: str = "", help: str = "") -> None:
        self.report("picture-line", self.file.place(line, 1, len(self.file.lines[line - 1])), message, label, help)

    def _rows(self, first: int, own: set[str]) -> tuple[str, ...]:
        drawn = [line.rstrip() for line in self.file.lines[first:]]
        while drawn and not drawn[-1]:
            drawn.pop()
        if len(drawn) < LOWEST:
            self.report(
                "picture-size",
                self.file.place(first + 1 if drawn else 1, 1),
                f"this drawing has {counted(len(drawn), 'row')}; it needs {LOWEST} at least",
            )
        if len(drawn) > HIGHEST:
            message = f"this drawing has {len(drawn)} rows; {HIGHEST} are shown"
            self.report("picture-size", self.file.place(first + HIGHEST + 1, 1, len(drawn[HIGHEST])), message)
        drawn = drawn[:HIGHEST]
        wide = next((number for number, row in enumerate(drawn) if len(row) > WIDEST), None)
        if wide is not None:
            message = f"this row has {len(drawn[wide])} letters; {WIDEST} are shown"
            self.report("picture-size", self.file.place(first + wide + 1, WIDEST + 1, len(drawn[wide]) - WIDEST), message)
        known, seen, drawn = THINGS.keys() | own, set[str](), [row[:WIDEST] for row in drawn]
        for number, row in enumerate(drawn):
            for letter in sorted(set(row) - known - seen, key=row.index):
                seen.add(letter)
                help = "the guide lists the letters; one of your own needs a line such as `key: q = red light` at the top"
                place = self.file.place(first + number + 1, row.index(letter) + 1)
                self.report("picture-letter", place, f"`{letter}` stands for nothing, and is drawn as sky", help=help)
        return tuple(drawn)

    def _key(self) -> Iterator[tuple[str, str]]:
        for part in filter(None, (part.strip() for part in self.head.get("key", "").split(","))):
            match = _MEANS.match(part)
            if match is None:
                self._trouble(self.places["key"], f"`{part[:40]}` isn't a letter with what it means", help="such as `q = red light`")
            elif match["letter"] == SKY or thing_called(match["name"]) is None:
                label = self.report.nearest(match["name"], NAMED)
                help = "a letter can mean a thing or a colour of the list in the guide, or a colour with `light`"
                self._trouble(self.places["key"], f"nothing in a picture is called `{match['name'][:40]}`", label, help)
            else:
                yield match["letter"], match["name"]

    def _inside(self) -> bool:
        if self.head.get("inside", "no") not in ("yes", "no"):
            self._trouble(self.places["inside"], "this must be `yes` or `no`")
        return self.head.get("inside") == "yes"

    def _few(self, rows: int) -> tuple[int, int]:
        if "few" not in self.head:
            return (0, 0)
        match = _FEW.match(self.head["few"])
        first, last = map(int, match.groups()) if match is not None else (0, 0)
        if not 1 <= first <= last <= rows:
            help = "such as `few: 5-14`: the rows to keep where there is little room, the top one being 1"
            self._trouble(self.places["few"], f"these aren't two rows of the drawing, which has {rows}", help=help)
            return (0, 0)
        return first, last
