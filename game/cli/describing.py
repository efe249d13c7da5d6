"""`neighbours schema`: what an editor has to know of a story's files."""

import json

from game.cli.main import FINE
from game.source.schema.json_schema import schema


def print_schema(file: str | None) -> int:
    """Of one kind of file, or of any."""
    print(json.dumps(schema(file or ""), indent=1, ensure_ascii=False))
    return FINE
