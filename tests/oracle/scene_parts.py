"""What scenes of a generated story are made of: texts, passages, choices, and the keys that many records have."""

from typing import Any

from tests.oracle.grammar import Draw, Grammar, Names

Raw = dict[str, Any]
SHORT = {"queue": ("ahead", "waited"), "hunt": ("tries",), "registration": ("window",), "sorting": ("left",), "encounter": (), "": ()}


class SceneParts:
    """`inside` are scenes that are visited: no visit starts there. Of these `visits` alone lead back, and nothing goes there.

    `asked` are scenes that something leads to, and `recallable` choices that an ending may recall.
    """

    def __init__(self, draw: Draw, names: Names, roles: list[str], kinds: list[str], places: list[str], facts: Raw) -> None:
        self.draw, self.names, self.roles, self.kinds, self.places, self.facts = draw, names, roles, kinds, places, facts
        self.grammar = Grammar(draw, names)
        self.plain: list[str] = []
        self.visits: list[str] = []
        self.endings: list[str] = []
        self.inside: set[str] = set()
        self.starts: dict[str, str] = {}
        self.recallable: list[str] = []
        self.asked: set[str] = set()
        self._last = 0

    # ---- small things ----

    def fresh(self) -> int:
        self._last += 1
        return self._last

    def text(self, kind: str = "") -> str:
        """A text that can be told from every other by its first word."""
        draw = self.draw
        words = f"w{self.fresh()} is told"
        if self.names.facts and draw.chance(0.4):
            words += f" [as it was](fact:{draw.one(self.names.facts)})"
        if draw.chance(0.06):
            words += f" at the [place]({draw.one(('imagined', 'term:ford', 'term:notice'))})"
        if draw.chance(0.25):
            shown = [*self.names.ints, *self.names.flags, *self.names.enums, *SHORT[kind]]
            name = draw.one(shown)
            words += f" with {{{name}}}"
            if name in (*self.names.ints, *SHORT[kind]) and draw.chance(0.4):
                words += f" {{{name}|{draw.one(('boat|boats', 'is|are', 'sheep'))}}}"
        return f"{words}."

    def _target(self, here: str = "") -> str:
        every = [*self.plain, *(kind for kind in self.kinds if kind not in self.visits), *self.endings]
        missed = [name for name in every if name not in self.asked and name != here]
        name = self.draw.one(missed) if missed and self.draw.chance(0.6) else self.draw.one(every)
        if self.names.amounts and self.draw.chance(0.4):
            name = self.draw.one(self.endings)  # what decides an amount is asked for last on the step to an ending
        self.asked.add(name)
        return name

    def _result(self, here: str) -> Any:
        """What is told after a choice, now and then in parts."""
        draw, kind = self.draw, here if here in SHORT else ""
        if here == "hunt" or draw.chance(0.7):
            return self.text(kind)
        parts: list[Any] = []
        while not parts or draw.chance(0.5):
            part = {"text": self.text(kind)} | ({"if": self.grammar.condition(here)} if draw.chance(0.7) else {})
            parts.append(part["text"] if part.keys() == {"text"} and draw.chance(0.7) else part)
        return parts[0] if len(parts) == 1 and draw.chance(0.5) else parts

    def _way_on(self, here: str, *, back: bool = False) -> Any:
        """Where a `go` leads, now and then in several ways."""
        draw = self.draw

        def target() -> str:
            return "back" if back and draw.chance(0.5) else self._target(here)

        if draw.chance(0.8):
            return target()
        return [*({"if": self.grammar.condition(here), "to": target()} for _ in range(draw.number(1, 2))), {"to": target()}]

    def _may_visit(self, here: str) -> bool:
        return bool(self.inside) and here not in self.inside

    def _visited(self) -> str:
        name = self.draw.one(sorted(self.inside))
        self.asked.add(name)
        return name

    def _some_keys(self, made: Raw, keys: dict[str, float], here: str = "") -> None:
        """Add keys that many records have, each as likely as it says."""
        draw = self.draw
        for key, likely in keys.items():
            if draw.chance(likely):
                match key:
                    case "if":
                        made[key] = self.grammar.condition(here)
                    case "result":
                        made[key] = self._result(here)
                    case "locked" | "missed" | "missed_last":
                        made[key] = self.text(here if here in SHORT else "")
                    case "because" | "missed_because":
                        made[key] = draw.one(self.names.facts)
                    case "do":
                        done = self.grammar.effects(here)
                        made[key] = done[0] if len(done) == 1 and draw.chance(0.6) else done
                    case "recall":
                        made[key] = f"did r{self.fresh()}"
                    case "once":
                        made[key] = draw.chance(0.9)
                    case "go":
                        made[key] = self._way_on(here)

    def _id(self, likely: float = 0.3) -> Raw:
        return {"id": f"id-{self.fresh()}"} if self.draw.chance(likely) else {}

    def _label(self) -> str:
        return f"Do c{self.fresh()}"

    def _head(self, name: str, *, ending: bool = False) -> Raw:
        draw = self.draw
        head: Raw = {"title": f"At {name}"} if draw.chance(0.3) else {}
        if self.places and draw.chance(0.6):
            head["place"] = draw.one(self.places)
        head["text"] = self._passage(name, ending=ending)
        if draw.chance(0.15):
            done = self.grammar.effects(name)
            head["enter"] = done[0] if len(done) == 1 and draw.chance(0.6) else done
        if draw.chance(0.1):
            head["was"] = f"old_{name}"
        return head

    def _passage(self, name: str, *, ending: bool = False) -> Any:
        kind = name if name in SHORT else ""
        blocks: list[Any] = []
        while not blocks or self.draw.chance(0.5):
            block: Raw = {"if": self.grammar.condition(name)} if self.draw.chance(0.5) else {}
            match self.draw.weighted({"text": 4, "first": 0.7, "again": 0.7, "both": 1.5, "person": 1, "all": 0.3}):
                case "text":
                    words = self.text(kind)
                    block["text"] = f"{words} You {{recall}}." if ending and self.draw.chance(0.4) else words
                case "person":
                    block["mira"] = self.text(kind)
                case "first" | "again" as part:
                    block[part] = self.text(kind)
                case "both":
                    block |= {"first": self.text(kind), "again": self.text(kind)}
                case _:
                    block |= {"text": self.text(kind), "first": self.text(kind), "again": self.text(kind)}
            blocks.append(block["text"] if block.keys() == {"text"} and self.draw.chance(0.8) else block)
        return blocks[0] if len(blocks) == 1 and self.draw.chance(0.7) else blocks

    def _choice(self, here: str, *, back: bool = False) -> Raw:
        draw = self.draw
        made: Raw = {"label": self._label(), **self._id()}
        if draw.chance(0.05):
            return made | {"locked": self.text()}  # a door that is there to be seen shut
        do = 0.9 if self.names.amounts else 0.65
        self._some_keys(made, {"if": 0.5, "once": 0.3, "do": do, "because": 0.2, "result": 0.35, "recall": 0.25}, here)
        if "if" in made and draw.chance(0.45):
            made["locked"] = self.text()
        if draw.chance(0.05):
            made["was"] = f"old-{self.fresh()}"
        if self._may_visit(here) and draw.chance(0.4 if self.names.amounts else 0.25):
            made["visit"] = self._visited()
        if draw.chance(0.55):
            made["go"] = self._target(here) if "visit" in made else self._way_on(here, back=back)
        if draw.chance(0.22):
            made["outcomes"] = [self._outcome(here, number, back=back, visits="visit" in made) for number in range(draw.number(1, 3))]
        if "id" in made:
            self.names.choices.append(f"{here}/{made['id']}")
        if "recall" in made or any("recall" in outcome for outcome in made.get("outcomes", ())):
            made.setdefault("id", f"id-{self.fresh()}")
            self.recallable.append(f"{here}/{made['id']}")
        return made

    def _outcome(self, here: str, number: int, *, back: bool, visits: bool) -> Raw:
        draw = self.draw
        made: Raw = self._id()
        self._some_keys(made, {"if": 0.15 if number == 0 else 0.3, "do": 0.5, "because": 0.2, "recall": 0.15, "result": 0.5}, here)
        result = made.get("result")
        if "id" not in made and (not isinstance(result, str) or "{" in result):
            made["id"] = f"id-{self.fresh()}"
        if draw.chance(0.6):
            made["chance"] = draw.number(1 if number == 0 else 0, 3)
        if draw.chance(0.4):
            made["go"] = self._target(here) if visits else self._way_on(here, back=back)
        if draw.chance(0.05):
            made["was"] = f"old-{self.fresh()}"
        return made
