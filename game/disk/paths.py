"""Whether something is there, as far as we may look: what nobody lets us see, or what no name can be, isn't.

`Path.is_file` and its like break off where a name is too long or a folder is closed to us.
"""

import os
import sys
from pathlib import Path


def is_there(path: Path) -> bool:
    return os.path.exists(path)  # noqa: PTH110


def is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112


def is_link(path: Path) -> bool:
    """Whether it leads elsewhere, as the junctions of Windows do too."""
    return os.path.islink(path) or (sys.version_info >= (3, 12) and os.path.isjunction(path))  # noqa: PTH114
