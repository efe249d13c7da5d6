"""One row of the table of codes."""

from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning", "hint"]


class Code(Struct, frozen=True):
    """A kind of problem.

    `name` is stable and is what `check` prints: lower-case words with hyphens. An `error` keeps a story from being
    played; a `warning` doesn't, but makes a check fail; a `hint` does neither. `meaning` is one line; `help` says in a
    few lines why it matters and what to do.
    `wrong` and `right` are the smallest files that show it: texts of a scene file (`scenes.yaml`) beside a small
    story.yaml, or texts of several files, each after a line `# file: NAME`.
    """

    name: str
    severity: Severity
    meaning: str
    help: str
    wrong: str
    right: str
