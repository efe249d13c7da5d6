"""Whatever the grammar makes is read, told again in the same words, and never fails."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from game.play.evaluate import MEMORY, Bits, Where, compile_effect, compile_value, slots
from game.source.identity import Identity
from game.story.language.parse import LanguageError
from game.story.language.tree import LIMIT, Effect, Expression, shown
from game.story.model import Clock, Story, Variable
from tests.language import naive
from tests.language.scopes import VARIABLES, condition, effect
from tests.strategies import conditions, effects, numbers

BOUNDS = {"money": (0, 120_000), "debt": (-500, 500), "hours": (0, 168)}
START = datetime(2022, 9, 21, 18, 30)
BITS = Bits(seen={"hall": 1, "yard": 2}, again={"hall": 4, "yard": 8}, met={"fare": 16, "delay": 32}, used={})


def declared(name: str) -> Variable:
    kind = VARIABLES[name]
    if kind.values:
        return Variable(name, "enum", 0, 0, len(kind.values) - 1, kind.values)
    if kind.name == "truth":
        return Variable(name, "flag", 0, 0, 1)
    low, high = BOUNDS[name]
    return Variable(name, "int", max(0, low), low, high)


STORY = Story(
    identity=Identity("test"),
    title="Test",
    language="en",
    note=None,
    imagined=None,
    clock=Clock(START, "hours", 3),
    roles={},
    variables=MappingProxyType({name: declared(name) for name in VARIABLES}),
    conditions={},
    places={},
    people={},
    sources={},
    facts={},
    terms={},
    news=(),
    scenes={},
    scene_was={},
)
PLACES = slots(STORY)
NO_ZONE = timedelta(0)


@st.composite
def moments(draw: st.DrawFn) -> naive.Moment:
    values = {name: draw(st.integers(variable.low, variable.high)) for name, variable in STORY.variables.items()}
    return naive.Moment(
        values,
        entries={scene: draw(st.integers(0, 3)) for scene in ("hall", "yard")},
        met=draw(st.sets(st.sampled_from(["fare", "delay"]))),
        scene=draw(st.sampled_from(["hall", "yard", "attic"])),
        start=START,
        zone=timedelta(minutes=15 * draw(st.integers(-48, 56))),
    )


def flat(moment: naive.Moment) -> tuple[list[int], Where]:
    """The moment as the engine holds it, and where it is asked."""
    memory = sum(BITS.met[fact] for fact in moment.met)
    for scene, times in moment.entries.items():
        memory |= BITS.seen[scene] * (times > 0) | BITS.again[scene] * (times > 1)
    state = [0, 0, 0, *moment.values.values()]
    state[MEMORY] = memory
    begins = START + moment.zone
    return state, Where(moment.scene, 24 * (begins.date() - START.date()).days + begins.hour, START.toordinal(), begins.minute)


def readable(text: str) -> Expression:
    try:
        return condition(text)
    except LanguageError as error:
        assume(error.code != "expression-too-long")
        assume(error.message != "a number has at most 9 digits")
        raise


@settings(max_examples=300)
@given(conditions())
@example("(not coat) == hat")
@example("not (coat == hat)")
@example("money - (debt - hours) > -(money + 1)")
@example("(coat or hat) and not (coat and hat)")
def test_what_the_grammar_makes_is_typed_and_told_again_in_the_same_words(text: str) -> None:
    expression = readable(text)
    again = shown(expression)
    assert condition(again) == expression
    assert shown(condition(again)) == again


@settings(max_examples=300)
@given(conditions(), moments())
@example(
    "visited(hall) and not visited(yard)", naive.Moment(dict.fromkeys(VARIABLES, 0), {"hall": 1, "yard": 1}, set(), "hall", START, NO_ZONE)
)
def test_a_condition_is_true_or_false_in_every_state_and_just_as_slowly(text: str, moment: naive.Moment) -> None:
    expression = readable(text)
    state, where = flat(moment)
    result = compile_value(expression, where, PLACES, PLACES["hours"], BITS)(tuple(state))
    assert result in (0, 1)
    assert result == naive.value(expression, moment)


@settings(max_examples=300)
@given(numbers(), moments())
def test_a_number_stays_within_a_thousand_million_and_is_just_as_slowly_found(text: str, moment: naive.Moment) -> None:
    effect_on_money = readable_effect(f"money = {text}")
    state, where = flat(moment)
    result = compile_value(effect_on_money.value, where, PLACES, PLACES["hours"], BITS)(tuple(state))
    assert -LIMIT <= result <= LIMIT
    assert result == naive.value(effect_on_money.value, moment)


def readable_effect(text: str) -> Effect:
    try:
        return effect(text)
    except LanguageError as error:
        assume(error.code != "expression-too-long")
        raise


@settings(max_examples=300)
@given(effects(), moments())
def test_an_effect_changes_its_variable_alone_and_within_its_bounds(text: str, moment: naive.Moment) -> None:
    read = readable_effect(text)
    state, where = flat(moment)
    change = compile_effect(read, STORY, compile_value(read.value, where, PLACES, PLACES["hours"], BITS), PLACES)
    values = list(state)
    change(values)
    variable = STORY.variables[read.variable]
    expected = dict(moment.values)
    expected[read.variable] = naive.after(read, moment, variable.low, variable.high)
    assert values == flat(replace(moment, values=expected))[0]


@settings(max_examples=300)
@given(st.text(alphabet="coathunmey0123456789()<>=!+-*, \n\"'.é\u200b", max_size=40))
def test_what_is_typed_at_random_is_refused_inside_the_text_or_read(text: str) -> None:
    for error in filter(None, (refused(condition, text), refused(effect, text))):
        assert 0 <= error.start <= error.start + error.length <= max(1, len(text))


def refused(read: Callable[[str], object], text: str) -> LanguageError | None:
    try:
        read(text)
    except LanguageError as error:
        return error
    return None
