"""What a solve tells while it works, and how long each phase took."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from jobmatch.words import Lang, Words, said
from jobmatch.words.catalogue import filled


@dataclass(frozen=True)
class Progress:
    """One step of a solve.

    Attributes
    ----------
    phase
        What is being done: "read", "compile", "kernels", "count", "solve", "prove", "list", "check", …
    done
        How far the phase is, 0 to 1; None where that cannot be said.
    words
        What is being done, or how it goes, with counts but no ids; in no language yet.
    """

    phase: str
    done: float | None
    words: Words

    @property
    def message(self) -> str:
        """The same in plain English."""
        return str(self.words)

    def text(self, lang: Lang) -> str:
        """The same in a language."""
        return str(filled(self.words, lang))


class Phases:
    """Times phases and tells a listener of them."""

    def __init__(self, listener: Callable[[Progress], Any] | None) -> None:
        self._listener = listener
        self._seconds: dict[str, float] = {}
        self.start = time.monotonic()

    @contextmanager
    def phase(self, name: str, words: Words | None = None) -> Iterator[None]:
        """Run a phase: told at its beginning and its end, its seconds kept."""
        told = said(f"phase.{name}") if words is None else words
        self.tell(Progress(name, None, told))
        begin = time.monotonic()
        try:
            yield
        finally:
            self._seconds[name] = round(self._seconds.get(name, 0.0) + time.monotonic() - begin, 4)
        self.tell(Progress(name, 1.0, told))

    def tell(self, progress: Progress) -> None:
        """Pass on one step."""
        if self._listener is not None:
            self._listener(progress)

    def tell_done(self, name: str, done: float) -> None:
        """Pass on how far a phase is, 0 to 1."""
        self.tell(Progress(name, done, said(f"phase.{name}")))

    def tell_solving(self, words: Words) -> None:
        """Pass on a line of the solver's."""
        self.tell(Progress("solve", None, words))

    def timing(self) -> dict[str, Any]:
        """Seconds by phase and in all, and the peak memory so far."""
        total = round(time.monotonic() - self.start, 4)
        return {"seconds": {**self._seconds, "total": total}, "peak_memory_mb": peak_memory_mb()}


def peak_memory_mb() -> float:
    """The largest resident memory of this process or any child so far, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round(peak * unit / 1e6, 1)
