"""The stylesheets of the screens, by their names."""

from pathlib import Path, PurePath

Sheets = list[str | PurePath]

_FOLDER = Path(__file__).parent


def sheets(*names: str) -> Sheets:
    """The files of these stylesheets, for a screen's `CSS_PATH`."""
    return [_FOLDER / f"{name}.tcss" for name in names]
