"""Pieces: everybody is in exactly one, their number changes no result, and none outlives the call."""

from __future__ import annotations

import _thread
import signal
import threading
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from scan_cases import compiled, fixed_crowd, listed, random_pairs

from jobmatch.masters.spread import spread_over
from jobmatch.pairing import Known, Scan, ShortLists, each_piece, open_scan, threads

SIZES = (0, 1, 511, 512, 513, 100_000)


@pytest.fixture(params=["1", "2", "5"])
def count(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Threads to use."""
    monkeypatch.setenv("JOBMATCH_THREADS", request.param)
    assert threads.thread_count() == int(request.param)
    return int(request.param)


@pytest.mark.parametrize("smallest", [1, 512])
@pytest.mark.parametrize("n", SIZES)
def test_everybody_is_in_one_piece(n: int, smallest: int, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "SMALLEST_PIECE", smallest)
    visits = np.zeros(n, np.int64)

    def visit(first: int, last: int) -> tuple[int, int]:
        visits[first:last] += 1
        return first, last

    pieces = each_piece(n, visit)
    assert (visits == 1).all()
    assert pieces == sorted(pieces)
    assert [pieces[0][0], pieces[-1][1]] == [0, n]
    assert 1 <= len(pieces) <= max(1, min(threads.MOST_PIECES, n))
    assert all(last - first >= smallest // 2 for first, last in pieces[1:]), "a piece is hardly worth a thread"


@pytest.mark.parametrize(
    ("given", "expected"), [("3", 3), ("1", 1), ("0", None), ("", None), ("many", None), ("-2", None)]
)
def test_thread_count_is_what_is_set_or_what_there_is(
    given: str, expected: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JOBMATCH_THREADS", raising=False)
    here = threads.thread_count()
    assert here >= 1
    monkeypatch.setenv("JOBMATCH_THREADS", given)
    assert threads.thread_count() == (expected or here)


def everything(scan: Scan, n: int, m: int) -> list[Any]:
    """All that a scan and short lists say, as plain lists."""
    rng = np.random.default_rng(3)
    counts, pairs = scan.counts(), scan.list_pairs()
    said = [counts.eligible, counts.least, pairs.ptr, pairs.job, pairs.cost]
    top = int(np.abs(pairs.cost).max())
    who, limit = rng.permutation(n).astype(np.int32), rng.integers(0, top, n)
    price = rng.integers(-top // 3, top // 3, m)
    known = Known(rng.integers(-top, top, n), np.zeros(n, np.int32), [price + rng.integers(-9, 10, m)])
    for given in (None, known):
        found = scan.cheapest(who, price, limit, 4, given, spread_over(rng.integers(0, 4, m), top // 5))
        lists = found.lists(price)
        said += [found.filled, found.best, found.outside, lists.job, lists.cost]
    short = ShortLists(scan, limit, lambda: None)
    for _ in range(4):
        look = short.look(rng.integers(-top // 3, top // 3, m), 0, 2)
        said += [
            np.array([look.inner, look.missing, look.shortfall]),
            short.lists.ptr,
            short.lists.job,
            short.now(price),
        ]
    return [array.tolist() for array in said]


@pytest.mark.parametrize("smallest", [1, 7, 512])
@pytest.mark.parametrize("kind", ["rules", "own costs"])
def test_no_result_depends_on_threads_or_pieces(
    kind: str, smallest: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    n, m = 90, 40

    def scan() -> Scan:
        if kind == "rules":
            return open_scan(compiled(fixed_crowd(n, m)))
        return listed(random_pairs(np.random.default_rng(3), n, m))

    threaded = []
    with monkeypatch.context() as here:
        here.setattr(threads, "SMALLEST_PIECE", smallest)
        threaded = everything(scan(), n, m)
    monkeypatch.setenv("JOBMATCH_THREADS", "1")
    assert threaded == everything(scan(), n, m)


class Watch:
    """Pieces that take a while, one of which ends badly; how many have begun, and how many run."""

    def __init__(self, bad: int, end: type[BaseException] | None) -> None:
        self.bad, self.end = bad, end
        self.begun = self.running = 0
        self.lock = threading.Lock()

    def __call__(self, first: int, last: int) -> None:
        with self.lock:
            self.begun += 1
            self.running += 1
        try:
            if first == self.bad:
                if self.end is None:
                    _thread.interrupt_main()
                else:
                    raise self.end(f"piece {first}")
            time.sleep(0.01)
        finally:
            with self.lock:
                self.running -= 1


@pytest.mark.parametrize("bad", [0, 3, 39])
@pytest.mark.parametrize("end", [ValueError, KeyboardInterrupt])
def test_what_a_piece_raises_is_raised_when_none_runs(
    bad: int, end: type[BaseException], count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "SMALLEST_PIECE", 1)
    watch = Watch(bad, end)
    with pytest.raises(end, match=f"piece {bad}"):
        each_piece(40, watch)
    assert watch.running == 0
    begun = watch.begun
    time.sleep(0.02)
    assert watch.begun == begun, "a piece began after all was given up"
    if bad == 0:
        assert begun < 40, "nothing was dropped"
    assert each_piece(3, lambda first, last: (first, last)) == [(0, 1), (1, 2), (2, 3)]


@pytest.fixture
def _heard() -> Iterator[None]:
    """Interrupts are heard, also where the run was started in the background of a script, which ignores them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_heard")
@pytest.mark.parametrize("threads_used", ["2", "5"])
def test_an_interrupt_drops_what_has_not_begun(threads_used: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBMATCH_THREADS", threads_used)
    monkeypatch.setattr(threads, "SMALLEST_PIECE", 1)
    watch = Watch(0, None)
    with pytest.raises(KeyboardInterrupt):
        each_piece(40, watch)
    assert watch.running == 0
    assert watch.begun < 40


def test_an_interrupt_while_pieces_are_dealt_leaves_none_running(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dealing 64 pieces takes a moment; an interrupt may come between two of them."""
    monkeypatch.setenv("JOBMATCH_THREADS", "2")
    monkeypatch.setattr(threads, "SMALLEST_PIECE", 1)
    watch, pool = Watch(-1, ValueError), threads._pool(2)
    submit, dealt = pool.submit, []

    def interrupted(*given: Any) -> Any:
        if len(dealt) == 3:
            raise KeyboardInterrupt
        dealt.append(submit(*given))
        return dealt[-1]

    monkeypatch.setattr(pool, "submit", interrupted)
    with pytest.raises(KeyboardInterrupt):
        each_piece(40, watch)
    running, begun = watch.running, watch.begun
    for future in dealt:
        if not future.cancelled():
            future.result()
    assert (running, watch.begun) == (0, begun), "pieces go on after the call is over"
