"""What `check` warns of in a story that loads: what keeps nobody from playing, and wants to be known all the same."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from game.check.rules import ENGLISH, Broken, is_english, prose_rules, structural_rules
from game.check.rules.character_rules import emoji
from game.check.rules.lesson_rules import lesson_rules
from game.check.rules.reading_ease import hard_passages
from game.library.load import Loaded
from game.problems import Place, Problem
from game.prove.early import Hours, early_echoes, early_facts, hours_of
from game.source.nodes import SourceFile
from game.story.model import Story
from game.story.phrases import date_in_words, hour_in_words
from game.text.plurals import in_a_row


@dataclass(frozen=True, slots=True)
class Linted:
    """Warnings and hints in order of place. `skipped` says, by a rule's name, why it couldn't be asked."""

    problems: tuple[Problem, ...]
    skipped: dict[str, str]


def lint(loaded: Loaded) -> list[Problem]:
    """The warnings and hints of a loaded story but for the reading grades; none where the story didn't load."""
    return list(_linted(loaded, graded=False).problems)


def lint_and_grade(loaded: Loaded) -> Linted:
    """The same with the reading grades, which may take some seconds."""
    return _linted(loaded, graded=True)


def _linted(loaded: Loaded, *, graded: bool) -> Linted:
    story = loaded.story
    if story is None:
        return Linted((), {})
    found = [*structural_rules(story), *_too_early(story), *prose_rules(story), *emoji(story, loaded.files)]
    if loaded.lesson is not None:
        found += lesson_rules(story, loaded.lesson)
    unasked = set() if is_english(story) else set(ENGLISH)
    skipped: dict[str, str] = {}
    if graded and is_english(story):
        grades = hard_passages(story)
        found += grades.broken
        if grades.missing:
            skipped["hard-to-read"] = grades.missing
    if not graded or skipped:
        unasked.add("hard-to-read")
    heard = {(broken.code, broken.scene) for broken in found}
    told = [broken for broken in found if not _is_quiet(story, broken)]
    told += [broken for broken in _quiet_for_nothing(story, heard, unasked) if not _is_quiet(story, broken)]
    places = _Places(loaded)
    problems = [Problem(broken.code, broken.message, places.of(broken), help=broken.help) for broken in told]
    return Linted(tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.order)), skipped)


def _is_quiet(story: Story, broken: Broken) -> bool:
    scene = story.scenes.get(broken.scene)
    return broken.code in story.quiet or (scene is not None and broken.code in scene.quiet)


def _quiet_for_nothing(story: Story, heard: Iterable[tuple[str, str]], unasked: set[str]) -> Iterator[Broken]:
    """Exemptions that exempt from nothing: what they were for has been mended."""
    here = set(heard)
    anywhere = {code for code, _ in here}
    help = "take the line out, so that the rule holds again"
    for code in sorted(story.quiet - anywhere - unasked - {"quiet-for-nothing"}):
        yield Broken("quiet-for-nothing", f"nothing in the story breaks `{code}`", words=(code,), help=help, section="quiet")
    for scene in story.scenes.values():
        for code in sorted(scene.quiet - unasked - {"quiet-for-nothing"}):
            if (code, scene.id) not in here:
                yield Broken("quiet-for-nothing", f"nothing in `{scene.id}` breaks `{code}`", scene.at, scene.id, (code,), help)


def _too_early(story: Story) -> Iterator[Broken]:
    hours = hours_of(story)
    yield from _facts_too_early(story, hours)
    yield from _echoes_too_early(story, hours)


def _echoes_too_early(story: Story, hours: Hours) -> Iterator[Broken]:
    for early in early_echoes(story, hours):
        source = story.roles[story.variables[early.echo].echo].id
        yield Broken(
            "echo-too-early",
            f"`{early.scene}` may tell on {hour_in_words(early.shown)} that `{early.echo}` is "
            f"{in_a_row([f'`{value}`' for value in early.values], 'or')}, "
            f"but `{source}` leaves that behind on {hour_in_words(early.left)} at the earliest",
            story.scenes[early.scene].at,
            early.scene,
            (early.scene,),
            "tell it in a later scene; or find words that fit what isn't done yet, and say why: `quiet: {echo-too-early: ...}`",
        )


def _facts_too_early(story: Story, hours: Hours) -> Iterator[Broken]:
    for early in early_facts(story, hours):
        known = story.facts[early.fact].day
        assert known is not None
        yield Broken(
            "fact-too-early",
            f"`{early.scene}` may show `{early.fact}` on {date_in_words(early.day)}, but it is known from {date_in_words(known)}",
            story.scenes[early.scene].at,
            early.scene,
            (early.scene,),
            f"show it only `if: date >= {known.isoformat()}`, or let more hours pass on the way here",
        )


class _Places:
    """Where things stand in the files of a story."""

    def __init__(self, loaded: Loaded) -> None:
        self._files = loaded.files
        self._starts: dict[str, list[int]] = {}
        for scene in loaded.story.scenes.values() if loaded.story is not None else ():
            self._starts.setdefault(scene.at.path, []).append(scene.at.line)

    def of(self, broken: Broken) -> Place:
        if broken.at is None:
            return self._declared(broken)
        file = self._files[broken.at.path]
        end = min((start for start in self._starts.get(file.path, ()) if start > broken.at.line), default=len(file.lines) + 1)
        first = broken.at.line
        if broken.near:
            first = next((number for number in range(first, end) if broken.near in file.lines[number - 1]), first)
        for word in broken.words:
            place = _nth(file, word, broken.nth, range(first, end))
            if place is not None:
                return place
        text = file.lines[broken.at.line - 1]
        column = len(text) - len(text.lstrip(" -"))
        return file.place(broken.at.line, column + 1, len(text) - column)

    def _declared(self, broken: Broken) -> Place:
        """Where a name is declared in its section, or where a word of the news stands; else the top of the file."""
        file = next((file for path, file in self._files.items() if path.endswith(broken.file)), None)
        if file is None:
            return Place(broken.file)
        first = 1
        for number, text in enumerate(file.lines, start=1):
            if (broken.section and text.startswith(f"{broken.section}:")) or (broken.near and broken.near in text):
                first = number
                break
        for word in broken.words:
            pattern = re.compile(rf"(?:^|[{{,\s]){re.escape(word)}(?=\s*:)") if broken.section else re.compile(re.escape(word))
            for number in range(first, len(file.lines) + 1):
                if match := pattern.search(file.lines[number - 1]):
                    return file.place(number, match.end() - len(word) + 1, len(word))
        return file.place(1, 1)


def _nth(file: SourceFile, word: str, before: int, lines: range) -> Place | None:
    """The word's place after as many others of it."""
    for number in lines:
        column = file.lines[number - 1].find(word)
        while column >= 0:
            if before == 0:
                return file.place(number, column + 1, len(word))
            before -= 1
            column = file.lines[number - 1].find(word, column + 1)
    return None
