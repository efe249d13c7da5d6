"""What the game says of stories, held against a naive reading of the author's guide.

`generator` writes small stories that use the whole language, by seed. `reading`, `kinds` and `world` play them as
docs/format.md says, with nothing of `game` in them, and `answers` and `routes` try every state. `compare` puts the
game's answers beside these, `shrink` makes a story that differs small, `coverage` counts what the stories contain.
`python -m tests.oracle` runs thousands; each story that ever differed is kept in `kept/`.
"""
