"""Small stories by seed, which use every key that bears on play: declarations here, scenes in `scenes`.

Some seeds leave whole features out, so that a story is about something: whatever is rare together is still met often.
"""

from collections.abc import Sequence

from tests.oracle.beside import add_beside
from tests.oracle.files import Files, Raw, in_other_letters
from tests.oracle.grammar import Draw, Grammar, Names
from tests.oracle.mending import mend, spoil
from tests.oracle.scenes import Scenes
from tests.oracle.wishes import Wish, grant, wishes_of

FACT_KINDS = ("event", "figure", "policy", "report", "view", "context")
VOUCHERS = ("the council", "a clerk; on the phone", "a neighbour")
KINDS = ("queue", "hunt", "registration", "encounter", "sorting")
START_DAY = "2022-09-21"
REDRAWN = 300
"""How often a story is drawn until the wishes of its seed can be written into it."""
DAYS = ["2022-09-20", "2022-09-21", "2022-09-22", "2022-09-23"]


def generate(seed: int) -> Files:
    """The files of the story that belongs to a seed: a third as they are drawn, a third mended until the oracle finds
    nothing wrong with them (or gives up), and a third mended and then spoilt in one place. One in eight has names in other letters."""
    draw = Draw(seed)
    wishes = wishes_of(seed)
    files = redrawn(draw, wishes) or redrawn(draw, wishes[:1]) or _Maker(draw, []).files()
    if seed % 8 == 5:
        files = in_other_letters(files)
    if seed % 3:
        mend(files)
    if seed % 3 == 2:
        spoil(files, draw)
    return files


def redrawn(draw: Draw, wishes: Sequence[Wish]) -> Files | None:
    """A story in which the wishes are written, drawn until there is one with a place for each; None where there is none."""
    kinds = [kind for wish in wishes for kind in wish.kinds]
    for _ in range(REDRAWN):
        maker = _Maker(draw, kinds)
        files = maker.files()
        if all(grant(wish, files, maker.names, draw) for wish in wishes):
            return files
    return None


ZONES = (-3, -1, 0, 2, 5, "5:45", "-2:30")


