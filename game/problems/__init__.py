"""What is wrong in an author's file, as data: a code, a place, plain words and the mend."""

from game.problems.problem import Place, Problem, closest, nearest

__all__ = ["Place", "Problem", "closest", "nearest"]
