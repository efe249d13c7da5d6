"""What kinds say without their author: the guide's table has all of it, and each of it can be said by the author."""

import re
from pathlib import Path

from game.play.program import compile_role
from game.play.view import plain_text, view
from game.story.model import Story, result_texts
from tests.docs.pages import TOP, prose
from tests.small import made, small, started

BARE = """\
start: {choices: [{label: A, go: line}, {label: B, go: hunt}, {label: C, go: office}, {label: D, go: meeting}, {label: E, go: desk}]}
line: {kind: queue, length: 1, wait: {hours: [1]}, reached: out}
hunt: {kind: hunt, tries: 1, offers: [{id: bus, label: F, price: 90, chance: 1 in 2}], empty: out}
office: {kind: registration, opens: 9, closes: 18, needs: [{if: coat, missing: G, visit: call}], windows: [form, photo], granted: out}
meeting: {kind: encounter, with: mira, topics: [{say: H, hears: I}], ends: [{go: out}]}
desk: {kind: sorting, claims: [storm], sorted: out}
call: {text: J, choices: [{label: K, do: coat = true, go: back}]}
out: {ending: Out}
"""
OWN = """\
start: {choices: [{label: A, go: line}, {label: B, go: hunt}, {label: C, go: office}, {label: D, go: meeting}, {label: E, go: desk}]}
line: {kind: queue, length: 1, wait: {label: Q, hours: [1]}, progress: Q, reached: out}
hunt:
  kind: hunt
  tries: 1
  offers: [{id: bus, label: F, price: 90, chance: 1 in 2}]
  dear: Q
  progress: Q
  leave: {label: Q, go: out}
  empty: out
office:
  kind: registration
  opens: 9
  closes: 18
  needs: [{if: coat, missing: G, visit: call}]
  wait: {label: Q}
  windows: [{id: form, label: Q}, {id: photo, label: Q}]
  granted: out
meeting: {kind: encounter, with: mira, topics: [{say: H, hears: I}], leave: {label: Q}, ends: [{go: out}]}
desk:
  kind: sorting
  claims: [storm]
  ways: {happened: {label: Q}, vouched: {label: Q}, opinion: {label: Q}, cut: {label: Q}}
  shows: Q
  sorted: out
call: {text: J, choices: [{label: K, do: coat = true, go: back}]}
out: {ending: Out}
"""


def said(story: Story) -> set[str]:
    """Each label, reason and result of the story; those of one letter are the author's."""
    state, program = started(story).state, compile_role(story, "visitor")
    texts = [
        plain_text(text, program, state)
        for scene in story.scenes.values()
        for choice in scene.choices
        for text in (choice.label, choice.locked, *result_texts(choice))
        if text is not None
    ]
    texts += [plain_text(scene.progress, program, state) for scene in story.scenes.values() if scene.progress is not None]
    return {text for text in texts if len(text) > 1}


def told() -> set[str]:
    part = prose(TOP / "docs" / "format.md").partition("## What a kind says by itself")[2].partition("\n## ")[0]
    filled = {"price": "90", "money": "20", "kind": "event", "by": "the Gazette", "ahead": "1", "tries": "1"}
    return {text.format(**filled) for text in re.findall(r"^\| `[a-z]+` \| .* \| (.*) \|$", part, re.MULTILINE)}


def test_the_guide_tells_all_that_kinds_say_by_themselves(tmp_path: Path) -> None:
    assert said(small(tmp_path, BARE)) == told()


def test_an_author_can_say_all_of_it(tmp_path: Path) -> None:
    assert said(small(tmp_path, OWN)) == set()


def test_going_on_can_be_called_something_else_and_stays_no_decision(tmp_path: Path) -> None:
    bare = small(tmp_path / "bare", "start: {text: A., go: out}\nout: {ending: Out}\n")
    own = small(tmp_path / "own", "start: {text: A., choices: [{label: Weiter, id: go, go: out}]}\nout: {ending: Out}\n")
    assert [option.label for option in view(started(own)).options] == ["Weiter"]
    for story in (bare, own):
        assert made(started(story), "go").scene.ending == "Out"
        assert story.scenes["start"].goes_on
