"""What is said of a role's routes is what a plain walk over every state says, and each way shown can be played."""

from collections.abc import Iterable
from itertools import chain, combinations, product
from pathlib import Path
from random import Random

import pytest

from game.library.load import load
from game.play.engine import start
from game.play.evaluate import SCENE, State
from game.play.pasted_line import parse_path, path_text, walk_path
from game.play.playthrough import Playthrough
from game.play.program import Program, compile_role
from game.prove.routes import told
from game.prove.routes.chances import GAMES, Chances, chances_of
from game.prove.routes.figures import Figure, PlayedWay
from game.prove.routes.report import RoleRoutes, routes_of_role
from game.prove.routes.told import Teller
from game.states.carry_in import Pasts
from game.states.explorer import explored, in_order
from game.states.liveness import Links, Liveness, Scope
from game.states.packed import Packing
from game.states.reads import Reads
from game.story.model import Promise, Story
from tests.small import small as small_story

from .naive import TooManyError, every_state
from .naive_routes import Costs, chances, endless, fewest_facts, least, met_in, most, read_in
from .small_stories import story_text, write_story


def played(story: Story, role: str, way: PlayedWay) -> Playthrough:
    """A way as it is printed, pasted back and played in the real engine."""
    return walk_path(compile_role(story, role), parse_path(path_text(way.carried, way.entries)), seed=0)


def carried_in(program: Program) -> Iterable[tuple[dict[str, int], frozenset[str]]]:
    variables = program.story.variables
    echoes = [name for name, variable in variables.items() if variable.echo and variable.echo != program.role.id]
    facts = list(program.bits.met)
    for values in product(*(range(len(variables[name].values)) for name in echoes)):
        for known in chain.from_iterable(combinations(facts, size) for size in range(len(facts) + 1)):
            yield dict(zip(echoes, values, strict=True)), frozenset(known)


def promise(story: Story, **what: object) -> Promise:
    return Promise(at=next(iter(story.scenes.values())).at, role="visitor", **what)  # type: ignore[arg-type]


def shows(story: Story, figure: Figure | None, wanted: int | None, measure: object) -> None:
    """The figure is exact, is the one that is wanted, and its way is a route that has it."""
    if wanted is None:
        assert figure is None
        return
    assert figure is not None
    assert figure.way is not None
    assert (figure.low, figure.high) == (wanted, wanted)
    game = played(story, "visitor", figure.way)
    assert game.ended
    assert measure(game) == wanted  # type: ignore[operator]


class Truth:
    """All that the plain walk says of a story."""

    def __init__(self, story: Story, states: int) -> None:
        program = compile_role(story, "visitor")
        self.graph = every_state(program, states)
        self.costs = costs = Costs(program)
        begun = [(start(program, *carried), costs.start(*carried)) for carried in carried_in(program)]
        read: list[tuple[State, int]] = [(after, cost) for (_, after), cost in begun]
        nothing = [(after, 0) for after, _ in read]
        self.endless = endless(self.graph)
        self.decisions = (least(self.graph, nothing, program, costs.decisions), self._most(nothing, program, costs.decisions))
        self.words = (least(self.graph, read, program, costs.words), self._most(read, program, costs.words))
        twice: list[tuple[State, int]] = [(after, 2 * cost) for after, cost in read]
        self.minutes = (least(self.graph, twice, program, costs.minutes), self._most(twice, program, costs.minutes))
        met = [(after, frozenset(costs.arrival_facts(arrived, -1))) for (arrived, after), _ in begun]
        self.facts = fewest_facts(self.graph, met, program, costs, pairs=20_000)

    def _most(self, starts: list[tuple[State, int]], program: Program, cost: object) -> int | None:
        return None if self.endless else most(self.graph, starts, program, cost)  # type: ignore[arg-type]


def minutes_in(game: Playthrough) -> int:
    return 2 * read_in(game) + game.program.story.pace * game.decisions


def agrees(story: Story, truth: Truth) -> RoleRoutes:
    routes = routes_of_role(story, "visitor")
    assert routes.complete
    assert (routes.loop is not None) == truth.endless
    for span, (fewest, longest), measure in (
        (routes.decisions, truth.decisions, lambda game: game.decisions),
        (routes.words, truth.words, read_in),
        (routes.minutes, truth.minutes, minutes_in),
    ):
        shows(story, span.least, fewest, measure)
        shows(story, span.most, longest, measure)
    if truth.facts != -1:
        shows(story, routes.facts, truth.facts, met_in)
    if routes.loop is not None:
        goes_round(story, "visitor", routes)
    return routes


def goes_round(story: Story, role: str, routes: RoleRoutes) -> None:
    """The loop can be gone round three times, and is in the same scene each time."""
    loop = routes.loop
    assert loop is not None
    assert loop.again
    scenes = set()
    for rounds in range(4):
        game = played(story, role, PlayedWay(loop.way.carried, loop.way.entries + loop.again * rounds))
        scenes.add(game.state[SCENE])
    assert len(scenes) == 1


