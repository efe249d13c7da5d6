"""What the shipped story promises its readers, held against the story as it ships."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.check.lint import lint
from game.check.stats.random_games import played
from game.library.find_stories import shipped_folder
from game.library.load import Loaded, load
from game.play.playthrough import facts_told
from game.problems.show import as_text, severity
from game.story.language.tree import Knows, VariableRead, parts
from game.story.model import Choice, Scene, Story, result_texts
from game.story.prose import LINK, Prose, paragraphs

from .walking import Walks, walk

KINDS = {"queue", "hunt", "registration", "encounter"}
GAMES = 1_500
ROLES = ("graduate", "cinema", "counter", "gallery", "driver", "channel", "desk")
# The paragraphs of the article that each role stands on: all their facts can be met there.
STANDS_ON = {
    "graduate": {5, *range(14, 29)},
    "cinema": {*range(4, 7), *range(18, 24)},
    "counter": {14, 15, 18, *range(24, 29)},
    "gallery": {7, 8, *range(29, 43)},
    "driver": {7, 8, 40, *range(44, 51)},
    "channel": {*range(44, 48), *range(51, 54)},
    "desk": {*range(1, 7), *range(10, 18)},
}
# Plain counts in a scene need no source ("two suitcases"); digits and large numbers do.
ENDS = re.compile(r"ending: (\w+)")
FIGURE = re.compile(r"\d|\b(hundred|thousand|million|dozen)s?\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(shipped_folder() / "good_neighbours", shown="scenes/good_neighbours")


@pytest.fixture(scope="module")
def story(loaded: Loaded) -> Story:
    assert loaded.story is not None, as_text(loaded.problems, colour=False)
    return loaded.story


@pytest.fixture(scope="module", params=ROLES)
def role(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def walks(story: Story, role: str) -> Walks:
    return walk(story, role, GAMES)


@pytest.fixture(scope="module")
def ledger() -> dict[str, dict[str, str]]:
    """Every fact that the source holds: its paragraphs and its kind."""
    with (Path(__file__).parent / "ledger.tsv").open(encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file, delimiter="\t")}


def passages(story: Story) -> Iterator[tuple[str, Prose]]:
    """Every passage, result and piece of news, with where it stands."""
    for scene in story.scenes.values():
        for block in scene.blocks:
            yield from ((scene.id, prose) for prose in (block.text, block.first, block.again) if prose is not None)
        for choice in scene.choices:
            yield from ((f"{scene.id}/{choice.id}", prose) for prose in results(choice))
        if scene.skip is not None:
            yield f"{scene.id} (skip)", scene.skip.says
    yield from ((f"news at {item.hours}", item.text) for item in story.news)


def results(choice: Choice) -> Iterator[Prose]:
    yield from result_texts(choice, *choice.outcomes)


def paragraphs_of(written: str) -> range:
    """`14` and `1-2` as a range of paragraphs."""
    first, _, last = written.partition("-")
    return range(int(first), int(last or first) + 1)


def names_read(scene: Scene) -> set[str]:
    """The variables that a scene's texts and choices ask for."""
    asked = [block.condition for block in scene.blocks]
    asked += [condition for choice in scene.choices for condition in (choice.when, choice.condition)]
    return {part.name for condition in asked if condition is not None for part in parts(condition) if isinstance(part, VariableRead)}


def words(prose: Prose) -> int:
    return sum(len(span.text.split()) for paragraph in paragraphs(prose.text) for span in paragraph)


def authored(story: Story, role: str = "") -> list[Scene]:
    """The scenes of one role, which are those of its folder, or of all."""
    return [scene for scene in story.scenes.values() if f"/{role}/" in scene.at.path or not role]


def test_a_check_finds_nothing(loaded: Loaded) -> None:
    problems = [problem for problem in (*loaded.problems, *lint(loaded).problems) if severity(problem) != "hint"]
    assert not problems, as_text(problems, colour=False)


def test_the_ledger_has_every_fact_of_the_source(story: Story, ledger: dict[str, dict[str, str]]) -> None:
    assert set(story.facts) == set(ledger)
    for name, row in ledger.items():
        fact = story.facts[name]
        assert (fact.kind, fact.at) == (row["kind"], row["paragraphs"]), name
        assert fact.by, name


def test_what_is_counted_is_explained_in_fifteen_words(story: Story) -> None:
    explained = [variable.about for variable in story.variables.values() if variable.show]
    assert [about for about in explained if not 0 < len(about.split()) <= 15] == []


def test_the_roles_are_the_seven(story: Story) -> None:
    assert tuple(story.roles) == ROLES
    assert len({role.start for role in story.roles.values()}) == len(ROLES)


def test_a_role_reaches_its_scenes_and_endings_and_no_others(story: Story, role: str, walks: Walks) -> None:
    assert not walks.unended
    assert set(walks.scenes) == {scene.id for scene in authored(story, role)}
    endings = {scene.id for scene in authored(story, role) if scene.ending}
    assert 4 <= len(endings) <= 8
    assert set(walks.endings) == endings


