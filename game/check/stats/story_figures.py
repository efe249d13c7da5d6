"""All that is counted of a story, put together. Names of scenes and facts are ids; titles are clean and plain."""

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass

from game.check.rules.consequence_rules import endings_that_read_nothing, same_values
from game.check.stats.counts import FactFigures, PersonFigures, Shares, because_in, facts_of, people_of, shares_of, told_in
from game.check.stats.linked_routes import Routes, routes_of
from game.check.stats.lost_changes import changes_of, lost_changes
from game.check.stats.random_games import GameFigures, played
from game.check.stats.reading_grade import grade_of, grader, read_in
from game.check.stats.style_figures import StyleFigures, styles_of
from game.story.link_targets import scenes_from, told_by
from game.story.model import Scene, Story, result_texts
from game.story.part_scenes import story_of_part
from game.story.shown_texts import counted
from game.text.clean import clean_line


@dataclass(frozen=True, slots=True)
class WordCounts:
    """Words as a reader counts them; a variable is one. What a scene says in several cases counts once."""

    passages: int
    labels: int
    results: int
    reasons: int  # why a choice is closed
    news: int

    @property
    def all(self) -> int:
        return sum(astuple(self))


@dataclass(frozen=True, slots=True)
class ChoiceCounts:
    """`decisions` are scenes in which there is more to choose than to go on."""

    scenes: int
    endings: int
    decisions: int
    choices: int
    conditional: int
    once: int
    drawn: int  # chance says what comes of them
    doors: int  # there to be seen closed


@dataclass(frozen=True, slots=True)
class LostFigures:
    """What nothing reads of a role's choices, by links and names alone. `changes`: those that are written, of which `lost` are
    (`scene/choice variable`); `same_values`: `variable: value, value`."""

    changes: int
    lost: tuple[str, ...]
    same_values: tuple[str, ...]
    fixed_endings: tuple[str, ...]

    @property
    def lost_share(self) -> float | None:
        return round(len(self.lost) / self.changes, 3) if self.changes else None


@dataclass(frozen=True, slots=True)
class RoleFigures:
    role: str
    title: str
    scenes: int
    words: int
    facts: int
    endings: tuple[str, ...]
    routes: Routes
    games: GameFigures
    lost: LostFigures
    style: StyleFigures

    @property
    def shown(self) -> float | None:
        """The part of the role's words, from 0 to 1, that a game in the middle shows; None where no game ended."""
        return round(self.games.median / self.words, 3) if self.games.games and self.words else None


@dataclass(frozen=True, slots=True)
class PartFigures:
    """A part of a role, called `role/part`; `ends` are its own and the endings that it may come to."""

    part: str
    title: str
    scenes: int
    words: int
    ends: tuple[str, ...]
    routes: Routes


@dataclass(frozen=True, slots=True)
class SceneFigures:
    scene: str
    title: str
    kind: str
    roles: tuple[str, ...]
    words: int
    choices: int
    facts: tuple[str, ...]
    grade: float | None


@dataclass(frozen=True, slots=True)
class GradeFigures:
    """`missing`: why there are no grades. `mean`: of the scenes that have one, each weighing what it has of words."""

    missing: str
    graded: int
    mean: float | None
    hardest: str


@dataclass(frozen=True, slots=True)
class Figures:
    story: str
    title: str
    pace: int
    words: WordCounts
    choices: ChoiceCounts
    roles: tuple[RoleFigures, ...]
    parts: tuple[PartFigures, ...]
    scenes: tuple[SceneFigures, ...]
    facts: tuple[FactFigures, ...]
    people: tuple[PersonFigures, ...]
    shares: Shares
    reading: GradeFigures


