"""Codes for what is wrong with a story's files before a word of them is read: the folder, the bytes, the characters."""

from game.problems.code import Code

FILES: tuple[Code, ...] = (
    Code(
        "no-folder",
        "error",
        "There is no story folder at this path.",
        "A story is a folder with a story.yaml in it. Check the path for a typing slip, and give the folder, not one of its files.",
        wrong="",
        right="",
    ),
    Code(
        "no-story",
        "error",
        "The folder has no story.yaml.",
        "story.yaml says the story's title, its roles and its variables, and marks the folder as a story. Windows "
        "hides the ends of file names, so a file that looks like story.yaml may be story.yaml.txt.",
        wrong="",
        right="",
    ),
    Code(
        "file-unreadable",
        "error",
        "A file can't be opened or read.",
        "The message says what the system said. Often the file belongs to somebody else or is open in another program.",
        wrong="",
        right="",
    ),
    Code(
        "not-a-file",
        "error",
        "Something that isn't a file has a file's name.",
        "A folder, a pipe or a device is called something.yaml. Rename it or take it away.",
        wrong="",
        right="",
    ),
    Code(
        "file-is-link",
        "error",
        "A file or folder of the story is a link to somewhere else.",
        "A story is read from its own folder alone, so that opening a story that somebody sent you never shows it "
        "your other files. Put a copy of the file in the link's place.",
        wrong="",
        right="",
    ),
    Code(
        "too-many-files",
        "error",
        "The folder has more files than a story may have.",
        "A story may have 2,000 files with 64 MiB in all. Check that the path is the story's own folder and not one "
        "that holds many others.",
        wrong="",
        right="",
    ),
    Code(
        "file-twice",
        "error",
        "Two files have the same name but for their ending.",
        "kitchen.yaml and kitchen.yml would be the same file to the reader. Join them, or rename one.",
        wrong="",
        right="",
    ),
    Code(
        "file-ending",
        "warning",
        "A file looks like part of the story but isn't read, because of the end of its name.",
        "Files of a story end in .yaml or .yml. Editors on Windows like to add .txt; rename the file.",
        wrong="",
        right="",
    ),
    Code(
        "file-too-big",
        "error",
        "A file has more than 1 MiB.",
        "That is about a hundred and fifty thousand words. Scenes may stand in as many files as you like, so split it.",
        wrong="",
        right="",
    ),
    Code(
        "not-utf8",
        "error",
        "A file is saved in another encoding than UTF-8.",
        "Letters beyond a to z are written as several bytes, and there are many ways to do it; stories use UTF-8, "
        "which nearly every editor offers when it saves (Encoding, or Save as).",
        wrong="""\
kitchen:
  text: The caf\udce9 is closed.
  ending: Home
""",
        right="""\
kitchen:
  text: The café is closed.
  ending: Home
""",
    ),
    Code(
        "bad-character",
        "error",
        "A character can't be seen, turns the text round or acts on the terminal.",
        "Such characters come with text that was copied from web pages and word processors. Delete around the place "
        "that is named and type it again.",
        wrong="""\
kitchen:
  text: The ket\u200btle sings.
  ending: Home
""",
        right="""\
kitchen:
  text: The kettle sings.
  ending: Home
""",
    ),
    Code(
        "tab",
        "error",
        "There is a tab in the file.",
        "YAML counts spaces, and a tab is as wide as each editor likes. Use two spaces for each step; most editors "
        "turn tabs into spaces with one command.",
        wrong="""\
kitchen:
\ttext: The kettle sings.
\tending: Home
""",
        right="""\
kitchen:
  text: The kettle sings.
  ending: Home
""",
    ),
    Code(
        "odd-space",
        "error",
        "A line is indented with a space that isn't a plain one.",
        "Text that was copied from a web page often has no-break spaces. They look alike, but YAML counts plain spaces only.",
        wrong="""\
kitchen:
  text: The kettle sings.
\u00a0 ending: Home
""",
        right="""\
kitchen:
  text: The kettle sings.
  ending: Home
""",
    ),
)
