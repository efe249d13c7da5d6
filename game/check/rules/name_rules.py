"""Names that are declared and come to nothing: variables, conditions, echoes, facts, terms, and scenes that no link leads to.

What conditions and effects allow is for a proof to say.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import zip_longest

from game.check.rules.violation import Violation, in_scene, in_section
from game.play.playthrough import facts_told
from game.source.folder import PICTURE_ENDING, PICTURES
from game.story.language.tree import Effect, Expression, NamedCondition, VariableRead, parts
from game.story.link_targets import linked, told_by
from game.story.model import Choice, Story
from game.story.prose import Prose
from game.text.names import letter_in_words, looks


def linked_scenes(story: Story) -> set[str]:
    """The scenes that a chain of links leads to from where some role starts."""
    return {scene.id for scene in linked(story, {role.start for role in story.roles.values()})}


def taught_facts(story: Story, scenes: Collection[str], role: str = "") -> set[str]:
    """The facts that these scenes, the parts of roles or the news may teach; of one `role` alone, where it is named, only its
    scenes and the news that it hears."""
    facts = {fact for item in story.news if not role or role in (item.roles or (role,)) for fact in item.facts}
    if not role:
        facts.update(fact for part in story.parts for prose in part.texts for fact in prose.facts)
    for name in scenes:
        scene = story.scenes[name]
        for block in scene.blocks:
            for prose in block.texts:
                if prose.facts:
                    facts.update(prose.facts)
        for choice in scene.choices:
            if choice.because or choice.results or choice.outcomes:
                facts.update(facts_of_choice(choice))
    return facts


def facts_of_choice(choice: Choice) -> Iterator[str]:
    """The facts that a choice may teach, whatever comes of it."""
    return facts_told(*told_by(choice))


def unlinked(story: Story, linked: Collection[str]) -> Iterator[Violation]:
    for scene in story.scenes.values():
        if scene.id not in linked:
            help = "let a choice go or visit there, or take the scene out; where it has a new name, `was:` says the old one"
            yield in_scene("unlinked-scene", f"nothing leads to `{scene.id}`", scene, help)


def look_alikes(story: Story) -> Iterator[Violation]:
    """Two names of one sort that are the same to the eye and have letters of different alphabets."""
    for first, second in _same_to_the_eye(story.scenes):
        yield in_scene(LOOK_ALIKE, _told_apart(second, first), story.scenes[second], _WRITE_ALIKE)
    declared = {
        "variables": [name for name, variable in story.variables.items() if variable.declared and not variable.echo],
        "echoes": [name for name, variable in story.variables.items() if variable.echo],
        "conditions": story.conditions,
        "roles": story.roles,
        "people": story.people,
        "places": story.places,
    }
    files = {"facts": ("facts.yaml", story.facts), "terms": ("glossary.yaml", story.terms)}
    for section, (file, names) in {**{section: ("story.yaml", names) for section, names in declared.items()}, **files}.items():
        for first, second in _same_to_the_eye(names):
            yield in_section(LOOK_ALIKE, _told_apart(second, first), second, section, _WRITE_ALIKE, file)


LOOK_ALIKE = "look-alike"
_WRITE_ALIKE = "give one of them another name, or type both in one alphabet if they are one thing"


def _same_to_the_eye(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    seen: dict[str, str] = {}
    for name in names:
        before = seen.setdefault(looks(name), name)
        if before != name:
            yield before, name


def _told_apart(name: str, other: str) -> str:
    letter, another = next(pair for pair in zip_longest(name, other, fillvalue="") if pair[0] != pair[1])
    return f"`{name}` looks like `{other}`: its `{letter}` is a {letter_in_words(letter)}, and there it is a {letter_in_words(another)}"


def set_at_starts(story: Story) -> Iterator[tuple[str, int]]:
    """The variables that roles and parts set at their start, with their values."""
    for role in story.roles.values():
        yield from role.values
        for part in role.parts:
            yield from part.values


def unlinked_ends(story: Story) -> Iterator[Violation]:
    """Scenes at which a part is to be over and that no links lead to from where it begins."""
    for part in story.parts:
        there = {scene.id for scene in linked(story, [part.start])}
        for end in part.ends:
            if end not in there:
                message = f"`{part.id}` is to be over at `{end}`, and nothing leads there from `{part.start}`"
                help = "name a scene that comes later in this role, or take it out of `ends`"
                yield Violation("end-not-linked", message, part.at, words=(end,), help=help)


def effects_of(story: Story) -> Iterator[Effect]:
    """Every effect of a choice, an outcome or a kind."""
    for scene in story.scenes.values():
        yield from scene.effects


def asked_in(story: Story) -> Iterator[Expression]:
    """Every condition of a scene, a choice, a part or a promise; named conditions are in those that name them."""
    for promise in story.promises:
        yield from (condition for condition in (promise.always, promise.never) if condition is not None)
    for scene in story.scenes.values():
        yield from scene.conditions
    for part in story.parts:
        yield from part.conditions


def shown_in(story: Story) -> tuple[set[str], set[str]]:
    """The variables that some text shows, and the terms that some text links to."""
    variables, terms = set[str](), set[str]()
    for prose in every_prose(story):
        if prose.variables:
            variables.update(prose.variables)
        if prose.terms:
            terms.update(prose.terms)
    return variables, terms


def every_prose(story: Story) -> Iterator[Prose]:
    """Every text that a player can open, however it is told; some several times."""
    for scene in story.scenes.values():
        yield from scene.texts
        if scene.skip is not None:
            yield scene.skip.says
    for part in story.parts:
        yield from part.texts
    yield from (item.text for item in story.news)
    yield from (term.says for term in story.terms.values())
    yield from (fact.says for fact in story.facts.values())
    yield from filter(None, (story.note, story.imagined))


def unused_pictures(story: Story) -> Iterator[Violation]:
    """Pictures that no scene shows, whether by its own name or by its place's."""
    shown = {scene.picture or (story.places[scene.place].picture if scene.place else "") for scene in story.scenes.values()}
    for name in story.pictures.keys() - shown:
        help = f"name it in a place or a scene, as in `picture: {name}`, or take the file out"
        yield Violation("unused-picture", f"no scene shows the picture `{name}`", help=help, file=f"{PICTURES}{name}{PICTURE_ENDING}")


