"""A linked story in ink, Inkle's language, as far as the generated stories go: scenes, conditions, effects and prose.

No visits, no chance, no once-only choices, no news, and nothing about facts, of which ink knows nothing.
"""

from collections.abc import Iterator

from game.story.language.tree import Compare, Constant, Effect, Expression, Logic, NamedCondition, Not, VariableRead
from game.story.model import Block, Choice, Scene, Story, result_texts
from game.story.prose import Prose, paragraphs


def in_ink(story: Story) -> str:
    """The story's first role. Raises ValueError for what can't be told in ink here."""
    role = next(iter(story.roles.values()))
    starts = {name: variable.start for name, variable in story.variables.items()} | dict(role.values)
    lines = [f"VAR {name} = {start}" for name, start in starts.items()]
    lines.append(f"-> {role.start}")
    for scene in story.scenes.values():
        lines += _scene(story, scene)
    return "\n".join(lines) + "\n"


def _scene(story: Story, scene: Scene) -> Iterator[str]:
    yield f"=== {scene.id} ==="
    for block in scene.blocks:
        yield _block(block)
    if scene.ending:
        yield scene.ending
        yield "-> END"
    for choice in scene.choices:
        yield from _choice(story, choice)


def _block(block: Block) -> str:
    if block.text is None:
        raise ValueError("text of the first visit")
    words = _words(block.text)
    return words if block.condition is None else f"{{{_value(block.condition)}: {words}}}"


def _choice(story: Story, choice: Choice) -> Iterator[str]:
    if choice.outcomes or choice.once or choice.visit or choice.when is not None:
        raise ValueError("chance, once-only choices and visits")
    if choice.door:
        return
    condition = "" if choice.condition is None else f"{{{_value(choice.condition)}}} "
    yield f"+ {condition}[{_words(choice.label)}]"
    for text in result_texts(choice):
        yield f"  {_words(text)}"
    for effect in choice.effects:
        yield f"  ~ {_effect(story, effect)}"
    yield f"  -> {choice.go}"


def _words(prose: Prose) -> str:
    """In ink a word in braces is a variable as well."""
    return " ".join("".join(span.text for span in paragraph) for paragraph in paragraphs(prose.text))


def _effect(story: Story, effect: Effect) -> str:
    name, variable, value = effect.variable, story.variables[effect.variable], _value(effect.value)
    if effect.operator == "=":
        return f"{name} = {value}"
    return f"{name} = MAX({variable.low}, MIN({variable.high}, {name} {effect.operator[0]} {value}))"


def _value(expression: Expression) -> str:
    match expression:
        case Constant(value, _):
            return str(value)
        case VariableRead(name):
            return name
        case NamedCondition(_, meaning):
            return _value(meaning)
        case Compare(sign, left, right):
            return f"({_value(left)} {sign} {_value(right)})"
        case Logic(word, left, right):
            return f"({_value(left)} {word} {_value(right)})"
        case Not(operand):
            return f"(not {_value(operand)})"
        case _:
            raise ValueError(f"no ink for {expression}")
