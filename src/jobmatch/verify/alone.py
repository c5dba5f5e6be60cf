"""What each stage is said to reach alone: a claim that no dual of the run proves, kept within what follows from it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from jobmatch.verify.fair import FAIR
from jobmatch.verify.levers import COST
from jobmatch.words import Words, said


def alone_faults(
    stated: Sequence[Any], stages: Sequence[Mapping[str, Any]], most: Sequence[int], cheapest: Callable[[], float]
) -> Iterator[Words]:
    """What is wrong with each `alone`, in words; null claims nothing.

    Parameters
    ----------
    stated
        The stages as summary.json has them.
    stages
        Name, value and bound of each as recomputed.
    most
        By counting stage, all that could be counted.
    cheapest
        Computes what no plan can cost less than, whatever the stages before; asked only where it matters.
    """
    counts = iter(most)
    for at, (written, true) in enumerate(zip(stated, stages, strict=True)):
        name, value = true["name"], true["value"]
        counting = name != COST and not name.startswith(FAIR)
        top = next(counts) if counting else 1
        alone = written.get("alone") if isinstance(written, dict) else None
        if alone is None:
            continue
        if not _is_number(alone, whole=counting):
            kind = said("verified.whole_number" if counting else "verified.a_number")
            yield said("verified.alone_odd", name=name, alone=alone, kind=kind)
            continue
        # The first stage stands first already: its bound holds, which is its value where that is proven.
        beyond = true["bound"] if at == 0 and true["bound"] is not None else top
        if alone > value if name == COST else alone < value:
            yield said("verified.alone_worse", name=name, alone=alone)
        elif name == COST and alone < (least := cheapest()):
            yield said("verified.alone_too_low", name=name, alone=alone, least=least)
        elif name != COST and alone > beyond:
            yield said("verified.alone_too_high", name=name, alone=alone, beyond=beyond)


def _is_number(alone: Any, *, whole: bool) -> bool:
    """Whether it is a number of this kind; a whole one may be too large for a float."""
    if isinstance(alone, bool):
        return False
    return isinstance(alone, int) or (not whole and isinstance(alone, float) and math.isfinite(alone))
