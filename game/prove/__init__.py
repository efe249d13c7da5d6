"""What can be said of a story without playing it."""
