"""A file of the folder `tests` to a playthrough that can be run, by the same strict reading as a story's files."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from game.play.record import Carried
from game.problems import Place, Problem
from game.source.decoding import decode
from game.source.folder import RawFile
from game.source.nodes import NOTHING, MapNode, Node, Scalar
from game.source.schema.playtest_keys import PLAYTHROUGH
from game.source.schema.shapes import Report
from game.source.yaml_tree import read_tree
from game.story.chosen import flag_of
from game.story.expressions import types_of
from game.story.language.parse import LanguageError, parse_condition
from game.story.language.tree import Expression
from game.story.language.typed import NameScope, typed_condition
from game.story.link_scope import Linking
from game.story.model import Story


@dataclass(frozen=True, slots=True)
class TypedName:
    """A name or a text, and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Condition(TypedName):
    """A condition as it was typed."""

    asks: Expression


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must hold at one moment."""

    conditions: tuple[Condition, ...] = ()
    scene: TypedName | None = None
    meets: tuple[TypedName, ...] = ()


@dataclass(frozen=True, slots=True)
class TestStep:
    """A choice as the author names it: an id, a label or `id/outcome`."""

    choose: TypedName
    outcome: TypedName | None = None
    skipped: bool = False
    check: Expectation = Expectation()


@dataclass(frozen=True, slots=True)
class Playtest:
    """A playthrough that must keep working. `ending` names a scene; `transcript` is None where none is kept.

    `name` is that of its file, without the ending; `path` is the file's as the author would type it.
    """

    name: str
    path: str
    role: str
    seed: int
    carried: Carried
    steps: tuple[TestStep, ...]
    place: Place  # of the word `transcript`, or of `choices` where none is kept
    says: str = ""
    end: Expectation = Expectation()
    ending: TypedName | None = None
    recalls: tuple[TypedName, ...] = ()
    transcript: tuple[str, ...] | None = None
    moments: tuple[Place, ...] = ()  # where each part of the transcript stands

    @property
    def conditions(self) -> tuple[Expression, ...]:
        checks = (*(step.check for step in self.steps), self.end)
        return tuple(condition.asks for check in checks for condition in check.conditions)


def read_playtest(raw: RawFile, story: Story, problems: list[Problem]) -> Playtest | None:
    """The playthrough in a file, or None where it can't be run; what is wrong is added to `problems`."""
    file, text, found = decode(raw.raw, raw.path, raw.size)
    tree = read_tree(file, text, found)
    if tree is None:
        if not found:
            found.append(Problem("empty-text", "this file holds no playthrough", Place(raw.path), help="it needs `role` and `choices`"))
        problems += found
        return None
    report = Report(found)
    PLAYTHROUGH.check(tree, report)
    test = None if found else _PlaytestReader(story, report).playtest(tree, raw)
    problems += found
    return None if found else test


