"""The screens of a lesson: questions, debrief, word lens."""
