"""What is told at the end of a role: what stood in the way, the doors, what is reported, and the same hour seen by several."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import event, given, settings

from game.play.looking_back.doors import doors, endings_of
from game.play.looking_back.ledger import OBSTACLES, Decided, by_fact, ledger
from game.play.looking_back.reported import reported
from game.play.looking_back.same_hours import NEAR, same_hours
from game.play.looking_back.summary import decided_in_words
from game.play.playthrough import Playthrough, back_to, choose, facts_met, skip, told_with
from game.play.view import meters, view
from tests.play.test_playing import playthroughs
from tests.small import STORY as STORY_TEXT
from tests.small import made, small, started

FORK = """\
start:
  place: harbour
  text: "*The quay* is wet. Somebody coughs. [The fare](fact:fare) is up."
  choices:
    - {label: Swim, if: coat, locked: Not without a coat., go: drowned_out}
    - {label: Walk, do: hours += 1, go: road}
    - {label: Sleep, id: sleep, do: hours += 2, go: morning}
road:
  place: island
  text: A road.
  choices:
    - label: Ask for a lift
      because: rule
      outcomes:
        - {id: lift, chance: 1, because: storm, do: hours += 4, go: inland}
        - {id: none, chance: 1, because: delay, do: hours += 40, go: walked}
    - {label: Toss a coin, outcomes: [{id: heads, chance: 1, go: inland}, {id: tails, chance: 1, go: walked}]}
    - {label: Pay, outcomes: [{id: paid, chance: 1, go: inland}, {id: free, chance: 0, go: never_seen}]}
    - {label: Look about, because: storm, result: "[A rule](fact:rule)."}
inland: {text: Fields., ending: Inland}
walked: {place: harbour, text: "[A rule](fact:rule).", ending: On foot}
morning: {text: Light., go: woken}
woken: {place: harbour, text: You wake., ending: Awake}
drowned_out: {text: Wet., ending: Wet through}
never_seen: {text: Free., ending: For nothing}
"""


# ---- the ledger ----


def open_at(played: Playthrough, turn: int) -> int:
    return sum(option.open for option in view(played, turn).options)


def in_the_way_slowly(played: Playthrough, made: int) -> set[tuple[str, str]]:
    """What stood in the way of a choice, counted from what was shown before and after it and from the story alone."""
    story, before, after = played.program.story, view(played, made), view(played, made + 1)
    entry = played.turns[made + 1].entry
    assert entry is not None
    (choice,) = (choice for choice in story.scenes[entry.scene].choices if choice.id == entry.choice)
    fell = [outcome for outcome in choice.outcomes if outcome.id == entry.outcome]
    possible = [outcome for outcome in choice.outcomes if outcome.weight]
    found = {("closed", option.reason) for option in before.options if not option.open}
    if len(possible) > 1:
        found.add(("chance", ""))
    had = {meter.name: meter for meter in meters(played.program, played.turns[made].state)}
    has = {meter.name: meter for meter in meters(played.program, told_with(played, made + 1))}
    worse = {"more": lambda before, after: after < before, "less": lambda before, after: after > before}
    good = {name: story.variables[name].good for name in had if name in has and story.variables[name].good}
    cost = any(worse[which](had[name].value, has[name].value) for name, which in good.items())
    clock = played.program.clock
    passed = played.turns[made].state[clock] != played.turns[made + 1].state[clock] and before.scene.id == after.scene.id
    nowhere = not choice.go and not any(outcome.go for outcome in fell) and not before.scene.person
    searched = choice.search and bool(fell)
    found_it = searched and fell == list(choice.outcomes[:1])
    hindered = cost or (not found_it if searched else nowhere and (passed or bool(choice.visit)))
    reasons = {choice.because} if hindered else set()
    if hindered or (len(possible) > 1 and not found_it):
        reasons |= {outcome.because for outcome in fell}
    reasons -= {part.claim for part in before.parts} | {""}
    found |= {(str(story.facts[fact].force), fact) for fact in reasons if story.facts[fact].force}
    return found - {("chance", "")} if any(obstacle == "chance" and fact for obstacle, fact in found) else found


@settings(max_examples=150)
@given(playthroughs())
def test_every_decision_is_counted_once_with_what_stood_in_its_way(played: Playthrough) -> None:
    told = ledger(played).decided
    numbers = [each.decision.made for each in told]
    assert numbers == [made for made, entry in enumerate(played.entries) if open_at(played, made) > 1 and not entry.skipped], (
        "each moment with two open choices or more, once, and no other"
    )
    for each in told:
        assert each.decision.made is not None
        found = [(one.obstacle, one.reason if one.obstacle == "closed" else one.fact) for one in each.in_the_way]
        assert set(found) == in_the_way_slowly(played, each.decision.made)
    event(f"obstacles: {len({obstacle for each in told for obstacle in each.obstacles})}")


@settings(max_examples=150)
@given(playthroughs())
def test_the_sums_of_the_ledger_are_those_of_its_decisions(played: Playthrough) -> None:
    told = ledger(played)
    assert tuple(told.by_obstacle) == OBSTACLES
    skipped = sum(entry.skipped and open_at(played, made) > 1 for made, entry in enumerate(played.entries))
    assert len(told.decided) == played.decisions - skipped
    hindered = [each for behind in told.by_obstacle.values() for each in behind]
    assert {id(each) for each in hindered} | {id(each) for each in told.free} == {id(each) for each in told.decided}
    assert not {id(each) for each in hindered} & {id(each) for each in told.free}
    for obstacle, behind in told.by_obstacle.items():
        assert {id(each) for members in by_fact(behind, obstacle).values() for each in members} == {id(each) for each in behind}


@settings(max_examples=60)
@given(playthroughs())
def test_each_choice_adds_one_decision_at_most_and_going_back_takes_it_away(played: Playthrough) -> None:
    before: tuple[Decided, ...] = ()
    for turn in range(len(played.turns)):
        now = ledger(back_to(played, turn)).decided
        assert now[: len(before)] == before
        assert len(now) - len(before) <= 1
        before = now


def test_what_stood_in_the_way_is_what_closed_cost_or_changed(tmp_path: Path) -> None:
    road = made(started(small(tmp_path, FORK)), "walk")

    def after(*choices: str) -> list[tuple[str, str]]:
        (each,) = (each for each in ledger(made(road, *choices)).decided if each.decision.scene == "road")
        return [(one.obstacle, one.fact) for one in each.in_the_way]

    assert after("ask-for-a-lift/none") == [("others", "delay"), ("chance", "")], "several may stand at once"
    assert after("ask-for-a-lift/lift") == [("chance", "")], "what is so whatever chance brings was changed by no draw"
    assert after("toss-a-coin/heads") == [("chance", "")]
    assert after("pay/paid") == [], "where only one thing can come, nothing is drawn"
    assert after("look-about") == []
    (walked,) = (each for each in ledger(road).decided)
    assert [(one.obstacle, one.label, one.reason) for one in walked.in_the_way] == [("closed", "Swim", "Not without a coat.")]


def test_a_fact_that_only_tells_why_stands_in_nobodys_way(tmp_path: Path) -> None:
    scenes = """\
