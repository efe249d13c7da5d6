"""Somebody with a pencil and a die: reads a gamebook's page, and nothing else, and does as it says.

What a reader sees is taken from the page: headings, paragraphs, marked lines, lists of choices, tables. No attribute but
the class that draws the bar beside a marked line is looked at.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

HOUR = "the hour of the day"
COMPARE: dict[str, Callable[[int, int], bool]] = {
    "is at least": lambda a, b: a >= b,
    "is at most": lambda a, b: a <= b,
    "is more than": lambda a, b: a > b,
    "is less than": lambda a, b: a < b,
    "is not": lambda a, b: a != b,
    "is": lambda a, b: a == b,
}
CALCULATE: dict[str, Callable[[int, int], int]] = {"plus": lambda a, b: a + b, "minus": lambda a, b: a - b, "times": lambda a, b: a * b}


@dataclass
class Part:
    """A paragraph, a marked line, an item or a cell: its words, those in bold, and those that are neither bold nor slanted."""

    kind: str
    words: str = ""
    bold: str = ""
    plain: str = ""


@dataclass
class Chapter:
    level: int
    title: str = ""
    parts: list[Part] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


class Page(HTMLParser):
    """The page as chapters, one for each heading, in their order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.chapters: list[Chapter] = []
        self._part: Part | None = None
        self._inside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.chapters.append(Chapter(int(tag[1])))
        elif tag in ("p", "li"):
            marked = tag == "p" and ("class", "line") in attrs
            self._part = Part("line" if marked else "item" if tag == "li" else "paragraph")
            self.chapters[-1].parts.append(self._part)
        elif tag == "tr":
            self.chapters[-1].rows.append([])
        elif tag in ("td", "th"):
            self.chapters[-1].rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass
        if tag in ("p", "li"):
            self._part = None

    def handle_data(self, data: str) -> None:
        if self._inside and re.fullmatch("h[1-6]", self._inside[-1]):
            self.chapters[-1].title += data
        elif "td" in self._inside or "th" in self._inside:
            if "em" not in self._inside:  # what a name stands for is slanted, and no part of the name
                self.chapters[-1].rows[-1][-1] += data.strip()
        elif self._part is not None:
            self._part.words += data
            if {"b", "strong"} & set(self._inside):
                self._part.bold += data
            elif "em" not in self._inside:
                self._part.plain += data


@dataclass(frozen=True)
class Option:
    """A choice that is open: its words, where it leads by the roll of the dice, and its box, "" where it has none."""

    label: str
    leads: str
    box: tuple[int, int] | None


