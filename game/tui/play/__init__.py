"""The screen on which a story is played."""