def likely(program: Program, states: int) -> Chances:
    """The chances for who carries nothing in, where so many states are looked at."""
    reads = Reads(program)
    live = Liveness(Links(reads), Scope())
    graph = explored(Packing(live), Pasts((), known={0}).starts(reads, live.start)[0], states)
    order, looped = in_order(graph)
    return chances_of(graph, None if looped else order)


def judges(story: Story, truth: Truth) -> None:
    """Promises are kept or broken as the plain walk says, and what breaks one can be played."""
    for within in (1, 3, 6, 10, 15):
        (judged,) = routes_of_role(story, "visitor", [promise(story, ends_within=within)]).judged
        longest_way = truth.decisions[1]
        assert judged.stands == ("broken" if truth.endless or (longest_way is not None and longest_way > within) else "kept")
        if judged.way is not None and not truth.endless:
            assert played(story, "visitor", judged.way).decisions == within + 1
    shortest_way, longest_way = truth.minutes
    for low, high in ((0, 1), (0, 3), (1, 5), (2, 100)):
        (judged,) = routes_of_role(story, "visitor", [promise(story, minutes=(low, high))]).judged
        too_short = shortest_way is not None and shortest_way < low * 2 * story.pace
        too_long = truth.endless or (longest_way is not None and longest_way > high * 2 * story.pace)
        assert judged.stands == ("broken" if too_short or too_long else "kept")
        if judged.way is not None and not truth.endless:
            game = played(story, "visitor", judged.way)
            assert game.ended
            assert not low * 2 * story.pace <= minutes_in(game) <= high * 2 * story.pace
    for facts in (1, 2, 3) if truth.facts != -1 else ():
        (judged,) = routes_of_role(story, "visitor", [promise(story, meets_at_least=facts)]).judged
        assert judged.stands == ("broken" if truth.facts is not None and truth.facts < facts else "kept")
        if judged.way is not None:
            game = played(story, "visitor", judged.way)
            assert game.ended
            assert met_in(game) < facts


def within(story: Story, truth: Truth, routes: RoleRoutes) -> None:
    """However little was looked at, what is said of a figure is true, and a way shows one end of it."""
    figures = [
        (routes.decisions, truth.decisions),
        (routes.words, truth.words),
        (routes.minutes, truth.minutes),
    ]
    for span, (fewest, longest) in figures:
        holds(span.least, fewest)
        if routes.loop is None:
            holds(span.most, longest)
    if truth.facts != -1:
        holds(routes.facts, truth.facts)
    for figure in (routes.words.least, routes.words.most):
        if figure is not None and figure.way is not None:
            assert read_in(played(story, "visitor", figure.way)) in (figure.low, figure.high)
    if routes.loop is not None:
        assert truth.endless


def holds(figure: Figure | None, true: int | None) -> None:
    if figure is not None and true is not None:
        assert figure.low <= true
        assert figure.high is None or true <= figure.high


def small(block: int, count: int) -> Iterable[dict[str, str]]:
    """Stories, in half of which there is no loop."""
    for seed in range(block * 1_000, block * 1_000 + count):
        yield story_text(seed, scenes=3 + seed % 3, onward=seed % 2 == 0)


