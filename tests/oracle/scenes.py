"""The scenes of a generated story: plain ones, ones that are visited, endings, and the kinds."""

from tests.oracle.kind_scenes import KindScenes
from tests.oracle.scene_parts import SHORT, Raw


class Scenes(KindScenes):
    """`plan` names the scenes, so that conditions can ask for them; `make` writes them."""

    def plan(self) -> None:
        draw = self.draw
        self.plain = [f"s{number}" for number in range(draw.number(1, 4 - len(self.kinds)))]
        self.visits = [f"v{number}" for number in range(draw.weighted({0: 4, 1: 4, 2: 1}))]
        self.endings = [f"e{number}" for number in range(draw.number(1, 2))]
        self.inside = {*self.visits, *(name for name in self.plain[1:] if draw.chance(0.15))}
        for kind in self.kinds:
            if draw.chance(0.2):
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

    def make(self) -> Raw:
        made: Raw = {}
        for name in self.plain:
            made[name] = self._plain(name)
        for name in self.visits:
            if name not in self.kinds:
                made[name] = self._plain(name, back=True)
        makers = {
            "queue": self._queue,
            "hunt": self._hunt,
            "registration": self._registration,
            "encounter": self._encounter,
            "sorting": self._sorting,
        }
        for kind in self.kinds:
            own = makers[kind](back=kind in self.visits)
            made[kind] = {"kind": kind, **self._head(kind), **own}
            if self.draw.chance(0.15) and "skip" not in made[kind]:
                made[kind]["skip"] = {"says": self.text()} | ({"take": "leave"} if "leave" in own and kind != "encounter" else {})
            if self.draw.chance(0.2):
                made[kind]["choices"] = [self._choice(kind, back=kind in self.visits)]
        self._lead_to_the_rest(made)
        for name in self.endings:
            made[name] = {"ending": f"The end {name}", **self._head(name, ending=True)}
            if self.draw.chance(0.1):
                made[name]["says"] = f"It ends with {name}."
            if self.recallable and self.draw.chance(0.3):
                made[name]["recalls"] = self.draw.some(self.recallable, 2) or [self.recallable[0]]
        for name in (*self.plain, *self.endings):  # what has no use there may be written all the same
            if self.recallable and self.draw.chance(0.04):
                made[name]["recalls"] = [self.draw.one(self.recallable)]
            if "choices" not in made[name] and self.draw.chance(0.1):
                made[name]["skip"] = {"says": self.text()}
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

    def _plain(self, name: str, *, back: bool = False) -> Raw:
        draw = self.draw
        head = self._head(name)
        if draw.chance(0.15):
            return {**head, "go": "back" if back else self._way_on(name)}
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
