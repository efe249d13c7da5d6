"""Where saves, settings and one's own stories live: in the folders that the system has for them, or below NEIGHBOURS_HOME."""

import os
from collections.abc import Mapping
from pathlib import Path

HOME = "NEIGHBOURS_HOME"
APPLICATION = "good-neighbours"


def saves_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of saved games. It need not exist."""
    if home := _home(environment):
        return home / "saves"
    import platformdirs  # not needed where a home is given

    return platformdirs.user_data_path(APPLICATION, appauthor=False) / "saves"


def settings_file(environment: Mapping[str, str] = os.environ) -> Path:
    """The file of settings. It need not exist."""
    if home := _home(environment):
        return home / "settings.json"
    import platformdirs

    return platformdirs.user_config_path(APPLICATION, appauthor=False) / "settings.json"


def stories_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder in which the player's own stories are looked for. It need not exist."""
    if home := _home(environment):
        return home / "stories"
    import platformdirs

    return platformdirs.user_data_path(APPLICATION, appauthor=False) / "stories"


def reports_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for what a player takes along from a game, where people look for their documents. It need not exist."""
    if home := _home(environment):
        return home / "reports"
    import platformdirs

    return platformdirs.user_documents_path() / "Good Neighbours"


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of what can be made again at any time. It need not exist."""
    if home := _home(environment):
        return home / "cache"
    import platformdirs

    return platformdirs.user_cache_path(APPLICATION, appauthor=False)


def _home(environment: Mapping[str, str]) -> Path | None:
    home = environment.get(HOME, "").strip()
    return Path(home).expanduser().absolute() if home else None
