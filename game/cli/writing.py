"""In which form a page is written."""

from pathlib import Path
from typing import Literal

from game.document import Document

Form = Literal["md", "html"]


def form_of(wished: str | None, out: str | None) -> Form:
    """The form that was asked for, or else the one that the file's name ends with. A printable page unless it says .md."""
    if wished is not None:
        return "md" if wished == "md" else "html"
    return "md" if out is None or Path(out).suffix.lower() in (".md", ".markdown") else "html"


def as_text(document: Document, form: Form) -> str:
    if form == "html":
        from game.document.page import as_page

        return as_page(document)
    from game.document.markdown import as_markdown

    return as_markdown(document)
