"""Pieces of work in processes of their own: nothing gets lost, whatever becomes of a process."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable

import pytest

from game.prove import side_by_side as module
from game.prove.side_by_side import side_by_side

Piece = list[int]
HERE = os.getpid()

pytestmark = pytest.mark.skipif(not module.FORKS, reason="processes that have what we have are made on Linux only")


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "processors", lambda: 2)


def silent(_piece: Piece, _far: int) -> None:
    pass


def test_each_piece_is_worked_on_and_they_keep_their_order() -> None:
    def work(piece: Piece, _: Callable[[int], None]) -> None:
        time.sleep(0.05 if piece[0] == 0 else 0)  # so that the first is not the first to be done
        piece += [piece[0] ** 2, os.getpid()]

    pieces, whole = side_by_side([[number] for number in range(5)], work, silent)
    assert whole
    assert [piece[:2] for piece in pieces] == [[0, 0], [1, 1], [2, 4], [3, 9], [4, 16]]
    assert HERE not in {piece[2] for piece in pieces}


def test_it_is_told_how_far_each_has_come() -> None:
    def work(piece: Piece, tick: Callable[[int], None]) -> None:
        for far in (10, 20):
            tick(piece[0] + far)
            time.sleep(3 * module.HEARING)

    heard: list[tuple[int, int]] = []
    side_by_side([[1], [2]], work, lambda piece, far: heard.append((piece[0], far)))
    assert sorted(heard) == [(1, 11), (1, 21), (2, 12), (2, 22)]


def test_what_a_process_that_dies_left_undone_is_done_here() -> None:
    def work(piece: Piece, _: Callable[[int], None]) -> None:
        if piece[0] == 1 and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        piece.append(os.getpid())

    pieces, whole = side_by_side([[0], [1], [2]], work, silent)
    assert whole
    assert [len(piece) for piece in pieces] == [2, 2, 2]
    assert pieces[1][1] == HERE


def test_what_there_was_no_memory_for_is_done_here() -> None:
    def work(piece: Piece, _: Callable[[int], None]) -> None:
        if piece[0] == 1 and os.getpid() != HERE:
            raise MemoryError
        piece.append(os.getpid())

    pieces, whole = side_by_side([[0], [1], [2]], work, silent)
    assert whole
    assert pieces[1][1] == HERE


def test_where_no_process_can_be_made_everything_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", none_left)

    def work(piece: Piece, _: Callable[[int], None]) -> None:
        piece.append(os.getpid())

    assert side_by_side([[0], [1]], work, silent) == ([[0, HERE], [1, HERE]], True)


def test_a_mistake_in_the_work_is_raised_here() -> None:
    def work(piece: Piece, _: Callable[[int], None]) -> None:
        piece.append(1 // piece[0])

    with pytest.raises(ZeroDivisionError):
        side_by_side([[1], [0]], work, silent)


def test_an_interrupt_keeps_what_is_done_and_what_is_half_done() -> None:
    def work(piece: Piece, tick: Callable[[int], None]) -> None:
        piece.append(1)
        for far in range(600) if piece[0] else ():
            tick(far)
            time.sleep(0.05)
        piece.append(2)

    def interrupt(_: Piece, far: int) -> None:
        if far > 3:
            raise KeyboardInterrupt

    pieces, whole = side_by_side([[0], [1], [2], [3]], work, interrupt)
    assert not whole
    assert pieces[0] == [0, 1, 2]
    assert pieces[1] == [1, 1]
    assert pieces[3] == [3]
    assert multiprocessing.active_children() == []


def test_a_process_that_does_not_stop_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.2)

    def work(_: Piece, tick: Callable[[int], None]) -> None:
        tick(1)
        time.sleep(600)

    def interrupt(_piece: Piece, _far: int) -> None:
        raise KeyboardInterrupt

    assert side_by_side([[0], [1]], work, interrupt) == ([[0], [1]], False)
    assert multiprocessing.active_children() == []


def test_one_processor_works_on_them_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "processors", lambda: 1)

    def work(piece: Piece, _: Callable[[int], None]) -> None:
        piece.append(os.getpid())

    assert side_by_side([[0], [1]], work, silent) == ([[0, HERE], [1, HERE]], True)
