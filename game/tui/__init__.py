"""The story in a full-screen terminal: screens and widgets, and nothing that decides about the story.

Nothing outside this room imports textual.
"""
