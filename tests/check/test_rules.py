"""The rules that a story should keep: each is broken by its wrong example and kept by its right one."""

import random
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from game.check.lint import lint
from game.cli.main import main
from game.library.load import load
from game.problems.codes import CODES, Code
from tests.examples import codes_found_by, write_example
from tests.small import STORY, write_small


def warned(text: str, folder: Path) -> set[str]:
    folder.mkdir()
    write_example(text, folder)
    loaded = load(folder)
    assert loaded.story is not None, loaded.problems
    return {problem.code for problem in lint(loaded, graded=True).problems}


needs_grades = pytest.mark.skipif(find_spec("textstat") is None, reason="textstat isn't installed")
RULES = [pytest.param(code, id=code.name, marks=needs_grades if code.name == "hard-to-read" else ()) for code in codes_found_by("checking")]


@pytest.mark.parametrize("code", RULES)
def test_each_rule_is_broken_by_its_wrong_example_alone(code: Code, tmp_path: Path) -> None:
    assert code.name in warned(code.wrong, tmp_path / "wrong")
    assert code.name not in warned(code.right, tmp_path / "right")


def test_a_warning_stands_under_its_word(tmp_path: Path) -> None:
    write_example("start:\n  text: |\n    The ferry holds\n    300 people.\n  ending: On the quay\n", tmp_path)
    (figure,) = [problem for problem in lint(load(tmp_path)).problems if problem.code == "loose-figure"]
    assert (figure.place.line, figure.place.column, figure.place.length) == (4, 5, 3)
    assert figure.help.endswith("mark it as made up: `[300](imagined)`")


def test_borders_and_places_are_held_to_the_map_all_over_the_earth(tmp_path: Path) -> None:
    scenes = "start: {place: town, text: A town., ending: On the quay}\n"
    facts = (
        'sources: {g: {title: A, publisher: B, date: 2022-09-28}}\nfacts: {f: {says: "So it is.", kind: event, by: B, source: g, at: 1}}\n'
    )

    def found(name: str, borders: str, place: str) -> set[str]:
        story = "title: A week\nroles: {visitor: {title: You, blurb: You., start: start}}\n"
        story += f"borders: [{{{borders}, fact: f}}]\nplaces: {{town: {{name: A town, utc: 0, {place}}}}}\n"
        folder = tmp_path / name
        write_small(folder, scenes, story=story, facts=facts)
        loaded = load(folder)
        assert loaded.story is not None, loaded.problems
        return {problem.code for problem in lint(loaded).problems} & {"unknown-border", "place-elsewhere"}

    assert found("right", "between: [France, Germany]", "lat: 48.86, lon: 2.35, country: France") == set()
    assert found("island", "between: [Brazil, Peru]", "lat: 37.74, lon: -25.67, country: Portugal") == set(), "it is too small for the map"
    assert found("no border", "between: [France, Poland]", "lat: 48.86, lon: 2.35, country: France") == {"unknown-border"}
    assert found("mistyped", "between: [France, Germany]", "lat: -1.3, lon: 36.8, country: Peru") == {"place-elsewhere"}


def test_a_scene_can_be_left_in_peace_with_a_reason(tmp_path: Path) -> None:
    loud = "start:\n  text: Room 300.\n  ending: On the quay\n"
    assert "loose-figure" in warned(loud, tmp_path / "loud")
    assert "loose-figure" not in warned(loud + "  quiet: {loose-figure: It is painted on the door}\n", tmp_path / "quiet")


def test_rules_that_know_only_english_are_silent_elsewhere(tmp_path: Path) -> None:
    story = "# file: story.yaml\ntitle: Die Fähre\nlanguage: de\nroles:\n  gast: {title: Gast, blurb: Jemand., start: start}\n"
    assert "loose-figure" not in warned(
        story + "# file: scenes.yaml\nstart:\n  text: 300 Leute warten.\n  ending: Am Kai\n", tmp_path / "de"
    )


