"""Random small stories, played at random: nothing fails, the slow rules agree, and what is written down is what was played."""

import json
import tempfile
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from game.play.engine import advance, start
from game.play.playthrough import Playthrough, begin, choose, facts_met, passage_of, results_of, skip, undo
from game.play.program import compile_role
from game.play.record import Carried, NotASaveError, Saved, from_data, to_data
from game.play.resume import OtherRoleError, checkpoint_of, resume, saved_from
from game.play.view import meters, view
from game.story.model import Story
from tests.play import naive
from tests.small import small
from tests.strategies import NEWS, Node, stories


def read(scenes: Node) -> Story:
    with tempfile.TemporaryDirectory() as folder:
        return small(Path(folder), json.dumps(scenes), news=NEWS)


@st.composite
def openings(draw: st.DrawFn) -> Playthrough:
    """A story's first moment, with whatever may have been carried in."""
    story = read(draw(stories()))
    role = draw(st.sampled_from(["visitor", "captain"]))
    facts = frozenset(draw(st.sets(st.sampled_from(["fare", "storm"]))))
    echoes = MappingProxyType(draw(st.sampled_from([{}, {"bench": "given"}, {"bench": "unknown"}])))
    return begin(compile_role(story, role), draw(st.integers(0, 1_000_000)), Carried(facts, echoes))


@st.composite
def playthroughs(draw: st.DrawFn) -> Playthrough:
    """A story that is being played, or that has come to an ending or to a standstill."""
    played = draw(openings())
    for pick in draw(st.lists(st.integers(0, 20), max_size=25)):
        options = [option.id for option in view(played).options if option.open]
        if not options:
            break
        played = skip(played) if pick == 20 else choose(played, options[pick % len(options)])
    return played


@settings(max_examples=60)
@given(openings(), st.lists(st.integers(0, 20), max_size=25))
def test_the_slow_rules_agree_with_the_engine(played: Playthrough, picks: list[int]) -> None:
    story, role = played.program.story, played.program.role
    slow = naive.game(story, role.id, echoes=dict(played.carried.echoes), facts=played.carried.facts)
    told = slow.begin(role.start)
    for pick in picks:
        agree(slow, played, told)
        options = slow.open()
        if not options:
            break
        choice = options[pick % len(options)]
        played = choose(played, choice.id)
        told = slow.choose(choice, played.entries[-1].outcome)
    agree(slow, played, told)
    event("an ending" if played.ended else f"{len(played.entries) // 10} tens of choices")


def agree(slow: naive.Game, played: Playthrough, told: list[str]) -> None:
    shown = view(played)
    assert slow.scene == played.scene.id
    assert slow.values == dict(zip(slow.story.variables, played.state[3:], strict=True))
    assert [choice.id for choice in slow.open()] == [option.id for option in shown.options if option.open]
    assert slow.met - set(played.carried.facts) == set(facts_met(played)) - set(played.carried.facts)
    assert slow.now() == shown.moment
    turn = len(played.turns) - 1
    assert [line for line in told if line.startswith("text")] == [f"text: {prose.text}" for _, prose in passage_of(played, turn)]
    assert [line for line in told if line.startswith("result")] == [f"result: {prose.text}" for prose in results_of(played, turn)]
    assert sum(line.startswith("news") for line in told) == sum(part.kind == "news" for part in shown.parts)
    checkpoint = checkpoint_of(played)
    assert checkpoint.entered == set(slow.entries)
    assert checkpoint.met == set(facts_met(played))
    assert checkpoint.back == (slow.back[1] if slow.back else "")
    assert checkpoint.used <= slow.used


@settings(max_examples=60)
@given(playthroughs())
def test_every_moment_can_be_drawn_and_every_value_is_within_its_bounds(played: Playthrough) -> None:
    story = played.program.story
    for turn in range(len(played.turns)):
        shown = view(played, turn)
        for part in shown.parts:
            for paragraph in part.paragraphs:
                assert not any(span.variable for span in paragraph)
        for variable, value in zip(story.variables.values(), played.turns[turn].state[3:], strict=True):
            assert variable.low <= value <= variable.high
            assert type(value) is int
        assert all(meter.low <= meter.value <= meter.high for meter in meters(played.program, played.turns[turn].state))
    assert set(view(played).facts) <= facts_met(played).keys()


