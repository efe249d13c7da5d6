"""The teacher's guide, made from the story itself: what `lesson.yaml` says, how long each role takes, what is reported.

pages = guide(story, lesson, {role: length_of(routes) for role, routes in ...})
"""

from game.guide.guide_page import guide, names_of
from game.guide.lengths import Length, length_of

__all__ = ["Length", "guide", "length_of", "names_of"]
