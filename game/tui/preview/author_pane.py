"""The author's pane: what stands behind the present moment, and what is wrong with the files."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.visual import Visual
from textual.widgets import Static

from game.play.engine import Standing
from game.play.insight import Asked, ChoiceNow, ConditionNow, Insight, Reason, VariableNow, insight
from game.problems import Problem
from game.session.draft import Draft
from game.story.model import Scene, Story
from game.text.words import counted, in_a_row
from game.tui.preview.problem_list import problems_shown
from game.tui.safe_text import NOTHING, Look, column, joined, line, plain, together
from game.tui.widgets.layouts import HangingIndent, Stack

STANDINGS: dict[Standing, tuple[str, Look]] = {
    Standing.OPEN: ("open", "bold $accent"),
    Standing.CLOSED: ("closed", "bold $closed"),
    Standing.HIDDEN: ("hidden", "bold $muted"),
}
WORD = 8  # columns for open, closed or hidden, and for true or false
FAILS: Look = "bold $news"  # how a part is shown that keeps a choice from being open
DEEPEST = 16  # columns that parts are set in at most
MOST_PARTS = 30  # lines for one condition
LONGEST = 400


class AuthorPane(VerticalScroll, can_focus=True):
    """Scrolls by itself; `show` draws it anew."""

    def compose(self) -> ComposeResult:
        for name in ("state", "here", "choices-now", "variables", "conditions", "facts-met", "warnings"):
            yield Static(id=name, classes="told", markup=False)

    def on_mount(self) -> None:
        for each in self.query(Static):
            each.auto_links = False

    def show(self, draft: Draft, said: str) -> None:
        """`said` is what has just happened to the files or the place, a sentence or more."""
        if draft.session is None:
            return
        played = draft.session.played
        now = insight(played)
        story = played.program.story
        self._put("state", "", [*_state(draft, said)])
        self._put("here", "This scene", [*_here(now, played.program.role.id, played.made)])
        self._put("choices-now", "Its choices", [visual for choice in now.choices for visual in _choice(choice, now.scene)])
        self._put("variables", "Variables", [*_variables(now.variables)])
        self._put("conditions", "Conditions", [visual for condition in now.conditions for visual in _condition(condition)])
        self._put("facts-met", f"Facts met: {len(now.facts)} of {len(story.facts)}", [*_facts(now, story)])
        here = [problem for problem in draft.warnings if _is_of(problem, played.scene, story)]
        elsewhere = [problem for problem in draft.warnings if problem not in here]
        heading = f"Warnings: {len(draft.warnings)}, {len(here)} of them in this scene"
        self._put("warnings", heading, [*problems_shown(here), *problems_shown(elsewhere)])

    def _put(self, name: str, heading: str, body: Sequence[Visual]) -> None:
        section = self.query_one(f"#{name}", Static)
        section.display = bool(body)
        section.update(Stack([plain(heading, "bold"), *body] if heading else body))


def _state(draft: Draft, said: str) -> Iterator[Visual]:
    """How the files are, and what became of the place."""
    errors = len(draft.errors)
    if errors:
        count = "a mistake" if errors == 1 else f"{errors:,} mistakes"
        yield plain(f"The files have {count}. You play the last version that had none.", "bold $news")
    elif said:
        yield plain(said, "$muted")
    if draft.map_address:
        yield plain(f"The map of scenes: {draft.map_address}", "$muted")
    for notice in draft.notices:
        yield plain(notice, "$news")
    if draft.problems:
        yield plain(" ")
        yield from problems_shown(draft.problems)


def _is_of(problem: Problem, scene: Scene, story: Story) -> bool:
    """Whether a problem stands in the lines of a scene."""
    at, place = scene.at, problem.place
    after = min((other.at.line for other in story.scenes.values() if other.at.path == at.path and other.at.line > at.line), default=1 << 30)
    return place.path == at.path and at.line <= place.line < after


def _here(now: Insight, role: str, made: int) -> Iterator[Visual]:
    scene = now.scene
    kind = f"a {scene.kind}" if scene.kind else ""
    ending = "an ending" if scene.ending else ""
    yield joined("  ·  ", [line(scene.id, "bold $accent"), line(kind), line(ending)], "$muted")
    yield line(f"{scene.at.path}:{scene.at.line}", "$muted", limit=LONGEST)
    yield line(f"as {role}, after {counted(made, 'choice')}", "$muted")


def _choice(choice: ChoiceNow, scene: Scene) -> Iterator[Visual]:
    word, look = STANDINGS[choice.standing]
    is_door = any(reason.key == "door" for reason in choice.reasons)
    leads = f"→ {in_a_row(choice.leads, 'or')}" if choice.leads else "" if is_door else "(stays here)"
    at = f"line {choice.at.line}" if choice.at.path == scene.at.path else f"{choice.at.path}:{choice.at.line}"
    told = joined("  ", [line(choice.id, "bold"), line(leads, limit=LONGEST), line(at, "$muted", limit=LONGEST)])
    yield HangingIndent(column(word, WORD, look), told)
    for reason in choice.reasons:
        yield from _reason(reason, scene.kind)


def _reason(reason: Reason, kind: str) -> Iterator[Visual]:
    if reason.key == "once":
        yield HangingIndent(plain("  "), plain("once: not used yet" if reason.holds else "once: used already", "$muted"))
    elif reason.key == "door":
        yield HangingIndent(plain("  "), plain("a door: never opens", "$muted"))
    elif reason.asked is not None:
        yield from _asked(reason.asked, 2, plain("if: " if reason.key == "if" else f"{kind}: ", "$muted"), FAILS)


def _asked(asked: Asked, indent: int, before: Content, fails: Look, after: Content = NOTHING) -> Iterator[Visual]:
    """The condition, its parts below it and further in."""
    waiting = [(asked, indent)]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part, deep = waiting.pop()
        lead = column("true" if part.holds else "false", WORD, "$muted" if part.holds else fails).pad_left(min(deep, DEEPEST))
        name = line(part.text, limit=LONGEST)
        if len(part.inside) == 1 and part.inside[0].inside:  # a name, and how what it stands for is joined
            (part,) = part.inside
            name = joined(": ", [name, line(part.text)])
        values = line(", ".join(f"{name} is {value}" for name, value in part.values), "$muted", limit=LONGEST)
        yield HangingIndent(lead, together(before, joined("   ", [name, values, after])))
        before = after = NOTHING
        waiting += [(inside, deep + 2) for inside in reversed(part.inside)]
    if waiting:
        yield HangingIndent(plain(" " * indent), plain(f"… and {len(waiting):,} more parts", "$muted"))


def _variables(variables: Sequence[VariableNow]) -> Iterator[Visual]:
    """The author's own first, then what kinds of scenes keep."""
    width = min(22, max((len(each.name) for each in variables), default=0) + 2)
    for each in sorted(variables, key=lambda variable: bool(variable.kept_by)):
        value = line(each.value, "bold" if each.before else "")
        was = plain(f"  was {each.before}", "$news") if each.before else NOTHING
        yield HangingIndent(column(each.name, width, "$muted" if each.kept_by else ""), together(value, was))


def _condition(condition: ConditionNow) -> Iterator[Visual]:
    changed = plain("just now", "$news") if condition.changed else NOTHING
    yield from _asked(condition.asked, 0, NOTHING, "", changed)


def _facts(now: Insight, story: Story) -> Iterator[Visual]:
    for fact, just_now in reversed(now.facts):
        said = together(line(fact, "$fact"), plain("  just now", "$news") if just_now else NOTHING)
        yield HangingIndent(plain("· ", "$muted"), said)
    missing = len(story.facts) - len(now.facts)
    if not now.facts and missing:
        yield plain("None yet.", "$muted")
