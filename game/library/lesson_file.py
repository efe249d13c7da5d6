"""The lesson of a story that is being played: read when it is first asked for, and not before."""

from pathlib import Path

from game.source.folder import story_files
from game.story.lesson_model import Lesson
from game.story.model import Story

LESSON = "lesson.yaml"


def lesson_of(story: Story, folder: Path, shown: str) -> Lesson | None:
    """The lesson in the folder of a story, called `shown` in problems; None where there is none, or it has an error.

    Whoever plays isn't told what is wrong with it: a story is mended by a check, and can be played without its lesson.
    """
    raw = next((file for file in story_files(folder, shown, tests=False).files if file.name == LESSON), None)
    if raw is None:
        return None
    from game.library.load import load_lesson  # with all that reads YAML, which a story that is kept linked doesn't need

    return load_lesson(raw, story)
