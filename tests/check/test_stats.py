"""The figures: small stories whose words, routes, facts and lines were counted by hand."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from game.check.stats.counts import Shares
from game.check.stats.linked_routes import Route, Routes
from game.check.stats.random_games import UnreadChanges
from game.check.stats.reading_grade import FEWEST_WORDS
from game.check.stats.story_figures import Figures, figures_of
from game.cli.exit_codes import Exit
from game.cli.main import main
from tests.process.command import FERRY, ROOT
from tests.small import FACTS, STORY, load_small, write_small

needs_grades = pytest.mark.skipif(find_spec("textstat") is None, reason="textstat isn't installed")

SCENES = """\
start:
  text:
    - One two three *four*.
    - {if: coat, text: Five six.}
    - mira: "{money} crowns, [she says](fact:fare)."
  choices:
    - {label: Sit down here, because: delay, result: It is cold., go: bench}
    - {label: Walk, if: coat, locked: You are cold., go: pier}
    - {label: Swim, locked: No.}
bench: {text: A plank., go: pier}
pier: {text: It comes., ending: Aboard}
"""


def figures(folder: Path, scenes: str = SCENES, **files: str) -> Figures:
    story = load_small(folder, scenes, **files).story
    assert story is not None
    return figures_of(story)


def test_words_are_counted_by_what_they_are(tmp_path: Path) -> None:
    words = figures(tmp_path, news="news:\n  - {at: 2, text: It rains here.}\n").words
    assert (words.passages, words.labels, words.results, words.reasons, words.news) == (4 + 2 + 4 + 2 + 2, 3 + 1 + 1, 3, 3 + 1, 3)
    assert words.all == 14 + 5 + 3 + 4 + 3


def test_choices_are_counted(tmp_path: Path) -> None:
    choices = figures(tmp_path).choices
    assert (choices.scenes, choices.endings, choices.decisions, choices.choices) == (3, 1, 1, 3)
    assert (choices.conditional, choices.once, choices.drawn, choices.doors) == (1, 0, 0, 1)


def test_a_part_counts_what_it_can_come_to(tmp_path: Path) -> None:
    told = "visitor: {parts: {wait: {title: The bench, ends: [bench], minutes: 5, told: A bench.}}, "
    (part,) = figures(tmp_path, story=STORY.replace("visitor: {", told)).parts
    assert (part.part, part.title, part.scenes, part.ends) == ("visitor/wait", "The bench", 3, ("bench", "pier"))


def test_a_role_counts_what_it_can_come_to(tmp_path: Path) -> None:
    apart = STORY.replace("start: start, set: {money: 50}", "start: bridge")
    found = figures(tmp_path, SCENES + "bridge: {text: Wind and rain., ending: At sea}\n", story=apart)
    visitor, captain = found.roles
    assert (visitor.role, visitor.scenes, visitor.words, visitor.facts, visitor.endings) == ("visitor", 3, 14 + 5 + 3 + 4, 2, ("pier",))
    assert (captain.role, captain.scenes, captain.words, captain.facts, captain.endings) == ("captain", 1, 3, 0, ("bridge",))
    assert {each.scene: each.roles for each in found.scenes} == {
        "start": ("visitor",),
        "bench": ("visitor",),
        "pier": ("visitor",),
        "bridge": ("captain",),
    }


# ---- routes ----


def test_the_shortest_and_the_longest_route(tmp_path: Path) -> None:
    """Shortest: 8 words of passage and 4 of labels that are always there, then the pier. Longest: by the bench, which is no decision."""
    routes = figures(tmp_path).roles[0].routes
    assert routes == Routes(Route(1, 12 + 2, "pier"), Route(1, 12 + 3 + 2 + 2, "pier"), ())


def test_a_visit_comes_back_to_where_it_was_made(tmp_path: Path) -> None:
    """Each of two scenes visits the desk. A way from the first by the desk into the second would be shorter: there is none."""
    scenes = """\
