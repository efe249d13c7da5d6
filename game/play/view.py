"""What a moment of play shows, as values: every frontend draws the same view.

Text comes as paragraphs of spans with variables filled in; nothing here knows how a span is drawn.
"""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from game.play.engine import Standing, standing
from game.play.evaluate import SCENE, State
from game.play.playthrough import Playthrough, because_of, news_of, passage_of, recalls, results_of, told_with
from game.play.program import Program
from game.play.scenery import Scenery, scenery_of
from game.play.why import has_new_reason
from game.story.model import Scene, Story, Variable
from game.story.prose import Paragraph, Prose, Span, paragraphs, shown_in
from game.text.plurals import fitting, with_word
from game.text.words import INTERFACE, Words, words_in

STUCK = "Nothing can be chosen here, and the story doesn't end. That is its author's mistake, not yours."


class Passage(Struct, frozen=True):
    """One part of what is read: who says it (the person's id, or ""), and its paragraphs.

    `claim` is the fact that it tells without naming who vouches for it, or "". `told` is whether the same words were read in this
    scene before.
    """

    kind: Literal["result", "news", "text", "skipped", "recalls"]
    paragraphs: tuple[Paragraph, ...]
    person: str = ""
    claim: str = ""
    told: bool = False


class Option(Struct, frozen=True):
    """A choice as it is offered. A closed one says why in `reason`; `label` is plain text."""

    id: str
    label: str
    open: bool
    reason: str = ""


class Meter(Struct, frozen=True):
    """A variable on the side panel. `text` is complete; a number also has its bounds, so that a bar can be drawn.

    `change` is by how much the last choice has changed a number, and `about` what it is good for.
    """

    name: str
    text: str
    value: int
    low: int
    high: int
    kind: Literal["number", "have", "word"]
    change: int = 0
    about: str = ""


class View(Struct, frozen=True):
    """One moment. `because` is the fact to tell when the player asks why, and `tells_why` whether that is worth asking: something
    was told whose reason is new. `parts` are read top to bottom.

    `title` (which `scene` has too) and `ending` are those of the scene with variables filled in, "" where it has none.
    """

    scene: Scene
    title: str
    role: str
    place: str
    moment: datetime | None
    parts: tuple[Passage, ...]
    options: tuple[Option, ...]
    because: str
    tells_why: bool
    ending: str
    facts: tuple[str, ...]  # linked in the parts, in order
    terms: tuple[str, ...]
    scenery: Scenery | None

    @property
    def new_parts(self) -> tuple[Passage, ...]:
        """The parts that haven't been read in this scene before; all of them where none is new."""
        return tuple(part for part in self.parts if not part.told) or self.parts

    @property
    def stuck(self) -> bool:
        """Whether there is no way on from here, though this is no ending: the story has a fault that a proof would find."""
        return not self.ending and not any(option.open for option in self.options)


def view(played: Playthrough, turn: int | None = None) -> View:
    """What the last turn shows, or turn number `turn`."""
    number = len(played.turns) - 1 if turn is None else turn
    program, this = played.program, played.turns[number]
    scene = program.scene(this.state[SCENE]).scene
    story = program.story
    words = words_in(story.language)
    title = heading(scene.title, program, this.state)
    parts: list[Passage] = []
    prose: list[Prose] = []

    def tell(kind: Literal["result", "news", "text", "skipped"], text: Prose, person: str = "", state: State = this.state) -> None:
        prose.append(text)
        parts.append(Passage(kind, rendered(text, program, state, played), person, text.claim))

    if this.entry is not None and this.entry.skipped:
        skipped = story.scenes[this.entry.scene].skip if this.entry.scene in story.scenes else None
        tell("skipped", skipped.says if skipped is not None else Prose(words.say("You skip what happens here.")))
    for result in results_of(played, number):
        tell("result", result, state=told_with(played, number) if result.variables else this.state)
    for item in news_of(played, number):
        tell("news", item.text)
    before = _read_here(played, number)
    for person, text in passage_of(played, number):
        tell("text", text, person)
        if (person, parts[-1].paragraphs) in before:
            parts[-1] = replace(parts[-1], told=True)
    if scene.ending and scene.recalls and not any("recall" in text.variables for text in prose):
        told = recalls(played, scene.recalls)
        parts.append(Passage("recalls", tuple((Span(recalled(story, recall)),) for recall in told)))
    moment = moment_of(program, scene, this.state)
    return View(
        scene=scene if title == scene.title else replace(scene, title=title),
        title=title,
        role=program.role.title,
        place=story.places[scene.place].name if scene.place else "",
        moment=moment,
        parts=tuple(parts),
        options=options_of(program, this.state),
        because=because_of(played, number),
        tells_why=has_new_reason(played, number),
        ending=heading(scene.ending, program, this.state),
        facts=tuple(dict.fromkeys(fact for text in prose for fact in text.facts)),
        terms=tuple(dict.fromkeys(term for text in prose for term in text.terms)),
        scenery=scenery_of(story, scene, moment, _scenery_at(played, number - 1) if number else None),
    )


