"""What can be carried into a role is what some finished games can really have left together, or more where that is said."""

from pathlib import Path

import pytest

from game.library.load import load
from game.prove.proof import compiled_roles, prove
from game.states import carry_in
from game.states.carry_in import Pasts, pasts_of
from game.states.reads import Reads
from game.story.model import Story
from tests.small import STORY, small

from .naive import Past, TooManyError, every_past
from .small_stories import story_text, write_story

PIER = "pier: {text: It comes., ending: Aboard}\n"


def told(story: Story, pasts: Pasts) -> set[Past]:
    """All combinations of the facts and echoes that anything asks for."""
    program = next(iter(compiled_roles(story).values()))
    reads = Reads(program)
    reads.carried = sum(program.bits.met.values()) | sum(reads.variable[echo.name] for echo in pasts.echoes)
    return {
        (
            frozenset(fact for fact, bit in program.bits.met.items() if past & bit),
            tuple((past & echo.mask) >> echo.offset for echo in pasts.echoes),
        )
        for past in pasts.among(reads, reads.carried)
    }


def really(story: Story, most: int) -> set[Past]:
    asked = frozenset(compiled_roles(story)[next(iter(story.roles))].bits.met)
    return {(facts & asked, values) for facts, values in every_past(story, most)}


@pytest.mark.parametrize("block", range(3))
def test_what_games_leave_is_what_they_leave_together(block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = 0
    for seed in range(block * 1_000, block * 1_000 + 60):
        story = write_story(tmp_path, story_text(seed, scenes=3))
        try:
            wanted = really(story, most=2_000)
        except TooManyError:
            continue
        with monkeypatch.context() as patched:
            patched.setattr(carry_in, "MOST_STATES", 1 << 18)
            pasts = pasts_of(compiled_roles(story))
        assert not pasts.wide
        assert told(story, pasts) == wanted
        for most, states in ((0, 1 << 14), (0, 10)):  # where single games are followed, and where hardly anything is
            monkeypatch.setattr(carry_in, "MOST_PASTS", most)
            monkeypatch.setattr(carry_in, "MOST_STATES", states)
            wider = pasts_of(compiled_roles(story))
            assert wanted <= told(story, wider)
            assert wider.wide
        monkeypatch.undo()
        held += 1
        if held == 6:
            return
    assert held == 6, f"only {held} stories were small enough"


def test_a_fact_behind_itself_is_never_left(tmp_path: Path) -> None:
    story = small(
        tmp_path,
        "start:\n  text: A quay.\n  choices:\n"
        "    - {label: Ask, if: knows(fare), go: booth}\n"
        "    - {label: Look up, if: not knows(rule), result: '[It has closed](fact:storm).', go: pier}\n"
        "    - {label: Wait, if: knows(storm), because: delay, go: pier}\n"
        "booth: {text: '[It has doubled](fact:fare).', go: pier}\n" + PIER,
    )
    assert {facts for facts, _ in told(story, pasts_of(compiled_roles(story)))} == {frozenset(), frozenset({"storm"})}


def test_a_value_that_nobody_leaves_is_never_left(tmp_path: Path) -> None:
    story = small(
        tmp_path,
        "start:\n  text: A bench.\n  choices:\n"
        "    - {label: Keep it, do: bench = kept, go: pier}\n"
        "    - {label: Give it up, if: bench == given, do: bench = given, go: pier}\n" + PIER,
    )
    assert {values for _, values in told(story, pasts_of(compiled_roles(story)))} == {(0,), (1,)}


SEAT = """
start:
  text: A bench.
  choices:
    - {label: Give it up, do: bench = given, result: "[So it is](fact:rule).", go: pier}
    - {label: Keep it, do: bench = kept, go: pier}
bridge:
  text: A wheel.
  choices:
    - {label: Ask, if: bench == given and not knows(rule), go: pier}
    - {label: Sail, go: pier}
"""


def test_a_fact_comes_with_the_echo_of_the_same_game(tmp_path: Path) -> None:
    """Who gives the seat up learns the rule, so that nobody comes to the captain who did the one without the other."""
    story = small(tmp_path, SEAT + PIER, story=STORY.replace("start: start, set", "start: bridge, set"))
    proof = prove(story)
    assert [finding.message for finding in proof.findings if finding.code == "never-open"] == ["the choice `bridge/ask` can never be made"]


def test_an_echo_that_another_role_sets_stays_in_its_own_game(tmp_path: Path) -> None:
    """The captain may write over what the visitor left, for one game; only the visitor leaves it behind."""
    scenes = """
start: {text: A quay., choices: [{label: Go on, go: pier}]}
bridge:
  text: A wheel.
  choices:
    - {label: Take the seat, once: true, do: bench = given}
    - {label: Ask, if: bench == given, go: pier}
    - {label: Sail, go: pier}
"""
    story = small(tmp_path, scenes + PIER, story=STORY.replace("start: start, set", "start: bridge, set"))
    assert {values for _, values in told(story, pasts_of(compiled_roles(story)))} == {(0,)}
    assert prove(story).verdict == "PROVED"


FOUND = Path(__file__).parent / "found"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("fare-then-spent", ["dead-end"]),
        ("debt-of-what-one-has", ["leaves-bounds"]),
        ("office-shut-for-ever", ["trap", "trap"]),
        ("clock-that-would-go-back", ["trap", "trap", "unreachable-scene", "unreachable-scene"]),
        ("windows-behind-what-they-tell", ["never-open", "never-open"]),
        ("told-on-a-second-visit", ["trap", "trap", "never-told"]),
    ],
)
def test_stories_that_are_hard_to_judge(name: str, wanted: list[str]) -> None:
    story = load(FOUND / name).story
    assert story is not None
    assert [finding.code for finding in prove(story).findings] == wanted


def test_counters_without_end_are_bounded_and_say_why(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(
        "title: T\nroles: {r: {title: R, blurb: B., start: a}}\nvariables:\n  n: {type: int, max: 999999999}\n", "utf-8"
    )
    (tmp_path / "scenes.yaml").write_text(
        "a:\n  text: Here.\n  choices:\n    - {label: More, do: n += 1}\n    - {label: Out, if: n > 5, go: out}\n"
        "out: {text: There., ending: Out}\n",
        "utf-8",
    )
    story = load(tmp_path).story
    assert story is not None
    proof = prove(story, limit=2_000)
    assert (proof.verdict, proof.findings) == ("BOUNDED", [])
    (role,) = proof.roles
    assert [(question.asks, question.scenes, question.costs, question.larger) for question in role.open] == [
        ("whether everybody can come to an ending", ("a", "out"), ("n",), False),
        ("whether `n` can leave its bounds", ("a", "out"), ("n",), False),
    ]
    assert role.states < 20_000