start:
  text: Here.
  choices:
    - {label: Ask, because: rule, result: "A rule, they say."}
    - {label: Wait, because: rule, do: hours += 1}
    - {label: Buy, because: rule, do: coins -= 1, result: Yours., go: out}
    - {label: Sell, because: rule, do: coins += 1, go: out}
    - {label: Fret, because: rule, do: worry += 1, result: Oh., go: out}
    - {label: Calm, because: rule, do: worry -= 1, go: out}
    - {label: Write, because: rule, do: lines -= 1, result: A line., go: out}
    - {label: Leave, because: rule, do: hours += 1, go: out}
out: {text: Out., ending: Out}
"""
    start = started(
        small(
            tmp_path,
            scenes,
            story=STORY_TEXT.replace(
                "variables:",
                "variables:\n"
                "  coins: {type: int, start: 5, min: 0, max: 9, good: more, show: coins}\n"
                "  worry: {type: int, start: 5, min: 0, max: 9, good: less, show: worry}\n"
                "  lines: {type: int, start: 5, min: 0, max: 9, show: lines}",
                1,
            ),
        )
    )
    told = {
        choice: [one.obstacle for one in ledger(made(start, choice)).decided[0].in_the_way]
        for choice in ("ask", "wait", "buy", "sell", "fret", "calm", "write", "leave")
    }
    hindered = {choice for choice, obstacles in told.items() if obstacles == ["law"]}
    assert hindered == {"wait", "buy", "fret"}, "lines are only used up"
    assert not any(obstacles for choice, obstacles in told.items() if choice not in hindered)


def test_what_was_looked_for_and_found_is_in_nobodys_way(tmp_path: Path) -> None:
    scenes = """\