class Reader:
    def __init__(self, page: Page, roll: Callable[[], int]) -> None:
        self.roll = roll
        self.entries: dict[int, Chapter] = {}
        self.news: dict[str, Chapter] = {}
        self.numbers: dict[str, int] = {}
        self.bounds: dict[str, tuple[int, int]] = {}
        self.words: dict[str, str] = {}
        self.boxes: dict[str, bool] = {}
        self.coming: list[tuple[str, int, list[str]]] = []  # news: its name, its hour, where it is heard
        self.clock = ""
        self.back = 0
        self.used: set[tuple[int, int]] = set()
        self.noted: list[str] = []
        self.read: list[str] = []  # the story's own words, as they were read since the last choice
        self.ended = ""
        self.options: list[Option] = []
        self.fell = 0  # which of the ways the dice chose, counted from 0
        self._hour_from = 0
        whole = ""
        for chapter in page.chapters:
            whole = chapter.title if chapter.level == 2 else whole
            if whole == "Record sheet" and chapter.level == 3:
                self._sheet(chapter)
            elif whole == "Entries" and chapter.level == 3:
                self.entries[int(chapter.title.split(" · ")[0])] = chapter
            elif whole == "News" and chapter.level == 3:
                self.news[chapter.title] = chapter
        names = sorted([*self.numbers, *self.words, *self.boxes], key=len, reverse=True)
        self._token = re.compile(
            r"\s*(“[^”]*”|"
            + "".join(f"{re.escape(name)}(?= |$|\\)|;)|" for name in names)
            + "|".join(["is ticked", "is not ticked", *COMPARE, *CALCULATE, HOUR, "the largest of", "the smallest of", "and", "or"])
            + r"|-?\d[\d,]*|[();])"
        )
        self._turn_to(1)

    def _sheet(self, chapter: Chapter) -> None:
        for row in chapter.rows[1:]:
            if chapter.title == "Numbers":
                start, low, high = (int(cell.replace(",", "")) for cell in row[1:4])
                self.numbers[row[0]], self.bounds[row[0]] = start, (low, high)
            elif chapter.title == "Words":
                self.words[row[0]] = row[1].strip("“”")
            elif chapter.title == "Boxes":
                self.boxes[row[0]] = row[1] == "☑"
            elif chapter.title == "News":
                self.clock = chapter.rows[0][1].removesuffix(" when it comes")
                self.coming.append((row[0], int(row[1].replace(",", "")), row[2].split("; ")))

    # ---- reading ----

    def choose(self, number: int) -> None:
        option, self.fell = self.options[number], 0
        if option.box is not None:
            self.used.add(option.box)
        self.read = []
        self._turn_to(self._led(option.leads))

    def _turn_to(self, number: int) -> None:
        while number:
            number = self._read_entry(number)

    def _read_entry(self, number: int) -> int:
        """Read an entry; the number to turn to, or 0 where there is something to choose or nothing more to read."""
        self.options = []
        for place, part in enumerate(self.entries[number].parts):
            label, _, told = part.words.partition(": ")
            label = part.bold.split(":")[0] if part.kind == "line" else label
            if part.kind == "paragraph":
                if part.words.startswith("Place: "):
                    self._hear(told)
                else:
                    self.read.append(part.words)
            elif part.kind == "item":
                if (option := self._option(part, (number, place))) is not None:
                    self.options.append(option)
            elif part.words.startswith("The hour of the day: "):
                self._hour_from = int(part.words.removeprefix("The hour of the day: add ").split()[0])
            elif part.words.startswith("On your sheet: "):
                self._follow(part.words.removeprefix("On your sheet: "))
            elif part.words.startswith("To remember: "):
                self.noted.append(told)
            elif part.words.startswith(("Why: ", "What you see: ")):
                pass
            elif part.words.startswith("Turn to: "):
                return self._led(f"turn to {told}")
            elif part.words.startswith("The end: "):
                self.ended = told
            elif part.words.startswith("If "):
                condition, _, told = part.words[3:].partition(": ")
                if self.holds(condition):
                    self.read.append(told)
            else:
                raise AssertionError(f"a reader doesn't know what to do with {part.words!r}")
        return 0

    def _hear(self, place: str) -> None:
        for name, hour, where in list(self.coming):
            if hour <= self.numbers[self.clock]:
                self.coming.remove((name, hour, where))
                if where == ["everywhere"] or place in where:
                    for part in self.news[name].parts:
                        if part.kind == "line":
                            self._follow(part.words.removeprefix("On your sheet: "))
                        else:
                            self.read.append(part.words)

    def _option(self, part: Part, box: tuple[int, int]) -> Option | None:
        begin, _, leads = part.plain.partition(" – ")
        if begin.startswith("Closed"):
            return None
        once = begin.startswith("☐ ")
        begin = begin.removeprefix("☐ ")
        if begin.startswith("Only if ") and not self.holds(begin.removeprefix("Only if ").rstrip(": ")):
            return None
        if once and box in self.used:
            return None
        return Option(part.bold, re.sub(r"\s*\(If not: .*", "", leads), box if once else None)

    def _led(self, leads: str) -> int:
        if leads.startswith("turn to "):
            for way in leads.removeprefix("turn to ").split("; or else "):
                where, _, condition = way.partition(" if ")
                if condition and not self.holds(condition):
                    continue
                if where == "the number at Way back":
                    back, self.back = self.back, 0
                    return back
                return int(where)
        how, _, ways = leads.partition(": ")
        ways, _, unless = ways.partition("; where what it asks for isn't so, ")
        while True:
            rolled = self.roll() if how == "roll a die" else 10 * self.roll() + self.roll()
            for order, (low, high, asks, where) in enumerate(
                re.findall(r"(\d+)(?:-(\d+))?(?: \(only if (.*?)\))?, (turn to \d+|roll again)", ways)
            ):
                if int(low) <= rolled <= int(high or low):
                    if where == "roll again":
                        break
                    if asks and not self.holds(asks):
                        assert unless == "roll again", f"nothing is said of {asks!r} in {leads!r}"
                        break
                    self.fell = order
                    return int(where.removeprefix("turn to "))
            else:
                raise AssertionError(f"nothing stands for {rolled} in {leads!r}")

    # ---- the sheet ----

    def _follow(self, told: str) -> None:
        for sentence in re.split(r"(?<=\.) (?=(?:Add|Take|Write|Tick|Clear|If) )", told):
            self._do(sentence.removesuffix("."))

    def _do(self, told: str) -> None:
        if (otherwise := re.fullmatch(r"If (.*), tick (.*); if not, clear it", told)) is not None:
            self.boxes[otherwise[2]] = self.holds(otherwise[1])
        elif told.startswith("If "):
            condition, verb, rest = re.fullmatch(r"If (.*), (tick|write) (.*)", told).groups()  # type: ignore[union-attr]
            if self.holds(condition):
                self._do(f"{verb.capitalize()} {rest}")
        elif told.startswith("Tick "):
            for name in self._boxes(told.removeprefix("Tick ")):
                self.boxes[name] = True
        elif told.startswith("Clear "):
            self.boxes[told.removeprefix("Clear ")] = False
        elif told.startswith("Write "):
            what, _, name = told.removeprefix("Write ").rpartition(" at ")
            if name == "Way back":
                self.back = int(what)
            elif name in self.words:
                self.words[name] = what.strip("“”")
            else:
                self._put(name, self.value(what))
        elif told.startswith("Add "):
            what, _, name = told.removeprefix("Add ").rpartition(" to ")
            more = self.value(what)
            self._put(name, self.numbers[name] + (max(0, more) if name == self.clock_name else more))
        else:
            what, _, name = told.removeprefix("Take ").rpartition(" from ")
            self._put(name, self.numbers[name] - self.value(what))

    def _boxes(self, told: str) -> Iterator[str]:
        if told in self.boxes:
            yield told
        else:
            first, _, rest = told.partition(" and Fact ")
            yield first
            yield from self._boxes(f"Fact {rest}")

    @property
    def clock_name(self) -> str:
        return self.clock or "Hours"

    def _put(self, name: str, value: int) -> None:
        low, high = self.bounds[name]
        self.numbers[name] = max(low, min(high, value))

    # ---- conditions ----

    def holds(self, condition: str) -> bool:
        tokens = self._tokens(condition)
        truth, rest = self._either(tokens)
        assert not rest, f"{condition!r} can't be read from {rest}"
        return truth

    def value(self, told: str) -> int:
        number, rest = self._number(self._tokens(told))
        assert not rest, f"{told!r} can't be read from {rest}"
        return number

    def _tokens(self, told: str) -> list[str]:
        tokens, at = [], 0
        while at < len(told):
            match = self._token.match(told, at)
            assert match is not None, f"{told!r} can't be read from {told[at:]!r}"
            tokens.append(match[1])
            at = match.end()
        return tokens

    def _either(self, tokens: list[str]) -> tuple[bool, list[str]]:
        truth, rest = self._both(tokens)
        while rest[:1] == ["or"]:
            other, rest = self._both(rest[1:])
            truth = truth or other
        return truth, rest

    def _both(self, tokens: list[str]) -> tuple[bool, list[str]]:
        truth, rest = self._one(tokens)
        while rest[:1] == ["and"]:
            other, rest = self._one(rest[1:])
            truth = truth and other
        return truth, rest

    def _one(self, tokens: list[str]) -> tuple[bool, list[str]]:
        if tokens[0] == "(":
            end = self._closing(tokens)
            inside = tokens[1:end]
            if any(token.startswith("is") for token in inside):
                truth, rest = self._either(inside)
                assert not rest
                return truth, tokens[end + 1 :]
        if tokens[1] in ("is ticked", "is not ticked"):
            return self.boxes[tokens[0]] == (tokens[1] == "is ticked"), tokens[2:]
        if tokens[2].startswith("“"):
            return (self.words[tokens[0]] == tokens[2].strip("“”")) == (tokens[1] == "is"), tokens[3:]
        left, rest = self._number(tokens)
        right, after = self._number(rest[1:])
        return COMPARE[rest[0]](left, right), after

    def _closing(self, tokens: list[str]) -> int:
        """Where the bracket ends that the first token opens."""
        depth = 0
        for place, token in enumerate(tokens):
            depth += (token == "(") - (token == ")")
            if depth == 0:
                return place
        raise AssertionError(f"a bracket isn't closed in {tokens}")

    def _number(self, tokens: list[str]) -> tuple[int, list[str]]:
        if tokens[0] in ("the largest of", "the smallest of"):
            values, rest = [], ["", *tokens[1:]]
            while not values or rest[:1] == [";"]:
                value, rest = self._number(rest[1:])
                values.append(value)
            return (max if tokens[0] == "the largest of" else min)(values), rest
        number, rest = self._simple(tokens)
        if rest and rest[0] in CALCULATE:
            other, after = self._simple(rest[1:])
            return CALCULATE[rest[0]](number, other), after
        return number, rest

    def _simple(self, tokens: list[str]) -> tuple[int, list[str]]:
        if tokens[0] == "(":
            number, rest = self._number(tokens[1:])
            assert rest[0] == ")"
            return number, rest[1:]
        if tokens[0] == HOUR:
            return (self.numbers[self.clock_name] + self._hour_from) % 24, tokens[1:]
        if tokens[0] in self.numbers:
            return self.numbers[tokens[0]], tokens[1:]
        return int(tokens[0].replace(",", "")), tokens[1:]