def test_every_choice_can_be_made(story: Story, role: str, walks: Walks) -> None:
    made = {(scene, choice) for scene, choice, _ in walks.choices}
    never = [
        (scene.id, choice.id)
        for scene in authored(story, role)
        for choice in scene.choices
        if not choice.door and (scene.id, choice.id) not in made
    ]
    offices = {scene.id for scene in authored(story) if scene.kind == "registration"}
    # An office that is always reached while it is open never makes anybody wait for its doors.
    assert [(scene, choice) for scene, choice in never if not (scene in offices and choice in ("wait", "wait-night"))] == []


def test_a_role_can_meet_every_fact_that_it_stands_on(role: str, walks: Walks, ledger: dict[str, dict[str, str]]) -> None:
    ours = [name for name, row in ledger.items() if STANDS_ON[role] & set(paragraphs_of(row["paragraphs"]))]
    assert [name for name in ours if not walks.facts[name]] == []


def test_no_fact_is_told_before_its_day(walks: Walks) -> None:
    assert walks.too_early == set()


def test_every_ending_recalls_at_least_two_choices(walks: Walks) -> None:
    assert {ending: fewest for ending, fewest in walks.fewest_recalls.items() if fewest < 2} == {}


def test_every_ending_is_played_by_a_playthrough(story: Story, role: str) -> None:
    """`neighbours test` plays them (tests/check/test_playtests.py); here, that none is missing."""
    folder = shipped_folder() / "good_neighbours" / "tests"
    ended = {match.group(1) for file in folder.glob("*.yaml") if (match := ENDS.search(file.read_text(encoding="utf-8")))}
    assert {scene.id for scene in authored(story, role) if scene.ending} - ended == set()


def test_a_fact_that_was_met_opens_a_choice_at_least_twice(story: Story, role: str) -> None:
    keys = [
        choice.id
        for scene in authored(story, role)
        for choice in scene.choices
        if choice.condition is not None and any(isinstance(part, Knows) for part in parts(choice.condition))
    ]
    assert len(keys) >= 2


def test_a_third_of_what_choices_change_is_read_two_or_more_scenes_later(story: Story, role: str) -> None:
    late = played(story, role).late_share
    assert late is not None
    assert late >= 1 / 3


def test_an_echo_is_left_and_heard(story: Story) -> None:
    """At least ten echoes, and each is read by a role other than the one that leaves it."""
    echoes = [variable for variable in story.variables.values() if variable.echo]
    assert len(echoes) >= 10
    for echo in echoes:
        others = [role for role in ROLES if role != echo.echo]
        readers = [role for role in others if any(echo.name in names_read(scene) for scene in authored(story, role))]
        assert readers, echo.name


def test_every_consequence_has_its_reason(story: Story) -> None:
    """What costs hours, money or battery, or is left to chance, names the fact that makes it so or tells one, or the scene says that
    it needs none."""
    counted = {name for name, variable in story.variables.items() if variable.type == "int" and variable.show} | {"hours"}
    ungrounded = []
    for scene in authored(story):
        for choice in () if "no-because" in scene.quiet else scene.choices:
            ways = choice.outcomes or (None,)
            for outcome in ways:
                effects = choice.effects + (outcome.effects if outcome is not None else ())
                because = [*facts_told(choice, outcome)]
                if not because and (outcome is not None or any(effect.variable in counted for effect in effects)):
                    ungrounded.append((scene.id, choice.id, outcome.id if outcome is not None else ""))
    assert ungrounded == []


def test_no_figure_stands_outside_a_link(story: Story) -> None:
    told = [(where, LINK.sub("", prose.text)) for where, prose in passages(story) if not prose.claim]  # those are the ledger's own words
    loose = [(where, text) for where, text in told if FIGURE.search(text)]
    assert loose == []


def test_every_kind_of_scene_is_used(story: Story) -> None:
    assert {scene.kind for scene in authored(story)} >= KINDS
    assert {scene.kind for scene in authored(story, "graduate")} >= KINDS
    for role in ROLES:
        assert {scene.kind for scene in authored(story, role)} - {""}, role
        assert 20 <= len(authored(story, role)) <= 40, role


def test_the_budgets_of_words_are_kept(story: Story) -> None:
    over: list[str] = []
    for scene in authored(story):
        for choice in scene.choices:
            label = words(choice.label)
            over += [f"{scene.id}/{choice.id}: label of {label} words"] if label > 20 else []
            over += [f"{scene.id}/{choice.id}: result of {words(prose)} words" for prose in results(choice) if words(prose) > 100]
        for block in scene.blocks:
            over += [
                f"{scene.id}: block of {words(prose)} words"
                for prose in (block.text, block.first, block.again)
                if prose is not None and words(prose) > 130
            ]
    assert over == []


def test_the_people_are_invented_and_balanced(story: Story) -> None:
    real = {"Kassym-Jomart", "Vladimir", "Marat", "Boris", "Aslan", "Timur", "Aleksey", "Shavkat", "Abdulaziz", "Alisher", "Temur"}
    assert not {person.name.split()[0] for person in story.people.values()} & real
    people = list(story.people.values())
    assert sum(person.she for person in people) >= 0.4 * len(people)
    assert all(person.wants and person.work for person in people)


def test_the_source_is_named_and_the_reader_is_told_what_is_imagined(story: Story) -> None:
    assert story.note is not None
    assert story.imagined is not None
    assert {fact.source for fact in story.facts.values()} == set(story.sources)
