"""A story's files, read and shaped, to one linked story."""

from collections.abc import Iterable
from collections.abc import Mapping as MappingType
from types import MappingProxyType

from msgspec import Struct

from game.kinds import KINDS, Context
from game.source.nodes import Mapping, Scalar
from game.source.schema.shapes import ID, Report
from game.story import declared
from game.story.consistency import check_consistency
from game.story.expressions import Expressions
from game.story.link_scope import Linking, line, scalar
from game.story.model import Scene, Story
from game.story.scenes import SceneReader


class Files(Struct, frozen=True):
    """The files of a story by what they are for. Each has passed its shape, or its problems have been told."""

    story: Mapping
    facts: Mapping | None = None
    glossary: Mapping | None = None
    news: Mapping | None = None
    scenes: tuple[Mapping, ...] = ()


def link(id: str, files: Files, report: Report) -> Story:
    """Resolve every name and type every condition. What is wrong is reported; the story is whole only if nothing is."""
    clock = declared.clock_of(files.story)
    authored = _collect(files.scenes, report)
    plain: dict[str, Mapping] = {}
    made_variables: dict[str, tuple[str, Mapping]] = {}
    made_people: dict[str, Mapping] = {}
    types = {name: line(node, "type") for name, node in declared.records(files.story, "variables")}
    ledger = dict(declared.records(files.facts, "facts"))
    context = Context(clock.variable if clock is not None else "", "clock" not in files.story, types, ledger, report)
    whole = True
    for name, (_, node) in authored.items():
        expand = KINDS.get(line(node, "kind"))
        if expand is None:
            # A kind that isn't one is told by its shape; what the scene would be with it nobody knows.
            plain[name] = node if "kind" not in node else Mapping({}, {}, node.line, node.column, node.file)
            whole = whole and "kind" not in node
            continue
        expansion = expand(name, node, context)
        plain[name] = expansion.scene
        for kept, declaration in expansion.variables.items():
            if kept in made_variables:
                message = f"the scene `{made_variables[kept][0]}` keeps a variable `{kept}` too"
                report("name-taken", declaration, message, help="give one of the two scenes, or what it is kept for, another name")
            made_variables[kept] = (name, declaration)
        made_people.update(expansion.people)
    variables = declared.variables_of(files.story, made_variables, clock, report)
    facts = ledger.keys()
    terms = {name for name, _ in declared.records(files.glossary, "terms")}
    linking = Linking(report, authored.keys(), facts, terms, variables.keys())
    named = declared.named_conditions(files.story)
    expressions = Expressions(
        declared.types_of(variables), named, authored.keys(), facts, clock.variable if clock is not None else "", report
    )
    sources = declared.sources_of(files.facts)
    places = declared.places_of(files.story, clock)
    people = declared.people_of(files.story, made_people, report)
    roles = declared.roles_of(files.story, variables, linking)
    reader = SceneReader(linking, expressions, frozenset(places), frozenset(people))
    scenes = {name: reader.scene(name, plain[name], key) for name, (key, _) in authored.items()}
    story = Story(
        id=id,
        title=line(files.story, "title"),
        language=line(files.story, "language") or "en",
        note=linking.some_prose(scalar(files.story, "note")),
        imagined=linking.some_prose(scalar(files.story, "imagined")),
        clock=clock,
        roles=MappingProxyType(roles),
        variables=MappingProxyType(variables),
        conditions=MappingProxyType(expressions.named),
        places=MappingProxyType(places),
        people=MappingProxyType(people),
        sources=MappingProxyType(sources),
        facts=MappingProxyType(declared.facts_of(files.facts, sources, linking)),
        terms=MappingProxyType(declared.terms_of(files.glossary, linking)),
        news=declared.news_of(files.news, clock, roles, places, linking),
        scenes=MappingProxyType(scenes),
        scene_was=_earlier_names(scenes, authored, report),
        borders=declared.borders_of(files.story, linking),
        quiet=linking.quiet(files.story),
        promises=declared.promises_of(files.story, roles, linking, expressions),
    )
    if whole:
        check_consistency(story, {name: plain[name] for name in plain}, report)
    return story


def _collect(files: Iterable[Mapping], report: Report) -> dict[str, tuple[Scalar, Mapping]]:
    """Every scene of every file by its id; the first of two that are called alike stays."""
    scenes: dict[str, tuple[Scalar, Mapping]] = {}
    for file in files:
        for name, node in file.items():
            if not ID.match(name):
                continue  # told by its shape
            if not isinstance(node, Mapping):
                node = Mapping({}, {}, node.line, node.column, node.file)  # told by its shape; what leads here is right
            key = file.keys[name]
            if name in scenes:
                first = scenes[name][0]
                report(
                    "duplicate-id",
                    key,
                    f"there is a scene `{name}` already, in {first.file.path} at line {first.line}",
                    help="give one of them another name",
                )
            elif name == "back":
                report("name-taken", key, "`back` means coming back from a visit, so no scene can be called so")
            else:
                scenes[name] = (key, node)
    return scenes


def _earlier_names(
    scenes: MappingType[str, Scene], authored: MappingType[str, tuple[Scalar, Mapping]], report: Report
) -> MappingType[str, str]:
    earlier: dict[str, str] = {}
    for name, scene in scenes.items():
        for was in scene.was:
            node = authored[name][1]
            if was in scenes or was in earlier:
                report("duplicate-id", node.get("was") or node, f"`{was}` is the name of another scene")
            earlier.setdefault(was, name)
    return MappingProxyType(earlier)
