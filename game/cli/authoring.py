"""What the commands that tell something about a story have in common."""

import sys

from game.cli.checking import find, tell_errors
from game.load import Loaded, load
from game.prove.proof import Proof, prove
from game.story.model import Story


def story_for(name: str | None, done: str) -> Story | None:
    """The story, or None once its errors are on standard error. `done` ends "can't be ... before these are mended"."""
    loaded = loaded_for(name, done)
    return None if loaded is None else loaded.story


def loaded_for(name: str | None, done: str) -> Loaded | None:
    """The same with all that was loaded beside it."""
    found = find(name)
    loaded = load(found.folder, shown=found.shown)
    if loaded.story is None:
        tell_errors(found, loaded.errors, done)
        return None
    return loaded


def proof_of(story: Story) -> Proof:
    """Prove the story, with a word on a terminal while it takes its time."""
    watched = sys.stderr.isatty()
    if watched:
        print("Proving …", end="", file=sys.stderr, flush=True)
    try:
        proof = prove(story)
    finally:
        if watched:
            print("\r\x1b[K", end="", file=sys.stderr)
    if proof.stopped:
        raise KeyboardInterrupt
    return proof
