"""Plain scenes, an author's or a kind's, to the scenes of the story."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from game.kinds.builder import CLAIM, COUNTS, ENTER, MET, PRINTS, PROGRESS, SEARCH, SPARE, WHEN
from game.source.nodes import ListNode, MapNode, Node, Scalar
from game.story.consistency import SceneLinks
from game.story.expressions import Expressions
from game.story.language.tree import Effect, Expression, Logic
from game.story.link_scope import Linking
from game.story.model import BACK, GO_ON, At, Block, Choice, Outcome, Scene, Skip, WayBranch
from game.story.prose import Prose, words_alone
from game.text.slug import slug
from game.text.words import Words

_WAYS_ON = frozenset(("if", "do", "go", "visit", "outcomes"))
_TEXTS = frozenset(("text", "first", "again"))
_OWN_BLOCK_KEYS = _TEXTS | {"if", WHEN, CLAIM}


class SceneReader(Struct, frozen=True):
    linking: Linking
    expressions: Expressions
    places: frozenset[str]
    people: frozenset[str]
    pictures: frozenset[str]
    links: SceneLinks
    words: Words

    def scene(self, name: str, node: MapNode, key: Scalar) -> Scene:
        values = node.values
        skip = node.map("skip") if "skip" in values else None
        choices = self._choices(name, node)
        read = Scene(
            id=name,
            at=At(key.file.path, key.line),
            title=self._heading(node, "title") if "title" in values else "",
            place=self.linking.known(values["place"], self.places, "place") if "place" in values else "",
            kind=node.text("kind") if "kind" in values else "",
            person=self.linking.known(values[MET], self.people, "person") if MET in values else "",
            blocks=self.blocks(node, "text"),
            choices=choices,
            ending=self._heading(node, "ending") if "ending" in values else "",
            says=node.text("says") if "says" in values else "",
            recalls=self._recalls(node) if "recalls" in values else (),
            skip=self._skip(skip, choices) if skip is not None else None,
            was=node.texts("was") if "was" in values else (),
            enter=self._enter(values),
            quiet=self.linking.quiet(node) if "quiet" in values else frozenset(),
            picture=self.linking.known(values["picture"], self.pictures, "picture") if "picture" in values else "",
            counts=node.text(COUNTS) if COUNTS in values else "",
            progress=self.linking.prose(values[PROGRESS]) if PROGRESS in values else None,
        )
        if "says" in node and "ending" not in node:
            help = "`says` tells a teacher how a role ends; take it out, or make this an ending"
            self.linking.report("missing-key", node.keys["says"], f"`{name}` has `says` and no `ending`", help=help)
        if read.ending == "true":
            help = "an ending is called by its title, such as `ending: A seat by the window`"
            self.linking.report("wrong-type", values["ending"], "`true` would be shown as the ending's title", help=help)
        after = "choices" if "choices" in node else "go"
        if "ending" in node and after in node:
            help = "take out `ending`, or what follows"
            self.linking.report("two-ways-on", node.keys[after], "an ending ends the role, so nothing can follow it", help=help)
        elif "choices" in node and "go" in node:
            help = "make the `go` a choice of its own"
            self.linking.report("two-ways-on", node.keys["go"], "a scene has either choices or a `go`", help=help)
        return read

    def _enter(self, values: Mapping[str, Node]) -> tuple[Effect, ...]:
        """What a kind sets up comes first: its numbers are there for the author's own effects."""
        made, own = (self.expressions.effects(values[key]) if key in values else () for key in (ENTER, "enter"))
        return made + own

    def blocks(self, node: MapNode, key: str) -> tuple[Block, ...]:
        """A passage."""
        return tuple([block for item in node.each(key) if (block := self._block(item)) is not None])

    def _heading(self, node: MapNode, key: str) -> str:
        """A title as it was typed; what it shows is checked."""
        text = node.text(key)
        if "{" in text or "[" in text:
            self.linking.prose(node.get(key))
        return text

    def _block(self, node: Node) -> Block | None:
        if isinstance(node, Scalar):
            return Block(self.linking.prose(node))
        if not isinstance(node, MapNode):
            return None
        values, prose = node.values, self.linking.prose
        speakers = [name for name in values if name not in _OWN_BLOCK_KEYS]
        place = node.place()
        if not values and place.text[place.column - 1 : place.column] != "{":
            return None  # its only name couldn't stay, and that was reported
        if not speakers and _TEXTS.isdisjoint(values):
            self.linking.report("missing-key", node, "a block of text needs `text`, `first`, `again` or a person's name")
        person = ""
        for name in speakers:
            if " " in name:
                continue  # half a sentence, which was reported
            if name not in self.people:
                label = self.linking.report.nearest(name.lower(), [*self.people, "text", "if", "first", "again"])
                help = "a block has `text`, `if`, `first`, `again`, or the name of somebody under `people:`"
                if not label:
                    help += "; before a text with a colon in it stands `|`, and the text on the next line"
                self.linking.report("unknown-person", node.keys[name], f"there is no person `{name[:40]}`", label, help)
            elif person or "text" in node:
                self.linking.report("two-ways-on", node.keys[name], "a block of text has one speaker", help="start a new block with a dash")
            person = name
        key = person or "text"
        text = prose(values[key]) if key in values else None
        if CLAIM in values and text is not None:
            text = replace(text, claim=node.text(CLAIM))
        condition = self.expressions.all_of(values[WHEN]) if WHEN in values else self.expressions.condition(values.get("if"))
        first, again = (prose(values[name]) if name in values else None for name in ("first", "again"))
        return Block(text, condition, person, first, again)

    def _choices(self, scene: str, node: MapNode) -> tuple[Choice, ...]:
        if "choices" in node.values:
            nodes = node.maps("choices")
            choices = [self._choice(scene, item) for item in nodes]
            if len({choice.id for choice in choices}) < len(choices):
                self._check_ids([(choice.id, item, "label") for choice, item in zip(choices, nodes, strict=True)], "choice")
            if any(choice.was for choice in choices):
                self._check_was([(choice.id, choice.was, item) for choice, item in zip(choices, nodes, strict=True)], "a choice")
            return tuple(choices)
        if (go := node.get("go")) is None:
            return ()
        branches, target = self._ways(scene, go)
        return (Choice(GO_ON, Prose(self.words.say("Go on")), At(go.file.path, go.line), go=target, branches=branches),)

    def _choice(self, scene: str, node: MapNode) -> Choice:
        # Most of a story is choices, and most of their keys aren't there: what isn't there isn't read.
        linking, expressions, values = self.linking, self.expressions, node.values
        get = values.get
        label = linking.prose(get("label"))
        if "id" not in values and label.variables:
            help = "saved games know a choice by its id, and this label changes"
            linking.report("needs-id", get("label") or node, "a label that shows a variable needs an `id`", help=help)
        id = node.text("id") if "id" in values else slug(words_alone(label.text))
        if not id and label.text:
            linking.report("needs-id", get("label") or node, "no id can be made from this label", help="give the choice an `id`")
        outcomes = self._outcomes(scene, node) if "outcomes" in values else ()
        condition = expressions.condition(get("if")) if "if" in values else None
        when = expressions.all_of(get(WHEN)) if WHEN in values else _one_can_happen(outcomes)
        locked = linking.prose(values["locked"]) if "locked" in values else None
        branches, go = self._ways(scene, values["go"]) if "go" in values else ((), "")
        if "visit" in values:
            self._check_visit(node)
        door = locked is not None and not _WAYS_ON & node.values.keys()
        if locked is not None and not door and "if" not in node:
            help = "give the choice an `if`, or, for a door that never opens, take out its `do`, `go`, `visit` and `outcomes`"
            linking.report("missing-key", node.keys["locked"], "this is never shown, since nothing closes the choice", help=help)
        return Choice(  # by position, in the model's order: by name it takes several times as long
            id,
            label,
            At(node.file.path, node.line),
            node.texts("was") if "was" in values else (),
            when,
            condition,
            locked,
            "once" in values and node.flag("once"),
            expressions.effects(values["do"]) if "do" in values else (),
            linking.known(values["because"], linking.facts, "fact") if "because" in values else "",
            self._results(values["result"]) if "result" in values else (),
            outcomes,
            go,
            self._visit(scene, values["visit"]) if "visit" in values else "",
            words_alone(node.text("recall")) if "recall" in values else "",
            door,
            node.text(MET) if MET in values else "",
            SPARE in values,
            SEARCH in values,
            node.text(CLAIM) if CLAIM in values else "",
            node.text(PRINTS) if PRINTS in values else "",  # type: ignore[arg-type] # a kind makes nothing else
            branches,
        )

    def _outcomes(self, scene: str, node: MapNode) -> tuple[Outcome, ...]:
        nodes = node.maps("outcomes")
        outcomes = [self._outcome(scene, item) for item in nodes]
        self._check_ids([(outcome.id, item, "result") for outcome, item in zip(outcomes, nodes, strict=True)], "outcome")
        self._check_was([(outcome.id, outcome.was, item) for outcome, item in zip(outcomes, nodes, strict=True)], "an outcome")
        if outcomes and not any(outcome.weight for outcome in outcomes):
            self.linking.report("no-chance", node.values["outcomes"], "none of these outcomes can happen: each has a chance of 0")
        return tuple(outcomes)

    def _outcome(self, scene: str, node: MapNode) -> Outcome:
        linking = self.linking
        results = self._results(node.values["result"]) if "result" in node.values else ()
        result = results[0].text if len(results) == 1 and results[0].condition is None else None
        if "id" not in node and result is None:
            help = "saved games know an outcome by its id, which is made from its result"
            what = "whose result has parts" if "result" in node else "without a result"
            linking.report("needs-id", node, f"an outcome {what} needs an `id`", help=help)
        elif "id" not in node and result is not None and result.variables:
            help = "saved games know an outcome by its id, and this result changes"
            linking.report("needs-id", node.values["result"], "a result that shows a variable needs an `id`", help=help)
        id = node.text("id") if "id" in node.values else slug(words_alone(result.text) if result is not None else "")
        because = linking.known(node.get("because"), linking.facts, "fact")
        effects = self.expressions.effects(node.get("do"))
        branches, go = self._ways(scene, node.values["go"]) if "go" in node.values else ((), "")
        recall = words_alone(node.text("recall"))
        condition = self.expressions.condition(node.get("if"))
        return Outcome(id, node.number("chance", 1), because, results, effects, go, node.texts("was"), recall, condition, branches)

    def _results(self, node: Node) -> tuple[Block, ...]:
        found = []
        for item in node.items if isinstance(node, ListNode) else (node,):
            if isinstance(item, MapNode):
                condition = self.expressions.condition(item.values.get("if"))
                found.append(Block(self.linking.some_prose(item.get("text")), condition))
            else:
                found.append(Block(self.linking.prose(item)))
        return tuple(found)

    def _ways(self, scene: str, node: Node) -> tuple[tuple[WayBranch, ...], str]:
        """Where a `go` leads: its branches, and what is left where none of them is taken."""
        if not isinstance(node, ListNode):
            return (), self._target(scene, node)
        ways = [item for item in node.items if isinstance(item, MapNode)]
        branches, go = list[WayBranch](), ""
        for item in ways:
            target = self._target(scene, item.values["to"]) if "to" in item.values else ""
            if item is ways[-1]:
                go = target
                if "if" in item:
                    help = f"take its `if` out, or write one more below: `- to: {target or 'street'}`"
                    message = "the last way on is for whenever none of the others is taken, so it has no `if`"
                    self.linking.report("last-way", item.keys["if"], message, help=help)
            elif "if" not in item:
                message = "without an `if` this way on is always taken, and never one that stands below it"
                self.linking.report("last-way", item, message, help="give it an `if`, or let it be the last")
            elif (condition := self.expressions.condition(item.values["if"])) is not None:
                branches.append(WayBranch(condition, target))
        return tuple(branches), go

    def _check_visit(self, node: MapNode) -> None:
        for part in (node, *node.maps("outcomes")):
            if isinstance(go := part.get("go"), ListNode):
                help = "let `go` name one scene, and let that scene have a `go` with these ways"
                self.linking.report("two-ways-on", go, "a visit comes back to one scene, so its `go` can't branch", help=help)

    def _target(self, scene: str, node: Node) -> str:
        if isinstance(node, Scalar) and node.value == BACK:
            self.links.returns.append((scene, node))
            return BACK
        target = self.linking.scene(node)
        self.links.entries.setdefault(target, node)
        return target

    def _visit(self, scene: str, node: Node) -> str:
        target = self.linking.scene(node)
        if target:
            self.links.visits.append((scene, target, node))
        return target

    def _check_ids(self, ids: list[tuple[str, MapNode, str]], what: str) -> None:
        first: dict[str, int] = {}
        for id, node, made_from in ids:
            at = node.get("id") or node.get(made_from) or node
            if id and id in first:
                place = at.place()
                help = f"give one of them another `id`: saved games know a {what} by it"
                message = f"two {what}s here are called `{id}`; the first is at line {first[id]}"
                self.linking.report("duplicate-id", place, message, help=help)
            first.setdefault(id, node.line)

    def _check_was(self, ids: list[tuple[str, tuple[str, ...], MapNode]], what: str) -> None:
        taken = {id for id, _, _ in ids}
        for _, was, node in ids:
            for earlier in was:
                if earlier in taken:
                    message = f"`{earlier}` is the id of {what} here already, or was that of another"
                    self.linking.report("duplicate-id", node.get("was") or node, message)
                taken.add(earlier)

    def _recalls(self, node: MapNode) -> tuple[tuple[str, str], ...]:
        pairs = []
        for item in node.each("recalls"):
            if isinstance(item, Scalar):
                scene, slash, choice = item.value.partition("/")
                if not slash:
                    message = f"`{item.value[:60]}` doesn't name a choice"
                    self.linking.report("unknown-choice", item, message, help="write it as `scene/choice`")
                elif scene not in self.linking.scenes:
                    self.linking.report.unknown("scene", item, scene, self.linking.scenes)
                else:
                    pairs.append((scene, choice))
                    self.links.recalls.append((scene, choice, item))
        return tuple(pairs)

    def _skip(self, node: MapNode, choices: tuple[Choice, ...]) -> Skip:
        take = node.scalar("take")
        if take is not None and take.value not in (ids := [choice.id for choice in choices]):
            help = "name one of: " + ", ".join(f"`{id}`" for id in ids[:8])
            message = f"there is no choice `{take.value[:60]}` in this scene"
            self.linking.report.unknown("choice", take, take.value, ids, help, message)
        return Skip(self.linking.prose(node.get("says")), take.value if take is not None else "")


def _one_can_happen(outcomes: Sequence[Outcome]) -> Expression | None:
    """That one of the outcomes can happen; None where one can in any case."""
    whole: Expression | None = None
    for outcome in outcomes:
        if outcome.weight:
            if outcome.condition is None:
                return None
            whole = outcome.condition if whole is None else Logic("or", whole, outcome.condition)
    return whole
