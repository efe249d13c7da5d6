"""Where things lie, and how they are drawn in dots."""
