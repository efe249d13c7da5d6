"""Plain scenes, an author's or a kind's, to the scenes of the story."""

from msgspec import Struct
from msgspec.structs import replace

from game.kinds.builder import CLAIM, ENTER, PERSON, WHEN
from game.problems import nearest
from game.source.nodes import Mapping, Node, Scalar, Sequence
from game.story.expressions import Expressions
from game.story.link_scope import Linking, flag, line, mapping, number, scalar
from game.story.model import BACK, GO_ON, At, Block, Choice, Outcome, Scene, Skip
from game.story.prose import Prose, words_alone
from game.story.slug import slug

_WAYS_ON = frozenset(("if", "do", "go", "visit", "outcomes"))
_TEXTS = frozenset(("text", "first", "again"))
_OWN_BLOCK_KEYS = _TEXTS | {"if", WHEN, CLAIM}


class SceneReader(Struct, frozen=True):
    linking: Linking
    expressions: Expressions
    places: frozenset[str]
    people: frozenset[str]

    def scene(self, name: str, node: Mapping, key: Scalar) -> Scene:
        values = node.values
        skip = mapping(node, "skip") if "skip" in values else None
        choices = self._choices(node)
        read = Scene(
            id=name,
            at=At(key.file.path, key.line),
            title=self._heading(node, "title") if "title" in values else "",
            place=self.linking.known(values["place"], self.places, "place") if "place" in values else "",
            kind=line(node, "kind") if "kind" in values else "",
            person=self.linking.known(values[PERSON], self.people, "person") if PERSON in values else "",
            blocks=self._blocks(values["text"]) if "text" in values else (),
            choices=choices,
            ending=self._heading(node, "ending") if "ending" in values else "",
            recalls=self._recalls(node) if "recalls" in values else (),
            skip=self._skip(skip, choices) if skip is not None else None,
            was=_words(node, "was") if "was" in values else (),
            enter=self.expressions.effects(values[ENTER]) if ENTER in values else (),
            quiet=self.linking.quiet(node) if "quiet" in values else frozenset(),
        )
        if "ending" in node and ("choices" in node or "go" in node):
            key = node.keys["choices" if "choices" in node else "go"]
            self.linking.report(
                "two-ways-on", key, "an ending ends the role, so nothing can follow it", help="take out `ending`, or what follows"
            )
        elif "choices" in node and "go" in node:
            self.linking.report(
                "two-ways-on", node.keys["go"], "a scene has either choices or a `go`", help="make the `go` a choice of its own"
            )
        return read

    def _heading(self, node: Mapping, key: str) -> str:
        """A title as it was typed; what it shows is checked."""
        text = line(node, key)
        if "{" in text or "[" in text:
            self.linking.prose(node.get(key))
        return text

    def _blocks(self, node: Node) -> tuple[Block, ...]:
        items = node.items if isinstance(node, Sequence) else [node]
        blocks = (self._block(item) for item in items)
        return tuple(block for block in blocks if block is not None)

    def _block(self, node: Node) -> Block | None:
        if isinstance(node, Scalar):
            return Block(self.linking.prose(node))
        if not isinstance(node, Mapping):
            return None
        values, prose = node.values, self.linking.prose
        speakers = [name for name in values if name not in _OWN_BLOCK_KEYS]
        place = node.place()
        if not values and place.text[place.column - 1 : place.column] != "{":
            return None  # its only name couldn't stay, and that was told
        if not speakers and _TEXTS.isdisjoint(values):
            self.linking.report("missing-key", node, "a block of text needs `text`, `first`, `again` or a person's name")
        person = ""
        for name in speakers:
            if " " in name:
                continue  # half a sentence, which was told
            if name not in self.people:
                label = nearest(name.lower(), [*self.people, "text", "if", "first", "again"])
                help = "a block has `text`, `if`, `first`, `again`, or the name of somebody under `people:`"
                if not label:
                    help += "; before a text with a colon in it stands `|`, and the text on the next line"
                self.linking.report("unknown-person", node.keys[name], f"there is no person `{name[:40]}`", label, help)
            elif person or "text" in node:
                self.linking.report("two-ways-on", node.keys[name], "a block of text has one speaker", help="start a new block with a dash")
            person = name
        told = person or "text"
        text = prose(values[told]) if told in values else None
        claim = scalar(node, CLAIM) if CLAIM in values else None
        if claim is not None and text is not None:
            text = replace(text, claim=claim.value)
        condition = self.expressions.all_of(values[WHEN]) if WHEN in values else self.expressions.condition(values.get("if"))
        first, again = (prose(values[name]) if name in values else None for name in ("first", "again"))
        return Block(text, condition, person, first, again)

    def _choices(self, node: Mapping) -> tuple[Choice, ...]:
        listed = node.get("choices")
        if isinstance(listed, Sequence):
            nodes = [item for item in listed.items if isinstance(item, Mapping)]
            choices = [self._choice(item) for item in nodes]
            if len({choice.id for choice in choices}) < len(choices):
                self._check_ids([(choice.id, item, "label") for choice, item in zip(choices, nodes, strict=True)], "choice")
            if any(choice.was for choice in choices):
                self._check_was([(choice.id, choice.was, item) for choice, item in zip(choices, nodes, strict=True)], "a choice")
            return tuple(choices)
        go = scalar(node, "go")
        if go is None:
            return ()
        return (Choice(GO_ON, Prose("Go on"), At(go.file.path, go.line), go=self._target(go)),)

    def _choice(self, node: Mapping) -> Choice:
        # Most of a story is choices, and most of their keys aren't there: what isn't there isn't read.
        linking, expressions, values = self.linking, self.expressions, node.values
        get = values.get
        label = linking.prose(get("label"))
        explicit = scalar(node, "id") if "id" in values else None
        if explicit is None and label.variables:
            linking.report(
                "needs-id",
                get("label") or node,
                "a label that shows a variable needs an `id`",
                help="saved games know a choice by its id, and this label changes",
            )
        id = explicit.value if explicit is not None else slug(words_alone(label.text))
        if not id and label.text:
            linking.report("needs-id", get("label") or node, "no id can be made from this label", help="give the choice an `id`")
        outcomes = self._outcomes(node) if "outcomes" in values else ()
        condition = expressions.condition(get("if")) if "if" in values else None
        when = expressions.all_of(get(WHEN)) if WHEN in values else None
        locked = linking.prose(values["locked"]) if "locked" in values else None
        door = locked is not None and not _WAYS_ON & node.values.keys()
        if locked is not None and not door and "if" not in node:
            help = "give the choice an `if`, or, for a door that never opens, take out its `do`, `go`, `visit` and `outcomes`"
            linking.report("missing-key", node.keys["locked"], "this is never shown, since nothing closes the choice", help=help)
        return Choice(  # by position, in the model's order: by name it takes several times as long
            id,
            label,
            At(node.file.path, node.line),
            _words(node, "was") if "was" in values else (),
            when,
            condition,
            locked,
            "once" in values and flag(node, "once"),
            expressions.effects(values["do"]) if "do" in values else (),
            linking.known(values["because"], linking.facts, "fact") if "because" in values else "",
            linking.prose(values["result"]) if "result" in values else None,
            outcomes,
            self._target(values["go"]) if "go" in values else "",
            linking.scene(get("visit")) if "visit" in values else "",
            words_alone(line(node, "recall")) if "recall" in values else "",
            door,
        )

    def _outcomes(self, node: Mapping) -> tuple[Outcome, ...]:
        listed = node.get("outcomes")
        if not isinstance(listed, Sequence):
            return ()
        nodes = [item for item in listed.items if isinstance(item, Mapping)]
        outcomes = [self._outcome(item) for item in nodes]
        self._check_ids([(outcome.id, item, "result") for outcome, item in zip(outcomes, nodes, strict=True)], "outcome")
        self._check_was([(outcome.id, outcome.was, item) for outcome, item in zip(outcomes, nodes, strict=True)], "an outcome")
        if outcomes and not any(outcome.weight for outcome in outcomes):
            self.linking.report("no-chance", listed, "none of these outcomes can happen: each has a chance of 0")
        return tuple(outcomes)

    def _outcome(self, node: Mapping) -> Outcome:
        linking = self.linking
        result = linking.some_prose(node.get("result"))
        explicit = scalar(node, "id")
        if explicit is None and result is None:
            linking.report(
                "needs-id",
                node,
                "an outcome without a result needs an `id`",
                help="saved games know an outcome by its id, which is made from its result",
            )
        elif explicit is None and result is not None and result.variables:
            linking.report(
                "needs-id",
                node.get("result") or node,
                "a result that shows a variable needs an `id`",
                help="saved games know an outcome by its id, and this result changes",
            )
        id = explicit.value if explicit is not None else slug(words_alone(result.text) if result is not None else "")
        because = linking.known(node.get("because"), linking.facts, "fact")
        effects = self.expressions.effects(node.get("do"))
        go, was, recall = self._target(node.get("go")), _words(node, "was"), words_alone(line(node, "recall"))
        return Outcome(id, number(node, "chance", 1), because, result, effects, go, was, recall)

    def _target(self, node: Node | None) -> str:
        if isinstance(node, Scalar) and (node.value == BACK or node.value in self.linking.scenes):
            return node.value
        return self.linking.scene(node)

    def _check_ids(self, ids: list[tuple[str, Mapping, str]], what: str) -> None:
        first: dict[str, int] = {}
        for id, node, made_from in ids:
            at = node.get("id") or node.get(made_from) or node
            if id and id in first:
                place = at.place()
                self.linking.report(
                    "duplicate-id",
                    place,
                    f"two {what}s here are called `{id}`; the first is at line {first[id]}",
                    help=f"give one of them another `id`: saved games know a {what} by it",
                )
            first.setdefault(id, node.line)

    def _check_was(self, ids: list[tuple[str, tuple[str, ...], Mapping]], what: str) -> None:
        taken = {id for id, _, _ in ids}
        for _, was, node in ids:
            for earlier in was:
                if earlier in taken:
                    message = f"`{earlier}` is the id of {what} here already, or was that of another"
                    self.linking.report("duplicate-id", node.get("was") or node, message)
                taken.add(earlier)

    def _recalls(self, node: Mapping) -> tuple[tuple[str, str], ...]:
        listed = node.get("recalls")
        if not isinstance(listed, Sequence):
            return ()
        pairs = []
        for item in listed.items:
            if isinstance(item, Scalar):
                scene, slash, choice = item.value.partition("/")
                if not slash:
                    self.linking.report(
                        "unknown-choice", item, f"`{item.value[:60]}` doesn't name a choice", help="write it as `scene/choice`"
                    )
                elif scene not in self.linking.scenes:
                    self.linking.report("unknown-scene", item, f"there is no scene `{scene[:60]}`", nearest(scene, self.linking.scenes))
                else:
                    pairs.append((scene, choice))
        return tuple(pairs)

    def _skip(self, node: Mapping, choices: tuple[Choice, ...]) -> Skip:
        take = scalar(node, "take")
        if take is not None and take.value not in (ids := [choice.id for choice in choices]):
            self.linking.report(
                "unknown-choice",
                take,
                f"there is no choice `{take.value[:60]}` in this scene",
                nearest(take.value, ids),
                "name one of: " + ", ".join(f"`{id}`" for id in ids[:8]),
            )
        return Skip(self.linking.prose(node.get("says")), take.value if take is not None else "")


def _words(node: Mapping, key: str) -> tuple[str, ...]:
    value = node.values.get(key)
    if value is None:
        return ()
    items = value.items if isinstance(value, Sequence) else [value]
    return tuple(item.value for item in items if isinstance(item, Scalar))