# ---- what is declared and comes to nothing ----


def found(folder: Path, scenes: str, **files: str) -> list[tuple[str, str]]:
    """(code, message) of everything that a check warns of, in order of place."""
    write_small(folder, scenes, **files)
    loaded = load(folder, shown="ferry")
    assert loaded.story is not None, loaded.problems
    return [(problem.code, problem.message) for problem in lint(loaded).problems]


def messages(folder: Path, code: str, scenes: str, **files: str) -> list[str]:
    return [message for name, message in found(folder, scenes, **files) if name == code]


def test_an_echo_that_only_another_role_sets_is_lost(tmp_path: Path) -> None:
    roles = "  visitor: {title: The visitor, blurb: A bag., start: start}\n  captain: {title: The captain, blurb: A ship., start: bridge}\n"
    story = f"title: The ferry\nroles:\n{roles}echoes:\n  bench: {{values: [kept, given], from: visitor}}\n"
    scenes = """\
start: {text: A., choices: [{label: Sit, do: SET, go: home}, {label: Stand, go: home}]}
bridge: {text: [B., {if: bench == given, text: C.}], choices: [{label: Sail, do: bench = given, go: home}]}
home: {text: D., ending: Home}
"""
    lost = messages(tmp_path / "lost", "lost-echo", scenes.replace("do: SET, ", ""), story=story)
    assert lost == ["no scene that `visitor` comes to sets the echo `bench`"]
    assert messages(tmp_path / "left", "lost-echo", scenes.replace("SET", "bench = kept"), story=story) == []


def declaring(variables: str, more: str = "") -> str:
    return (
        "title: The ferry\nclock: {start: 2022-09-21 18:00, variable: hours}\n"
        "roles:\n  visitor: {title: The visitor, blurb: Somebody with a bag., start: start}\n"
        f"variables:\n  hours: {{type: int, max: 48}}\n{variables}{more}"
    )


MONEY = '  money: {type: int, max: 100, show: "{} crowns"}\n'
ENDS = "pier: {text: It comes., ending: Aboard}\n"


def asking(condition: str, do: str = "money = 5") -> str:
    return (
        f'start:\n  text: A quay.\n  choices:\n    - {{label: Pay, if: "{condition}", go: pier}}\n'
        f"    - {{label: Wait, do: {do}, because: fare, go: pier}}\n" + ENDS
    )


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("money > 10 and money < 5", "`money > 10 and money < 5` can never hold: its parts exclude each other"),
        ("money > 100", "`money > 100` can never hold: `money` lies between 0 and 100"),
        ("not (money >= 0)", "`not money >= 0` can never hold: `money` lies between 0 and 100"),
        ("coat or money > 100", "`money > 100` can never hold: `money` lies between 0 and 100"),
        ("coat and (money == 3 and money != 3)", "`money == 3 and money != 3` can never hold: its parts exclude each other"),
        ("papers == foreign", "`papers == foreign` can never hold: `papers` is only ever `internal` or `lost`"),
        ("papers == lost and papers == internal", "`papers == lost and papers == internal` can never hold: its parts exclude each other"),
        ("money + 5 < 5", "`money + 5 < 5` can never hold"),
        ("money - hours > 0 and money < 1", "`money - hours > 0 and money < 1` can never hold: its parts exclude each other"),
        ("hour == 24", "`hour == 24` can never hold"),
        ("date < 2022-09-21", "`date < 2022-09-21` can never hold"),
        ("date > 2022-09-23", "`date > 2022-09-23` can never hold"),
        ("visited(attic)", "`visited(attic)` can never hold: nothing leads to `attic`"),
        ("knows(storm)", "`knows(storm)` can never hold: nothing tells `storm`"),
        ("money > 10 and broke", "`money > 10 and broke` can never hold: its parts exclude each other"),
    ],
)
def test_a_condition_that_can_never_hold(condition: str, message: str, tmp_path: Path) -> None:
    story = declaring(
        MONEY + "  coat: {type: flag}\n  papers: {type: enum, values: [internal, foreign, lost]}\n", "conditions:\n  broke: money < 5\n"
    )
    scenes = asking(condition, "[money = 5, coat = true, papers = lost]") + "attic: {text: Dust., ending: Dust}\n"
    assert messages(tmp_path, "never-true", scenes, story=story) == [message]


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("money >= 0", "`money >= 0` always holds: `money` lies between 0 and 100"),
        ("coat or not coat", "`coat or not coat` always holds: one of its parts always does"),
        ("coat and money <= 100", "`money <= 100` always holds: `money` lies between 0 and 100"),
        ("money < 60 or money > 50", "`money < 60 or money > 50` always holds: one of its parts always does"),
    ],
)
def test_a_condition_that_always_holds(condition: str, message: str, tmp_path: Path) -> None:
    story = declaring(MONEY + "  coat: {type: flag}\n")
    scenes = asking(condition, "[money = 5, coat = true]")
    assert messages(tmp_path, "always-true", scenes, story=story) == [message]


