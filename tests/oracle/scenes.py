"""The scenes of a generated story: plain ones, ones that are visited, endings, and the five kinds with all their keys."""

from typing import Any

from tests.oracle.grammar import Draw, Grammar, Names
from tests.oracle.kinds import WAYS, printed
from tests.oracle.reading import Fact

Raw = dict[str, Any]
SHORT = {"queue": ("ahead", "waited"), "hunt": ("tries",), "registration": ("window",), "sorting": ("left",), "encounter": (), "": ()}


class Scenes:
    """`plan` names the scenes, so that conditions can ask for them; `make` writes them.

    `inside` are scenes that are visited: no visit starts there. Of these `visits` alone lead back, and nothing goes there.
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
        self.asked: set[str] = set()  # what something leads to
        self._last = 0

    def plan(self) -> None:
        draw = self.draw
        self.plain = [f"s{number}" for number in range(draw.number(1, 4 - len(self.kinds)))]
        self.visits = [f"v{number}" for number in range(draw.weighted({0: 4, 1: 4, 2: 1}))]
        self.endings = [f"e{number}" for number in range(draw.number(1, 2))]
        self.inside = {*self.visits, *(name for name in self.plain[1:] if draw.chance(0.15))}
        for kind in self.kinds:
            if kind in ("encounter", "hunt") and draw.chance(0.25):
                self.visits.append(kind)
                self.inside.add(kind)
        self.names.scenes = [*self.plain, *self.visits, *(kind for kind in self.kinds if kind not in self.visits), *self.endings]
        for role in self.roles:
            others = [*self.plain, *(kind for kind in self.kinds if kind not in self.visits)]
            self.starts[role] = draw.one(self.endings) if draw.chance(0.02) else "s0" if draw.chance(0.6) else draw.one(others)
        self.asked.update(self.starts.values())
        self._own_numbers()

    def _own_numbers(self) -> None:
        """The numbers of the kinds, with bounds that are about right."""
        for kind in self.kinds:
            self.names.own |= {f"{kind}_{short}": (0, 3) for short in SHORT[kind]}
        if "hunt" in self.kinds and self.draw.chance(0.5):
            self.names.own_flags.append("hunt_cart_tried")

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
        if draw.chance(0.25):
            shown = [*self.names.ints, *self.names.flags, *self.names.enums, *SHORT[kind]]
            words += f" with {{{draw.one(shown)}}}"
        return f"{words}."

    def _target(self, here: str = "") -> str:
        every = [*self.plain, *(kind for kind in self.kinds if kind not in self.visits), *self.endings]
        missed = [name for name in every if name not in self.asked and name != here]
        name = self.draw.one(missed) if missed and self.draw.chance(0.6) else self.draw.one(every)
        self.asked.add(name)
        return name

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
                    case "locked" | "result" | "missed" | "missed_last":
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
                        made[key] = self._target(here)

    def _id(self, likely: float = 0.3) -> Raw:
        return {"id": f"id-{self.fresh()}"} if self.draw.chance(likely) else {}

    def _label(self) -> str:
        return f"Do c{self.fresh()}"

    # ---- scenes ----

    def make(self) -> Raw:
        made: Raw = {}
        for name in self.plain:
            made[name] = self._plain(name)
        for name in self.visits:
            if name not in self.kinds:
                made[name] = self._plain(name, back=True)
        makers = {"queue": self._queue, "hunt": self._hunt, "registration": self._registration, "encounter": self._encounter}
        for kind in self.kinds:
            own = self._sorting() if kind == "sorting" else makers[kind](back=kind in self.visits)
            made[kind] = {"kind": kind, **self._head(kind), **own}
            if self.draw.chance(0.15) and "skip" not in made[kind]:
                made[kind]["skip"] = {"says": self.text()} | ({"take": "leave"} if "leave" in own and kind != "encounter" else {})
            if self.draw.chance(0.2):
                made[kind]["choices"] = [self._choice(kind, back=kind in self.visits)]
        self._lead_to_the_rest(made)
        for name in self.endings:
            made[name] = {"ending": f"The end {name}", **self._head(name, ending=True)}
            if self.recallable and self.draw.chance(0.3):
                made[name]["recalls"] = self.draw.some(self.recallable, 2) or [self.recallable[0]]
        return made

    def _lead_to_the_rest(self, made: Raw) -> None:
        """Most of what nothing leads to gets a choice that does; what leads back must be visited."""
        for name in self.names.scenes:
            if name in self.asked or (name not in self.visits and self.draw.chance(0.1)):
                continue
            outside = [other for other in self.plain if name not in self.visits or other not in self.inside]
            host = made[self.draw.one(outside)]
            if "go" in host:
                host["choices"] = [{"label": self._label(), "go": host.pop("go")}]
            way: Raw = {"label": self._label(), "visit" if name in self.visits else "go": name}
            host["choices"].insert(0, way | ({"once": True} if name in self.visits and self.draw.chance(0.6) else {}))

    def _head(self, name: str, *, ending: bool = False) -> Raw:
        draw = self.draw
        head: Raw = {"title": f"At {name}"} if draw.chance(0.3) else {}
        if self.places and draw.chance(0.6):
            head["place"] = draw.one(self.places)
        head["text"] = self._passage(name, ending=ending)
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

    def _plain(self, name: str, *, back: bool = False) -> Raw:
        draw = self.draw
        head = self._head(name)
        if draw.chance(0.15):
            return {**head, "go": "back" if back else self._target(name)}
        choices = [self._choice(name, back=back) for _ in range(draw.number(1, 3))]
        if back or draw.chance(0.75):
            way: Raw = {"label": self._label(), "go": "back" if back else self._onward(name)}
            choices.append(way)
        made = {**head, "choices": choices}
        if draw.chance(0.15):
            made["skip"] = {"says": self.text()}
            ids = [choice["id"] for choice in choices if "id" in choice]
            if ids and draw.chance(0.7):
                made["skip"]["take"] = draw.one(ids)
        return made

    def _onward(self, here: str) -> str:
        """A way out that is always open mostly leads on rather than round."""
        after = [*self.plain[self.plain.index(here) + 1 :], *self.endings] if here in self.plain else self.endings
        if self.draw.chance(0.7):
            name = self.draw.one(after)
            self.asked.add(name)
            return name
        return self._target(here)

    def _choice(self, here: str, *, back: bool = False) -> Raw:
        draw = self.draw
        made: Raw = {"label": self._label(), **self._id()}
        if draw.chance(0.05):
            return made | {"locked": self.text()}  # a door that is there to be seen shut
        self._some_keys(made, {"if": 0.5, "once": 0.3, "do": 0.65, "because": 0.2, "result": 0.35, "recall": 0.25}, here)
        if "if" in made and draw.chance(0.45):
            made["locked"] = self.text()
        if draw.chance(0.05):
            made["was"] = f"old-{self.fresh()}"
        if self.inside and here not in self.inside and draw.chance(0.25):
            made["visit"] = self._visited()
        if draw.chance(0.55):
            made["go"] = "back" if back and draw.chance(0.5) else self._target(here)
        if draw.chance(0.22):
            made["outcomes"] = [self._outcome(here, number, back=back) for number in range(draw.number(1, 3))]
        if "recall" in made or any("recall" in outcome for outcome in made.get("outcomes", ())):
            made.setdefault("id", f"id-{self.fresh()}")
            self.recallable.append(f"{here}/{made['id']}")
        return made

    def _outcome(self, here: str, number: int, *, back: bool) -> Raw:
        draw = self.draw
        made: Raw = self._id()
        self._some_keys(made, {"do": 0.5, "because": 0.2, "recall": 0.15, "result": 0.5}, here)
        if "id" not in made and "{" in made.get("result", "{"):
            made["id"] = f"id-{self.fresh()}"
        if draw.chance(0.6):
            made["chance"] = draw.number(1 if number == 0 else 0, 3)
        if draw.chance(0.4):
            made["go"] = "back" if back and draw.chance(0.5) else self._target(here)
        if draw.chance(0.05):
            made["was"] = f"old-{self.fresh()}"
        return made

    # ---- kinds ----

    def _leave(self, here: str, *, back: bool = False) -> Raw:
        made: Raw = {"label": self._label(), "go": "back" if back else self._target(here)}
        self._some_keys(made, {"do": 0.4, "because": 0.2, "result": 0.3, "recall": 0.3}, here)
        if "recall" in made:
            self.recallable.append(f"{here}/leave")
        return made

    def _queue(self, *, back: bool = False) -> Raw:
        draw = self.draw
        length = draw.number(1, 3)
        wait: Raw = {"hours": [draw.number(0, 3) for _ in range(draw.number(1, 3))]}
        if draw.chance(0.5):
            wait["label"] = self._label()
        self._some_keys(wait, {"do": 0.5, "because": 0.3, "result": 0.4}, "queue")
        made: Raw = {"length": length, "wait": wait, "reached": self._target("queue")}
        if self.inside and draw.chance(0.6):
            places = draw.random.sample(range(1, length + 1), draw.number(1, length))
            made["moments"] = [{"at": at, "visit": self._visited()} for at in places]
        if draw.chance(0.5):
            made["leave"] = self._leave("queue", back=back)
        if draw.chance(0.2):
            made["skip"] = {"says": self.text(), "take": "wait"}
        return made

    def _hunt(self, *, back: bool = False) -> Raw:
        draw = self.draw
        offers = []
        for name in ("cart", "taxi-2")[: draw.number(1, 2)]:
            offer: Raw = {"id": name, "label": self._label(), "chance": draw.one(("0 in 6", "1 in 2", "2 in 2", "1 in 3"))}
            if draw.chance(0.5):
                offer["price"] = draw.number(0, 3)
            keys = {"because": 0.4, "do": 0.4, "result": 0.4, "missed": 0.4, "missed_last": 0.3, "missed_because": 0.3}
            self._some_keys(offer, keys | {"go": 0.5, "recall": 0.3, "if": 0.4}, "hunt")
            if "if" in offer and draw.chance(0.5):
                offer["locked"] = self.text()
            if draw.chance(0.3) or (name == "cart" and "hunt_cart_tried" in self.names.own_flags):
                offer["once"] = True
            elif draw.chance(0.05):
                offer["once"] = False
            if "recall" in offer:
                self.recallable.append(f"hunt/last-{name}")
            offers.append(offer)
        made: Raw = {"tries": draw.number(1, 3), "offers": offers, "empty": self._target("hunt")}
        if draw.chance(0.5):
            done = self.grammar.effects("hunt", 2)
            made["do"] = done[0] if len(done) == 1 else done
        if draw.chance(0.3):
            ints = [name for name in self.names.ints if name != self.names.clock]
            made["pay"] = draw.one(ints)
        if any(offer.get("price") for offer in offers) and draw.chance(0.4):
            made["dear"] = f"w{self.fresh()}: [{{price}}](imagined)."
        if back or draw.chance(0.4):
            made["leave"] = self._leave("hunt", back=back)
        return made

    def _registration(self, *, back: bool = False) -> Raw:
        draw = self.draw
        opens = draw.number(0, 22)
        windows: list[Any] = ["form"] if draw.chance(0.5) else []
        if not windows or draw.chance(0.6):
            window: Raw = {"id": "photo"} | ({"label": self._label()} if draw.chance(0.5) else {})
            self._some_keys(window, {"do": 0.5, "because": 0.3, "result": 0.4, "recall": 0.3}, "registration")
            windows.append(window)
            if "recall" in window:
                self.recallable.append("registration/photo")
        made: Raw = {"opens": opens, "closes": draw.number(opens + 1, 24), "windows": windows, "granted": self._target("registration")}
        if draw.chance(0.5):
            made["takes"] = draw.number(0, 2)
        if self.inside and draw.chance(0.7):
            if draw.chance(0.5):
                made["refused"] = {"visit": self._visited()} | ({"because": draw.one(self.names.facts)} if draw.chance(0.5) else {})
            made["needs"] = [self._need("refused" in made) for _ in range(draw.number(1, 2))]
        if draw.chance(0.4):
            made["wait"] = {"label": self._label()}
            self._some_keys(made["wait"], {"because": 0.4, "result": 0.4}, "registration")
        if draw.chance(0.5):
            made["leave"] = self._leave("registration", back=back)
        return made

    def _need(self, refused: bool) -> Raw:
        need: Raw = {"if": self.grammar.condition("registration"), "missing": self.text("registration"), **self._id()}
        if not refused or self.draw.chance(0.4):
            need["visit"] = self._visited()
        self._some_keys(need, {"because": 0.4}, "registration")
        return need

    def _encounter(self, *, back: bool = False) -> Raw:
        draw = self.draw
        topics = []
        for _ in range(draw.number(1, 2)):
            topic: Raw = {"say": self._label(), "hears": self.text(), **self._id()}
            self._some_keys(topic, {"if": 0.5, "do": 0.6, "because": 0.3, "recall": 0.3}, "encounter")
            if "if" in topic and draw.chance(0.5):
                topic["locked"] = self.text()
            if draw.chance(0.1):
                topic["was"] = f"old-{self.fresh()}"
            if "recall" in topic and "id" in topic:
                self.recallable.append(f"encounter/{topic['id']}")
            topics.append(topic)
        ends = []
        most = draw.number(1, 3)
        for number in range(most):
            end: Raw = {} if number == most - 1 else {"if": self.grammar.condition("encounter")}
            end["go"] = "back" if back and draw.chance(0.7) else self._target("encounter")
            end |= self._id()
            self._some_keys(end, {"do": 0.4, "because": 0.3, "result": 0.4, "recall": 0.3}, "encounter")
            ends.append(end)
        met: Any = "mira" if draw.chance(0.5) else {"name": "Lida", "work": "sells stamps", "wants": "to sit"}
        made: Raw = {"with": met, "topics": topics, "ends": ends}
        if draw.chance(0.5):
            made["leave"] = {"label": self._label()} | ({"result": self.text()} if draw.chance(0.6) else {})
        return made

    def _sorting(self) -> Raw:
        draw = self.draw
        names = draw.random.sample(self.names.facts, draw.number(1, min(3, len(self.names.facts))))
        own = ["the council", "a clerk"][: draw.number(1, 2)] if draw.chance(0.4) else []
        own = [name for name in own if any(self._voucher(fact) == name for fact in self.facts)]
        possible: set[str] = set()
        claims: list[Any] = []
        for name in names:
            fact = Fact(self.facts[name]["kind"], self.facts[name]["by"], "", None)
            here = {printed(way, fact, own) for way in WAYS}
            possible |= here
            claim: Raw = {"fact": name}
            if draw.chance(0.4):
                claim["text"] = self._passage("sorting")
            for answer in sorted(here):
                if draw.chance(0.3):
                    claim[answer] = self._answer()
            claims.append(name if claim.keys() == {"fact"} and draw.chance(0.7) else claim)
        made: Raw = {"claims": claims, "sorted": self._target("sorting")}
        for answer in sorted(possible):
            if draw.chance(0.35):
                made[answer] = self._answer()
        if own:
            made["own"] = own
        if draw.chance(0.5):
            made["ways"] = {way: self._way() for way in draw.random.sample(WAYS, draw.number(1, 3))}
        if draw.chance(0.3):
            made["shows"] = draw.one((f"w{self.fresh()}: {{by}} ({{kind}}).", f"w{self.fresh()}, {{by}}."))
        if draw.chance(0.4):
            made["leave"] = self._leave("sorting")
        return made

    def _voucher(self, name: str) -> str:
        return str(self.facts[name]["by"]).partition(";")[0]

    def _answer(self) -> Any:
        if self.draw.chance(0.4):
            return self.text("sorting")
        answer: Raw = {}
        self._some_keys(answer, {"result": 0.5, "do": 0.5, "because": 0.3, "recall": 0.3}, "sorting")
        if self.inside and self.draw.chance(0.3):
            answer["visit"] = self._visited()
        return answer or {"result": self.text("sorting")}

    def _way(self) -> Raw:
        way: Raw = {"label": self._label()} if self.draw.chance(0.5) else {}
        self._some_keys(way, {"if": 0.4, "do": 0.5, "because": 0.2}, "sorting")
        if "if" in way and self.draw.chance(0.5):
            way["locked"] = self.text()
        return way or {"do": self.grammar.effects("sorting", 2)}
