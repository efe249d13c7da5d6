"""A story's files as values, as YAML, and in a folder."""

import re
from pathlib import Path
from typing import Any

import yaml

Raw = dict[str, Any]
Files = dict[str, Raw]
PICTURE = "wall"
"""The one picture that a story may have."""


_LETTERS = {
    "debt": "долг",
    "trust": "año",
    "lamp": "señal",
    "coat": "пальто",
    "shoes": "靴",
    "wet": "мокрые",
    "fare": "цена",
    "rule": "norma_única",
    "anna": "анна",
    "ben": "ñato",
}
_NAMED = re.compile(rf"\b({'|'.join(_LETTERS)})\b")


def in_other_letters(files: Files) -> Files:
    """The story with some of its names in other letters, wherever they stand."""

    def written(value: Any) -> Any:
        if isinstance(value, dict):
            return {written(key): written(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [written(item) for item in value]
        return _NAMED.sub(lambda name: _LETTERS[name[0]], value) if isinstance(value, str) else value

    return {name: written(raw) for name, raw in files.items()}


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, _data: object) -> bool:
        return True


def as_text(files: Files) -> dict[str, str]:
    """The files as an author would have them."""
    return {name: yaml.dump(raw, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100_000) for name, raw in files.items() if raw}


def write(files: dict[str, str], folder: Path) -> Path:
    """Write the texts into a folder in place of what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.yaml"):
        path.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    if any(f"picture: {PICTURE}" in text for text in files.values()):
        (folder / "pictures").mkdir(exist_ok=True)
        (folder / "pictures" / f"{PICTURE}.txt").write_text("shows: A wall.\n\n" + "gggg\n" * 4, "utf-8")
    return folder


def load(folder: Path) -> Files:
    """The files of a folder as values whose scalars are all texts."""
    return {path.name: yaml.load(path.read_text("utf-8"), yaml.CBaseLoader) for path in sorted(folder.glob("*.yaml"))}