start: {text: A., choices: [{label: Ask, visit: desk, once: true}, {label: Go, go: yard}]}
yard: {text: B., choices: [{label: Ask, visit: desk, once: true}, {label: Go, go: gate}]}
gate: {text: C., choices: [{label: Ask, visit: desk, go: pier, once: true}, {label: Wait, once: true}]}
desk: {text: D., choices: [{label: Nod, go: back}, {label: Smile, go: back}]}
pier: {text: E., ending: F}
"""
    shortest = figures(tmp_path, scenes).roles[0].routes.shortest
    assert shortest is not None
    assert (shortest.decisions, shortest.ending) == (4, "pier")


def test_a_loop_is_named(tmp_path: Path) -> None:
    scenes = """\
start: {text: A., choices: [{label: Go, go: hill}, {label: Leave, go: pier}]}
hill: {text: B., choices: [{label: On, go: moor}, {label: Leave, go: pier}]}
moor: {text: C., choices: [{label: Back, go: hill}, {label: Leave, go: pier}]}
pier: {text: E., ending: F}
"""
    routes = figures(tmp_path, scenes).roles[0].routes
    assert routes.loop == ("hill", "moor", "hill")
    assert routes.longest is None
    assert routes.shortest is not None


def test_a_choice_that_stays_is_a_loop_unless_it_is_made_once(tmp_path: Path) -> None:
    text = """\
start: {{text: A., choices: [{{label: Look, result: One two., {once}do: coat = true}}, {{label: Leave, go: pier}}]}}
pier: {{text: E., ending: F}}
"""
    once = figures(tmp_path / "once", text.format(once="once: true, ")).roles[0].routes
    assert once == Routes(Route(1, 4, "pier"), Route(2, 6, "pier"), ())
    assert figures(tmp_path / "ever", text.format(once="")).roles[0].routes.loop == ("start", "start")


def test_no_route_where_no_link_leads_to_an_ending(tmp_path: Path) -> None:
    scenes = "start: {text: A., go: hill}\nhill: {text: B., go: start}\npier: {text: E., ending: F}\n"
    assert figures(tmp_path, scenes).roles[0].routes.shortest is None


# ---- what games show and remember ----

REMEMBERED = """\
start:
  text: One two.
  choices: [{label: Set out, do: [coat = true, papers = foreign, bench = given, hours += 5], go: hill}]
hill:
  text: Three.
  choices: [{label: On, do: [money -= 5, trust += 1, papers = internal], result: Four., go: moor}]
moor:
  text: [{if: coat and papers == internal, text: "{money} crowns."}]
  choices: [{label: On, go: pier}, {label: Swim, if: debt > 4, locked: Too cold here., go: pier}]
pier: {text: E., ending: F}
"""


def test_a_change_is_late_that_is_read_two_scenes_on_and_lost_that_is_set_anew(tmp_path: Path) -> None:
    """Of coat, money, trust and, twice, papers: the coat is read two scenes later; trust never, nor is the first `papers`.

    Neither the clock nor what is left for another role counts.
    """
    game = figures(tmp_path, REMEMBERED).roles[0].games
    assert game.games == 100
    assert (game.changes, game.late, game.never) == (500, 100, 200)
    assert (game.late_share, game.never_share) == (0.2, 0.4)
    papers = UnreadChanges("papers", False, 200, 100, ("start/set-out",))
    assert game.unread == (papers, UnreadChanges("trust", False, 100, 100, ("hill/on",)))


def test_what_an_effect_reads_is_what_the_effects_before_it_have_made(tmp_path: Path) -> None:
    """Trust is set anew before `money` takes it; the other way round it would be read."""
    scenes = """\
start: {text: A., choices: [{label: Set out, do: trust += 1, go: hill}]}
hill: {text: B., choices: [{label: On, do: [DO], go: pier}]}
pier: {text: "{money} crowns.", ending: F}
"""
    anew = figures(tmp_path / "anew", scenes.replace("DO", "trust = 2, money += trust")).roles[0].games
    read = figures(tmp_path / "read", scenes.replace("DO", "money += trust, trust = 2")).roles[0].games
    assert [sorted(each.places) for each in anew.unread] == [["hill/on", "start/set-out"]]
    assert [sorted(each.places) for each in read.unread] == [["hill/on"]]


def test_what_a_game_shows_is_what_is_read_in_it(tmp_path: Path) -> None:
    """Two passages and a label, one and a label, a result, two words, two labels and a reason, one."""
    role = figures(tmp_path, REMEMBERED + "bridge: {text: A bridge that nobody ever comes to., ending: G}\n").roles[0]
    words = (2 + 2) + (1 + 1) + 1 + (2 + 1 + 1 + 3) + 1
    assert (role.games.least, role.games.median, role.games.most) == (words, words, words)
    assert (role.words, role.shown) == (words, 1.0)


def test_a_game_that_shows_half_of_a_role(tmp_path: Path) -> None:
    scenes = """\
