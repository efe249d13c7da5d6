"""The slips that teachers make, each with what it says, at the same place with either parser."""

import pytest

from game.source.yaml_tree import EventParser, PythonParser

from .helpers import both_parsers, places, plain, read

HEAD = "hall:\n  title: The hall\n"
TAIL = "  go: garden\ngarden:\n  ending: Roses\n"

# What was typed after HEAD, what it is called, where, and words that the message, the label or the help must have.
SLIPS = {
    "tab as indentation": ("\ttext: Hi\n", "tab", 3, 1, "indented with a tab"),
    "tab after some spaces": ("  text: Hi\n  \tgo: x\n", "tab", 4, 3, "indented with a tab"),
    "tab inside a line": ("  text: a\tb\n" + TAIL, "tab", 3, 10, "there is a tab"),
    "colon in a text": ("  text: He said: stay\n" + TAIL, "stray-colon", 3, 16, "put `|`"),
    "colon at the end of a text": ("  text: He said this:\n" + TAIL, "stray-colon", 3, 21, "put `|`"),
    "colon on a text's second line": ("  text: He said this\n    and then: stay\n" + TAIL, "stray-colon", 4, 13, "put `|`"),
    "colon in a label": ("  choices:\n    - label: Ask: why?\n      go: x\n", "stray-colon", 4, 17, "put `|`"),
    "two names on one line": ("  text: x go: y\n" + TAIL, "stray-colon", 3, 13, "put `|`"),
    "a name after a name": ("  text: go: y\n" + TAIL, "stray-colon", 3, 11, "a line of its own"),
    "quote never closed": ('  text: "He said stay\n' + TAIL, "unclosed-quote", 3, 9, "never closed"),
    "quote closed by a later one": ('  text: "He said stay\n  result: "Good."\n' + TAIL, "unclosed-quote", 3, 9, "never closed"),
    "single quote never closed": ("  text: 'He said stay\n" + TAIL, "unclosed-quote", 3, 9, "apostrophe"),
    "quote before a name": ("  'text: x\n" + TAIL, "unclosed-quote", 3, 3, "never closed"),
    "apostrophe in single quotes": ("  text: 'It's here'\n" + TAIL, "apostrophe-in-quotes", 3, 12, "twice"),
    "quotes in quotes": ('  text: "He said "stay" twice"\n' + TAIL, "text-after-quote", 3, 18, "put `|`"),
    "speech, then more": ('  text: "Stay", he said.\n' + TAIL, "text-after-quote", 3, 14, "put `|`"),
    "speech, then a colon": ('  text: "Stay": he said.\n' + TAIL, "text-after-quote", 3, 14, "put `|`"),
    "curly quotes round a colon": ("  text: “He said: stay”\n" + TAIL, "curly-quotes", 3, 17, "straight quotes"),
    "single curly quotes": ("  text: ‘No: stay’\n" + TAIL, "curly-quotes", 3, 12, "straight quotes"),
    "one space too few": ("  text: a\n go: x\n", "wrong-indent", 4, 2, "start it at column 3, like line 3"),
    "one space too many": ("  text: a\n   go: x\n", "wrong-indent", 4, 4, "one space too many"),
    "a name under a name that has a text": ("  text: Roses\n    go: x\n", "wrong-indent", 4, 5, "start it at column 3"),
    "an item's name one too deep": ("  choices:\n    - label: a\n       go: x\n", "wrong-indent", 5, 8, "column 7"),
    "an item's name one too shallow": ("  choices:\n    - label: a\n     go: x\n", "wrong-indent", 5, 6, "column 7"),
    "an item's name under its dash": ("  choices:\n    - label: a\n    go: x\n", "wrong-indent", 5, 5, "column 7"),
    "a condition under a text": ("  text:\n    - one\n      if: x\n", "wrong-indent", 5, 7, "give the text a name"),
    "dash one too few": ("  choices:\n    - label: a\n   - label: b\n", "wrong-indent", 5, 4, "column 5"),
    "dash one too many": ("  choices:\n    - label: a\n     - label: b\n", "wrong-indent", 5, 6, "column 5"),
    "dash too deep under a text": ("  text:\n    - one\n      - two\n", "wrong-indent", 5, 7, "reads as more of the text"),
    "a scene that isn't at the edge": (TAIL + " attic:\n  ending: Dust\n", "wrong-indent", 6, 2, "start it at column 1"),
    "dash forgotten before a name": (
        "  choices:\n    - label: a\n      go: x\n    label: b\n      go: y\n", "missing-dash", 6, 5, "`- `"
    ),
    "dash forgotten before a text": ("  text:\n    - one thing\n    another thing\n", "missing-dash", 5, 5, "`- `"),
    "dash forgotten before the first item": (
        "  choices:\n      label: a\n      go: x\n    - label: b\n      go: y\n", "missing-dash", 4, 7, "line 6 is an item"
    ),
    "dash forgotten before the first item, the rest deeper": (
        "  choices:\n    label: a\n      go: x\n    - label: b\n      go: y\n", "missing-dash", 4, 5, "line 6 is an item"
    ),
    "dash forgotten, the name in the column of the names": (
        "  choices:\n    - label: a\n      go: x\n      label: b\n      go: y\n", "missing-dash", 6, 7, "line 4 starts an item too"
    ),
    "an en dash for a dash": ("  choices:\n    - label: a\n    – label: b\n", "missing-dash", 5, 5, "EN DASH"),
    "a bullet for a dash": ("  text:\n    - one\n    • two things\n", "missing-dash", 5, 5, "BULLET"),
    "a first name too far left": ("  go: x\nattic:\n title: Dust\n  text: a\n  go: hall\n", "wrong-indent", 5, 2, "one space too few"),
    "a scene among the names of another": (
        "  go: garden\n  garden:\n  title: The garden\n  ending: Roses\n", "wrong-indent", 4, 3, "starts at column 1"
    ),
    "a no-break space among the spaces": ("  text: a\n \u00a0go: x\n", "odd-space", 4, 2, "NO-BREAK SPACE"),
    "quote never opened": ('  text: He said stay"\n' + TAIL, "lone-quote", 3, 21, "take it out"),
    "quote never opened in braces": ('  set: {text: Stay", go: x}\n' + TAIL, "lone-quote", 3, 19, "take it out"),
    "list among names": ("  - one\n", "list-among-names", 3, 3, "under a name"),
    "no space after a dash": ("  text:\n    -one thing\n    - another\n", "no-space-after-dash", 4, 5, "`- `"),
    "no space after a dash, before a name": ("  choices:\n    -label: a\n     go: y\n", "no-space-after-dash", 4, 5, "`- `"),
    "no space after a colon": ("  text:Roses\n" + TAIL, "no-space-after-colon", 3, 7, "write `text: ` with a space"),
    "no space after a person": ("  text:\n    - saule:She looks.\n" + TAIL, "no-space-after-colon", 4, 12, "`saule: `"),
    "a no-break space after a colon": ("  text:\u00a0Roses\n" + TAIL, "no-space-after-colon", 3, 7, "only looks like a space"),
    "no-break spaces as indentation": ("\u00a0 text: Roses\n", "odd-space", 3, 1, "NO-BREAK SPACE"),
    "colon forgotten": ("  text Roses are red\n" + TAIL, "missing-colon", 3, 3, "after `text`?"),
    "colon forgotten after a scene": (TAIL + "attic\n  ending: Dust\n", "missing-colon", 6, 1, "after `attic`"),
    "equals sign for a colon": ("  text = Roses\n" + TAIL, "missing-colon", 3, 3, "put a colon"),
    "full-width colon": ("  text： Roses\n" + TAIL, "missing-colon", 3, 7, "FULLWIDTH COLON"),
    "a sentence among names": ("  This is a sentence.\n" + TAIL, "missing-colon", 3, 3, "indent it deeper"),
    "the last mark of a merge": (TAIL + ">>>>>>> other\n", "merge-conflict", 6, 1, "take out the lines"),
    "a name in braces": ("  {text}: Roses\n" + TAIL, "key-not-text", 3, 3, "did you mean `text:`?"),
    "a value in braces before a colon": ("  text: {money}: how much\n" + TAIL, "stray-colon", 3, 16, "put `|`"),
    "another dash before the first item": ("  choices:\n    – label: Wait\n      go: pier\n", "missing-dash", 4, 5, "EN DASH"),
    "marks of a merge": (TAIL + "<<<<<<< HEAD\nattic:\n  ending: a\n=======\n", "merge-conflict", 6, 1, "two versions"),
    "text that starts with @": ("  text: @everyone run\n" + TAIL, "reserved-start", 3, 9, "start with `@`"),
    "text that starts with a backtick": ("  text: `code`\n" + TAIL, "reserved-start", 3, 9, "a backtick"),
    "text that starts with %": ("  text: %d done\n" + TAIL, "reserved-start", 3, 9, "start with `%`"),
    "text that starts with a question mark": ("  text: ? who\n" + TAIL, "reserved-start", 3, 9, "start with `?`"),
    "text that starts with a dash": ("  text: - who\n" + TAIL, "reserved-start", 3, 9, "a dash and a space"),
    "text that starts with a comma": ("  text: , who\n" + TAIL, "reserved-start", 3, 9, "start with `,`"),
    "text that starts with ]": ("  text: ] who\n" + TAIL, "reserved-start", 3, 9, "start with `]`"),
    "text that starts with [": ("  text: [Three days] he says\n" + TAIL, "reserved-start", 3, 9, "start with `[`"),
    "a line that starts with %": ("%done\n" + TAIL, "yaml-directive", 3, 1, "start with `%`"),
    "a Markdown fence": ("```\n", "reserved-start", 3, 1, "take the line out"),
    "text that starts with *emphasis*": ("  label: *Wait*\n" + TAIL, "yaml-alias", 3, 10, "put `|`"),
    "text that starts with *two words*": ("  label: *Wait now*\n" + TAIL, "yaml-alias", 3, 10, "put `|`"),
    "text that starts with **strong**": ("  label: **Wait** now\n" + TAIL, "yaml-alias", 3, 10, "put `|`"),
    "text that starts with * and a space": ("  label: * Wait\n" + TAIL, "yaml-alias", 3, 10, "put `|`"),
    "text that starts with &": ("  label: & Sons\n" + TAIL, "yaml-anchor", 3, 10, "put `|`"),
    "text that is &word": ("  label: &Sons\n" + TAIL, "yaml-anchor", 3, 10, "put `|`"),
    "text that starts with !": ("  label: !Stop it now\n" + TAIL, "yaml-tag", 3, 10, "put `|`"),
    "text that starts with !!!": ("  label: !!! Stop\n" + TAIL, "yaml-tag", 3, 10, "put `|`"),
    "a link at the start": ("  result: [Three days](fact:x), he says.\n" + TAIL, "link-at-start", 3, 11, "put `|`"),
    "a link and nothing else": ("  text: [Three days](fact:x)\n" + TAIL, "link-at-start", 3, 9, "put `|`"),
    "a link at the start of an item": ("  text:\n    - [Three days](fact:x), he says.\n" + TAIL, "link-at-start", 4, 7, "put `|`"),
    "a variable at the start": ("  text: {ahead} cars\n" + TAIL, "braces-at-start", 3, 9, "put `|`"),
    "a variable and nothing else": ("  text: {ahead}\n" + TAIL, "braces-at-start", 3, 9, "put `|`"),
    "a variable at the start of an item": ("  text:\n    - {ahead} cars.\n" + TAIL, "braces-at-start", 4, 7, "put `|`"),
    "text that starts with >": ("  text: > 5 cars\n" + TAIL, "text-beside-bar", 3, 9, "start with `>`"),
    "text beside its bar": ("  text: | Roses are red\n" + TAIL, "text-beside-bar", 3, 11, "next line"),
    "text that touches its bar": ("  text: |Roses\n" + TAIL, "text-beside-bar", 3, 10, "next line"),
    "hash that touches its bar": ("  text: |#3 is cut\n" + TAIL, "text-beside-bar", 3, 10, "next line"),
    "text after a bar that isn't indented": ("  text: |\n  Roses are red.\n" + TAIL, "text-not-indented", 4, 3, "line 3"),
    "text after a bar at the edge": ("  text: |\nRoses are red.\n" + TAIL, "text-not-indented", 4, 1, "line 3"),
    "text after a bar that falls back": ("  text: |\n    Roses are red.\n   Violets.\n" + TAIL, "text-not-indented", 5, 4, "line 3"),
    "text after a bar that starts deeper": ("  text: |\n\n      Roses.\n    Violets.\n" + TAIL, "text-not-indented", 6, 5, "line 3"),
    "[ never closed": ("  do: [a = 1, b = 2\n" + TAIL, "unmatched-bracket", 3, 7, "`[` is never closed"),
    "[ never closed, at the end": ("  do: [a = 1, b = 2\n", "unmatched-bracket", 3, 7, "`[` is never closed"),
    "[ never closed, after a comma": ("  do: [a = 1,", "unmatched-bracket", 3, 7, "`[` is never closed"),
    "{ never closed": ("  set: {money: 3\n" + TAIL, "unmatched-bracket", 3, 8, "`{` is never closed"),
    "one ] too many": ("  do: [a = 1]]\n" + TAIL, "unmatched-bracket", 3, 14, "closes nothing"),
    "[ closed by }": ("  do: [a = 1}\n" + TAIL, "unmatched-bracket", 3, 13, "closed by `}`"),
    "comma in a text in braces": ("  set: {text: Three days, he says, go: x}\n" + TAIL, "comma-in-braces", 3, 27, "a comma starts"),
    "colon in a text in braces": ("  set: {text: He says: no, go: x}\n" + TAIL, "text-in-brackets", 3, 22, "needs quotes"),
    "comma forgotten in braces": ("  set: {text: no go: x}\n" + TAIL, "text-in-brackets", 3, 20, "a comma missing before `go`?"),
    "link in braces": ("  set: {text: [a](fact:x), go: x}\n" + TAIL, "text-in-brackets", 3, 18, "quotes"),
    "no space after a colon in braces": ("  set: {text:no, go: x}\n" + TAIL, "no-space-after-colon", 3, 13, "`text: `"),
    "no space before a bracket": ("  x: {text:[a], go: x}\n" + TAIL, "no-space-after-colon", 3, 11, "`text: `"),
    "hash in a text": ("  text: Room #3 is cut\n" + TAIL, "text-cut-by-hash", 3, 14, "left out"),
    "hash and a number": ("  text: Room # 3 is cut\n" + TAIL, "text-cut-by-hash", 3, 14, "left out"),
    "hash where a text starts": ("  text: #3 is cut\n" + TAIL, "text-cut-by-hash", 3, 9, "left out"),
    "hash in a text that goes on": ("  text: Room one #3 is cut\n    and goes on\n" + TAIL, "comment-in-text", 3, 18, "put `|`"),
    "hash at the start of a text's second line": ("  text: Room one\n    #3\n    and goes on\n" + TAIL, "comment-in-text", 4, 5, "put `|`"),
    "backslash in double quotes": ('  text: "C:\\Windows"\n' + TAIL, "bad-escape", 3, 12, "`\\\\`"),
    "half a character": ('  text: "\\ud83d"\n' + TAIL, "bad-escape", 3, 10, "type the character itself"),
    "character that isn't": ('  text: "\\U0011ffff"\n' + TAIL, "bad-escape", 3, 10, "type the character itself"),
    "colon without a name": ("  : Roses\n" + TAIL, "empty-key", 3, 3, "before the colon"),
    "a second file in the file": ("---\n" + TAIL, "second-document", 3, 1, "nothing below this line"),
    "dots at the start of a line": ("...\n" + TAIL, "second-document", 3, 1, "nothing below this line"),
}  # fmt: skip


