"""Stories with one planted fault each, a faultless twin beside each, and what the commands say of the faulty one.

    python -m tests.prove.planted     writes the reports anew; read what has changed before you keep it

A report leaves out the lines about each role: how many states it has depends on how the proof keeps them.
"""

import re
import shlex
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from game.cli.main import main

PLANTED = Path(__file__).parent / "planted"
FAULTS = {
    "loop": "an inescapable loop",
    "impossible": "an ending behind `money > 10 and money < 5`",
    "orphan": "a scene that no link leads to",
    "order_of_coats": "a trap that only a certain order of choices opens",
    "order_of_keys": "another, which ends before a closed door",
    "counter": "a loop that can be left only as long as a counter is below a bound",
    "menu_runs_dry": "once-only choices that are used up before the way out can be paid",
    "string_and_number": "a string compared with a number",
    "bounds": "a variable that leaves its bounds on one route only",
    "toll": "another, which only coming into a scene for the second time pushes there",
    "too_late": "an office that closes at a moment which a certain way misses",
    "both_chosen": "a way on that asks for two choices, of which one may not have been made",
    "inn": "a branch that leads to a closed door at one amount of money",
    "receipt": "a fact of a promise in a part of a result that isn't told on every route",
    "answer": "a choice none of whose outcomes can happen on some routes",
    "fact_behind_itself": "a fact that only a scene teaches which nobody can reach without it",
    "one_in_a_thousand": "a promise broken on one route of 1,024",
    "echo": "a value of an echo that closes every choice",
}

_VERDICT = re.compile(r"^(?:PROVED|REFUTED|BOUNDED)")
_CODE = re.compile(r"^(?:error|warning)\[(?P<code>[a-z-]+)\]", re.MULTILINE)
_PASTED = re.compile(r"play it: neighbours (?P<arguments>.+)$", re.MULTILINE)


def said(*arguments: str) -> tuple[int, str]:
    """What a command says of a story, problems first, without its lines about each role; and its exit code."""
    problems, lines = StringIO(), StringIO()
    with chdir(PLANTED), redirect_stderr(problems), redirect_stdout(lines):
        code = main(arguments)
    told = [line for line in lines.getvalue().splitlines() if arguments[0] != "prove" or _VERDICT.match(line)]
    return code, "\n".join(filter(None, (problems.getvalue().rstrip("\n"), *told)))


def report(name: str) -> str:
    """The reports on a faulty story, each below the command that gives it."""
    commands = [(command, f"{name}/faulty") for command in ("check", "prove")]
    return "\n\n".join(f"$ neighbours {' '.join(arguments)}\n{said(*arguments)[1]}" for arguments in commands) + "\n"


def kept_report(name: str) -> str:
    return (PLANTED / name / "report.txt").read_text("utf-8")


def told_codes(text: str) -> list[str]:
    """The code of each problem in a report."""
    return [match["code"] for match in _CODE.finditer(text)]


def pasted(text: str) -> list[list[str]]:
    """The arguments of each command that a report offers for playing to what it claims."""
    return [shlex.split(match["arguments"]) for match in _PASTED.finditer(text)]


if __name__ == "__main__":
    for each in FAULTS:
        (PLANTED / each / "report.txt").write_text(report(each), "utf-8", newline="\n")
