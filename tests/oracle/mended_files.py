"""`neighbours check --fix` on generated stories: what it writes never changes how a story plays, nor where a save resumes.

The files are written in every style that YAML has, and in half of them a scene has just been given another name.
"""

import contextlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import yaml

from game.cli.main import main
from game.library.load import load
from game.play.engine import open_choices
from game.play.playthrough import Playthrough, begin, choose
from game.play.program import compile_role
from game.play.resume import resume, saved_from
from game.story.model import Story
from tests.oracle.files import Files, Raw, write

GAMES = 3
LONGEST = 15
RENAMED = "renamed_scene"


def as_typed(files: Files, draw: Random) -> dict[str, str]:
    """The files in a style of YAML of their own each, with remarks between."""

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, _data: object) -> bool:
            return True

    text = {}
    for name, raw in files.items():
        style = draw.choice((None, None, '"', "'"))
        made = yaml.dump(
            raw,
            Dumper=Dumper,
            sort_keys=False,
            allow_unicode=True,
            default_flow_style=draw.choice((False, False, None)),
            default_style=style,
            indent=draw.choice((2, 4)),
            width=draw.choice((40, 80, 100_000)),
        )
        made = re.sub(r"""(?m)^( *(?:- )?)(["'])(\w+)\2:""", r"\1\3:", made) if style else made
        text[name] = "".join(
            line + ("# a remark\n" if draw.random() < 0.05 and line.endswith(":\n") else "") for line in made.splitlines(True)
        )
    return text


def differences(files: Files, folder: Path, seed: int) -> Iterator[str]:
    """Write the story, play it, let the command mend it, and go on with what was played."""
    draw = Random(seed)
    text = as_typed(files, draw)
    before = load(write(text, folder)).story
    if before is None:
        return
    played = [game for role in before.roles for game in _games(before, role, draw)]
    renamed = _rename(files, draw) if draw.random() < 0.5 else ""
    if renamed:
        text = as_typed(files, draw)
        if load(write(text, folder)).errors == ():
            return  # nothing leads to it, so nothing is wrong
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main(["check", str(folder), "--fix"])
    after = load(folder).story
    if after is None:
        if not renamed:
            yield f"fix: the story can't be played any more: {[problem.message for problem in load(folder).errors]}"
        return  # it isn't certain what the scene was called
    yield from _differ(before, after, renamed)
    for game in played:
        yield from _resumed(game, after, renamed)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        once = {path.name: path.read_bytes() for path in folder.glob("*.yaml")}
        main(["check", str(folder), "--fix"])
    if once != {path.name: path.read_bytes() for path in folder.glob("*.yaml")}:
        yield "fix: done once more, it changes something again"


def _games(story: Story, role: str, draw: Random) -> Iterator[Playthrough]:
    for _ in range(GAMES):
        game = begin(compile_role(story, role), draw.randrange(1000))
        for _ in range(draw.randrange(LONGEST)):
            choices = open_choices(game.program, game.state)
            if not choices:
                break
            game = choose(game, game.scene.choices[draw.choice(choices)].id)
        yield game


def _rename(files: Files, draw: Random) -> str:
    """Give a scene another name where it stands, and nowhere else; its old name."""
    scenes = files["scenes.yaml"]
    starts = {role["start"] for role in files["story.yaml"]["roles"].values()}
    able = [name for name in scenes if name not in starts and "kind" not in scenes[name] and "was" not in scenes[name]]
    if not able:
        return ""
    old = draw.choice(able)
    files["scenes.yaml"] = {(RENAMED if name == old else name): scene for name, scene in scenes.items()}
    return old


def _differ(before: Story, after: Story, renamed: str) -> Iterator[str]:
    """Scene by scene, all that decides how it plays."""
    was, now = (_plays_as(story, renamed) for story in (before, after))
    for name in was:
        if was[name] != now.get(name):
            yield f"fix: {name} plays otherwise: {was[name]} and now {now.get(name)}"


def _plays_as(story: Story, renamed: str) -> Raw:
    def name(text: Any) -> str:
        return re.sub(rf"\b{RENAMED}\b", renamed, str(text)) if renamed else str(text)

    told: Raw = {name(role.id): name((role.start, role.values)) for role in story.roles.values()}
    for scene in story.scenes.values():
        choices = [
            (each.id, each.when, each.condition, each.once, each.effects, each.because, each.results, each.go, each.branches, each.visit)
            for each in scene.choices
        ]
        outcomes = [
            [(out.id, out.weight, out.condition, out.effects, out.results, out.go, out.branches) for out in each.outcomes]
            for each in scene.choices
        ]
        blocks = [(block.condition, block.text, block.first, block.again) for block in scene.blocks]
        told[name(scene.id)] = name((scene.place, scene.ending, blocks, choices, outcomes, sorted(scene.recalls)))
    return told


def _resumed(game: Playthrough, after: Story, renamed: str) -> Iterator[str]:
    resumed = resume(compile_role(after, game.program.role.id), saved_from(game))
    scene = resumed.played.scene.id
    if resumed.notices:
        yield f"fix: a save in {game.scene.id} doesn't resume as it was: {resumed.notices}"
    if (renamed if scene == RENAMED else scene) != game.scene.id:
        yield f"fix: a save in {game.scene.id} resumes in {scene}"
    if resumed.played.state[3:] != game.state[3:]:
        yield f"fix: a save in {game.scene.id} resumes with other values"
