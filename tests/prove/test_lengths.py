"""Minutes are words at the story's pace and half a minute a decision, wherever they are told; and what is typical of a role."""

import json
from pathlib import Path

import pytest

from game.cli.main import main
from game.prove.routes.report import routes_of_role
from game.tui.pages.role_estimate import estimate
from tests.small import STORY, small, write_small

Capture = pytest.CaptureFixture[str]

LONG = " ".join(["word"] * 119)
ONE_DECISION = f"""\
start: {{text: {LONG.removesuffix(" word word word word")}, choices: [{{label: One way, go: end}}, {{label: Or other, go: end}}]}}
end: {{text: Here., ending: Home}}
"""  # 120 words with the labels and the end


def test_a_story_sets_how_many_words_are_read_in_a_minute(tmp_path: Path, capsys: Capture) -> None:
    for top, minutes in (("", 120 / 130 + 0.5), ("pace: 60\n", 2.5), ("pace: 240\n", 1.0)):
        folder = str(write_small(tmp_path, ONE_DECISION, story=top + STORY))
        main(["prove", folder, "--format", "json"])
        proved = json.loads(capsys.readouterr().out)["roles"][0]["routes"]
        main(["stats", folder, "--format", "json"])
        counted = json.loads(capsys.readouterr().out)["roles"][0]["routes"]["longest"]
        told = [proved["minutes"]["least"]["low"], proved["minutes"]["most"]["low"], proved["typical"]["minutes"]]
        assert told == pytest.approx([minutes] * 3)
        assert counted["minutes"] == round(minutes, 1)


def test_the_shelf_tells_minutes_at_the_storys_pace(tmp_path: Path) -> None:
    slow = small(tmp_path, ONE_DECISION, story="pace: 20\n" + STORY)
    assert estimate(slow, slow.roles["visitor"]).minutes == round(120 / 20 + 0.5)


@pytest.mark.parametrize(("rarely", "words"), [(3, 6), (30, 6 + 119)])
def test_nine_of_ten_random_games_end_within_what_is_typical(rarely: int, words: int, tmp_path: Path) -> None:
    """In three of a hundred games a long text is read: that isn't typical. In thirty it is."""
    scenes = f"""\
start:
  text: Two words.
  choices:
    - label: On
      outcomes: [{{id: near, chance: {100 - rarely}, go: end}}, {{id: far, chance: {rarely}, go: far}}]
    - {{label: Off, if: coat, go: end}}
far: {{text: {LONG}, go: end}}
end: {{text: You are here., ending: Home}}
"""
    found = routes_of_role(small(tmp_path, scenes), "visitor")
    assert found.typical.ticks == 2 * words
    assert found.minutes.most is not None
    assert found.minutes.most.low == 2 * (6 + 119), "the longest is the longest all the same"


def test_a_role_that_seldom_ends_has_no_typical_length(tmp_path: Path, capsys: Capture) -> None:
    scenes = """\
start: {text: A., choices: [{label: Go round, go: round}, {label: Go in, go: lost}]}
round: {text: B., choices: [{label: Back, go: start}, {label: Leave, go: end}]}
lost: {text: C., choices: [{label: Stay, do: debt = 1}, {label: Leave, once: true, if: hours > 1, go: end}]}
end: {text: D., ending: Home}
"""
    assert routes_of_role(small(tmp_path, scenes), "visitor").typical.ticks is None
    main(["prove", str(write_small(tmp_path / "told", scenes))])
    assert "typical: not known" in capsys.readouterr().out
