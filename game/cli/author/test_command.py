"""`neighbours test`: an author's playthroughs, played, and their transcripts accepted. Starts without importing textual."""

import json
import sys
from collections.abc import Iterator
from difflib import unified_diff
from typing import Any

from game.check.playtests.playtest_file import read_playtest
from game.check.playtests.playtest_run import Difference, Ran, in_common, run
from game.check.playtests.playtest_writing import with_transcript
from game.cli.exit_codes import Exit, WrongUseError
from game.cli.open_story import opened, tell
from game.cli.output_files import path_of, rewrite
from game.library.find_stories import Found
from game.play.pasted_line import path_text
from game.problems import Problem
from game.source.decoding import decode
from game.source.folder import RawFile, story_files
from game.text.clean import clean, clean_line
from game.text.shell import command_line
from game.text.words import counted

SHOWN_BEFORE = 2  # how many moments before a difference are printed


def test_story(name: str | None, form: str, *, accept: bool) -> int:
    from game.problems.show import as_json

    given = opened(name, "played", form)
    found, story = given.found, given.story
    files = story_files(found.folder, found.shown).tests
    broken: list[Problem] = []
    ran: list[Ran] = []
    for raw in files:
        problems: list[Problem] = []
        test = read_playtest(raw, story, problems)
        broken += problems
        if test is None:
            if form == "text":
                print(f"unreadable  {clean_line(raw.path)}")
            continue
        result = run(test, story)
        accepted = accept and [each.problem.code for each in result.differences] == ["transcript-differs"]
        if accepted:
            new = _accepted(raw, result)
            again = read_playtest(new, story, broken)
            if again is None:
                continue  # what is wrong with it is told, and the file stays as it was
            rewrite(path_of(found.folder, raw), raw.raw, new.raw)
            if form == "text":
                print("\n".join([f"accepted    {clean_line(test.name)}", *_changes(result)]))
            result = run(again, story)
        ran.append(result)
        if form == "text":
            print("\n".join(_lines(result, accepted=accepted)))
    problems = [*broken, *(difference.problem for result in ran for difference in result.differences)]
    if form == "json":
        data = {"playthroughs": [_data(result) for result in ran], "problems": json.loads(as_json(problems))}
        print(json.dumps(data, indent=1, ensure_ascii=False))
    else:
        sys.stdout.flush()
        _tell_all(found, ran, problems)
    return Exit.PROBLEMS if problems else Exit.FINE


def _tell_all(found: Found, ran: list[Ran], problems: list[Problem]) -> None:
    if not problems:
        if ran:
            print(f"{clean_line(found.shown, limit=1_000)}: {counted(len(ran), 'playthrough')}, as written.")
        else:
            record = command_line("play", found.shown, record=f"{found.shown}/tests/NAME.yaml")
            print(f"{clean_line(found.shown, limit=1_000)} has no playthroughs yet. `{record}` writes one.")
        return
    print(file=sys.stderr)
    tell(problems)
    for result in ran:
        if not result.fine:
            role, path = result.played.program.role.id, path_text(result.played.carried, result.played.entries)
            way = command_line("play", found.shown, role=role, path=path)
            print(f"{clean_line(result.test.path)} can be played up to there: {way}", file=sys.stderr)
    if any(each.problem.code == "transcript-differs" for result in ran for each in result.differences):
        print(f"Where what is read now is meant: {command_line('test', found.shown, accept=True)}", file=sys.stderr)


# ---- telling ----


def _lines(result: Ran, *, accepted: bool) -> Iterator[str]:
    played = result.played
    made = len(played.turns) - 1
    if result.fine:
        where = f"ends in {played.scene.id}" if played.ended else f"comes to {played.scene.id}"
        new = ", with its new transcript" if accepted else ""
        yield f"ok          {clean_line(result.test.name)}: {counted(made, 'choice')}, {where}{new}"
        return
    yield f"otherwise   {clean_line(result.test.name)}" + (f": {clean_line(result.test.says)}" if result.test.says else "")
    yield from (f"    {line}".rstrip() for line in _marked(result))


def _marked(result: Ran) -> Iterator[str]:
    """The transcript round the first difference, whose line is marked; and how many more there are."""
    first = result.differences[0]
    start = max(0, first.turn - SHOWN_BEFORE)
    if start:
        yield f"... {counted(start, 'choice')} before this"
        yield ""
    for turn in range(start, first.turn):
        yield from (f"    {line}" for line in (*result.reads[turn].split("\n"), ""))
    yield from _at_the_mark(result, first)
    rest = len(result.differences) - 1
    if rest:
        yield ""
        yield f"... and {rest} more that {'is' if rest == 1 else 'are'} otherwise"


def _at_the_mark(result: Ran, first: Difference) -> Iterator[str]:
    if first.problem.code != "transcript-differs":
        yield from (f"    {line}" for line in (*result.reads[first.turn].split("\n"), ""))
        yield f"--> wanted: {clean_line(first.wanted)}"
        yield f"    there is: {clean_line(first.found)}"
        return
    kept = result.test.transcript or ()
    wanted = kept[first.turn].split("\n") if first.turn < len(kept) else []
    found = result.reads[first.turn].split("\n") if first.turn < len(result.reads) else []
    same = in_common(wanted, found)
    yield from (f"    {line}" for line in found[:same])
    mark = "-->"
    for sign, lines in (("-", wanted[same:]), ("+", found[same:])):
        for line in lines:
            yield f"{mark} {sign} {clean(line)}"
            mark = "   "


def _data(result: Ran) -> dict[str, Any]:
    played = result.played
    return {
        "test": result.test.name,
        "path": result.test.path,
        "role": played.program.role.id,
        "ok": result.fine,
        "choices": len(played.turns) - 1,
        "scene": played.scene.id,
        "ended": played.ended,
        "way": path_text(played.carried, played.entries),
        "differences": [
            {
                "code": each.problem.code,
                "message": each.problem.message,
                "line": each.problem.place.line,
                "column": each.problem.place.column,
                "after": each.turn,
                "wanted": each.wanted,
                "found": each.found,
            }
            for each in result.differences
        ],
    }


# ---- accepting ----


def _accepted(raw: RawFile, result: Ran) -> RawFile:
    """The file with the new transcript in it. Raises WrongUseError where the old one can't be replaced."""
    file, _, _ = decode(raw.raw, raw.path, raw.size)
    place = result.test.place
    if place.column != 1:
        raise WrongUseError(f"{raw.path}: put `transcript:` at the start of a line, so that it can be replaced.")
    text = with_transcript(file.lines, place.line, result.reads)
    newline = "\r\n" if b"\r\n" in raw.raw else "\n"
    return RawFile(raw.name, raw.path, text.replace("\n", newline).encode())


def _changes(result: Ran) -> Iterator[str]:
    """What the new transcript changes, line by line."""
    before = [line for moment in result.test.transcript or () for line in (*moment.split("\n"), "")]
    after = [line for moment in result.reads for line in (*moment.split("\n"), "")]
    for line in list(unified_diff(before, after, n=1, lineterm=""))[2:]:
        yield "    ..." if line.startswith("@@") else f"    {clean(line)}".rstrip()
