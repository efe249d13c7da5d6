"""The printed twin of a role: a numbered gamebook that plays as the role does, with a pencil and a die.

    page = gamebook(story, "graduate")
    as_page(page), as_markdown(page)

A reader of the page needs nothing else: what a state remembers stands on the record sheet, what changes it is an
instruction, and what it decides is a condition in words.
"""

from game.paper.book import gamebook, gamebook_with_size
from game.paper.conditions_on_paper import NotOnPaperError

__all__ = ["NotOnPaperError", "gamebook", "gamebook_with_size"]