def figures_of(story: Story) -> Figures:
    """Count everything. Who can come where is asked of links alone; what a game shows, of games at random."""
    reach = {role: scenes_from(story, role) for role in story.roles}
    facts = facts_of(story, reach)
    scenes, reading = _scenes(story, {role: set(there) for role, there in reach.items()})
    people = people_of(story)
    lost, styles = _lost(story, reach), styles_of(story)
    by_scene = {scene.scene: scene.words for scene in scenes}
    roles = tuple(
        RoleFigures(
            role,
            clean_line(story.roles[role].title),
            len(there),
            sum(by_scene[scene] for scene in there) + sum(counted(item.text) for item in story.news if role in (item.roles or (role,))),
            sum(1 for fact in facts if role in fact.roles),
            tuple(scene.id for scene in there.values() if scene.ending),
            routes_of(story, role),
            played(story, role),
            lost[role],
            styles[role],
        )
        for role, there in reach.items()
    )
    title = clean_line(story.title)
    counts = [WordCounts(0, 0, 0, 0, sum(counted(item.text) for item in story.news)), *map(_words_in, story.scenes.values())]
    words = WordCounts(*(sum(each) for each in zip(*map(astuple, counts), strict=True)))
    parts = tuple(_parts(story))
    return Figures(story.id, title, story.pace, words, _choices(story), roles, parts, scenes, facts, people, shares_of(people), reading)


def _lost(story: Story, reach: Mapping[str, Mapping[str, Scene]]) -> dict[str, LostFigures]:
    lost, same = lost_changes(story), same_values(story)
    fixed = [scene.id for scene in endings_that_read_nothing(story)]
    found = {}
    for role, there in reach.items():
        changes = changes_of(story, there.values())
        given = dict.fromkeys(effect.variable for scene in there.values() for effect in scene.effects)
        found[role] = LostFigures(
            len(changes),
            tuple(f"{change.place} {change.effect.variable}" for change in lost if change.scene in there),
            tuple(f"{name}: {', '.join(same[name])}" for name in given if name in same),
            tuple(ending for ending in fixed if ending in there),
        )
    return found


def _parts(story: Story) -> Iterator[PartFigures]:
    for role in story.roles.values():
        for part in role.parts:
            alone = story_of_part(story, role.id, part)
            there = scenes_from(alone, role.id)
            ends = tuple(scene.id for scene in there.values() if scene.ending)
            words = sum(_words_in(scene).all for scene in there.values())
            yield PartFigures(f"{role.id}/{part.id}", clean_line(part.title), len(there), words, ends, routes_of(alone, role.id))


def _words_in(scene: Scene) -> WordCounts:
    """ "Go on" is nobody's label."""
    results = dict.fromkeys(prose for choice in scene.choices for prose in result_texts(*told_by(choice)))
    passages = [prose for prose in read_in(scene) if prose not in results]
    labels = dict.fromkeys(choice.label for choice in scene.choices if not scene.goes_on)
    reasons = dict.fromkeys(choice.locked for choice in scene.choices if choice.locked is not None)
    return WordCounts(*(sum(map(counted, each)) for each in (passages, labels, results, reasons, ())))


def _choices(story: Story) -> ChoiceCounts:
    made = [choice for scene in story.scenes.values() if not scene.goes_on for choice in scene.choices]
    return ChoiceCounts(
        len(story.scenes),
        sum(1 for scene in story.scenes.values() if scene.ending),
        sum(1 for scene in story.scenes.values() if scene.may_decide),
        len(made),
        sum(1 for choice in made if choice.condition is not None or choice.when is not None),
        sum(1 for choice in made if choice.once),
        sum(1 for choice in made if sum(1 for outcome in choice.outcomes if outcome.weight) > 1),
        sum(1 for choice in made if choice.door),
    )


def _scenes(story: Story, reach: dict[str, set[str]]) -> tuple[tuple[SceneFigures, ...], GradeFigures]:
    grade = grader(story)
    found = tuple(
        SceneFigures(
            scene.id,
            clean_line(scene.title),
            "ending" if scene.ending else scene.kind,
            tuple(role for role, there in reach.items() if scene.id in there),
            _words_in(scene).all,
            0 if scene.goes_on else len(scene.choices),
            tuple(dict.fromkeys((*told_in(scene), *because_in(scene)))),
            None if isinstance(grade, str) else grade_of(scene, grade),
        )
        for scene in story.scenes.values()
    )
    graded = [
        (each.grade, sum(counted(prose) for prose in read_in(story.scenes[each.scene])), each.scene)
        for each in found
        if each.grade is not None
    ]
    whole = sum(words for _, words, _ in graded)
    mean = round(sum(value * words for value, words, _ in graded) / whole, 1) if whole else None
    hardest = max(graded, default=(0.0, 0, ""))[2]
    return found, GradeFigures(grade if isinstance(grade, str) else "", len(graded), mean, hardest)