start:
  kind: hunt
  text: A pen is somewhere.
  tries: 2
  do: hours += 1
  offers:
    - {id: drawer, label: The drawer, chance: 1 in 2, because: rule, missed: No., missed_because: delay, go: out}
    - {id: shelf, label: The shelf, chance: 1 in 2, because: storm, missed: Dust., missed_because: rule, go: out}
  leave: {label: Give up, go: out}
  empty: out
out: {text: Out., ending: Out}
"""
    start = started(small(tmp_path, scenes))

    def after(*choices: str) -> list[tuple[str, str]]:
        return [(one.obstacle, one.fact) for one in ledger(made(start, *choices)).decided[-1].in_the_way]

    assert after("look-drawer/found") == [("chance", "")]
    assert after("look-drawer/missed") == [("others", "delay"), ("chance", "")]


def test_a_skipped_scene_and_going_on_leave_nothing_in_the_ledger(tmp_path: Path) -> None:
    start = started(small(tmp_path, FORK))
    assert ledger(skip(start)).decided == ()
    slept = made(start, "sleep", "go")
    assert [each.decision.label for each in ledger(slept).decided] == ["Sleep"]


def test_one_open_choice_is_no_decision_whatever_is_closed_beside_it(tmp_path: Path) -> None:
    scenes = """\
