"""What holds for a part of a role: it ends, within the minutes that its author promises, whatever was played before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace

from game.play.program import Program, compile_role
from game.prove.questions import Ends
from game.prove.routes.report import Judged, RoleRoutes, graph_of, routes_of
from game.states.carry_in import Pasts
from game.states.explorer import Hear
from game.states.refinement import Budget, RoleStates, Settled
from game.story.language.tree import Expression
from game.story.model import Promise, RolePart, Story
from game.story.part_scenes import story_of_part


@dataclass(frozen=True, slots=True)
class PartProof:
    """What was found of a part: whether it always can end, its routes, and what is known of its promise to be over within its minutes.
    `onward` is whether the whole role can end from where the part begins, None where that is where the role does."""

    part: RolePart
    ends: Settled
    routes: RoleRoutes
    minutes: Judged
    onward: Settled | None

    @property
    def stands(self) -> Literal["kept", "typical", "broken", "open"]:
        """Where a route can go on for ever, its minutes hold for nine of ten random games at most."""
        answers = [self.ends] if self.onward is None else [self.ends, self.onward]
        if any(answer.happens for answer in answers):
            return "broken"
        if self.routes.loop is not None and self.routes.typical.ticks is not None:
            return "typical" if self.routes.typical.ticks <= self.part.minutes * self.routes.a_minute else "broken"
        return self.minutes.stands if all(answer.complete for answer in answers) else "open"


@dataclass(frozen=True, slots=True)
class PartPrograms:
    """A part as if it were the whole role; and `onward` the whole role from where it begins, None where that is where the role does.
    Both have the memory bits of the story's roles."""

    part: RolePart
    alone: Program
    onward: Program | None


def compiled_parts(story: Story, asked: Iterable[Expression], facts: Iterable[str]) -> dict[str, list[PartPrograms]]:
    """The parts of each role, by the role; `asked` and `facts` are those that its roles are compiled with."""
    asked, facts = tuple(asked), tuple(facts)
    found: dict[str, list[PartPrograms]] = {role: [] for role in story.roles}
    for role in story.roles.values():
        for part in role.parts:
            alone = compile_role(story, role.id, part, asked=asked, facts=facts)
            later = (part.start, dict(part.values)) != (role.start, dict(role.values))
            onward = replace(compile_role(story, role.id, asked=asked, facts=facts), role=alone.role, part=part) if later else None
            alone = replace(alone, story=story_of_part(story, role.id, part), _scenes=[None] * len(alone.ids))
            found[role.id].append(PartPrograms(part, alone, onward))
    return found


def prove_part(programs: PartPrograms, pasts: Pasts, budget: Budget, hear: Hear = None, facts: Iterable[str] = ()) -> PartProof:
    """`facts` are those of which it is asked whether every route meets them."""
    part, alone = programs.part, RoleStates(programs.alone, pasts, budget, hear)
    ground = graph_of(alone)
    routes = routes_of(ground, [Promise(part.at, programs.alone.role.id, minutes=(0, part.minutes))], facts=facts)
    ends = alone.settle(Ends(), ground.graph if ground.exact else None)
    onward = None if programs.onward is None else RoleStates(programs.onward, pasts, budget, hear).settle(Ends())
    return PartProof(part, ends, routes, routes.judged[0], onward)