start: {text: A., choices: [{label: Left, go: left}, {label: Right, go: right}]}
left: {text: One two three., ending: B}
right: {text: Four five six., ending: C}
"""
    role = figures(tmp_path, scenes).roles[0]
    assert (role.games.median, role.words) == (6, 9)
    assert role.shown == 0.667
    assert (role.games.changes, role.games.late_share) == (0, None)


def test_games_that_never_end_show_nothing(tmp_path: Path) -> None:
    scenes = "start: {text: A., choices: [{label: On, go: hill}]}\nhill: {text: B., choices: [{label: On, go: start}]}\n"
    role = figures(tmp_path, scenes + "pier: {text: E., ending: F}\n").roles[0]
    assert (role.games.games, role.games.median, role.shown) == (0, 0, None)


# ---- facts, people, reading ----


def test_facts_are_told_by_scene_and_role(tmp_path: Path) -> None:
    found = {fact.fact: fact for fact in figures(tmp_path, news="news:\n  - {at: 2, text: Rain., fact: storm, roles: [captain]}\n").facts}
    assert (found["fare"].told_in, found["fare"].because_in, found["fare"].roles) == (("start",), (), ("visitor", "captain"))
    assert (found["delay"].told_in, found["delay"].because_in) == ((), ("start",))
    assert (found["storm"].news, found["storm"].roles, found["storm"].never_told) == (1, ("captain",), False)
    assert [name for name, fact in found.items() if fact.never_told] == ["rule"]


def test_lines_are_blocks_and_what_is_heard_on_a_topic(tmp_path: Path) -> None:
    story = STORY + "  otto: {name: Otto, work: cook, wants: sleep}\n"
    scenes = """\
start:
  kind: encounter
  with: mira
  text: [{mira: Good day to you.}, {otto: Hm.}]
  topics: [{say: Ask, hears: Not today.}]
  ends: [{go: pier, result: She closes.}]
