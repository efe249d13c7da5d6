"""The files that the command writes: new ones that somebody named, and an author's, whose text is replaced."""

import os
import shutil
import stat
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from game.cli.exit_codes import Exit, WrongUseError
from game.disk.paths import is_link
from game.document import Document
from game.source.folder import RawFile, tidy
from game.text.clean import clean_line
from game.text.words import in_a_row

ENDINGS: Mapping[str, tuple[str, ...]] = {
    "md": (".md", ".markdown", ".txt"),
    "html": (".html", ".htm"),
    "json": (".json",),
    "csv": (".csv",),
    "mermaid": (".mmd", ".mermaid"),
    "dot": (".dot", ".gv"),
}
PAGES = ("md", "html")


def form_of(wished: str | None, out: str | None, forms: Sequence[str] = PAGES) -> str:
    """The form that was asked for, or else the one of `forms` that the file's name ends with; on standard output the first.

    Raises WrongUseError where the ending is none of them: a text isn't written into what somebody takes for a PDF.
    """
    if wished is not None or out is None:
        return wished or forms[0]
    suffix = Path(out).suffix.lower()
    for form in forms:
        if suffix in ENDINGS[form]:
            return form
    known = in_a_row([ENDINGS[form][0] for form in forms], "or")
    raise WrongUseError(f"{clean_line(out, limit=1_000)} doesn't say in which form. Name a file that ends in {known}, or say --format too.")


def as_text(document: Document, form: str) -> str:
    if form == "html":
        from game.document.html import as_page

        return as_page(document)
    from game.document.markdown import as_markdown

    return as_markdown(document)


def refuse_where_there_is_one(out: str | None, *, force: bool) -> None:
    """Before time is spent on what `put` would refuse to write. Raises NotWrittenError."""
    from game.disk.named_files import refuse_existing

    if out is not None and not force:
        refuse_existing((Path(out),))


def put(text: str, out: str | None, what: str, then: str = "", *, force: bool) -> int:
    """Write a text to the file `out` and say that `what` is there and what to do `then`, or, where `out` is None, to standard
    output. Returns the exit code. Raises NotWrittenError where it can't be written."""
    if out is None:
        sys.stdout.write(text)
        return Exit.FINE
    from game.disk.named_files import write_new

    write_new(Path(out), text, force=force)
    print(f"{what} is in {clean_line(out, limit=1_000)}.{f' {then}' if then else ''}")
    return Exit.FINE


# ---- an author's files ----


def path_of(folder: Path, raw: RawFile) -> Path:
    """The file itself, whose ending may be written otherwise than in its tidy name."""
    within = (folder / raw.name).parent
    return next(path for path in sorted(within.iterdir()) if tidy(path.name) == Path(raw.name).name)


def refuse_to_rewrite(path: Path) -> None:
    """Raises WrongUseError where the file is a link, or where nobody is meant to write."""
    shown = clean_line(str(path), limit=1_000)
    if is_link(path):
        raise WrongUseError(f"{shown} is a link, and isn't followed. Put a copy of what it leads to in its place.")
    try:
        protected = not os.access(path, os.W_OK) or not path.stat().st_mode & stat.S_IWUSR  # an administrator may write everything
    except OSError:
        return  # what is wrong is told where it is written
    if protected:
        raise WrongUseError(f"{shown} is protected against writing, and stays as it is. Allow writing, or change a copy.")


def rewrite(path: Path, before: bytes, after: bytes) -> None:
    """Write a file that held `before`. It is whole at every moment, and keeps who may read it.

    Raises WrongUseError as `refuse_to_rewrite` does, where it can't be written, and where it has been changed meanwhile.
    """
    from game.disk import atomic
    from game.disk.filesystem import Disk

    def ready(new: Path) -> None:
        if path.read_bytes() != before:
            raise WrongUseError(f"{shown} was saved by somebody else just now, and is left as it is. Try again.")
        shutil.copymode(path, new)

    refuse_to_rewrite(path)
    shown = clean_line(str(path), limit=1_000)
    try:
        atomic.put(Disk(), path, after, ready=ready)
    except OSError as error:
        raise WrongUseError(f"{shown} can't be written: {error.strerror or error}.") from error
