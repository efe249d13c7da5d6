"""Good Neighbours: text adventures for the terminal that are grounded in a source."""