pier: {text: It comes., ending: Aboard}
"""
    found = figures(tmp_path, scenes, story=story)
    assert [(each.person, each.lines, each.words) for each in found.people] == [("mira", 2, 6), ("otto", 1, 1)]
    assert found.shares == Shares(0.5, 0.667, 0.857, 0.5, 0.667, 0.857)


def test_shares_of_nothing_are_none(tmp_path: Path) -> None:
    shares = figures(tmp_path, "start: {text: A., go: pier}\npier: {text: B., ending: C}\n").shares
    assert (shares.women_of_people, shares.women_of_lines, shares.hosts_of_words) == (1.0, None, None)


EASY = "You see a dog. The dog is big. It runs to you. You run to the sea. It is not far. The dog can swim too."
HARD = (
    "Notwithstanding international recommendations, administrative authorities habitually postponed the registration of "
    "undocumented individuals, whose accommodation consequently deteriorated considerably throughout the intervening period."
)


@needs_grades
def test_hard_words_have_a_higher_grade(tmp_path: Path) -> None:
    found = figures(
        tmp_path, f"start: {{text: '{EASY}', go: hill}}\nhill: {{text: '{HARD}', go: pier}}\npier: {{text: Short., ending: C}}\n"
    )
    easy, hard, short = (each.grade for each in found.scenes)
    assert easy is not None
    assert hard is not None
    assert easy < 3 < 12 < hard
    assert short is None, f"fewer than {FEWEST_WORDS} words"
    assert found.reading.mean is not None
    assert easy < found.reading.mean < hard
    assert (found.reading.hardest, found.reading.graded) == ("hill", 2)


@needs_grades
def test_the_grade_is_that_of_the_formula(tmp_path: Path) -> None:
    """24 words of one syllable each in 6 sentences: 0.39 * 4 + 11.8 - 15.59."""
    text = " ".join(["The old dog barks."] * 6)
    (scene, _) = figures(tmp_path, f"start: {{text: {text}, go: pier}}\npier: {{text: B., ending: C}}\n").scenes
    assert scene.grade == pytest.approx(0.39 * 4 + 11.8 - 15.59, abs=0.06)


def test_another_language_has_no_grade(tmp_path: Path) -> None:
    found = figures(tmp_path, f"start: {{text: '{EASY}', ending: C}}\n", story="language: ru\n" + STORY)
    assert "language is ru" in found.reading.missing
    assert {each.grade for each in found.scenes} == {None}


def test_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "textstat", None)
    folder = write_small(tmp_path, f"start: {{text: '{EASY}', ending: C}}\n", facts=FACTS)
    assert main(["stats", str(folder)]) == Exit.FINE
    assert 'pip install -c constraints.txt ".[authors]"' in capsys.readouterr().out


# ---- the command ----


def test_the_table_and_the_data_agree(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", FERRY]) == Exit.FINE
    table = capsys.readouterr().out
    assert main(["stats", FERRY, "--format", "json"]) == Exit.FINE
    data = json.loads(capsys.readouterr().out)
    assert f"{data['words']['all']:,} words in {len(data['scenes'])} scenes" in table
    rows = {line.split()[0]: line.split() for line in reversed(table.splitlines()) if line.strip()}  # of two, the first
    for scene in data["scenes"]:
        assert str(scene["words"]) in rows[scene["scene"]]
    for role in data["roles"]:
        assert [str(role["scenes"]), str(role["words"])] == rows[role["role"]][1:3]
    assert data["proof"] is None
    assert data["facts_never_told"] == []


def test_the_games_are_shown_and_always_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(write_small(tmp_path, REMEMBERED))
    told = []
    for _ in range(2):
        assert main(["stats", folder]) == Exit.FINE
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    table = told[0].partition("Games at random")[2].splitlines()
    assert table[1].split() == ["visitor", "100", "15", "15", "15", "100%", "500", "20%", "40%"]
    rows = [line.split() for line in table]
    assert ["visitor", "trust", "100", "100", "hill/on"] in rows
    assert main(["stats", folder, "--format", "json"]) == Exit.FINE
    games = json.loads(capsys.readouterr().out)["roles"][0]["games"]
    assert (games["share_of_words"], games["late_share"], [each["variable"] for each in games["unread"]]) == (1.0, 0.2, ["papers", "trust"])


def test_only_a_proof_tells_what_conditions_allow(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenes = """\
start: {text: A., choices: [{label: Pay, if: money > 90, go: bench}, {label: Go, go: pier}]}
bench: {text: B., ending: C}
pier: {text: D., ending: E}
"""
    folder = str(write_small(tmp_path, scenes))
    assert main(["stats", folder, "--proved", "--format", "json"]) == Exit.FINE
    data = json.loads(capsys.readouterr().out)
    assert data["roles"][0]["endings"] == ["bench", "pier"]
    assert data["proof"]["verdict"] == "REFUTED"
    assert data["proof"]["roles"][0]["endings"] == ["pier"]
    assert main(["stats", folder, "--proved"]) == Exit.FINE
    assert "Proof: REFUTED" in capsys.readouterr().out


def test_a_broken_story_is_not_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", str(write_small(tmp_path, "start: {text: A., go: nowhere}\n"))]) == Exit.PROBLEMS
    assert "can't be counted before these are mended" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [("stats",), ("graph", "--format", "mermaid"), ("graph", "--format", "html")], ids=" ".join)
def test_the_commands_start_without_the_app(arguments: tuple[str, ...]) -> None:
    """And without the libraries that only some have, unless they are what is asked for."""
    tell = "import sys; from game.cli.main import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", tell, arguments[0], FERRY, *arguments[1:]], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
    )
    modules = set(done.stderr.split())
    assert "game.cli.open_story" in modules
    assert not modules & {"textual", "rich", "game.tui", "asyncio"}
    assert ("textstat" in modules) <= (arguments[0] == "stats")
    assert ("fast_sugiyama" in modules) <= ("html" in arguments)