@pytest.mark.parametrize(
    "condition",
    [
        "money == 100",
        "money > 5 and money < 7",
        "money < 50 or money > 60",
        "coat and money > 5",
        "money * 2 > 199",
        "min(money, hours) > 47",
        "hour >= 9 and hour < 18",
        "date >= 2022-09-22 and day <= 2",
        "visited(start)",
        "knows(fare)",
        "papers != internal and papers != lost",
        "not (coat and money > 5)",
        "bench == unknown",
        "bench == given",
        "money > debt and debt > 0",
    ],
)
def test_nothing_is_said_of_a_condition_that_can_go_either_way(condition: str, tmp_path: Path) -> None:
    variables = "  coat: {type: flag}\n  papers: {type: enum, values: [internal, foreign, lost]}\n  debt: {type: int, max: 9}\n"
    story = declaring(MONEY + variables, "echoes:\n  bench: {values: [kept, given], from: visitor}\n")
    do = "[money = 5, coat = true, papers = lost, papers = foreign, bench = given, bench = kept, debt = 2]"
    told = dict(found(tmp_path, asking(condition, do), story=story))
    assert not {"never-true", "always-true"} & told.keys(), told


def test_the_domains_say_the_same_as_trying_every_value(tmp_path: Path) -> None:
    """Conditions over two small variables, against all of their values."""
    chance = random.Random(7)
    story = declaring("  a: {type: int, max: 3, show: a}\n  b: {type: int, min: -2, max: 1, show: b}\n")

    def condition(deep: int) -> str:
        if deep == 0 or chance.random() < 0.3:
            return f"{chance.choice('ab')} {chance.choice(('==', '!=', '<', '<=', '>', '>='))} {chance.randint(-3, 4)}"
        left, right = condition(deep - 1), condition(deep - 1)
        return chance.choice((f"({left}) and ({right})", f"({left}) or ({right})", f"not ({left})"))

    for number in range(60):
        text = condition(3)
        values = {bool(eval(text, {"a": a, "b": b})) for a in range(4) for b in range(-2, 2)}
        told = dict(found(tmp_path / str(number), asking(text, "[a = 2, b = 1]"), story=story))
        whole = f"`{text}`"
        assert ("never-true" in told) >= (values == {False}), whole
        assert ("always-true" in told) >= (values == {True}), whole
        if not {True, False} - values:
            # What is told of a condition that can go either way is about a part of it, never about the whole.
            assert all(message.removeprefix("`").partition("`")[0] != text for message in told.values()), whole


