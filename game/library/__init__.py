"""Stories: finding them by name, loading them from their folder, and keeping a linked one for the next start."""
