"""What `check` warns of in a story that loads: what keeps nobody from playing, and wants to be known all the same."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from game.check.rules import ENGLISH, Violation, is_english, prose_rules, structural_rules
from game.check.rules.lesson_rules import lesson_rules
from game.check.rules.reading_ease import hard_passages
from game.check.rules.violation import in_scene
from game.check.rules.wording_rules import emoji
from game.library.load import Loaded
from game.problems import Place, Problem
from game.prove.early import SceneHours, early_echoes, early_facts, hours_of
from game.story.model import Story
from game.story.phrases import date_in_words, hour_in_words
from game.text.words import in_a_row


@dataclass(frozen=True, slots=True)
class Linted:
    """Warnings and hints in order of place. `skipped` says, by a rule's name, why it couldn't be asked."""

    problems: tuple[Problem, ...]
    skipped: dict[str, str]


def lint(loaded: Loaded, *, graded: bool = False) -> Linted:
    """The warnings and hints of a loaded story, none where it didn't load; `graded` with the reading grades, which may take some
    seconds."""
    story = loaded.story
    if story is None:
        return Linted((), {})
    hours = hours_of(story)
    found = [*structural_rules(story), *_facts_too_early(story, hours), *_echoes_too_early(story, hours)]
    found += [*prose_rules(story), *emoji(story, loaded.files)]
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
    starts: dict[str, list[int]] = {}
    for scene in story.scenes.values():
        starts.setdefault(scene.at.path, []).append(scene.at.line)
    problems = [Problem(violation.code, violation.message, _place(loaded, starts, violation), help=violation.help) for violation in kept]
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


def _place(loaded: Loaded, starts: Mapping[str, Sequence[int]], violation: Violation) -> Place:
    """Where it stands in a file. `starts` are the lines in which scenes begin, by the files' paths."""
    at, section = violation.at, f"{violation.section}:" if violation.section and violation.at is None else ""
    path = at.path if at is not None else next((path for path in loaded.files if path.endswith(violation.file)), "")
    file = loaded.files.get(path)
    if file is None:
        return Place(violation.file)
    begin, end = 1, len(file.lines) + 1
    if at is not None:
        begin, end = at.line, min((start for start in starts.get(path, ()) if start > at.line), default=end)
    for number in range(begin, end):
        text = file.lines[number - 1]
        if (section and text.startswith(section)) or (violation.near and violation.near in text):
            begin = number
            break
    for word in violation.words:
        pattern = re.compile(rf"(?:^|[{{,\s]){re.escape(word)}(?=\s*:)" if section else re.escape(word))
        found = ((number, match.end()) for number in range(begin, end) for match in pattern.finditer(file.lines[number - 1]))
        for number, after in islice(found, violation.nth, None):
            return file.place(number, after - len(word) + 1, len(word))
    if at is None:
        return file.place(1, 1)
    text = file.lines[at.line - 1]
    column = len(text) - len(text.lstrip(" -"))
    return file.place(at.line, column + 1, len(text) - column)
