"""`chosen(scene/choice)`: whether a choice was made. A story keeps a flag for each choice that is asked for, and the choice sets
it, so that whatever knows flags knows these: play, saves, the proof, a book on paper."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from game.source.nodes import Scalar
from game.source.schema.shapes import Report
from game.story.language.tree import Constant, Effect
from game.story.model import Choice, Scene, Variable

_MADE = Constant(1, "true")


class AskedChoice(Struct, frozen=True):
    """A choice that something asks for: the flag that remembers it, and where its name first stands."""

    flag: str
    scene: str
    choice: str
    node: Scalar
    start: int  # of the choice's id within the node's text


def flag_of(scene: str, choice: str) -> str:
    """The name of the flag that remembers a choice: what an author writes to ask for it, which no declared variable can be called."""
    return f"chosen({scene}/{choice})"


def with_flags(asked: Iterable[AskedChoice], scenes: Mapping[str, Scene], report: Report) -> tuple[dict[str, Variable], dict[str, Scene]]:
    """The flags of the choices that are asked for, and the scenes in which those set them. Reports what there is no choice for."""
    flags: dict[str, Variable] = {}
    changed = dict(scenes)
    for each in asked:
        scene = changed[each.scene]
        choice = next((choice for choice in scene.choices if choice.id == each.choice), None)
        if choice is None:
            _report_unknown(each, scene, report)
            continue
        flags[each.flag] = Variable(each.flag, "flag", 0, 0, 1, chosen=f"{each.scene}/{each.choice}")
        made = replace(choice, effects=(Effect(each.flag, "=", _MADE), *choice.effects))
        changed[each.scene] = replace(scene, choices=tuple(made if other is choice else other for other in scene.choices))
    return flags, changed


def _report_unknown(each: AskedChoice, scene: Scene, report: Report) -> None:
    place = each.node.place(each.start, len(each.choice))
    message = f"there is no choice `{each.choice[:60]}` in `{each.scene}`"
    if now := _by_earlier_id(scene.choices, each.choice):
        report("unknown-choice", place, message, f"it is now called `{now}`", "write the id that the choice has now")
        return
    report.unknown("choice", place, each.choice, [choice.id for choice in scene.choices], message=message)


def _by_earlier_id(choices: Iterable[Choice], id: str) -> str:
    return next((choice.id for choice in choices if id in choice.was), "")