@pytest.mark.parametrize("block", range(4))
def test_agrees_with_a_plain_walk_on_random_stories(block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty stories each, those that are too large for the plain walk passed over."""
    held = loops = 0
    for text in small(block, 90):
        story = write_story(tmp_path, text)
        try:
            truth = Truth(story, 1_500)
        except TooManyError:
            continue
        routes = agrees(story, truth)
        loops += routes.loop is not None
        if held % 4 == 0:
            judges(story, truth)
        if held % 4 == 1:
            for looked in (5, 20, 100):
                within(story, truth, routes_of_role(story, "visitor", looks=looked))
                within(story, truth, routes_of_role(story, "visitor", most=looked))
        if held % 4 == 2:
            for cases in (1, 3):  # of what isn't known: beyond, texts are looked at in parts
                monkeypatch.setattr(told, "MOST_CASES", cases)
                agrees(story, truth)
                within(story, truth, routes_of_role(story, "visitor", looks=5))
            monkeypatch.undo()
        held += 1
        if held == 20:
            break
    assert held == 20, f"only {held} stories were small enough"
    assert 0 < loops < 20


def test_what_is_looked_at_in_parts_holds_all_that_can_be_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever isn't known of a state: each way of filling it in tells what the rough answer leaves room for."""
    random, parts = Random(7), 0
    for seed in range(120):
        program = compile_role(write_story(tmp_path, story_text(seed, scenes=3, onward=True)), "visitor")
        reads = Reads(program)
        teller, graph = Teller(program, Liveness(Links(reads), Scope(told=True, news=True))), every_state(program, 20_000)
        bits = [0, *program.bits.seen.values(), *program.bits.again.values(), *program.bits.met.values()]
        for state in random.sample(sorted(graph), min(12, len(graph))):
            unknown = random.choice(bits) | random.choice(bits)
            unknown |= sum(reads.variable[name] for name in random.sample(sorted(program.story.variables), 2))
            for choice, outcome, _ in graph[state]:
                monkeypatch.setattr(told, "MOST_CASES", 1 << 13)
                each = [teller.step(case, choice, outcome) for case in told.cases_of(reads, state, unknown)]
                monkeypatch.setattr(told, "MOST_CASES", random.choice((1, 2, 4)))
                rough = teller.sees(state, unknown, (choice, outcome), state, None)
                monkeypatch.undo()
                parts += len(each) > 1
                for one in each:
                    assert rough.low <= one.low
                    assert one.high <= rough.high
                    assert rough.sure & ~one.sure == 0
                    assert one.may & ~rough.may == 0
    assert parts > 500


@pytest.mark.parametrize("block", range(2))
def test_chances_are_those_of_gauss(block: int, tmp_path: Path) -> None:
    held = loops = 0
    for text in small(50 + block, 90):
        story = write_story(tmp_path, text)
        program = compile_role(story, "visitor")
        try:
            graph = every_state(program, 20_000)
        except TooManyError:
            continue
        wanted = chances(program, graph, largest=60)
        if wanted is None:
            continue
        told = likely(program, 100_000)
        assert told.how == "exact"
        assert dict(told.endings) == pytest.approx({name: float(share) for name, share in wanted.items()}, abs=1e-9)
        assert told.never == pytest.approx(float(1 - sum(wanted.values())), abs=1e-9)
        held += 1
        loops += endless(graph)
        if held == 20:
            break
    assert held >= 10, f"only {held} stories were small enough"
    assert loops


def test_chances_that_are_estimated_are_near_and_say_so(tmp_path: Path) -> None:
    for seed in (3, 4, 7):
        program = compile_role(write_story(tmp_path, story_text(seed, scenes=4, onward=seed % 2 == 0)), "visitor")
        exact, part = likely(program, 200_000), likely(program, 10)
        assert part.how == "estimated"
        assert 50 < part.games <= GAMES
        assert part == likely(program, 10)  # the same every time
        for name, share in exact.endings.items():
            assert abs(part.endings.get(name, 0) - share) < 3 * max(part.margin, 0.01)


def test_chances_on_loops_that_are_left_too_seldom_are_told_within(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenes = """
start:
  text: A.
  choices:
    - {label: Round, go: again}
    - {label: Out, outcomes: [{id: out, chance: 1, go: gone}, {id: stay, chance: 3, go: again}]}
again: {text: B., choices: [{label: On, go: start}]}
gone: {text: C., ending: Gone}
"""
    program = compile_role(small_story(tmp_path, scenes), "visitor")
    assert likely(program, 100).endings == pytest.approx({"gone": 1.0})
    monkeypatch.setattr("game.prove.routes.chances.MOST_PASSED", 260)
    told = likely(program, 100)
    assert told.how == "within"
    assert 1 - told.margin - 1e-9 <= told.endings["gone"] < 1


def test_a_promise_that_a_part_refutes_is_refuted_and_one_that_it_cannot_settle_is_open(tmp_path: Path) -> None:
    story = write_story(tmp_path, story_text(2, scenes=5, onward=True))
    promises = [promise(story, ends_within=1), promise(story, ends_within=1_000)]
    broken, undecided = routes_of_role(story, "visitor", promises, most=40).judged
    assert broken.stands == "broken"
    assert broken.way is not None
    assert played(story, "visitor", broken.way).decisions == 2
    assert undecided.stands == "open"


def test_what_is_new_in_a_scene_that_one_stays_in_is_read(tmp_path: Path) -> None:
    scenes = """
start:
  text:
    - Three words long.
    - {if: debt == 1, text: These four are new.}
    - {if: debt >= 1, text: Two more.}
  choices:
    - {label: Wait, do: debt += 1, once: true}
    - {label: Sit down here, do: debt += 1, once: true}
    - {label: Leave, if: debt == 2, go: gone}
gone: {text: All five words are read., ending: Gone}
"""
    routes = routes_of_role(small_story(tmp_path, scenes), "visitor")
    # The first passage and its two labels, what is new after one choice, nothing new after the other, and the end.
    assert routes.words.most is not None
    assert (routes.words.most.low, routes.words.most.high) == (3 + 4 + 6 + 0 + 5,) * 2


def test_the_routes_of_the_guides_first_story_are_told() -> None:
    story = load(Path(__file__).parents[2] / "game" / "first_story").story
    assert story is not None
    routes = routes_of_role(story, "passenger")
    assert routes.decisions.least is not None
    assert routes.decisions.least.way is not None
    game = played(story, "passenger", routes.decisions.least.way)
    assert (game.ended, game.decisions) == (True, routes.decisions.least.low)
    goes_round(story, "passenger", routes)
