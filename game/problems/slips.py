"""Codes for the slips that break YAML, and for those that YAML takes for something else."""

from game.problems.code import Code

SLIPS: tuple[Code, ...] = (
    Code(
        "yaml-syntax",
        "error",
        "A line can't be read, and it isn't clear why.",
        "Look at the line and the one above it for a missing colon, quote, bracket or space. A text may always be "
        "written with `|`, and the text on the next line, indented.",
        wrong="",
        right="",
    ),
    Code(
        "bad-escape",
        "error",
        "A backslash in double quotes is followed by something that means nothing.",
        "In double quotes a backslash changes what follows (`\\n` is a new line). Write two for one, or write the text "
        "with `|`, where a backslash is only a backslash.",
        wrong="""\
kitchen:
  text: "On the screen: C:\\Windows."
  ending: Home
""",
        right="""\
kitchen:
  text: "On the screen: C:\\\\Windows."
  ending: Home
""",
    ),
    Code(
        "reserved-start",
        "error",
        "A text starts with a character that YAML keeps for itself.",
        "Those are @ ` % , [ ] { } and a dash or a question mark with a space after it. Write the text with `|` or in quotes.",
        wrong="""\
kitchen:
  text: @everyone is in the kitchen.
  ending: Home
""",
        right="""\
kitchen:
  text: "@everyone is in the kitchen."
  ending: Home
""",
    ),
    Code(
        "link-at-start",
        "error",
        "A text starts with a link.",
        "To YAML `[` starts a list. Put `|` after the colon and the text on the next line, indented.",
        wrong="""\
kitchen:
  text: [Nine roubles](imagined), he says.
  ending: Home
""",
        right="""\
kitchen:
  text: |
    [Nine roubles](imagined), he says.
  ending: Home
""",
    ),
    Code(
        "braces-at-start",
        "error",
        "A text starts with `{`.",
        "To YAML `{` starts a list of names. A text that starts with a variable is written with `|` or in quotes.",
        wrong="""\
kitchen:
  text: {ahead} cars stand before you.
  ending: Home
""",
        right="""\
kitchen:
  text: "Cars stand before you."
  ending: Home
""",
    ),
    Code(
        "text-beside-bar",
        "error",
        "A text stands on the same line as its `|`, or starts with `>`.",
        "The text starts on the next line, indented two columns deeper than its name.",
        wrong="""\
kitchen:
  text: | The kettle sings.
  ending: Home
""",
        right="""\
kitchen:
  text: |
    The kettle sings.
  ending: Home
""",
    ),
    Code(
        "unclosed-quote",
        "error",
        "A quote is opened and never closed.",
        "The message points at the quote that opens. Close it at the end of the text; or write the text with `|`, "
        "where quotes are only text.",
        wrong="""\
kitchen:
  text: "The kettle sings.
  ending: Home
""",
        right="""\
kitchen:
  text: "The kettle sings."
  ending: Home
""",
    ),
    Code(
        "lone-quote",
        "warning",
        "A text ends with a quote that nothing opens.",
        "The quote is shown as part of the text. Put another at the start of the text, or take it out.",
        wrong="""\
kitchen:
  text: The kettle sings."
  ending: Home
""",
        right="""\
kitchen:
  text: "The kettle sings."
  ending: Home
""",
    ),
    Code(
        "apostrophe-in-quotes",
        "error",
        "An apostrophe ends a text in single quotes.",
        "Write the apostrophe twice, put the text in double quotes, or write it with `|`.",
        wrong="""\
kitchen:
  text: 'It's late: nine already.'
  ending: Home
""",
        right="""\
kitchen:
  text: "It's late: nine already."
  ending: Home
""",
    ),
    Code(
        "text-after-quote",
        "error",
        "A text in quotes ends, and the line goes on.",
        "To YAML the second quote ends the text. Where somebody speaks, write the text with `|`, where quotes are only text.",
        wrong="""\
kitchen:
  text: "Late", he says.
  ending: Home
""",
        right="""\
kitchen:
  text: |
    "Late", he says.
  ending: Home
""",
    ),
    Code(
        "curly-quotes",
        "error",
        "A text in curly quotes has a colon in it.",
        "To YAML curly quotes are letters like any other and protect nothing. Put straight quotes round the whole "
        "text, or write it with `|`.",
        wrong="""\
kitchen:
  text: “He said: late.”
  ending: Home
""",
        right="""\
kitchen:
  text: |
    “He said: late.”
  ending: Home
""",
    ),
    Code(
        "stray-colon",
        "error",
        "A text has a colon and a space in it.",
        "To YAML they end a name, also in an item of a list. Write the text with `|` or in quotes.",
        wrong="""\
kitchen:
  text: He said: late.
  ending: Home
""",
        right="""\
kitchen:
  text: |
    He said: late.
  ending: Home
""",
    ),
    Code(
        "missing-colon",
        "error",
        "A line has no name, or no colon after its name.",
        "Each line is `name: value`, an item with a dash, or more of the text above. A name needs a colon and a "
        "space; more of a text needs to be indented deeper than its name.",
        wrong="""\
kitchen
  text: The kettle sings.
  ending: Home
""",
        right="""\
kitchen:
  text: The kettle sings.
  ending: Home
""",
    ),
    Code(
        "no-space-after-colon",
        "error",
        "There is no space after the colon of a name.",
        "Without the space YAML takes the whole for one word.",
        wrong="""\
kitchen:
  text:The kettle sings.
  ending: Home
""",
        right="""\
kitchen:
  text: The kettle sings.
  ending: Home
""",
    ),
    Code(
        "no-space-after-dash",
        "error",
        "There is no space after the dash of an item.",
        "Without the space YAML takes the dash for part of the word.",
        wrong="""\
kitchen:
  text:
    -The kettle sings.
    -Nobody hears it.
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
        "missing-dash",
        "error",
        "An item of a list has no dash.",
        "Each item starts with a dash and a space, at the same column as the others.",
        wrong="""\
kitchen:
  choices:
    - label: Take it off
      go: evening
    label: Let it sing
      go: evening
""",
        right="""\
kitchen:
  text:
    - The kettle sings.
    - Nobody hears it.
  choices:
    - label: Take it off
      go: evening
    - label: Let it sing
      go: evening
evening:
  text: The light goes.
  ending: Home
""",
    ),
    Code(
        "list-among-names",
        "error",
        "An item of a list stands among names.",
        "A list needs a name of its own, such as `text:` or `choices:`, and stands below it.",
        wrong="""\
kitchen:
  ending: Home
  - The kettle sings.
""",
        right="""\
kitchen:
  ending: Home
  text:
    - The kettle sings.
""",
    ),
    Code(
        "wrong-indent",
        "error",
        "A line starts at the wrong column.",
        "What belongs together starts at the same column, and what belongs to a name stands two columns deeper.",
        wrong="""\
kitchen:
  text: The kettle sings.
   ending: Home
""",
        right="""\
kitchen:
  text: The kettle sings.
  ending: Home
""",
    ),
    Code(
        "text-not-indented",
        "error",
        "A line of a text with `|` isn't indented enough.",
        "Every line of the text is indented alike, two columns deeper than its name; the first line sets the column.",
        wrong="""\
kitchen:
  text: |
  The kettle sings.
  ending: Home
""",
        right="""\
kitchen:
  text: |
    The kettle sings.
  ending: Home
""",
    ),
    Code(
        "unmatched-bracket",
        "error",
        "A bracket is never closed, or closes nothing.",
        "Each [ needs its ] and each { its }. Where the bracket is text, write the text with `|` or in quotes.",
        wrong="""\
kitchen:
  recalls: [kitchen/stay, kitchen/go
  ending: Home
""",
        right="""\
kitchen:
  recalls: [kitchen/stay, kitchen/go]
  ending: Home
""",
    ),
    Code(
        "text-in-brackets",
        "error",
        "Between brackets stands a text that needs quotes.",
        "Between [ ] or { } a comma, a colon or another bracket has a meaning. Put the text in quotes, or write the "
        "names on lines of their own.",
        wrong="""\
kitchen:
  choices:
    - {label: He says: late, go: evening}
""",
        right="""\
kitchen:
  text: The kettle sings.
  choices:
    - label: Take it off
      outcomes:
        - {result: "Late, he says.", go: evening}
        - {result: Nobody says a word., go: evening}
evening:
  text: The light goes.
  ending: Home
""",
    ),
    Code(
        "comma-in-braces",
        "error",
        "Between { and } stands a name without a value.",
        "Between { and } a comma starts the next name, so a text with a comma falls apart. Put the text in quotes.",
        wrong="""\
kitchen:
  choices:
    - {label: Late, he says, go: evening}
""",
        right="""\
kitchen:
  text: The kettle sings.
  choices:
    - label: Take it off
      outcomes:
        - {result: "Late, he says.", go: evening}
        - {result: Nobody says a word., go: evening}
evening:
  text: The light goes.
  ending: Home
""",
    ),
    Code(
        "comment-in-text",
        "error",
        "A text goes on after a comment.",
        "A `#` with a space before it starts a comment, and a text over several lines ends there. Write the text with "
        "`|`, where `#` is only text.",
        wrong="""\
kitchen:
  text: The kettle in room
    #3 sings.
    Nobody hears it.
  ending: Home
""",
        right="""\
kitchen:
  text: |
    The kettle in room
    #3 sings.
    Nobody hears it.
  ending: Home
""",
    ),
    Code(
        "text-cut-by-hash",
        "warning",
        "A `#` may have cut a text short.",
        "A `#` with a space before it starts a comment, and what follows is lost. Write the text with `|` or in "
        "quotes; where a comment is meant, put two spaces before it.",
        wrong="""\
kitchen:
  text: The kettle in room #3 sings.
  ending: Home
""",
        right="""\
kitchen:
  text: "The kettle in room #3 sings."
  ending: Home
""",
    ),
)