def test_what_an_encounters_end_excludes_is_told_at_the_end(tmp_path: Path) -> None:
    scenes = (
        "start:\n  kind: encounter\n  with: mira\n  text: Mira looks up.\n  topics:\n"
        "    - {say: Greet her, do: trust += 3, hears: She nods.}\n"
        "  ends:\n    - {if: trust >= 2, go: pier}\n    - {if: trust >= 3, go: pier}\n    - {go: pier}\n" + ENDS
    )
    told = messages(tmp_path, "never-true", scenes)
    assert told == ["`not trust >= 2 and trust >= 3` can never hold: what must hold before it excludes it"]


def test_a_flag_that_is_only_ever_set_is_told_where_it_is_declared(tmp_path: Path) -> None:
    story = declaring("  coat: {type: flag}\n")
    write_small(tmp_path, "start:\n  text: A quay.\n  choices:\n    - {label: Take it, do: coat = true, go: pier}\n" + ENDS, story=story)
    (problem,) = [problem for problem in lint(load(tmp_path, shown="ferry")).problems if problem.code == "never-read"]
    assert problem.message == "`coat` is set, but nothing asks for it or shows it"
    assert problem.place.text.strip() == "coat: {type: flag}"
    assert problem.place.text[problem.place.column - 1 :][: problem.place.length] == "coat"


def test_a_fact_that_only_an_unlinked_scene_teaches_is_never_met(tmp_path: Path) -> None:
    scenes = "start: {text: A quay., ending: Home}\nattic: {text: '[The fare has doubled](fact:fare).', ending: Dust}\n"
    assert "no role can meet the fact `fare`" in messages(tmp_path, "fact-never-met", scenes)


# ---- options ----


def offering(*choices: str) -> str:
    return "start:\n  text: A quay.\n  choices:\n" + "".join(f"    - {{{choice}}}\n" for choice in choices) + ENDS


GOOD = declaring(
    '  money: {type: int, max: 100, good: more, show: "{} crowns"}\n  battery: {type: int, max: 9, good: more, show: battery}\n'
    "  coat: {type: flag, show: coat}\n  debt: {type: int, max: 9, good: less, show: debt}\n"
)


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        (
            ("label: Ask, do: money -= 5, go: pier", "label: Wait, go: pier"),
            ["money"],
        ),
        (
            ("label: Ask, do: debt += 1, go: pier", "label: Wait, go: pier"),
            ["debt"],
        ),
        (("label: Ask, do: [money -= 5, coat = true], go: pier", "label: Wait, go: pier"), []),
        (("label: Ask, do: [money -= 5, battery += 1], go: pier", "label: Wait, go: pier"), []),
        (("label: Ask, do: money -= 5, recall: asked, go: pier", "label: Wait, go: pier"), []),
        (("label: Ask, do: money -= 5, because: fare, go: pier", "label: Wait, go: pier"), []),
        (("label: Ask, do: money -= 5, go: pier", "label: Wait, if: coat, go: pier"), []),
        (("label: Ask, do: money -= 5, go: pier", "label: Wait, once: true, go: pier"), []),
        (("label: Ask, do: money -= 5, go: pier", "label: Wait"), []),
        (("label: Ask, do: hours += 5, go: pier", "label: Wait, go: pier"), []),  # nobody said that hours are bad
        (("label: Ask, do: money = 3, go: pier", "label: Wait, go: pier"), []),
    ],
)
def test_an_option_that_another_beats_in_everything(choices: tuple[str, str], told: list[str], tmp_path: Path) -> None:
    in_everything = [f"`wait` is at least as good as `ask` in everything, and better in `{meter}`" for meter in told]
    assert messages(tmp_path, "dominated-option", offering(*choices), story=GOOD) == in_everything


# ---- words ----


