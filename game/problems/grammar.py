"""Codes for what YAML allows and a story doesn't."""

from game.problems.code import Code

GRAMMAR: tuple[Code, ...] = (
    Code(
        "empty-file",
        "error",
        "There is nothing in a file.",
        "Write a scene in it or delete it. Comments alone are nothing.",
        wrong="""\
# to do
""",
        right="""\
kitchen:
  text: |
    He said: "It's [nine o'clock] already", and left.
  ending: Home
""",
    ),
    Code(
        "not-a-mapping",
        "error",
        "A file is a list or plain text instead of names with values.",
        "Every file of a story starts with a name and a colon at the left edge; what belongs to the name is indented below it.",
        wrong="""\
The kettle sings.
""",
        right="""\
kitchen:
  text: |
    He said: "It's [nine o'clock] already", and left.
  ending: Home
""",
    ),
    Code(
        "second-document",
        "error",
        "A line of `---` or `...` ends the file before its end.",
        "To YAML these lines divide one file into several. A story's file is one, so take the line out; where it is "
        "part of a text, indent it like the rest.",
        wrong="""\
kitchen:
  ending: Home
---
evening:
  ending: Night
""",
        right="""\
kitchen:
  ending: Home
evening:
  ending: Night
""",
    ),
    Code(
        "yaml-directive",
        "error",
        "A line starts with `%`.",
        "To YAML that is an order to itself. Where it is part of a text, indent it like the rest of the text.",
        wrong="""\
kitchen:
  text: |
    Battery:
%5
  ending: Home
""",
        right="""\
kitchen:
  text: |
    Battery:
    %5
  ending: Home
""",
    ),
    Code(
        "yaml-anchor",
        "error",
        "A text starts with `&`.",
        "To YAML the word marks a place to be copied elsewhere, which stories don't do. Write the text with `|` or in quotes.",
        wrong="""\
kitchen:
  text: &c is written on the list.
  ending: Home
""",
        right="""\
kitchen:
  text: "&c is written on the list."
  ending: Home
""",
    ),
    Code(
        "yaml-alias",
        "error",
        "A text starts with `*`.",
        "To YAML the word stands for something marked elsewhere, which stories don't do. A text that starts with "
        "*emphasis* is written with `|` or in quotes.",
        wrong="""\
kitchen:
  text: *Wait*, she says.
  ending: Home
""",
        right="""\
kitchen:
  text: |
    *Wait*, she says.
  ending: Home
""",
    ),
    Code(
        "yaml-tag",
        "error",
        "A text starts with `!`.",
        "To YAML the word says what type a value has, which stories don't do. Write the text with `|` or in quotes.",
        wrong="""\
kitchen:
  text: !Stop
  ending: Home
""",
        right="""\
kitchen:
  text: "!Stop"
  ending: Home
""",
    ),
    Code(
        "yaml-merge",
        "error",
        "`<<` stands where a name should.",
        "To YAML it copies one part of a file into another. A story says everything where it stands, so that a reader "
        "of one scene needs no other.",
        wrong="""\
kitchen:
  <<: {ending: Home}
""",
        right="""\
kitchen:
  ending: Home
""",
    ),
    Code(
        "duplicate-key",
        "error",
        "A name stands twice in the same place.",
        "YAML would keep one and lose the other without a word. Two scenes need two names; the items of a list each start with a dash.",
        wrong="""\
kitchen:
  text: The kettle sings.
  text: Nobody hears it.
  ending: Home
""",
        right="""\
kitchen:
  text:
    - The kettle sings.
    - Nobody hears it.
  ending: Home
""",
    ),
    Code(
        "empty-key",
        "error",
        "A name is missing before a colon.",
        "Write a name before the colon.",
        wrong="""\
kitchen:
  : The kettle sings.
  ending: Home
""",
        right="""\
kitchen:
  text: |
    He said: "It's [nine o'clock] already", and left.
  ending: Home
""",
    ),
    Code(
        "key-not-text",
        "error",
        "A list or a mapping stands where a name should.",
        "This happens where a text starts with a bracket and has a colon later on. Write the text with `|` or in quotes.",
        wrong="""\
kitchen:
  text:
    - [Ahead]: so many cars.
  ending: Home
""",
        right="""\
kitchen:
  text:
    - "Ahead: so many cars."
  ending: Home
""",
    ),
    Code(
        "key-too-long",
        "error",
        "A name has more than 64 characters.",
        "A name is for you and the game. What a player reads stands in `title` and `text`.",
        wrong="""\
the_kitchen_in_which_the_kettle_sings_while_somebody_talks_next_door:
  text: Nobody.
  ending: Home
""",
        right="""\
kitchen:
  title: The kitchen in which the kettle sings while somebody talks next door
  text: Nobody.
  ending: Home
""",
    ),
    Code(
        "too-deep",
        "error",
        "Lists and names are nested more than 20 deep.",
        "No story needs that. Mostly it is a text that starts with brackets: write it with `|`.",
        wrong="",
        right="",
    ),
    Code(
        "too-many-values",
        "error",
        "A file has more than 50,000 values.",
        "Scenes may stand in as many files as you like, so split it.",
        wrong="",
        right="",
    ),
    Code(
        "text-too-long",
        "error",
        "A text has more than 20,000 characters.",
        "That is a chapter. Players see a screenful at a time, so make several blocks or scenes of it.",
        wrong="",
        right="",
    ),
    Code(
        "too-many-problems",
        "error",
        "A file has more than a hundred problems.",
        "The reading of this file stopped. Mend what is listed and check again.",
        wrong="",
        right="",
    ),
)
