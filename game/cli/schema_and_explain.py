"""`neighbours schema` and `neighbours check --explain CODE`: what the format is, and what a problem's name means."""

import textwrap

from game.cli.exit_codes import Exit, WrongUseError
from game.problems import nearest
from game.problems.codes import CODES, Code

WIDTH = 80


def print_schema(file: str | None) -> int:
    """What an editor has to know of one kind of file, or of any."""
    import json

    from game.story.json_schema import schema

    print(json.dumps(schema(file or ""), indent=1, ensure_ascii=False))
    return Exit.FINE


def explain_code(name: str) -> int:
    """What a code means, why it matters, and how to mend it."""
    code = CODES.get(name)
    if code is None:
        hint = nearest(name, CODES)
        raise WrongUseError(f"There is no code `{name}`" + (f": {hint}" if hint else ". `neighbours check` prints codes in brackets."))
    print(explanation(code))
    return Exit.FINE


def explanation(code: Code) -> str:
    parts = [f"{code.severity}[{code.name}]: {code.meaning}", textwrap.fill(code.help, WIDTH)]
    for title, example in (("Wrong:", code.wrong), ("Right:", code.right)):
        if example:
            parts.append(f"{title}\n{textwrap.indent(example.rstrip(), '    ')}")
    return "\n\n".join(parts)