def unused(story: Story, shown: Collection[str]) -> Iterator[Violation]:
    """A variable that nothing asks for and nothing shows, or that nothing ever sets; a condition that nothing names."""
    distinct = {id(condition): condition for condition in asked_in(story)}  # each text is read once, however often it stands
    asked = [part for condition in distinct.values() for part in parts(condition)]
    read = {part.name for part in asked if isinstance(part, VariableRead)}
    named = {part.name for part in asked if isinstance(part, NamedCondition)}
    effects = list({id(effect): effect for effect in effects_of(story)}.values())
    written = {effect.variable for effect in effects}
    for effect in effects:
        read.update(part.name for part in parts(effect.value) if isinstance(part, VariableRead) and part.name != effect.variable)
    read.update(shown)
    written.update(name for name, _ in set_at_starts(story))
    clock = story.clock.variable if story.clock is not None else ""
    for name, variable in story.variables.items():
        if not variable.declared or name == clock:
            continue
        section = "echoes" if variable.echo else "variables"
        if variable.echo:
            if name not in written:
                help = f"let a choice of `{variable.echo}` set it, or take it out"
                yield in_section("lost-echo", f"nothing ever leaves the echo `{name}` behind", name, section, help)
            elif not _leaves(story, variable.echo, name):
                help = f"`{variable.echo}` leaves it, as `from` says; what another role sets is gone when that role ends"
                yield in_section("lost-echo", f"no scene that `{variable.echo}` comes to sets the echo `{name}`", name, section, help)
            elif name not in read and len(story.roles) > 1:
                help = "let a scene of another role ask for it, or take it out"
                yield in_section("lost-echo", f"nothing asks for the echo `{name}`", name, section, help)
        elif name not in read and not variable.show:
            does = "is set, but" if name in written else "is declared, but"
            help = "take it out, or let a condition or a text use it"
            yield in_section("never-read", f"`{name}` {does} nothing asks for it or shows it", name, section, help)
        elif name not in written:
            yield in_section("never-set", f"nothing ever changes `{name}`", name, section, "take it out, or let a choice set it")
    for name in story.conditions:
        if name not in named:
            help = "take it out, or ask for it with `if:`"
            yield in_section("unused-condition", f"nothing asks for the condition `{name}`", name, "conditions", help)


def _leaves(story: Story, role: str, echo: str) -> bool:
    """Whether a scene that links lead this role to sets the echo, or the role starts with it."""
    start = story.roles[role]
    scenes = linked(story, [start.start])
    return echo in dict(start.values) or any(effect.variable == echo for scene in scenes for effect in scene.effects)


def unmet(story: Story, taught: Collection[str], linked: Collection[str]) -> Iterator[Violation]:
    """Facts that nothing teaches, and terms that nothing links to."""
    for name in story.facts:
        if name not in taught:
            help = f"link to it, `[words](fact:{name})`, or name it in a `because`"
            yield in_section("fact-never-met", f"no role can meet the fact `{name}`", name, "facts", help, "facts.yaml")
    for name in story.terms:
        if name not in linked:
            help = f"link to it where it is first read: `[words](term:{name})`"
            yield in_section("term-never-linked", f"nothing links to the term `{name}`", name, "terms", help, "glossary.yaml")
