"""The strongly connected components of a graph (R. Tarjan, Depth-first search and linear graph algorithms, 1972)."""

from collections.abc import Iterable, Sequence


def components(targets: Sequence[Sequence[int]], starts: Iterable[int]) -> list[list[int]]:
    """What can be reached from the starts, parted into components; each stands after those that it leads to."""
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    waits: set[int] = set()  # on the stack
    found: list[list[int]] = []
    for start in starts:
        if start in number:
            continue
        work = [(start, iter(targets[start]))]
        number[start] = low[start] = len(number)
        stack.append(start)
        waits.add(start)
        while work:
            node, onward = work[-1]
            for target in onward:
                if target not in number:
                    number[target] = low[target] = len(number)
                    stack.append(target)
                    waits.add(target)
                    work.append((target, iter(targets[target])))
                    break
                if target in waits and number[target] < low[node]:
                    low[node] = number[target]
            else:
                work.pop()
                if work and low[node] < low[work[-1][0]]:
                    low[work[-1][0]] = low[node]
                if low[node] == number[node]:
                    at = len(stack) - 1
                    while stack[at] != node:
                        at -= 1
                    part = stack[at:]
                    del stack[at:]
                    waits.difference_update(part)
                    found.append(part)
    return found
