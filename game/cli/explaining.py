"""`neighbours check --explain CODE`: what a code means, why it matters, and how to mend it."""

import textwrap

from game.cli.main import FINE, WrongUseError
from game.problems import nearest
from game.problems.codes import CODES, Code

WIDTH = 80


def explain_code(name: str) -> int:
    code = CODES.get(name)
    if code is None:
        hint = nearest(name, CODES)
        raise WrongUseError(f"There is no code `{name}`" + (f": {hint}" if hint else ". `neighbours check` prints codes in brackets."))
    print(page(code))
    return FINE


def page(code: Code) -> str:
    parts = [f"{code.severity}[{code.name}]: {code.meaning}", textwrap.fill(code.help, WIDTH)]
    for title, example in (("Wrong:", code.wrong), ("Right:", code.right)):
        if example:
            parts.append(f"{title}\n{textwrap.indent(example.rstrip(), '    ')}")
    return "\n\n".join(parts)