start: {text: A fork., choices: [{label: Swim, if: coat, locked: Not without a coat., go: out}, {label: Walk, go: out}]}
out: {text: Out., ending: Out}
"""
    walked = made(started(small(tmp_path, scenes)), "walk")
    assert ledger(walked).decided == ()
    assert walked.decisions == 0


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        (
            ("walk", "ask-for-a-lift/none"),
            "You decided twice. What stood in your way: other people once, chance once, a closed choice once. "
            "More than one can stand in the way at once.",
        ),
        (("walk", "look-about", "pay/paid"), "You decided 3 times. What stood in your way: a closed choice once; at 2 decisions, nothing."),
        (("walk",), "You decided once. In your way stood a closed choice."),
        ((), "There was nothing to decide on this way."),
    ],
)
def test_what_stood_in_the_way_is_said_in_a_sentence_or_two(tmp_path: Path, choices: tuple[str, ...], says: str) -> None:
    assert decided_in_words(ledger(made(started(small(tmp_path, FORK)), *choices))) == says


# ---- the doors ----


def test_doors_that_are_closed_say_where_their_way_parts_and_how(tmp_path: Path) -> None:
    story = small(tmp_path, FORK)
    assert endings_of(story, story.roles["visitor"]) == ("inland", "walked", "woken", "drowned_out")
    played = made(started(story), "walk", "look-about", "ask-for-a-lift/lift")
    behind = doors(played, ())
    assert behind.found == ("inland",)
    assert [(door.ending, door.fork, door.decision.label if door.decision else "") for door in behind.closed] == [
        ("woken", "choice", "Walk"),
        ("drowned_out", "closed", "Walk"),
        ("walked", "choice", "Ask for a lift"),
    ]
    assert [door.ending for door in doors(played, {"woken"}).closed] == ["drowned_out", "walked"]
    tossed = doors(made(started(story), "walk", "ask-for-a-lift/none"), {"woken", "drowned_out", "an_ending_of_another_role"})
    assert tossed.found == ("walked", "woken", "drowned_out")
    assert [(door.ending, door.fork) for door in tossed.closed] == [("inland", "choice")]


def test_chance_that_might_have_fallen_otherwise_is_a_fork(tmp_path: Path) -> None:
    story = small(
        tmp_path,
        "start: {text: A coin., choices: [{label: Toss, outcomes: [{id: h, chance: 1, go: a}, {id: t, chance: 1, go: b}]},"
        " {label: Swim, if: coat, go: b}]}\na: {text: A., ending: Heads}\nb: {text: B., ending: Tails}\n",
    )
    (door,) = doors(made(started(story), "toss/h"), ()).closed
    assert (door.ending, door.fork) == ("b", "chance")


@settings(max_examples=60)
@given(playthroughs())
def test_every_ending_is_behind_one_door_and_each_fork_is_on_the_way(played: Playthrough) -> None:
    behind = doors(played, ())
    story = played.program.story
    endings = endings_of(story, played.program.role)
    assert sorted((*behind.found, *(door.ending for door in behind.closed))) == sorted(endings)
    assert behind.found == ((played.scene.id,) if played.ended else ())
    for door in behind.closed:
        if door.decision is not None:
            assert door.decision.made in range(len(played.turns) - 1)


# ---- what is reported ----


def test_what_is_reported_of_a_place_is_told_whether_or_not_it_was_met(tmp_path: Path) -> None:
    story = small(tmp_path, FORK, news='news:\n  - {at: 300, text: "Late.", fact: storm, places: [harbour]}\n')
    told = reported(made(started(story), "walk", "ask-for-a-lift/none"))
    assert told.place == "The harbour"
    assert [(fact.id, met) for fact, met in told.here] == [("fare", True), ("rule", True), ("storm", False)]
    assert [fact.id for fact in told.elsewhere] == ["delay"]
    nowhere = reported(made(started(story), "walk", "toss-a-coin/heads"))
    assert (nowhere.place, nowhere.here) == ("", ())
    assert [fact.id for fact in nowhere.elsewhere] == ["fare"]


@settings(max_examples=60)
@given(playthroughs())
def test_every_fact_that_was_met_is_among_what_is_reported(played: Playthrough) -> None:
    told = reported(played)
    met = {fact.id for fact, was_met in told.here if was_met} | {fact.id for fact in told.elsewhere}
    assert met == set(facts_met(played))


# ---- the same hour ----


def test_the_same_hour_as_two_people_saw_it(tmp_path: Path) -> None:
    story = small(tmp_path, FORK)
    visitor = made(started(story, "visitor"), "walk", "ask-for-a-lift/none")
    captain = made(started(story, "captain"), "sleep", "go")
    (evening,) = same_hours([visitor, captain])
    assert [(seen.role, seen.place, seen.first_line, f"{seen.moment:%H:%M}") for seen in evening.seen] == [
        ("The visitor", "The harbour", "The quay is wet.", "18:00"),
        ("The captain", "The harbour", "The quay is wet.", "18:00"),
    ]
    assert same_hours([visitor]) == ()
    assert same_hours([visitor, visitor]) == (), "two games of one role are one person"
    assert same_hours([]) == ()
    latest = made(started(story, "captain"), "walk")
    assert [seen.played for seen in same_hours([visitor, captain, latest])[0].seen] == [visitor, latest]


def test_hours_that_nobody_shares_are_not_told(tmp_path: Path) -> None:
    story = small(
        tmp_path,
        "start: {text: Here., choices: [{label: Wait, do: hours += 20, go: later},"
        " {label: Go on a long way, do: hours += 60, go: later}]}\n"
        "later: {text: Later., choices: [{label: Stop, go: out}]}\nout: {text: Out., ending: Out}\n",
        story=re.sub(r"  captain: .*", "  captain: {title: The captain, blurb: A ship., start: later, set: {hours: 19}}", STORY_TEXT),
    )
    visitor, captain = made(started(story), "wait", "stop"), made(started(story, "captain"), "stop")
    (hour,) = same_hours([visitor, captain])
    assert [seen.title or seen.first_line for seen in hour.seen] == ["Later.", "Later."]
    assert same_hours([made(started(story), "go-on-a-long-way", "stop"), captain]) == ()


@settings(max_examples=40)
@given(playthroughs())
def test_the_hours_that_are_told_are_shared_by_at_least_two(played: Playthrough) -> None:
    story = played.program.story
    other = started(story, "captain" if played.program.role.id == "visitor" else "visitor", seed=3)
    for _ in range(6):
        options = [option.id for option in view(other).options if option.open]
        if not options:
            break
        other = choose(other, options[0])
    told = same_hours([played, other])
    assert told, "both begin at the same hour"
    assert list(told) == sorted(told, key=lambda hour: hour.moment)
    passages = [(seen.role, seen.turn) for hour in told for seen in hour.seen]
    assert len(passages) == len(set(passages))
    clock = story.clock
    assert clock is not None
    for hour in told:
        assert len({seen.role for seen in hour.seen}) >= 2
        for seen in hour.seen:
            at = clock.start + timedelta(hours=seen.played.turns[seen.turn].state[seen.played.program.clock])
            assert abs(at - hour.moment) <= timedelta(hours=NEAR)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("He waits. She doesn't.", "He waits."),
        ("It is 9.30 by the clock. Nobody moves.", "It is 9.30 by the clock."),
        ("“You too?” he says. “There is one bench.”", "“You too?” he says."),
        ("No end", "No end"),
    ],
)
def test_a_first_line_is_a_sentence(tmp_path: Path, text: str, line: str) -> None:
    story = small(tmp_path, f"start:\n  text: |\n    {text}\n  choices: [{{label: Stop, go: out}}]\nout: {{text: Out., ending: Out}}\n")
    both = [started(story, role) for role in ("visitor", "captain")]
    assert {seen.first_line for hour in same_hours(both) for seen in hour.seen} == {line}