def telling(text: str) -> str:
    return "start:\n  text: |\n    " + text.replace("\n", "\n    ") + "\n  ending: Home\n"


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("It takes three days.", "loose-measure", "three days"),
        ("It takes three\ndays.", "loose-measure", "three days"),
        ("Two-thirds have gone.", "loose-measure", "Two-thirds"),
        ("Forty per cent stay.", "loose-measure", "Forty per cent"),
        ("Ten percent stay.", "loose-measure", "Ten percent"),
        ("It is five kilometres long.", "loose-measure", "five kilometres"),
        ("The [quay of 1920](term:quay) is empty.", "loose-figure", "1920"),
        ("Dozens wait.", "loose-figure", "Dozens"),
        ("Then there are 340.", "loose-figure", "340"),
        ("Four\nhundred wait.", "loose-figure", "Four hundred"),
        ("Two suitcases and window four.", "", ""),
        ("It takes [three days](imagined).", "", ""),
        ("[It takes 3 days](fact:delay).", "", ""),
        ("An hour on, somebody laughs.", "", ""),
    ],
)
def test_figures(text: str, code: str, word: str, tmp_path: Path) -> None:
    told = {name: message for name, message in found(tmp_path, telling(text)) if name.startswith("loose-")}
    assert set(told) == ({code} if code else set())
    assert f"“{word}”" in told.get(code, "“”")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Refugees stand at the door.", "Refugees"),
        ("Waves of migrants come.", "Waves of migrants"),
        ("She waves, and a wave breaks.", ""),
        ('"A horde," says the man.', ""),
        ("The word *horde* is crossed out.", ""),
        ("The five states are five, not the 'stans.", "stans"),
    ],
)
def test_loaded_words(text: str, word: str, tmp_path: Path) -> None:
    told = messages(tmp_path, "loaded-word", telling(text))
    assert told == ([f"“{word}” in the passage of `start` judges people before the reader can"] if word else [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Suddenly the door opens.", True),
        ("You realise that it is late.", True),
        ("You are so afraid of it.", True),
        ("You feel that it is wrong.", True),
        ("You feel for the key under the mat.", False),
        ('"You are afraid," says Mira.', False),
        ("You are a girl with a bag.", False),
    ],
)
def test_told_feelings(text: str, told: bool, tmp_path: Path) -> None:
    assert bool(messages(tmp_path, "told-feeling", telling(text))) is told