OF_LIBYAML = ("no space before a bracket", "character that isn't")
"""What PyYAML's own parser reads on from, or has less to say of."""


@both_parsers
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_named_where_it_is(slip: str, parser: EventParser) -> None:
    typed, code, line, column, words = SLIPS[slip]
    _, problems = read(HEAD + typed, parser)
    if parser is PythonParser and slip in OF_LIBYAML:
        pytest.skip("PyYAML's own parser reads on")
    assert places(problems)[:1] == [(code, line, column)]
    first = problems[0]
    assert words in f"{first.message} {first.label} {first.help}"
    assert first.help, "a slip without its mend"


# These stand alone: the whole file, and all that is said.
FILES = {
    "a list": ("- a\n- b\n", [("not-a-mapping", 1, 1)]),
    "a sentence": ("Once upon a time\n", [("not-a-mapping", 1, 1)]),
    "comments": ("# to do\n\n", [("empty-file", 1, 1)]),
    "nothing": ("", [("empty-file", 1, 1)]),
    "the first name indented": ("  hall:\n    text: a\ngarden:\n  text: b\n", [("wrong-indent", 1, 3)]),
    "the first colon forgotten": ("hall\n  text: a\n", [("missing-colon", 1, 1)]),
    "every item without a dash": (
        "hall:\n  choices:\n    label: a\n    go: b\n    label: c\n    go: d\n",
        [("duplicate-key", 5, 5), ("duplicate-key", 6, 5)],
    ),
    "several at once": (
        "hall:\n  text: &a Hi\n  text: *b\n  label: {ahead}\n  <<: {go: x}\nhall:\n  go: !x y\n",
        [
            ("yaml-anchor", 2, 9),
            ("duplicate-key", 3, 3),
            ("yaml-alias", 3, 9),
            ("braces-at-start", 4, 10),
            ("yaml-merge", 5, 3),
            ("duplicate-key", 6, 1),
            ("yaml-tag", 7, 7),
        ],
    ),
}


