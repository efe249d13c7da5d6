"""A page for paper or for a browser, made once and written as Markdown or as an HTML page that prints well.

    page = Document("A week", "en", (
        Section("The way", (Paragraph("It rains."), Items(("one", "two")))),
    ))
    as_markdown(page), as_page(page)

Every text in a document is only text: whatever it holds, neither of the two takes any of it for markup.
"""

from game.document.parts import (
    Bar,
    Bars,
    Block,
    Document,
    Items,
    Line,
    Pairs,
    Paragraph,
    Quote,
    Run,
    Section,
    Table,
    Text,
)

__all__ = ["Bar", "Bars", "Block", "Document", "Items", "Line", "Pairs", "Paragraph", "Quote", "Run", "Section", "Table", "Text"]
