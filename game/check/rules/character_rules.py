"""Signs that not everybody gets: emoji that terminals and screen readers disagree about, and words that are no words."""

import re
from collections.abc import Collection, Iterator, Mapping

from game.check.rules.violation import Violation, in_section
from game.source.nodes import SourceFile
from game.story.model import At, Story
from game.story.shown_texts import ShownText

# Signs that change the one before them: how wide it is, and what is read aloud, depends on the terminal. Joiners are
# letters' business in many languages, so only those between pictures count.
_PICTURE = "[\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_CHANGED = re.compile(
    f".[\ufe0e\ufe0f]\u20e3?|[0-9#*]\u20e3|[\U0001f1e6-\U0001f1ff]{{2}}|[\U0001f3fb-\U0001f3ff]|{_PICTURE}\u200d", re.DOTALL
)


def emoji(story: Story, files: Mapping[str, SourceFile]) -> Iterator[Violation]:
    """Looked for in the files, since such a sign may stand in any text; remarks are left alone."""
    scenes: dict[str, list[At]] = {}
    owner = {scene.at: scene.id for scene in story.scenes.values()}
    for at in owner:
        scenes.setdefault(at.path, []).append(at)
    for path, file in files.items():
        if file.text.isascii():
            continue
        for number, text in enumerate(file.lines, start=1):
            if text.isascii() or text.lstrip().startswith("#"):
                continue
            match = _CHANGED.search(text)
            if match is not None:
                above = [at for at in scenes.get(path, ()) if at.line <= number]
                scene = owner[max(above, key=lambda at: at.line)] if above else ""
                message = "this sign is of a different width on every terminal, and screen readers spell it out"
                help = "write it in words, or take a sign that needs no variation selector"
                yield Violation("emoji", message, At(path, number), scene, (match.group(),), help)


def symbols(story: Story, texts: Collection[ShownText]) -> Iterator[Violation]:
    """What is told by signs alone: no letter, no digit, no value."""
    for text in texts:
        words = text.prose.text.strip()
        if words and not any(letter.isalnum() for letter in words):
            help, start = "say it in words; a sign may stand beside them", words.partition("\n")[0]
            yield Violation("symbols-alone", f"{text.what} has no words", text.at, text.scene, (start,), help, text.file)
    for variable in story.variables.values():
        if variable.show and not any(letter.isalpha() for letter in variable.show) and not variable.kind:
            message = f"`{variable.name}` is shown as `{variable.show}`, which has no words"
            yield in_section("symbols-alone", message, variable.name, "variables", 'name what is counted: `show: "{} roubles"`')
