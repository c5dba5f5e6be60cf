"""Names that somebody may have meant who wrote another one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from jobmatch.words import Said, either, said

CLOSE = 0.6
"""How alike two names are at least."""

LOOKED_AT = 5_000
"""Names that are compared at most: each takes some microseconds."""


def near(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The names most like `name`, the closest first."""
    names = sorted(set(known))[:LOOKED_AT]
    return difflib.get_close_matches(name, names, n=most, cutoff=CLOSE)


def did_you_mean(name: str, known: Iterable[str]) -> Said | str:
    """The end of a message on an unknown name: close ones, or else all there are."""
    known = sorted(set(known))
    close = near(name, known)
    if close:
        return said("near.close", names=either([repr(name) for name in close]))
    return said("near.all", names=tuple(known)) if known else ""
