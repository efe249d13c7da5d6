"""Pages beside the play, as they are read line by line."""

from pathlib import Path

from game.plain.pages import xray_text
from tests.small import small, started

SCENES = """\
start:
  text: "The board says *no boats* today. [The fare has doubled](fact:fare), says *another* sign on the [quay](term:quay)."
  choices: [{label: Go, go: out}]
out: {ending: Out}
"""


def test_the_x_ray_has_a_line_for_each_run_and_none_for_emphasis_or_a_full_stop(tmp_path: Path) -> None:
    story = small(tmp_path, SCENES)
    played = started(story)
    assert xray_text(played).splitlines() == [
        "Imagined: The board says no boats today.",
        "SOURCED: The fare has doubled (figure; vouched for by the ferry company)",
        "Imagined: says another sign on the",
        "A word in the glossary: quay",
    ]