FACTS_OF_A_VIEW = """\
sources:
  gazette: {title: A week at the harbour, publisher: The Gazette, date: 2022-09-28}
facts:
  fare: {says: The fare has doubled., kind: figure, by: the ferry company, source: gazette, at: 2, force: price}
  stop: {says: Most arrivals see the town as a stop., kind: view, by: "Ada Lim, harbour master", source: gazette, at: 5}
  sunk: {says: A boat is reported to have sunk., kind: report, by: two fishermen, source: gazette, at: 6}
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[Most see the town as a stop](fact:stop).", True),
        ("Mira says hello. [Most see the town as a stop](fact:stop).", True),
        ("[Most see the town as a stop](fact:stop). Mira says hello.", True),
        ("[A boat has sunk](fact:sunk) after the call-up.", True),
        ("[Most see the town as a stop](fact:stop), says Ada Lim.", False),
        ("For the harbour master it is plain: [most see the town as a stop](fact:stop).", False),
        ("[A boat is reported to have sunk](fact:sunk).", False),
        ("According to two men, [a boat has sunk](fact:sunk).", False),
        ('"[Most see it as a stop](fact:stop)," says Mira.', False),
        ("The fare [has doubled](fact:fare).", False),
    ],
)
def test_a_view_or_a_report_needs_somebody_whose_word_it_is(text: str, told: bool, tmp_path: Path) -> None:
    assert bool(messages(tmp_path, "told-as-fact", telling(text), facts=FACTS_OF_A_VIEW)) is told


def test_what_somebody_says_in_their_own_block_is_their_word(tmp_path: Path) -> None:
    scenes = "start:\n  text:\n    - mira: '[Most see the town as a stop](fact:stop).'\n  ending: Home\n"
    assert messages(tmp_path, "told-as-fact", scenes, facts=FACTS_OF_A_VIEW) == []


def test_words_of_blocks_that_exclude_each_other_are_not_counted_together(tmp_path: Path) -> None:
    def blocks(second: str) -> str:
        long = "The sea is grey. " * 25
        return f"start:\n  text:\n    - {{if: coat, text: {long}}}\n    - {{if: {second}, text: {long}}}\n  ending: Home\n"

    assert messages(tmp_path / "apart", "long-passage", blocks("not coat")) == []
    assert messages(tmp_path / "together", "long-passage", blocks("thermos")) == [
        "the passage of `start` may have 200 words; more than 130 don't fit the screen"
    ]


def test_words_between_choices_count_the_scenes_that_only_go_on(tmp_path: Path) -> None:
    sea = "The sea is grey. " * 30
    chain = "".join(f"s{n}: {{text: {sea}, go: {f's{n + 1}' if n < 3 else 'pier'}}}\n" for n in range(4))
    told = messages(tmp_path, "far-between-choices", offering("label: Wait, go: s0") + chain)
    assert told == ["after `start/wait` come 482 words before the next choice; 400 are the most"]


# ---- places, exemptions, languages ----


def test_a_word_is_found_in_its_own_text_and_not_in_another(tmp_path: Path) -> None:
    passage = "    - |\n      [The fare is 300 now](fact:fare).\n    - |\n      [Room 300](imagined) and 300 more.\n"
    write_example(f"start:\n  text:\n{passage}  ending: Home\n", tmp_path)
    (figure,) = [problem for problem in lint(load(tmp_path)).problems if problem.code == "loose-figure"]
    assert (figure.place.line, figure.place.column) == (6, 32)


def test_an_exemption_that_exempts_from_nothing_is_a_hint(tmp_path: Path) -> None:
    story = STORY + "quiet: {loaded-word: It is about the word}\n"
    scenes = "start:\n  text: A quay.\n  quiet: {told-feeling: He says so}\n  ending: Home\n"
    assert messages(tmp_path, "quiet-for-nothing", scenes, story=story) == [
        "nothing in `start` breaks `told-feeling`",
        "nothing in the story breaks `loaded-word`",
    ]


def test_an_exemption_from_a_rule_that_was_not_asked_is_left_alone(tmp_path: Path) -> None:
    story = STORY.replace("title: The ferry", "title: Die Fähre\nlanguage: de") + "quiet: {loaded-word: Es geht um das Wort}\n"
    assert messages(tmp_path, "quiet-for-nothing", "start: {text: Ein Kai., ending: Heim}\n", story=story) == []


def test_grades_that_cannot_be_given_are_told_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_example(CODES["hard-to-read"].wrong, tmp_path)
    monkeypatch.setitem(sys.modules, "textstat", None)  # as where the extra isn't installed
    linted = lint(load(tmp_path), graded=True)
    assert "hard-to-read" not in {problem.code for problem in linted.problems}
    assert linted.skipped["hard-to-read"].startswith("1 passage wasn't graded. Grades come from the package textstat")


def test_hints_alone_do_not_fail_a_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_example(CODES["term-never-linked"].wrong, tmp_path)
    story = (tmp_path / "story.yaml").read_text("utf-8").partition("variables:")[0] + "variables:\n  hours: {type: int, max: 48}\n"
    (tmp_path / "story.yaml").write_text(story, "utf-8")
    assert main(["check", str(tmp_path)]) == 0
    assert "2 hints in 2 files" in capsys.readouterr().err


SIGNS = ["\u26f4\ufe0f", "1\ufe0f\u20e3", "\U0001f1f0\U0001f1ff", "\U0001f44d\U0001f3fd", "\U0001f469\u200d\U0001f680"]


@pytest.mark.parametrize("sign", SIGNS)
def test_signs_that_change_their_width(sign: str, tmp_path: Path) -> None:
    assert messages(tmp_path, "emoji", telling(f"It comes. {sign}"))


@pytest.mark.parametrize("text", ["It comes. →", "می\u200cخواهم", "Ein Kai — leer.", "¡Ya! 5 ½"])
def test_letters_and_plain_signs_are_fine(text: str, tmp_path: Path) -> None:
    assert not messages(tmp_path, "emoji", telling(text))


CAST = (
    "title: The ferry\nroles:\n  visitor: {title: The visitor, blurb: Somebody with a bag., start: start}\n"
    "people:\n  mira: {name: Mira Old, work: clerk, wants: tea}\n  mother: {name: Your mother, work: baker, wants: tea}\n"
)


@pytest.mark.parametrize(
    ("scene", "missing"),
    [
        ("{text: Your bag is packed., ending: Out}", ["Mira Old", "Your mother"]),
        ("{text: 'You miss *Mira*, and your mother.', ending: Out}", []),
        ("{text: [A pier., mira: 'Is that you, Mother?'], ending: Out}", []),
        ("{title: Mira's pier, text: Old ropes., ending: Out}", ["Your mother"]),
        ("{text: A pier., choices: [{label: Ring your mother, go: out}]}\nout: {text: Mirages., ending: Out}", ["Mira Old"]),
        (
            "{kind: encounter, with: mira, topics: [{say: A, hears: B}], ends: [{go: out}]}\nout: {text: Smother., ending: Out}",
            ["Your mother"],
        ),
    ],
)
def test_who_neither_speaks_nor_is_met_nor_named_is_told(scene: str, missing: list[str], tmp_path: Path) -> None:
    told = messages(tmp_path, "unused-person", f"start: {scene}\n", story=CAST)
    assert told == [f"{name} neither speaks nor is met, and no text names them" for name in missing]


FERRY = """\
title: The ferry
clock: {start: 2022-09-21 18:00, variable: hours}
roles: {visitor: {title: The visitor, blurb: Somebody with a bag., start: start}}
variables: {hours: {type: int, max: 96}, coat: {type: flag}}
"""


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("from friday and hour >= 15", True),
        ("date >= 2022-09-23 and hour > 14", True),
        ("coat or 15 <= hour and day >= 3", True),
        ("not (day > 2 and coat and hour >= 9)", True),
        ("from friday 15:00", False),
        ("from friday and hour >= 15 and hour < 20", False),
        ("from friday and until saturday and hour >= 15", False),
        ("weekday == friday and hour >= 15", False),
        ("date == 2022-09-23 and hour >= 15", False),
        ("from friday or hour >= 15", False),
        ("from friday and hour < 15", False),
    ],
)
def test_a_day_and_an_hour_from_which_on_are_told_to_end_each_night(condition: str, told: bool, tmp_path: Path) -> None:
    scenes = f"""\
start:
  text: [The pier., {{if: "{condition}", text: It is there.}}]
  choices: [{{label: Wait, do: [hours += 9, coat = true], go: start}}, {{label: Go, go: end}}]
end: {{text: It comes., ending: Aboard}}
"""
    write_small(tmp_path, scenes, story=FERRY)
    found = [problem.message for problem in lint(load(tmp_path)).problems if problem.code == "false-again"]
    assert len(found) == told
    assert all("is false again every night" in message for message in found)


def test_a_named_condition_that_ends_each_night_is_told_once_where_it_is_declared(tmp_path: Path) -> None:
    scenes = """\
start:
  text: [The pier., {if: late, text: It is there.}, {if: late, text: It rings.}]
  choices: [{label: Wait, do: hours += 9, go: start}, {label: Go, go: end}]
"""
    story = FERRY + "conditions: {late: from friday and hour >= 15}\n"
    write_small(tmp_path, scenes + "end: {text: It comes., ending: Aboard}\n", story=story)
    (found,) = [problem for problem in lint(load(tmp_path)).problems if problem.code == "false-again"]
    assert found.place.path.endswith("story.yaml")
    assert found.place.text[found.place.column - 1 :].startswith("late")
