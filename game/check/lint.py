"""What `check` warns of in a story that loads: what keeps nobody from playing, and wants to be known all the same."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from game.check.rules import ENGLISH, Violation, is_english, prose_rules, structural_rules
from game.check.rules.character_rules import emoji
from game.check.rules.lesson_rules import lesson_rules
from game.check.rules.reading_ease import hard_passages
from game.check.rules.violation import in_scene
from game.library.load import Loaded
from game.problems import Place, Problem
from game.prove.early import SceneHours, early_echoes, early_facts, hours_of
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
        found += grades.violations
        if grades.missing:
            skipped["hard-to-read"] = grades.missing
    if not graded or skipped:
        unasked.add("hard-to-read")
    heard = {(violation.code, violation.scene) for violation in found}
    kept = [violation for violation in found if not _is_quiet(story, violation)]
    kept += [violation for violation in _quiet_for_nothing(story, heard, unasked) if not _is_quiet(story, violation)]
    places = _Places(loaded)
    problems = [Problem(violation.code, violation.message, places.of(violation), help=violation.help) for violation in kept]
    return Linted(tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.order)), skipped)


def _is_quiet(story: Story, violation: Violation) -> bool:
    scene = story.scenes.get(violation.scene)
    return violation.code in story.quiet or (scene is not None and violation.code in scene.quiet)


def _quiet_for_nothing(story: Story, heard: Iterable[tuple[str, str]], unasked: set[str]) -> Iterator[Violation]:
    """Exemptions that exempt from nothing: what they were for has been mended."""
    here = set(heard)
    anywhere = {code for code, _ in here}
    help = "take the line out, so that the rule holds again"
    for code in sorted(story.quiet - anywhere - unasked - {"quiet-for-nothing"}):
        yield Violation("quiet-for-nothing", f"nothing in the story breaks `{code}`", words=(code,), help=help, section="quiet")
    for scene in story.scenes.values():
        for code in sorted(scene.quiet - unasked - {"quiet-for-nothing"}):
            if (code, scene.id) not in here:
                yield Violation("quiet-for-nothing", f"nothing in `{scene.id}` breaks `{code}`", scene.at, scene.id, (code,), help)


def _too_early(story: Story) -> Iterator[Violation]:
    hours = hours_of(story)
    yield from _facts_too_early(story, hours)
    yield from _echoes_too_early(story, hours)


def _echoes_too_early(story: Story, hours: SceneHours) -> Iterator[Violation]:
    help = "tell it in a later scene; or find words that fit what isn't done yet, and say why: `quiet: {echo-too-early: ...}`"
    for early in early_echoes(story, hours):
        source = story.roles[story.variables[early.echo].echo].id
        message = (
            f"`{early.scene}` may tell on {hour_in_words(early.shown)} that `{early.echo}` is "
            f"{in_a_row([f'`{value}`' for value in early.values], 'or')}, "
            f"but `{source}` leaves that behind on {hour_in_words(early.left)} at the earliest"
        )
        yield in_scene("echo-too-early", message, story.scenes[early.scene], help)


def _facts_too_early(story: Story, hours: SceneHours) -> Iterator[Violation]:
    for early in early_facts(story, hours):
        known = story.facts[early.fact].day
        assert known is not None
        message = f"`{early.scene}` may show `{early.fact}` on {date_in_words(early.day)}, but it is known from {date_in_words(known)}"
        help = f"show it only `if: date >= {known.isoformat()}`, or let more hours pass on the way here"
        yield in_scene("fact-too-early", message, story.scenes[early.scene], help)


class _Places:
    """Where things stand in the files of a story."""

    def __init__(self, loaded: Loaded) -> None:
        self._files = loaded.files
        self._starts: dict[str, list[int]] = {}
        for scene in loaded.story.scenes.values() if loaded.story is not None else ():
            self._starts.setdefault(scene.at.path, []).append(scene.at.line)

    def of(self, violation: Violation) -> Place:
        if violation.at is None:
            return self._declared(violation)
        file = self._files[violation.at.path]
        end = min((start for start in self._starts.get(file.path, ()) if start > violation.at.line), default=len(file.lines) + 1)
        first = violation.at.line
        if violation.near:
            first = next((number for number in range(first, end) if violation.near in file.lines[number - 1]), first)
        for word in violation.words:
            place = _nth(file, word, violation.nth, range(first, end))
            if place is not None:
                return place
        text = file.lines[violation.at.line - 1]
        column = len(text) - len(text.lstrip(" -"))
        return file.place(violation.at.line, column + 1, len(text) - column)

    def _declared(self, violation: Violation) -> Place:
        """Where a name is declared in its section, or where a word of the news stands; else the top of the file."""
        file = next((file for path, file in self._files.items() if path.endswith(violation.file)), None)
        if file is None:
            return Place(violation.file)
        first = 1
        for number, text in enumerate(file.lines, start=1):
            if (violation.section and text.startswith(f"{violation.section}:")) or (violation.near and violation.near in text):
                first = number
                break
        for word in violation.words:
            pattern = re.compile(rf"(?:^|[{{,\s]){re.escape(word)}(?=\s*:)") if violation.section else re.compile(re.escape(word))
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