class _Maker:
    """`kinds` are those that the story must have."""

    def __init__(self, draw: Draw, kinds: list[str]) -> None:
        self.draw, self.names = draw, Names(amounts=draw.chance(0.3), memories=draw.chance(0.2))
        self.story: Raw = {"title": "A story", **({"about": "Somebody is somewhere."} if kinds else {})}
        self.kinds = [*dict.fromkeys([*kinds, *(kind for kind in KINDS if draw.chance(0.22))])][:2]
        self.clocked = draw.chance(0.5) or bool({"queue", "registration"} & set(self.kinds))
        self.roles = ["anna", "ben", "cleo"][: draw.weighted({1: 5, 2: 4, 3: 1})]
        self.places: list[str] = []

    def files(self) -> Files:
        draw = self.draw
        facts = self._facts()
        self._variables()
        self._echoes()
        if self.clocked and draw.chance(0.6):
            self._places()
        self.story["people"] = {"mira": {"name": "Mira", "she": True, "host": True, "work": "clerk", "wants": "to go home"}}
        scenes = Scenes(draw, self.names, self.roles, self.kinds, self.places, facts["facts"])
        scenes.plan()
        self._conditions()
        made = scenes.make()
        self.story["roles"] = self._roles(scenes)
        if draw.chance(0.5):
            self.story["promises"] = self._promises(list(made))
        files: Files = {"story.yaml": self.story, "facts.yaml": facts, "scenes.yaml": made}
        if self.clocked and draw.chance(0.8 if self.names.amounts else 0.5):
            files["news.yaml"] = {"news": [self._news(scenes) for _ in range(draw.number(1, 2))]}
        add_beside(files, draw)
        if draw.chance(0.3):
            self.story["pace"] = draw.number(20, 600)
        if draw.chance(0.05):
            self.story["at_most"] = {"closing-lines": 40, "impersonal-one": 2, "pronoun-openings": 20}
        return files

    def _facts(self) -> Raw:
        draw = self.draw
        self.names.facts = ["fare", "rule", "storm", "delay"][: draw.number(1, 4)]
        facts: Raw = {}
        for number, name in enumerate(self.names.facts):
            facts[name] = {
                "says": f"It is so that {name} {number}.",
                "kind": draw.one(FACT_KINDS),
                "by": draw.one(VOUCHERS),
                "source": "paper",
                "at": number + 1,
            }
            if draw.chance(0.3):
                facts[name]["force"] = draw.one(("law", "price", "chance", "others"))
            if self.clocked and draw.chance(0.3):
                facts[name]["from"] = draw.one(DAYS)
        return {"sources": {"paper": {"title": "A week", "publisher": "The Paper", "date": "2022-09-28"}}, "facts": facts}

    def _variables(self) -> None:
        draw, names = self.draw, self.names
        variables: Raw = {}
        self._int(variables, "money", sure=True)
        for name in ("debt", "trust"):
            if draw.chance(0.3):
                self._int(variables, name)
        for name in ("lamp", "coat"):
            if draw.chance(0.5):
                variables[name] = {"type": "flag"} | ({"start": draw.chance(0.5)} if draw.chance(0.4) else {}) | self._shown(name, 0.1)
                names.flags.append(name)
        words = ["dry", "wet", "lost"][: draw.number(2, 3)]
        for name in ("shoes", "papers"):
            if draw.chance(0.3):
                variables[name] = (
                    {"type": "enum", "values": words} | ({"start": draw.one(words)} if draw.chance(0.3) else {}) | self._shown(name, 0.1)
                )
                names.enums[name] = words
        if self.clocked:
            high = draw.one((3, 6, 8, 12, 24, 30)) if "registration" not in self.kinds else draw.one((12, 24, 30, 36))
            clamp = draw.chance(0.6)
            variables["hours"] = {"type": "int", "max": high} | ({"clamp": True} if clamp else {})
            names.clock, names.ints["hours"] = "hours", (0, high, clamp)
            names.days = DAYS
            clock: Raw = {"start": f"{START_DAY} {draw.one((0, 8, 18, 22)):02}:00", "variable": "hours"}
            self.story["clock"] = clock | ({"utc": draw.one((-2, 0, 1, 3, "5:30", "-3:30"))} if draw.chance(0.4) else {})
        self.story["variables"] = variables

    def _int(self, variables: Raw, name: str, *, sure: bool = False) -> None:
        draw = self.draw
        low = 0 if sure or draw.chance(0.6) else draw.number(-2, 2)
        high = low + draw.weighted({0: 0.3, 1: 1, 2: 2, 3: 2, 5: 1})
        clamp = draw.chance(0.45)
        raw: Raw = {"type": "int", "max": high}
        if low or draw.chance(0.3):
            raw["min"] = low
        if low < 0 or draw.chance(0.5):
            raw["start"] = draw.number(low, high)
        if clamp or draw.chance(0.1):
            raw["clamp"] = clamp
        if draw.chance(0.2):
            raw |= {"good": draw.one(("more", "less"))} | self._shown(name, 0.8)
        variables[name], self.names.ints[name] = raw, (low, high, clamp)

    def _shown(self, name: str, likely: float) -> Raw:
        if not self.draw.chance(likely):
            return {}
        about = {"about": f"What {name} is good for."} if self.draw.chance(0.3) else {}
        return {"show": self.draw.one(("{} coins", name)), "says": f"What {name} stands for", **about}

    def _echoes(self) -> None:
        if self.draw.chance(0.55 if len(self.roles) > 1 else 0.15):
            self.story["echoes"] = {}
            for name in ("seat", "bench")[: self.draw.number(1, 2)]:
                words = ["kept", "given"] if self.draw.chance(0.7) else ["kept"]
                self.story["echoes"][name] = {"values": words, "from": self.draw.one(self.roles), "says": f"What {name} tells"}
                self.names.enums[name] = ["unknown", *words]
                self.names.echoes.append(name)

    def _places(self) -> None:
        self.places = ["bank", "isle"][: self.draw.number(1, 2)]
        self.story["places"] = {
            name: {"name": f"The {name}", "lat": 46.5, "lon": 15.0} | ({"utc": self.draw.one(ZONES)} if self.draw.chance(0.7) else {})
            for name in self.places
        }

    def _conditions(self) -> None:
        grammar = Grammar(self.draw, self.names)
        made: Raw = {}
        for name in ("worn", "rich")[: self.draw.weighted({0: 3, 1: 2, 2: 1})]:
            made[name] = grammar.condition()
            self.names.conditions.append(name)
        if made:
            self.story["conditions"] = made

    def _roles(self, scenes: Scenes) -> Raw:
        roles: Raw = {}
        for name in self.roles:
            roles[name] = {"title": name.title(), "blurb": "Somebody.", "start": scenes.starts[name]}
            if self.draw.chance(0.35):
                roles[name]["set"] = self._set()
            if self.draw.chance(0.12):
                ids = ("day", "night")[: self.draw.number(1, 2)]
                roles[name]["parts"] = {f"{name}_{id}": self._part(scenes, scenes.starts[name]) for id in ids}
        return roles

    def _part(self, scenes: Scenes, start: str) -> Raw:
        draw = self.draw
        made: Raw = {"title": "A part of it", "minutes": draw.number(1, 6)}
        outside = [name for name in scenes.plain if name not in scenes.inside]
        if draw.chance(0.3):
            start = made["start"] = draw.one(outside)
        if draw.chance(0.4):
            made["set"] = self._set()
        if "start" in made or draw.chance(0.3):
            made["before"] = scenes.text()
        ends = [name for name in (*outside, *scenes.endings) if name != start]
        if draw.chance(0.8):
            made["ends"] = draw.some(ends, 2) or [ends[0]]
            made["told"] = scenes.text() if draw.chance(0.4) else [{"if": scenes.grammar.condition(), "text": scenes.text()}, scenes.text()]
        return made

    def _set(self) -> Raw:
        draw, names = self.draw, self.names
        made: Raw = {}
        for name, (low, high, _) in names.ints.items():
            if draw.chance(0.5):
                made[name] = draw.number(low, high)
        for name in names.flags:
            if draw.chance(0.4):
                made[name] = draw.chance(0.6)
        for name, words in names.enums.items():
            if name not in names.echoes and draw.chance(0.4):
                made[name] = draw.one(words)
        return made or {"money": names.ints["money"][1]}

    def _promises(self, scenes: list[str]) -> list[Raw]:
        draw, grammar = self.draw, Grammar(self.draw, self.names)
        made = []
        for _ in range(draw.number(1, 2)):
            promise: Raw = {"role": draw.one(self.roles)} if draw.chance(0.4) else {}
            for kind in draw.random.sample(
                ("always", "never", "ends_within", "reaches", "meets", "meets_at_least", "minutes"), 1 + draw.chance(0.2)
            ):
                match kind:
                    case "always" | "never":
                        promise[kind] = grammar.condition()
                    case "ends_within":
                        promise[kind] = draw.number(1, 12)
                    case "reaches":
                        promise[kind] = draw.one(scenes)
                    case "meets":
                        promise[kind] = draw.one(self.names.facts)
                    case "meets_at_least":
                        promise[kind] = draw.number(1, 3)
                    case _:
                        promise[kind] = [0, draw.number(1, 9)]
            made.append(promise)
        return made

    def _news(self, scenes: Scenes) -> Raw:
        draw = self.draw
        last = self.names.ints[self.names.clock][1]
        hour = draw.one((0, 1, 2, last - 1, last, last + 1)) if self.names.amounts else draw.number(0, 9)
        item: Raw = {"at": hour if draw.chance(0.7) else f"{draw.one(DAYS)} {draw.number(0, 23):02}:00"}
        item["text"] = scenes.text()
        if draw.chance(0.4):
            item["fact"] = draw.one(self.names.facts)
        if draw.chance(0.3):
            item["roles"] = [draw.one(self.roles)]
        if self.places and draw.chance(0.5):
            item["places"] = [draw.one(self.places)]
        if draw.chance(0.3):
            item["id"] = f"news_{scenes.fresh()}"
        return item
