"""A story's files, read and shaped, to one linked story."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from game.kinds import KINDS, Context
from game.source.identity import Identity
from game.source.nodes import MapNode, Scalar, SourceFile
from game.source.schema.shapes import Report
from game.story import declared
from game.story.chosen import with_flags
from game.story.consistency import SceneLinks
from game.story.expressions import Expressions
from game.story.link_scope import Linking
from game.story.model import Scene, Story
from game.story.picture_text import pictures_of
from game.story.prose import words_alone
from game.story.scenes import SceneReader
from game.text.names import is_name
from game.text.slug import slug
from game.text.words import words_in

_COPY = re.compile(
    r"(?: - (?:Copy|Kopie|Copie|Copia|копия)(?: ?\(\d+\))?| ?\(\d+\)|[ _-](?:copy|old|backup)(?: ?\d+)?)\.ya?ml\Z", re.IGNORECASE
)
"""What systems add to the name of a file that is copied beside itself, and people do."""


class Files(Struct, frozen=True):
    """The files of a story by what they are for. Each has passed its shape; a file that isn't there is an empty one."""

    story: MapNode
    facts: MapNode
    glossary: MapNode
    news: MapNode
    scenes: tuple[MapNode, ...] = ()
    pictures: Mapping[str, SourceFile] = MappingProxyType({})  # by the paths of their files


def link(identity: Identity, files: Files, report: Report) -> Story:
    """Resolve every name and type every condition. What is wrong is reported; the story is whole only if nothing is."""
    clock = declared.clock_of(files.story)
    authored = _collect(files.scenes, report)
    plain: dict[str, MapNode] = {}
    made_variables: dict[str, tuple[str, MapNode]] = {}
    made_people: dict[str, MapNode] = {}
    types = {name: node.text("type") for name, node in files.story.named("variables")}
    ledger = dict(files.facts.named("facts"))
    context = Context(clock.variable if clock is not None else "", "clock" not in files.story, types, ledger, report)
    whole = True
    for name, (key, node) in authored.items():
        if node is None:  # reported by its shape; what leads here is right, and where it leads nobody knows
            plain[name], whole = MapNode({}, {}, key.line, key.column, key.file), False
        elif (kind := node.text("kind")) in KINDS:
            expansion = KINDS[kind].expand(name, node, context)
            plain[name] = expansion.scene
            for kept, declaration in expansion.variables.items():
                if kept in made_variables:
                    message = f"the scene `{made_variables[kept][0]}` keeps a variable `{kept}` too"
                    report("name-taken", declaration, message, help="give one of the two scenes, or what it is kept for, another name")
                made_variables[kept] = (name, declaration)
            made_people.update(expansion.people)
        else:
            plain[name] = node
    variables = declared.variables_of(files.story, made_variables, clock, report)
    facts = ledger.keys()
    terms = {name for name, _ in files.glossary.named("terms")}
    language = files.story.text("language", "en")
    linking = Linking(report, authored.keys(), facts, terms, variables, language)
    named = declared.named_conditions(files.story)
    titles, choices = cache(lambda: _titles(authored)), cache(lambda: _choices(authored))
    expressions = Expressions(variables, named, authored.keys(), facts, clock, report, titles, choices)
    sources = declared.sources_of(files.facts, linking)
    pictures = pictures_of(files.pictures, report)
    places = declared.places_of(files.story, clock, linking, pictures)
    people = declared.people_of(files.story, made_people, linking)
    roles = declared.roles_of(files.story, variables, people, linking)
    links = SceneLinks(entries={role.start: plain[role.start] for role in roles.values() if role.start})
    reader = SceneReader(linking, expressions, frozenset(places), frozenset(people), frozenset(pictures), links, words_in(language))
    scenes = {name: reader.scene(name, plain[name], key) for name, (key, _) in authored.items()}
    for name, node in files.story.named("roles"):
        roles[name] = replace(roles[name], parts=tuple(declared.parts_of(node, roles[name], variables, reader)))
    promises = declared.promises_of(files.story, roles, linking, expressions)
    if whole:
        flags, scenes = with_flags(expressions.chosen.values(), scenes, report)
        variables |= flags
    story = linking.record(
        Story,
        files.story,
        identity=identity,
        language=language,
        clock=clock,
        roles=roles,
        variables=variables,
        conditions=expressions.named,
        places=places,
        people=people,
        sources=sources,
        facts=declared.facts_of(files.facts, sources, linking),
        terms=declared.terms_of(files.glossary, linking),
        news=declared.news_of(files.news, clock, roles, places, linking),
        scenes=scenes,
        scene_was=_earlier_names(scenes, plain, report),
        borders=declared.borders_of(files.story, linking),
        quiet=linking.quiet(files.story),
        at_most=declared.at_most_of(files.story),
        promises=promises,
        pictures=pictures,
    )
    if whole:
        links.check(story, report)
    return story


def _collect(files: Iterable[MapNode], report: Report) -> dict[str, tuple[Scalar, MapNode | None]]:
    """Every scene of every file by its id, None where what stands there can't be a scene; the first of two that are called
    alike stays."""
    scenes: dict[str, tuple[Scalar, MapNode | None]] = {}
    for file in sorted(files, key=lambda file: _COPY.search(file.file.path) is not None):  # what was copied stands before its copy
        if _copied(file, scenes, report):
            continue
        for name, key in file.keys.items():
            if not is_name(name):
                continue  # reported by its shape
            if name in scenes:
                first = scenes[name][0]
                message = f"there is a scene `{name}` already, in {first.file.path} at line {first.line}"
                report("duplicate-id", key, message, help="give one of them another name")
            elif name == "back":
                report("name-taken", key, "`back` means coming back from a visit, so no scene can be called so")
            else:
                scenes[name] = (key, file.map(name))
    return scenes


def _copied(file: MapNode, scenes: Mapping[str, tuple[Scalar, MapNode | None]], report: Report) -> bool:
    """Whether a file is a copy that a system has made, as its name says, of scenes that are there already; that is told once."""
    if _COPY.search(file.file.path) is None or not file.keys or not file.keys.keys() <= scenes.keys():
        return False
    key = next(iter(file.keys.values()))
    message = f"this file seems to be a copy: its scenes stand in {scenes[key.value][0].file.path} already"
    report("duplicate-id", key, message, help="move it out of the story's folder, or delete it")
    return True


def _titles(authored: Mapping[str, tuple[Scalar, MapNode | None]]) -> Mapping[str, str]:
    """The scenes by their titles in small letters; the first of two that are titled alike."""
    found: dict[str, str] = {}
    for name, (_, node) in authored.items():
        if node is not None and (title := node.text("title")):
            found.setdefault(title.lower(), name)
    return found


def _choices(authored: Mapping[str, tuple[Scalar, MapNode | None]]) -> Mapping[str, str]:
    """`scene/choice` by the ids of choices, of those that one scene alone has."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for name, (_, node) in authored.items():
        for choice in node.maps("choices") if node is not None else ():
            id = choice.text("id") or slug(words_alone(choice.text("label")))
            if id in found:
                twice.add(id)
            found[id] = f"{name}/{id}"
    return {id: of for id, of in found.items() if id not in twice}


def _earlier_names(scenes: Mapping[str, Scene], nodes: Mapping[str, MapNode], report: Report) -> Mapping[str, str]:
    earlier: dict[str, str] = {}
    for name, scene in scenes.items():
        for was in scene.was:
            if was in scenes or was in earlier:
                report("duplicate-id", nodes[name].get("was") or nodes[name], f"`{was}` is the name of another scene")
            earlier.setdefault(was, name)
    return earlier
