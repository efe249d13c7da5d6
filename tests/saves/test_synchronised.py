"""Two computers whose saved games a service keeps in step: file by file, in any order, with copies where both have changed."""

import random
from pathlib import Path

import pytest

from game.saves import OpenSave, Saves, Slot
from game.saves.answers import Answers, Written, write_answers
from game.saves.open_save import MOVED
from game.saves.synchronised_copies import COPIES, OTHER_ANSWERS

STORY = "good_neighbours"

Tree = dict[str, bytes]


def tree(folder: Path) -> Tree:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Service:
    """What keeps two folders in step. It knows each file as it was when it last agreed, as such services do."""

    def __init__(self, one: Path, other: Path, named: str) -> None:
        self.folders = (one, other)
        self.agreed: Tree = {}
        self.named = named
        self.conflicts = 0

    def run(self, chance: random.Random, share: float = 1.0) -> None:
        one, other = (tree(folder) for folder in self.folders)
        names = sorted(one.keys() | other.keys() | self.agreed.keys())
        chance.shuffle(names)
        for name in names:
            if chance.random() > share or name.endswith(".lock"):
                continue
            mine, theirs, before = one.get(name), other.get(name), self.agreed.get(name)
            if mine == theirs:
                now = mine
            elif mine == before:
                now = theirs
            elif theirs == before or theirs is None:
                now = mine
            elif mine is None:
                now = theirs
            else:
                self.conflicts += 1
                path = Path(name)
                self.put(str(path.with_name(self.named.format(stem=path.stem, suffix=path.suffix, number=self.conflicts))), theirs)
                now = mine
            self.put(name, now)

    def put(self, name: str, content: bytes | None) -> None:
        self.agreed.pop(name, None)
        for folder in self.folders:
            path = folder / name
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                self.agreed[name] = content


def play(save: OpenSave, tokens: list[str]) -> list[str]:
    """Make a choice, and say what was told."""
    return [save.write({"entries": tokens}, role="graduate", where="The line", decisions=len(tokens))]


def entries(saves: Saves, slot: Slot) -> list[str]:
    found = saves.read(slot).payload["entries"]
    assert isinstance(found, list)
    return found


NAMES = (
    "{stem} (Ada's conflicted copy {number}){suffix}",
    "{stem}.sync-conflict-20260921-12000{number}-ABCDEFG{suffix}",
    "{stem}-DESKTOP-{number}{suffix}",
    "{stem} {number}{suffix}",
)


@pytest.mark.parametrize("seed", range(16))
def test_nothing_that_was_played_on_either_is_lost(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    homes = [Saves(tmp_path / name / "saves") for name in ("desk", "laptop")]
    service = Service(homes[0].folder, homes[1].folder, NAMES[seed % len(NAMES)])
    heads: list[list[str]] = []
    count = 0
    for _ in range(12):
        saves = chance.choice(homes)
        slots = [slot for slot in saves.slots(STORY) if slot.readable]
        if slots and chance.random() < 0.8:
            slot = chance.choice(slots)
            tokens = list(entries(saves, slot))
            save = saves.open(slot)
            tokens = list(save.payload["entries"]) if save.payload else tokens
        else:
            save, tokens = saves.begin(STORY), []
        for _ in range(chance.randint(1, 4)):
            count += 1
            tokens.append(f"choice-{count}")
            play(save, tokens)
            if chance.random() < 0.2:
                service.run(chance, chance.choice((0.5, 1.0)))  # while the window is open
        save.close()
        heads.append(list(tokens))
        if chance.random() < 0.6:
            service.run(chance, chance.choice((0.3, 0.7, 1.0)))
    for _ in range(3):
        service.run(chance)
        for saves in homes:
            saves.begin(STORY).close()
    assert tree(homes[0].folder) == tree(homes[1].folder), "they come to rest"
    for saves in homes:
        found = [entries(saves, slot) for slot in saves.slots(STORY) if slot.readable]
        assert len(found) == len(saves.slots(STORY))
        for head in heads:
            assert any(each[: len(head)] == head for each in found), f"lost: {head}"


@pytest.mark.parametrize("named", NAMES)
def test_a_game_played_on_both_is_two_games_and_that_is_told(named: str, tmp_path: Path) -> None:
    homes = [Saves(tmp_path / name / "saves") for name in ("desk", "laptop")]
    service = Service(homes[0].folder, homes[1].folder, named)
    with homes[0].begin(STORY) as save:
        play(save, ["pack"])
    service.run(random.Random(1))
    for saves, choice in zip(homes, ("walk", "ride"), strict=True):
        with saves.open(save.slot) as going_on:
            play(going_on, ["pack", choice])
    service.run(random.Random(1))
    assert service.conflicts
    for saves in homes:
        with saves.open(save.slot) as again:
            assert again.notice == COPIES
        assert sorted(entries(saves, slot) for slot in saves.slots(STORY)) == [["pack", "ride"], ["pack", "walk"]]
        with saves.open(save.slot) as again:
            assert again.notice == "", "it is told once"
    service.run(random.Random(1))
    assert [len(saves.slots(STORY)) for saves in homes] == [2, 2], "both have made the same game of it"


@pytest.mark.parametrize("named", NAMES)
def test_answers_given_on_both_are_kept_and_told_once(named: str, tmp_path: Path) -> None:
    homes = [Saves(tmp_path / name / "saves") for name in ("desk", "laptop")]
    service = Service(homes[0].folder, homes[1].folder, named)
    with homes[0].begin(STORY) as save:
        play(save, ["pack"])
    service.run(random.Random(1))
    for saves, word in zip(homes, ("Tired", "Angry"), strict=True):
        write_answers(saves, save.slot, Answers("", "", debrief=(Written("feelings", "word", "One word?", word),)))
    service.run(random.Random(1))
    for saves in homes:
        with saves.open(save.slot) as again:
            assert again.notice == OTHER_ANSWERS
        with saves.open(save.slot) as again:
            assert again.notice == ""
        kept = b"".join(path.read_bytes() for path in saves.folder.rglob("*answers*"))
        assert b"Tired" in kept
        assert b"Angry" in kept
        saves.delete_all()
        assert [path for path in saves.folder.rglob("*") if path.is_file()] == []


def test_copies_that_nobody_has_opened_are_deleted_with_all_games(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    with saves.begin(STORY) as save:
        play(save, ["pack"])
    copy = saves.path(save.slot).with_name(f"{save.slot.id} (Ada's copy).json")
    copy.write_bytes(saves.path(save.slot).read_bytes())
    copy.with_name(f"{save.slot.id} my notes.json").write_text("mine", encoding="utf-8")
    saves.delete_all()
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [f"{save.slot.id} my notes.json"]


def test_a_window_that_is_open_while_the_service_writes_goes_on_as_a_game_of_its_own(tmp_path: Path) -> None:
    homes = [Saves(tmp_path / name / "saves") for name in ("desk", "laptop")]
    service = Service(homes[0].folder, homes[1].folder, NAMES[0])
    with homes[0].begin(STORY) as save:
        play(save, ["pack"])
    service.run(random.Random(1))
    with homes[0].open(save.slot) as open_here:
        with homes[1].open(save.slot) as there:
            play(there, ["pack", "ride"])
        service.run(random.Random(1))
        assert play(open_here, ["pack", "walk"]) == [MOVED]
    service.run(random.Random(1))
    for saves in homes:
        assert sorted(entries(saves, slot) for slot in saves.slots(STORY)) == [["pack", "ride"], ["pack", "walk"]]
