"""Parts of a role are proved to be over within their minutes, as a plain walk over every state of play says."""

from pathlib import Path
from random import Random

import pytest

from game.cli.author.prove_route_lines import part_line
from game.play.pasted_line import parse_path, path_text, walk_path
from game.play.playthrough import Playthrough
from game.play.program import compile_role
from game.prove.part_proof import PartProof
from game.prove.proof import Proof, prove
from game.states.refinement import Witness
from game.story.model import Story
from game.story.reading_time import ticks_of_minute
from tests.small import STORY, small

from .naive import TooManyError, ending_states, every_past, every_start, every_state
from .naive_routes import Costs, endless, most
from .small_stories import story_text, write_story

STATES = 4_000


def random_story(seed: int, folder: Path) -> Story:
    random = Random(f"parts/{seed}")
    files = story_text(seed, onward=seed % 3 > 0)
    ends = ", ".join(random.sample(["s2", "s3", "s4", "s5"], 2))
    told = '[Well., {if: coat, text: You have a coat on.}, {if: visited(s1), text: "[It costs](fact:fare)."}]'
    part = f"title: A bit, minutes: {random.choice((1, 2, 3))}, ends: [{ends}], told: {told}"
    if random.random() < 0.4:
        part += ', start: s1, set: {money: 10, coat: true}, before: "You came by bus, and it took a while."'
    files["story.yaml"] = files["story.yaml"].replace("set: {money: 20}}", f"set: {{money: 20}}, parts: {{bit: {{{part}}}}}}}")
    return write_story(folder, files)


def played(story: Story, way: Witness) -> Playthrough:
    """A witness as it is printed, and played in the part."""
    role = story.roles[way.role]
    return walk_path(compile_role(story, role.id, role.part(way.part)), parse_path(path_text(way.carried, way.entries)), seed=0)


@pytest.mark.parametrize("seed", range(60))
def test_a_random_part_ends_as_the_plain_walk_says(seed: int, tmp_path: Path) -> None:
    story = random_story(seed, tmp_path)
    part = story.roles["visitor"].parts[0]
    program = compile_role(story, "visitor", part, facts=story.facts)
    try:
        pasts = every_past(story, STATES)
        graph = every_state(program, STATES, start=every_start(program, pasts))
    except TooManyError:
        pytest.skip("too many states for the plain walk")
    costs, echoes = Costs(program), [name for name, variable in story.variables.items() if variable.echo]
    begun = [(dict(zip(echoes, made, strict=True)), known) for known, made in pasts]
    starts = [(every_start(program, [past])[0], 2 * costs.start(*carried)) for past, carried in zip(pasts, begun, strict=True)]
    for_ever, can_end = endless(graph), len(ending_states(program, graph)) == len(graph)
    longest = None if for_ever else most(graph, starts, program, costs.minutes)
    a_minute = ticks_of_minute(story.pace)
    too_long = for_ever or (longest is not None and longest > part.minutes * a_minute)

    proof = prove(story, ["visitor"])
    (found,) = proof.roles[0].parts
    if found.stands == "kept":
        assert can_end
        assert not too_long
    if not proof.wide:  # then it is exact
        assert (found.routes.loop is not None) == for_ever
        assert bool(found.ends.happens) == (not can_end)
        if found.onward is None or not found.onward.happens:
            assert found.stands in ("typical", "broken") if for_ever else found.stands == ("broken" if too_long or not can_end else "kept")
        if longest is not None and found.routes.minutes.most is not None:
            assert (found.routes.minutes.most.low, found.routes.minutes.most.high) == (longest, longest)
    for finding in proof.findings:
        if finding.witness is not None and finding.witness.part and finding.message.startswith("the part"):
            assert for_ever or played(story, finding.witness).ended


# ---- by hand ----