@both_parsers
@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_wrong_as_a_whole(kind: str, parser: EventParser) -> None:
    text, expected = FILES[kind]
    assert places(read(text, parser)[1]) == expected


@both_parsers
def test_a_missing_space_is_mended_so_that_it_is_told_once(parser: EventParser) -> None:
    tree, _ = read("hall:\n  text:Roses\ngarden:\n  text: {ahead}\n  label: !Stop now\n  go: &x y\n", parser)
    assert plain(tree) == {"hall": {"text": "Roses"}, "garden": {"text": "{ahead}", "label": "!Stop now", "go": "&x y"}}


@both_parsers
@pytest.mark.parametrize(
    "line",
    [
        "text: See https://example.org/a:b and 12:30",
        "text: Room#3, C#, a:b, x -y",
        "hours: 0  #since the start",
        "hours: 0 # since the start",
        "text: The end.  # a comment",
        "text: -5 degrees",
        "text: — he said — “stay”",
        "text: He's ‘here’",
        "text: a - b - c",
        "text: 'Don''t'",
        'text: "a: b # c"',
        "text: What now? Who's there!",
    ],
)
def test_what_looks_like_a_slip_and_is_none(line: str, parser: EventParser) -> None:
    tree, problems = read(f"hall:\n  {line}\n", parser)
    assert problems == []
    assert tree is not None


def test_a_question_may_stand_between_brackets() -> None:
    tree, problems = read("hall:\n  set: {text: What now?, say: Go on!}\n")
    assert (plain(tree), problems) == ({"hall": {"set": {"text": "What now?", "say": "Go on!"}}}, [])


@both_parsers
def test_lines_of_prose_after_a_bar_may_look_like_anything(parser: EventParser) -> None:
    lines = ["text:Roses", "-one", "He said: stay", "#3", "Room #3", "- a", "“a: b”", "{x} [y](fact:z)", "a:", "*b*", "%c", "'", '"', "\\q"]
    tree, problems = read("hall:\n  text: |\n" + "".join(f"    {line}\n" for line in lines), parser)
    assert problems == []
    assert plain(tree) == {"hall": {"text": "\n".join(lines) + "\n"}}
