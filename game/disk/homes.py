"""Where saves, settings and one's own stories live: in the folders that the system has for them, or below NEIGHBOURS_HOME.

None of them need exist. Whoever puts a link in the place of one of them has chosen another place for it, so these are
followed; none within is.
"""

import os
from collections.abc import Mapping
from pathlib import Path

HOME = "NEIGHBOURS_HOME"
APPLICATION = "good-neighbours"


def saves_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of saved games."""
    return _below(environment, "saves") or _system("user_data_path") / "saves"


def settings_file(environment: Mapping[str, str] = os.environ) -> Path:
    """The file of settings."""
    return (_below(environment, "") or _system("user_config_path")) / "settings.json"


def lesson_file(environment: Mapping[str, str] = os.environ) -> Path:
    """The file that says whether a lesson is held on this computer."""
    return saves_folder(environment).with_name("lesson.json")


def stories_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder in which the player's own stories are looked for."""
    return _below(environment, "stories") or _system("user_data_path") / "stories"


def packs_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of the stories that came as packs. They are replaced by newer editions, and are nobody's own work."""
    return _below(environment, "packs") or _system("user_data_path") / "packs"


def class_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of a class that is served from this computer, apart from the games of whoever sits at it."""
    return _below(environment, "class") or _system("user_data_path") / "class"


def reports_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for what a player takes along from a game, where people look for their documents."""
    return _below(environment, "reports") or _system("user_documents_path") / "Good Neighbours"


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of what can be made again at any time."""
    return _below(environment, "cache") or _system("user_cache_path")


def _below(environment: Mapping[str, str], name: str) -> Path | None:
    home = environment.get(HOME, "").strip()
    # Where there is no such user, `~name` is a name like any other.
    return Path(os.path.realpath(Path(os.path.expanduser(home)) / name)) if home else None  # noqa: PTH111


def _system(which: str) -> Path:
    import platformdirs  # not needed where a home is given

    if which == "user_documents_path":
        return Path(os.path.realpath(platformdirs.user_documents_path()))
    return Path(os.path.realpath(getattr(platformdirs, which)(APPLICATION, appauthor=False)))