SCENES = """
start:
  text: The ferry has left.
  choices:
    - {label: Wait, go: pier}
    - {label: Read the timetable twice over, once: true, result: It is long.}
pier: {text: It comes., choices: [{label: Go aboard, go: aboard}, {label: Let it go, go: start}]}
aboard: {text: It leaves., choices: [{label: Pay, if: money >= 9, go: home}]}
home: {text: The lamp is on., ending: Home}
"""


def proved(folder: Path, part: str) -> tuple[Story, Proof, PartProof]:
    parts = f"a bag., start: start, parts: {{quay: {{title: The quay, {part}}}}}}}"
    story = small(folder, SCENES, story=STORY.replace("a bag., start: start}", parts))
    proof = prove(story, ["visitor"])
    return story, proof, proof.roles[0].parts[0]


def test_a_part_without_the_loops_of_its_role_is_proved_to_end(tmp_path: Path) -> None:
    _, proof, part = proved(tmp_path, "ends: [pier], minutes: 2, told: It comes.")
    assert proof.verdict == "PROVED"
    assert proof.roles[0].routes is not None
    assert proof.roles[0].routes.loop is not None, "the whole role goes round for ever"
    assert part_line(part).startswith("part quay: PROVED to end within 2 minutes (longest ")


def test_a_part_that_goes_round_is_refuted_with_a_way(tmp_path: Path) -> None:
    story, proof, part = proved(tmp_path, "ends: [aboard], minutes: 1, told: It leaves.")
    (finding,) = proof.findings
    assert (proof.verdict, finding.code, finding.name) == ("REFUTED", "promise-broken", "quay")
    assert "for ever" in finding.message
    assert finding.witness is not None
    assert not played(story, finding.witness).ended
    assert part_line(part).startswith("part quay: REFUTED to end within 1 minute")


def test_a_part_that_goes_round_may_keep_to_its_minutes_in_nine_of_ten_games(tmp_path: Path) -> None:
    _, proof, part = proved(tmp_path, "ends: [aboard], minutes: 20, told: It leaves.")
    assert (proof.verdict, part.stands) == ("PROVED", "typical")
    line = part_line(part)
    assert line.startswith("part quay: nine of ten random games end within ")
    assert line.endswith(" minutes, of 20 minutes; one can go round in it for ever")


def test_a_part_that_takes_too_long_is_refuted_with_the_longest_way(tmp_path: Path) -> None:
    told = " ".join(["water"] * 400)
    story, proof, _ = proved(tmp_path, f"ends: [pier], minutes: 2, told: {told}.")
    (finding,) = proof.findings
    assert finding.message.startswith("the part `quay` can take too long: a route can take more than 2 minutes: ")
    assert finding.witness is not None
    way = played(story, finding.witness)
    assert (way.scene.id, way.ended, way.scene.ending) == ("pier", True, "The quay")
    assert "read-the-timetable-twice-over" in [entry.choice for entry in way.entries]


def test_a_part_that_begins_with_what_the_role_can_never_have_is_refuted(tmp_path: Path) -> None:
    story, proof, part = proved(tmp_path, 'start: aboard, set: {money: 3}, before: "You went aboard.", minutes: 2')
    assert part.onward is not None
    assert "may come to no ending of the role" in proof.findings[0].message
    assert proof.findings[0].witness is not None
    assert played(story, proof.findings[0].witness).scene.id == "aboard"


def test_what_a_part_can_leave_behind_is_carried_into_other_roles(tmp_path: Path) -> None:
    story = STORY.replace(
        "a bag., start: start}",
        "a bag., start: start, parts: {quay: {title: The quay, ends: [pier], minutes: 2, told: 'It comes. [Dear.](fact:fare)'}}}",
    ).replace("a ship., start: start,", "a ship., start: bridge,")
    scenes = SCENES + "bridge: {text: Up here., choices: [{label: Charge more, if: knows(fare), go: home}, {label: Sail, go: home}]}\n"
    proof = prove(small(tmp_path, scenes, story=story))
    assert ("bridge", "charge-more") in proof.roles[1].choices, "only the end of the part tells the fact"