class _PlaytestReader:
    """Reads one tree whose shape is right; names and conditions are checked against the story."""

    def __init__(self, story: Story, report: Report) -> None:
        self.story = story
        self.report = report
        self.linking = Linking(report, story.scenes.keys(), story.facts.keys(), story.terms.keys(), story.variables)
        clock = story.clock.variable if story.clock is not None else ""
        types = types_of(dict(story.variables))
        self.scope = NameScope(
            types, story.conditions.keys(), lambda token: story.conditions[token.text], story.scenes.keys(), story.facts.keys(), clock,
            self._flag_of, story.clock.start if story.clock is not None else None,
        )  # fmt: skip

    def _flag_of(self, scene: str, choice: str, start: int) -> str:
        """A game remembers only those choices that the story asks for."""
        flag = flag_of(scene, choice)
        if flag not in self.story.variables:
            help = "a playthrough lists all that was chosen under `choices`"
            raise LanguageError("unknown-choice", f"the story never asks for `{scene}/{choice}`", start, len(choice), help=help)
        return flag

    def playtest(self, tree: MapNode, raw: RawFile) -> Playtest:
        end, transcript = tree.map("end") or NOTHING, tree.get("transcript")
        moments = _scalars(tree, "transcript")
        return Playtest(
            name=PurePosixPath(raw.name).relative_to("tests").with_suffix("").as_posix(),
            path=raw.path,
            role=self.linking.known(tree.get("role"), self.story.roles.keys(), "role"),
            seed=tree.number("seed"),
            carried=Carried(
                frozenset(self._fact(item) for item in _scalars(tree, "knows")),
                MappingProxyType(self._echoes(tree.map("echoes") or NOTHING)),
            ),
            steps=tuple(self._step(item) for item in tree.each("choices")),
            says=tree.text("says"),
            end=self._check(end),
            ending=self._ending(end.scalar("ending")),
            recalls=tuple(_named(item) for item in _scalars(end, "recalls")),
            transcript=None if transcript is None else tuple(item.value.strip("\n") for item in moments),
            moments=tuple(item.place() for item in moments),
            place=tree.keys["choices" if transcript is None else "transcript"].place(),
        )

    def _echoes(self, node: MapNode) -> dict[str, str]:
        echoes: dict[str, str] = {}
        for name, value in node.items():
            variable = self.story.variables.get(name)
            typed = value.value if isinstance(value, Scalar) else ""
            if variable is None or not variable.echo:
                known = [each.name for each in self.story.variables.values() if each.echo]
                self.report.unknown("echo", node.keys[name], name, known, "echoes are declared under `echoes:` in story.yaml")
            elif typed not in variable.values:
                help = f"it can be {', '.join(f'`{word}`' for word in variable.values[:12])}"
                message = f"`{typed[:40]}` isn't one of the values of `{name}`"
                self.report.unknown("value", value, typed, variable.values, help, message)
            else:
                echoes[name] = typed
        return echoes

    def _step(self, node: Node) -> TestStep:
        if isinstance(node, Scalar):
            return TestStep(_named(node))
        assert isinstance(node, MapNode)
        choose, outcome = node.scalar("choose"), node.scalar("outcome")
        assert choose is not None
        return TestStep(_named(choose), _named(outcome) if outcome is not None else None, node.flag("skipped"), self._check(node))

    def _check(self, node: MapNode) -> Expectation:
        conditions = [condition for item in _scalars(node, "expect") if (condition := self._condition(item)) is not None]
        scenes = [TypedName(self.linking.scene(item), item.place()) for item in _scalars(node, "scene")]
        meets = tuple(TypedName(self._fact(item), item.place()) for item in _scalars(node, "meets"))
        return Expectation(tuple(conditions), next(iter(scenes), None), meets)

    def _fact(self, node: Scalar) -> str:
        return self.linking.known(node, self.story.facts.keys(), "fact")

    def _condition(self, node: Scalar) -> Condition | None:
        try:
            return Condition(" ".join(node.value.split()), node.place(), typed_condition(parse_condition(node.value), self.scope))
        except LanguageError as error:
            place = node.place(error.start, error.length) if error.length else node.place()
            self.report(error.code, place, error.message, error.label, error.help)
            return None

    def _ending(self, node: Scalar | None) -> TypedName | None:
        if node is None:
            return None
        named = _named(node)
        endings = {scene.id: " ".join(scene.ending.split()) for scene in self.story.scenes.values() if scene.ending}
        if named.text in endings:
            return named
        for scene, title in endings.items():
            if title == named.text:
                return TypedName(scene, named.place)
        help = f"the story ends in {', '.join(f'`{name}`' for name in list(endings)[:12])}"
        self.report.unknown("ending", node, named.text, [*endings, *endings.values()], help)
        return None


def _scalars(node: MapNode, key: str) -> list[Scalar]:
    return [item for item in node.each(key) if isinstance(item, Scalar)]


def _named(node: Scalar) -> TypedName:
    return TypedName(" ".join(node.value.split()), node.place())
