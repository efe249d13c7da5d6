"""Putting a new text in the place of an author's file."""

import os
import shutil
from pathlib import Path

from game.cli.main import WrongUseError
from game.source.folder import RawFile, tidy
from game.text.clean import clean_line


def path_of(folder: Path, raw: RawFile) -> Path:
    """The file itself, whose ending may be written otherwise than in its tidy name."""
    within = (folder / raw.name).parent
    return next(path for path in sorted(within.iterdir()) if tidy(path.name) == Path(raw.name).name)


def rewrite(path: Path, before: bytes, after: bytes) -> None:
    """Write a file that held `before`. It is whole at every moment, and keeps who may read it.

    Raises WrongUseError where it can't be written, or has been changed in the meantime.
    """
    new = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        if path.read_bytes() != before:
            raise WrongUseError(f"{clean_line(str(path))} was saved by somebody else just now, and is left as it is. Try again.")
        try:
            with new.open("xb") as file:
                file.write(after)
                file.flush()
                os.fsync(file.fileno())
            shutil.copymode(path, new)
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WrongUseError(f"{clean_line(str(path))} can't be written: {error.strerror or error}.") from error
