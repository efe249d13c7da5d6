"""What a story is made of, counted: words, routes, choices, facts, people and how hard it is to read."""
