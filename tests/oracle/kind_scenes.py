"""The five kinds of scenes, each with all its keys."""

from typing import Any

from tests.oracle.kinds import WAYS, printed
from tests.oracle.reading import Fact
from tests.oracle.scene_parts import Raw, SceneParts


class KindScenes(SceneParts):
    """`back` asks for a scene that is visited, and leads back."""

    def _leave(self, here: str, *, back: bool = False) -> Raw:
        made: Raw = {"label": self._label(), "go": "back" if back else self._way_on(here)}
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
        if self._may_visit("queue") and draw.chance(0.6):
            places = draw.random.sample(range(1, length + 1), draw.number(1, length))
            made["moments"] = [{"at": at, "visit": self._visited()} for at in places]
        if back or draw.chance(0.5):
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
        if self._may_visit("registration") and draw.chance(0.7):
            if draw.chance(0.5):
                made["refused"] = {"visit": self._visited()} | ({"because": draw.one(self.names.facts)} if draw.chance(0.5) else {})
            made["needs"] = [self._need("refused" in made) for _ in range(draw.number(1, 2))]
        if draw.chance(0.4):
            made["wait"] = {"label": self._label()}
            self._some_keys(made["wait"], {"because": 0.4, "result": 0.4}, "registration")
        if back or draw.chance(0.5):
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
            end["go"] = "back" if back and draw.chance(0.7) else self._way_on("encounter")
            end |= self._id()
            self._some_keys(end, {"do": 0.4, "because": 0.3, "result": 0.4, "recall": 0.3}, "encounter")
            ends.append(end)
        met: Any = "mira" if draw.chance(0.5) else {"name": "Lida", "work": "sells stamps", "wants": "to sit"}
        made: Raw = {"with": met, "topics": topics, "ends": ends}
        if draw.chance(0.5):
            made["leave"] = {"label": self._label()} | ({"result": self.text()} if draw.chance(0.6) else {})
        return made

    def _sorting(self, *, back: bool = False) -> Raw:
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
            made["ways"] = {way: self._way() for way in draw.random.sample(list(WAYS), draw.number(1, 3))}
        if draw.chance(0.3):
            made["shows"] = draw.one((f"w{self.fresh()}: {{by}} ({{kind}}).", f"w{self.fresh()}, {{by}}."))
        if back or draw.chance(0.4):
            made["leave"] = self._leave("sorting", back=back)
        return made

    def _voucher(self, name: str) -> str:
        return str(self.facts[name]["by"]).partition(";")[0]

    def _answer(self) -> Any:
        if self.draw.chance(0.4):
            return self.text("sorting")
        answer: Raw = {}
        self._some_keys(answer, {"result": 0.5, "do": 0.5, "because": 0.3, "recall": 0.3}, "sorting")
        if self._may_visit("sorting") and self.draw.chance(0.3):
            answer["visit"] = self._visited()
        return answer or {"result": self.text("sorting")}

    def _way(self) -> Raw:
        way: Raw = {"label": self._label()} if self.draw.chance(0.5) else {}
        self._some_keys(way, {"if": 0.4, "do": 0.5, "because": 0.2}, "sorting")
        if "if" in way and self.draw.chance(0.5):
            way["locked"] = self.text()
        return way or {"do": self.grammar.effects("sorting", 2)}
