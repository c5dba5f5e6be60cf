"""What each stage is said to reach alone: a claim that no dual of the run proves, kept within what follows from it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from jobmatch.verify.fair import FAIR
from jobmatch.verify.levers import COST


def alone_faults(
    stated: Sequence[Any], stages: Sequence[Mapping[str, Any]], most: Sequence[int], cheapest: Callable[[], float]
) -> Iterator[str]:
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
    for at, (said, true) in enumerate(zip(stated, stages, strict=True)):
        name, value = true["name"], true["value"]
        counting = name != COST and not name.startswith(FAIR)
        top = next(counts) if counting else 1
        alone = said.get("alone") if isinstance(said, dict) else None
        if alone is None:
            continue
        if not _is_number(alone, whole=counting):
            kind = "a whole number" if counting else "a number"
            yield f"summary.json: alone of the stage {name} is {alone!r}, neither {kind} nor null"
            continue
        # The first stage stands first already: its bound holds, which is its value where that is proven.
        beyond = true["bound"] if at == 0 and true["bound"] is not None else top
        if alone > value if name == COST else alone < value:
            yield f"summary.json: the stage {name} alone comes to {alone}, worse than its value"
        elif name == COST and alone < (least := cheapest()):
            yield f"summary.json: the stage {name} alone comes to {alone}, but no plan at all costs less than {least}"
        elif name != COST and alone > beyond:
            yield f"summary.json: the stage {name} alone comes to {alone}, but {beyond} is the most that it can reach"


def _is_number(alone: Any, *, whole: bool) -> bool:
    """Whether it is a number of this kind; a whole one may be too large for a float."""
    if isinstance(alone, bool):
        return False
    return isinstance(alone, int) or (not whole and isinstance(alone, float) and math.isfinite(alone))
