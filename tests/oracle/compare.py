"""The game's answers beside the oracle's. All that is asked of the game's prover stands in this module."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from game.check.lint import lint
from game.library.load import load
from game.prove.findings import Finding
from game.prove.proof import Proof, RoleProof, prove
from game.prove.routes.figures import Figure
from game.prove.routes.report import LengthSpan, RoleRoutes
from game.story.model import Story as GameStory
from tests.oracle.answers import MOST_STATES, Answers, Role, TooLargeError, answers, can_end
from tests.oracle.files import write
from tests.oracle.language import condition, parts, worked_out
from tests.oracle.reading import Story, asked_in, read
from tests.oracle.routes import Measure, chances, decisions, fewest_facts, goes_round, longest, minutes, shortest, words
from tests.oracle.world import Moment, Past, begin

CLOSE = 1e-6

NARROW = 3
"""Each story is proved once more with room for a part of its states, so that the game has to leave things out or to give up.
It may then know less, and must not say anything else."""


@dataclass
class Compared:
    """`differences` are lines, each beginning with a word for its kind; `why` says why nothing was compared. `narrow` is the
    verdict where there was less room."""

    verdict: str = ""
    differences: list[str] = field(default_factory=list)
    states: int = 0
    why: str = ""
    narrow: str = ""
    game: Any = None  # the story as the game has linked it

    @property
    def kinds(self) -> Counter[str]:
        return Counter(line.split(":")[0] for line in self.differences)


def compare(files: dict[str, str], folder: Path, most: int = MOST_STATES, known: tuple[Story, Answers] | None = None) -> Compared:
    """Write the story into `folder`, and ask both, unless a role has more than `most` states. `known` is what the oracle has
    said of it before."""
    loaded = load(write(files, folder))
    if loaded.story is None:
        return Compared(why="refused: " + ", ".join(sorted({problem.code for problem in loaded.errors})))
    try:
        story, said = known or _asked(files, most)
    except TooLargeError as error:
        return Compared(why=f"too large: {error}")
    states = sum(len(role.graph) for role in said.roles.values())
    proof = prove(loaded.story)
    found = Compared(proof.verdict, list(_proof(story, said, loaded.story, proof)), states, game=loaded.story)
    narrow = prove(loaded.story, limit=states // NARROW + 4)
    found.narrow = narrow.verdict
    found.differences += [f"narrow-{line}" for line in _proof(story, said, loaded.story, narrow)]
    found.differences += _warned(story, said, lint(loaded).problems)
    return found


def _asked(files: dict[str, str], most: int) -> tuple[Story, Answers]:
    story = read(files)
    return story, answers(story, most)


def _proof(story: Story, said: Answers, game: GameStory, proof: Proof) -> Iterator[str]:
    yield from _verdict(said, proof)
    yield from _findings(story, said, game, proof)
    for role in proof.roles:
        yield from _routes(story, said.roles[role.role], role)
        yield from _role(story, said.roles[role.role], role)


def _verdict(said: Answers, proof: Proof) -> Iterator[str]:
    if proof.verdict == "PROVED" and said.refuted:
        yield "verdict: the game says PROVED, and it isn't so"
    if proof.verdict == "REFUTED" and not said.refuted and None not in (*said.broken.values(), *said.broken_parts.values()):
        yield f"verdict: the game says REFUTED, and nothing is wrong: {[finding.message for finding in proof.findings]}"


def _named(finding: Finding) -> list[str]:
    return re.findall(r"`([^`]*)`", finding.message)


def _differ(what: str, ours: Iterable[object], theirs: Iterable[object], *, whole: bool) -> Iterator[str]:
    """`whole` is whether the game claims to have found everything."""
    ours, theirs = set(ours), set(theirs)
    for one in sorted(map(str, theirs - ours)):
        yield f"{what}: only the game finds {one}"
    for one in sorted(map(str, ours - theirs)) if whole else ():
        yield f"{what}: only the oracle finds {one}"


def _findings(story: Story, said: Answers, game: GameStory, proof: Proof) -> Iterator[str]:
    whole = proof.verdict != "BOUNDED" and all(role.complete for role in proof.roles)
    seen = all(role.seen for role in proof.roles)
    by_code: dict[str, list[Finding]] = {}
    for finding in proof.findings:
        by_code.setdefault(finding.code, []).append(finding)

    def names(code: str) -> set[tuple[str, ...]]:
        return {tuple(_named(finding)[:1]) for finding in by_code.get(code, [])}

    yield from _differ("dead-end", {(scene,) for _, scene in said.dead_ends}, names("dead-end"), whole=whole)
    dead = {role for role, _ in said.dead_ends}  # where there are dead ends, traps of the same role may go untold
    traps, told = {(scene,) for _, scene in said.traps}, names("trap")
    yield from _differ("trap", traps, told, whole=False)
    sure = {(scene,) for role, scene in said.traps if role not in dead}
    if whole and sure and not told:
        yield f"trap: only the oracle finds {sorted(sure)}"
    over = {(*_named(finding)[0].split("/"), _named(finding)[1]) for finding in by_code.get("leaves-bounds", [])}
    yield from _differ("leaves-bounds", said.over, over, whole=whole)
    nothing = {tuple(_named(finding)[0].split("/")) for finding in by_code.get("no-outcome", [])}
    yield from _differ("no-outcome", said.nothing_comes, nothing, whole=whole)
    yield from _differ("unreachable-scene", {(name,) for name in said.unreachable}, names("unreachable-scene"), whole=seen)
    never_open = {tuple(_named(finding)[0].split("/")) for finding in by_code.get("never-open", [])}
    yield from _differ("never-open", said.never_open, never_open, whole=seen)
    yield from _never_told(story, said, by_code.get("never-told", []), whole=seen)
    yield from _promises(story, said, game, by_code.get("promise-broken", []), proof)


def _never_told(story: Story, said: Answers, findings: list[Finding], *, whole: bool) -> Iterator[str]:
    ours, theirs = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for scene, number, part in said.never_told:
        text = re.search(r"^w\d+|^It is so that \w+", story.scenes[scene].blocks[number][part]) if part == "text" else None
        ours[scene, text[0] if text else part] += 1
    for finding in findings:
        text = re.search(r"“(w\d+|It is so that \w+)", finding.message)
        part = next((part for part in ("first", "again") if f"`{part}`" in finding.message), "text")
        theirs[finding.name, text[1] if text else part] += 1
    for key, count in (theirs - ours).items():
        yield f"never-told: only the game finds {key} {count} times"
    for key, count in (ours - theirs).items() if whole else ():
        yield f"never-told: only the oracle finds {key} {count} times"


def _promises(story: Story, said: Answers, game: GameStory, findings: list[Finding], proof: Proof) -> Iterator[str]:
    """The game's promises are in the oracle's order, and a finding says where its promise stands."""
    lines = {(promise.at.path, promise.at.line): [] for promise in game.promises}  # type: ignore[var-annotated]
    for number, promise in enumerate(game.promises):
        lines[promise.at.path, promise.at.line].append(number)
    yield from _parts(said, {finding.name for finding in findings if (finding.at.path, finding.at.line) not in lines}, proof)
    findings = [finding for finding in findings if (finding.at.path, finding.at.line) in lines]
    ours, theirs = {number for number, broken in said.broken.items() if broken}, set()
    open_either = {number for number, broken in said.broken.items() if broken is None}
    for finding in findings:
        there = lines[finding.at.path, finding.at.line]
        theirs.add(next((number for number in there if _is_about(story, number, finding.message)), there[0]))
    undecided = {number for number, promise in enumerate(game.promises) if promise in proof.undecided}
    whole = all(role.complete and role.seen for role in proof.roles)
    for number in theirs - ours - open_either:
        yield f"promise-{story.promises[number].kind}: only the game finds it broken"
    for number in (ours - theirs - undecided) if whole else ():
        yield f"promise-{story.promises[number].kind}: only the oracle finds it broken"


def _parts(said: Answers, broken: set[str], proof: Proof) -> Iterator[str]:
    """The parts that the game calls broken: by a finding, or in their own line where the finding is told of the role. Where a limit
    came first it may know less."""
    broken = broken | {part.part.id for role in proof.roles for part in role.parts if part.stands == "broken"}
    for id in broken:
        if said.broken_parts[id] is False:
            yield f"part: only the game finds {id} broken"
    if proof.verdict != "BOUNDED" and all(part.stands != "open" for role in proof.roles for part in role.parts):
        for id in {id for id, wrong in said.broken_parts.items() if wrong} - broken:
            yield f"part: only the oracle finds {id} broken"


_SAID = {
    "always": "`always`",
    "never": "`never`",
    "meets": "isn't met on the way|without meeting",
    "meets_at_least": "facts",
    "ends_within": "decisions",
    "minutes": "minutes",
    "reaches": "can't be reached",
}


def _is_about(story: Story, number: int, message: str) -> bool:
    return re.search(_SAID[story.promises[number].kind], message) is not None


def _routes(story: Story, ours: Role, role: RoleProof) -> Iterator[str]:
    """Figures of routes, where the game is sure of them."""
    told = role.routes
    if told is None:
        return
    for name, measure, span in (
        ("decisions", decisions(ours), told.decisions),
        ("words", words(ours), told.words),
        ("minutes", minutes(story, ours), _in_minutes(told)),
    ):
        yield from _lengths(story, ours, f"{role.role} in {name}", measure, span)
    yield from _typical(story, ours, told)
    if told.loop is not None and not goes_round(ours, ours.graph):
        yield f"longest: {role.role} can't go round, and the game says it can"
    fewest = fewest_facts(story, ours)
    if (
        told.facts is not None
        and fewest not in (None, -1)
        and not told.facts.low <= fewest <= (fewest if told.facts.high is None else told.facts.high)
    ):
        yield f"facts: {role.role} meets at least {fewest}, and the game says {told.facts.low} to {told.facts.high}"
    likely = chances(story, ours)
    if likely is not None and told.chances.how != "estimated":
        near = max(CLOSE, told.chances.margin)
        for name in sorted({*likely, *told.chances.endings}):
            here, there = float(likely.get(name, 0)), told.chances.endings.get(name, 0.0)
            if abs(here - there) > near:
                yield f"chances: {role.role} comes to {name} in {here:.4f}, and the game says {there:.4f}"


def _lengths(story: Story, ours: Role, where: str, measure: Measure, told: LengthSpan) -> Iterator[str]:
    """The shortest and the longest route by one measure."""
    least, most = shortest(story, ours, measure), longest(story, ours, measure) if not goes_round(ours, ours.graph) else None
    for name, figure, right in (("shortest", told.least, least), ("longest", told.most, most)):
        if figure is not None and right is not None and not figure.low <= right <= (right if figure.high is None else figure.high):
            yield f"{name}: {where} is {right}, and the game says {figure.low} to {figure.high}"
    if told.least is not None and least is None:
        yield f"shortest: {where} there is none, and the game says {told.least.low}"
    if told.most is not None and told.most.high is not None and goes_round(ours, can_end(story, ours)):
        yield f"longest: {where} there is none, and the game says {told.most.low} to {told.most.high}"


def _in_minutes(told: RoleRoutes) -> LengthSpan:
    """What the game counts in parts of a minute."""

    def whole(figure: Figure | None) -> Any:
        if figure is None:
            return None
        low, high = Fraction(figure.low, told.a_minute), None if figure.high is None else Fraction(figure.high, told.a_minute)
        return Figure(low, high)  # type: ignore[arg-type]

    return LengthSpan(whole(told.minutes.least), whole(told.minutes.most))


def _typical(story: Story, ours: Role, told: RoleRoutes) -> Iterator[str]:
    """Random games are routes too, and so none is shorter than the shortest or longer than the longest."""
    if told.typical.ticks is None:
        return
    typical, measure = Fraction(told.typical.ticks, told.a_minute), minutes(story, ours)
    least, most = shortest(story, ours, measure), None if goes_round(ours, ours.graph) else longest(story, ours, measure)
    if least is None or typical < least or (most is not None and typical > most):
        yield f"typical: {ours.name} takes {least} to {most} minutes, and the game says {typical}"


def _role(story: Story, ours: Role, role: RoleProof) -> Iterator[str]:
    """What the game says was come to, and ways that it gives."""
    scenes = {state.scene for state in ours.graph}
    choices = {(state.scene, step.choice) for state, found in ours.graph.items() for step in found}
    yield from _differ("reached", scenes, role.scenes, whole=role.seen)
    yield from _differ("opened", choices, role.choices, whole=role.seen)
    for finding in role.findings:
        if finding.witness is not None and not finding.witness.part:
            yield from _followed(story, ours, role.role, finding)


def _followed(story: Story, ours: Role, role: str, finding: Finding) -> Iterator[str]:
    """A way that the game gives must be one, and must lead to what it shows, from something that earlier games leave.

    What nothing on the way asks for may be left out of what is carried in.
    """
    witness = finding.witness
    assert witness is not None
    facts, echoes = set(witness.carried.facts), dict(witness.carried.echoes)
    pasts = [
        past
        for past in ours.starts
        if facts & story.asked_of.facts <= past.facts and all(word in ("unknown", dict(past.echoes)[name]) for name, word in echoes.items())
    ]
    given = Past(frozenset(facts), tuple(sorted({**dict.fromkeys(_echoes(story), "unknown"), **echoes}.items())))
    wrong = list(_led(story, ours, role, finding, given))
    yield from wrong
    if not wrong and all(list(_led(story, ours, role, finding, past)) for past in pasts):
        yield f"past: {finding.code} begins with {sorted(facts)} and {echoes}, which no earlier games leave"


def _echoes(story: Story) -> list[str]:
    return [name for name, each in story.variables.items() if each.echo_of]


def _led(story: Story, ours: Role, role: str, finding: Finding, past: Past) -> Iterator[str]:
    """What is wrong with a way where it begins with a past."""
    assert finding.witness is not None
    moment = begin(story, role, past)
    for entry in finding.witness.entries:
        made = next((offer for offer in moment.offers() if offer.id == entry.choice and offer.open), None)
        way = next((way for way in made.ways if way.outcome == entry.outcome and way.weight), None) if made is not None else None
        if made is None or way is None or moment.scene.name != entry.scene:
            yield f"way: that of {finding.code} can't be gone at {entry.scene}/{entry.choice}/{entry.outcome}"
            return
        moment = Moment(story, role, moment.state())
        moment.make(made, way)
    open_now = any(offer.open for offer in moment.offers())
    if finding.code == "dead-end" and (open_now or moment.scene.ending or moment.scene.name != finding.name):
        yield "way: that of a dead end doesn't lead to one"
    if finding.code == "leaves-bounds" and _named(finding)[1] not in moment.over:
        yield "way: that of leaves-bounds doesn't push it over"
    if finding.code == "no-outcome" and _named(finding)[0].split("/")[1] not in moment.without_outcome():
        yield "way: that of no-outcome leads to where one can happen"
    if finding.code == "trap" and moment.state() in can_end(story, ours):
        yield "way: that of a trap leads to where one can end"


def _warned(story: Story, said: Answers, problems: Iterable[object]) -> Iterator[str]:
    """What a check claims to be certain must be so wherever it is asked; and facts that are told too early are warned of."""
    early = set[str]()
    for problem in problems:
        code, message = problem.code, problem.message  # type: ignore[attr-defined]
        named = re.findall(r"`([^`]*)`", message)
        if code in ("always-true", "never-true"):
            yield from _certain(story, said, code, named[0])
        elif code == "unlinked-scene" and named[0] not in said.unreachable:
            yield f"unlinked-scene: {named[0]} can be come to"
        elif code == "fact-too-early":
            early.add(named[1])
    for fact in sorted(set().union(*(_told_early(story, role) for role in said.roles.values())) - early):
        yield f"fact-too-early: {fact} is told before its day, and no check says so"


def _certain(story: Story, said: Answers, code: str, text: str) -> Iterator[str]:
    """A condition, or a part of one, that is said to come out the same wherever it stands."""
    asked = condition(text)
    named = {name for name, node in story.conditions.items() if asked in parts(node)}
    places = set()
    for name, scene in story.scenes.items():
        inside = [part for node in asked_in(scene.raw) for part in parts(node)]
        if asked in inside or any(part[0] == "name" and part[1] in named for part in inside):
            places.add(name)
    for role in said.roles.values():
        for state in role.graph:
            if state.scene in places and bool(worked_out(asked, Moment(story, role.name, state))) != (code == "always-true"):
                yield f"{code}: `{text}` comes out otherwise in {state.scene}"
                return


def _told_early(story: Story, role: Role) -> set[str]:
    """The facts that are met on a day before their own."""
    if not story.clock:
        return set()
    told = [(moment.state(), moment.learned) for _, moment in role.starts.values()]
    told += [(step.after, step.learned) for found in role.graph.values() for step in found]
    found = set[str]()
    for state, learned in told:
        dated = {fact for fact in learned if story.facts[fact].day is not None} - found
        if dated:
            today = int(Moment(story, role.name, state).value("date"))
            found |= {fact for fact in dated if today < (story.facts[fact].day or 0)}
    return found
