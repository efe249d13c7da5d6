"""Loading a folder again, with what is still the same taken over, tells the same as loading it for the first time."""

import shutil
from pathlib import Path
from random import Random

from game.library.load import Loaded, load
from game.play.fingerprint import fingerprint

FERRY = Path(__file__).parents[1] / "stories" / "ferry"


def same(one: Loaded, other: Loaded) -> bool:
    prints = [fingerprint(loaded.story) if loaded.story is not None else "" for loaded in (one, other)]
    lines = [{path: file.lines for path, file in loaded.files.items()} for loaded in (one, other)]
    return one.problems == other.problems and prints[0] == prints[1] and lines[0] == lines[1]


def test_it_makes_no_difference(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FERRY, tmp_path / "ferry"))
    random = Random(1)
    names = sorted(path.name for path in folder.iterdir())
    before = load(folder)
    broken = 0
    for _ in range(60):
        path = folder / random.choice(names)
        if random.random() < 0.4:
            for name in names:
                shutil.copy(FERRY / name, folder / name)
        elif path.exists() and random.random() < 0.2:
            path.unlink()
        elif path.exists():
            text = path.read_text("utf-8")
            cut = random.randrange(len(text) or 1)
            path.write_text(text[:cut] + random.choice(("x", ":", "\t", "- ", "\n")) + text[cut + 1 :], "utf-8")
        before = load(folder, before=before)
        assert same(before, load(folder))
        broken += before.story is None
    assert 10 < broken < 60
    for name in names:
        shutil.copy(FERRY / name, folder / name)
    before = load(folder, before=before)
    assert before.story is not None
    assert same(before, load(folder))


def test_only_what_has_changed_is_parsed(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FERRY, tmp_path / "ferry"))
    first = load(folder)
    path = folder / "scenes.yaml"
    path.write_text(path.read_text("utf-8").replace("Nobody looks up.", "Nobody looks round."), "utf-8")
    second = load(folder, before=first)
    again = {raw.name for raw, read in second.read.items() if all(read is not other for other in first.read.values())}
    assert again == {"scenes.yaml"}