def _read_here(played: Playthrough, turn: int) -> set[tuple[str, tuple[Paragraph, ...]]]:
    """The blocks of the scene of a turn that were read in it before, as they were told then."""
    scene = played.turns[turn].state[SCENE]
    return {
        (person, rendered(text, played.program, played.turns[number].state, played))
        for number in range(turn)
        if played.turns[number].state[SCENE] == scene
        for person, text in passage_of(played, number)
    }


def _scenery_at(played: Playthrough, turn: int) -> Scenery | None:
    state = played.turns[turn].state
    scene = played.program.scene(state[SCENE]).scene
    return scenery_of(played.program.story, scene, moment_of(played.program, scene, state))


def heading(text: str, program: Program, state: State) -> str:
    """A title as plain text, with variables filled in."""
    return plain_text(Prose(text, variables=shown_in(text)), program, state)


def options_of(program: Program, state: State) -> tuple[Option, ...]:
    """The choices that are there, open and closed, in order."""
    options = []
    for number, compiled in enumerate(program.scene(state[SCENE]).choices):
        stands = standing(program, state, number)
        if stands is not Standing.HIDDEN:
            choice = compiled.choice
            reason = plain_text(choice.locked, program, state) if stands is Standing.CLOSED and choice.locked is not None else ""
            options.append(Option(choice.id, plain_text(choice.label, program, state), stands is Standing.OPEN, reason))
    return tuple(options)


def rendered(prose: Prose, program: Program, state: State, played: Playthrough | None = None) -> tuple[Paragraph, ...]:
    """The paragraphs with each variable's value in its place."""
    text = paragraphs(prose.text)
    if not prose.variables:
        return text
    return tuple(tuple(_filled(span, program, state, played) for span in paragraph) for paragraph in text)


def _filled(span: Span, program: Program, state: State, played: Playthrough | None) -> Span:
    if not span.variable:
        return span
    words = words_in(program.story.language)
    if span.variable == "recall":
        told = recalls(played, played.scene.recalls) if played is not None else ()
        shown = words.in_a_row(told) or words.say("kept your own counsel") if played is not None else ""
    else:
        variable = program.story.variables.get(span.variable)
        value = state[program.places[span.variable]] if variable is not None else 0
        if variable is None:
            shown = span.text
        elif span.forms:
            shown = fitting(span.forms, value, program.story.language)
        else:
            shown = words_for(variable, value, words)
    return Span(shown, span.strong, span.emphasis, span.link)


def recalled(story: Story, recall: str) -> str:
    """What a choice left to recall, as a sentence: `You gave up the bench.`"""
    return words_in(story.language).say("You {recall}.", recall=recall)


def words_for(variable: Variable, value: int, words: Words = INTERFACE) -> str:
    """A value as a reader sees it: 30,000, yes, internal."""
    if variable.type == "int":
        return f"{value:,}"
    if variable.type == "flag":
        return words.say("yes") if value else words.say("no")
    return variable.values[value].replace("_", " ")


def plain_text(prose: Prose, program: Program, state: State, played: Playthrough | None = None) -> str:
    """The words alone, paragraphs parted by a blank line."""
    return "\n\n".join(words_of(paragraph) for paragraph in rendered(prose, program, state, played))


def words_of(paragraph: Paragraph) -> str:
    return "".join(span.text for span in paragraph)


def moment_of(program: Program, scene: Scene, state: State) -> datetime | None:
    """The local time, as a naive datetime, or None in a story without a clock."""
    clock = program.story.clock
    if clock is None:
        return None
    return clock.local(program.story.places[scene.place] if scene.place else None) + timedelta(hours=state[program.clock])


def meters_now(played: Playthrough) -> tuple[Meter, ...]:
    """The meters of the present moment, with what the last choice has changed."""
    states = [turn.state for turn in played.turns[-2:]]
    return meters(played.program, states[-1], states[0])


def meters_to_explain(played: Playthrough) -> tuple[Meter, ...]:
    """Those that the last choice has changed for the first time, as far as their author says what they are good for."""
    told = [meter for meter in meters_now(played) if meter.about]
    places = {meter.name: played.program.places[meter.name] for meter in told}
    states = [turn.state for turn in played.turns]
    changed = [{name for name, at in places.items() if before[at] != after[at]} for before, after in pairwise(states)]
    new = changed[-1].difference(*changed[:-1]) if changed else set()
    return tuple(meter for meter in told if meter.name in new)


def meters(program: Program, state: State, before: State | None = None) -> tuple[Meter, ...]:
    """What the side panel shows: the role's variables with `show`; a flag only while it is true."""
    shown = []
    for variable in program.meters:
        name = variable.name
        value = state[program.places[name]]
        words = words_for(variable, value, words_in(program.story.language))
        if variable.type == "flag":
            if value:
                shown.append(Meter(name, variable.show.replace("{}", words), value, 0, 1, "have", about=variable.about))
            continue
        shows = with_word(variable.show, value, program.story.language)
        text = shows.replace("{}", words) if "{}" in shows else f"{shows}: {words}"
        change = value - before[program.places[name]] if before is not None and variable.type == "int" else 0
        kind: Literal["number", "word"] = "number" if variable.type == "int" else "word"
        shown.append(Meter(name, text, value, variable.low, variable.high, kind, change, variable.about))
    return tuple(shown)