@settings(max_examples=60)
@given(playthroughs())
def test_the_state_is_the_fold_of_the_entries(played: Playthrough) -> None:
    echoes = {name: played.program.story.variables[name].values.index(word) for name, word in played.carried.echoes.items()}
    moment = start(played.program, echoes, played.carried.facts)
    assert moment == (played.turns[0].arrived, played.turns[0].state)
    for turn in played.turns[1:]:
        assert turn.entry is not None
        scene = played.program.scene(moment[1][0])
        choice = next(number for number, each in enumerate(scene.choices) if each.choice.id == turn.entry.choice)
        outcomes = [outcome.id for outcome in scene.choices[choice].choice.outcomes]
        moment = advance(played.program, moment[1], choice, outcomes.index(turn.entry.outcome) if outcomes else 0)
        assert moment == (turn.arrived, turn.state)


@settings(max_examples=60)
@given(playthroughs(), st.integers(0, 20))
def test_undo_takes_back_what_was_chosen_and_redo_brings_it_again(played: Playthrough, pick: int) -> None:
    options = [option.id for option in view(played).options if option.open]
    if options:
        after = choose(played, options[pick % len(options)])
        assert undo(after).turns == played.turns
        assert choose(undo(after), after.entries[-1].choice).turns == after.turns
    assert undo(begin(played.program, 1)).turns == begin(played.program, 1).turns


@settings(max_examples=60)
@given(playthroughs())
def test_what_is_written_down_is_read_the_same_and_goes_on_where_it_was(played: Playthrough) -> None:
    saved = saved_from(played)
    text = json.dumps(to_data(saved))
    assert from_data(json.loads(text)) == saved
    resumed = resume(compile_role(played.program.story, played.program.role.id), from_data(json.loads(text)))
    assert resumed.notices == ()
    assert resumed.played.turns == played.turns
    assert saved_from(resumed.played) == saved


@settings(max_examples=60)
@given(playthroughs())
def test_a_restored_checkpoint_is_the_same_moment(played: Playthrough) -> None:
    """Where only the checkpoint can be trusted, play goes on from the same state, but for what can't be undone."""
    saved = saved_from(played)
    broken = replace(
        saved, fingerprint="another", entries=(*saved.entries, replace(saved.entries[-1], choice="gone")) if saved.entries else ()
    )
    resumed = resume(played.program, broken).played
    if saved.entries and (played.ended or any(option.open for option in view(played).options)):
        assert resumed.state == played.state
        assert len(resumed.turns) == 1
        again = resume(played.program, from_data(json.loads(json.dumps(to_data(saved_from(resumed))))))
        assert again.notices == ()
        assert again.played.state == played.state


NAMES = ["start", "s1", "v1", "v2", "queue", "hunt", "out", "back", "gone", "go-away", "o0", "internal", "fare"]
MISPLACED = st.one_of(
    *(st.none(), st.booleans(), st.integers(-5, 5), st.just(10**40), st.floats(), st.text(max_size=3)),
    *(st.just([]), st.just({}), st.just([[1]]), st.sampled_from(NAMES), st.sampled_from(NAMES)),
)


@settings(max_examples=60)
@given(playthroughs(), st.lists(st.tuples(st.integers(0, 500), MISPLACED, st.booleans()), min_size=1, max_size=3))
def test_a_save_that_was_tampered_with_is_read_or_refused(played: Playthrough, slips: list[tuple[int, Any, bool]]) -> None:
    data = json.loads(json.dumps(to_data(saved_from(played))))
    for number, value, remove in slips:
        spots = list(places(data))
        holder, key = spots[number % len(spots)]
        if remove:
            del holder[key]
        else:
            holder[key] = value
    saved = read_or_refused(data)
    if saved is None:
        return
    assert from_data(json.loads(json.dumps(to_data(saved)))) == saved
    try:
        resumed = resume(played.program, saved)
    except OtherRoleError:
        assert saved.role != played.program.role.id
        return
    goes_on(resumed.played)


def goes_on(played: Playthrough) -> None:
    """Whatever a save says, what is played of it is a moment of the story, and can be drawn and saved."""
    for variable, value in zip(played.program.story.variables.values(), played.state[3:], strict=True):
        assert variable.low <= value <= variable.high
    shown = view(played)
    for option in shown.options:
        if option.open:
            view(choose(played, option.id))
    assert from_data(json.loads(json.dumps(to_data(saved_from(played))))) == saved_from(played)


def read_or_refused(data: dict[str, Any]) -> Saved | None:
    try:
        return from_data(data)
    except NotASaveError:
        return None


def places(node: Any) -> Any:
    """Every (holder, key) of the data."""
    for key, value in list(node.items()) if isinstance(node, dict) else list(enumerate(node)):
        yield node, key
        if isinstance(value, dict | list):
            yield from places(value)
