"""What a change would make of a result: solved again from its plan and prices, and set beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jobmatch.explain.differences import Differences, differences
from jobmatch.result import Result


@dataclass(frozen=True, eq=False)
class WhatIf:
    """A changed problem's result, and what is different.

    Attributes
    ----------
    result
        What `Result.resolve` gives for the change.
    differences
        From the old result to it; None where it has no plan.
    """

    result: Result
    differences: Differences | None

    def __repr__(self) -> str:
        """One line: placements, objective and persons that change."""
        found = self.differences
        if found is None:
            return f"<WhatIf {self.result.status}>"
        (was, now), (cost, then) = found.figures["placed"], found.figures["objective"]
        moved = sum(found.fates[fate] for fate in ("moved", "placed", "lost"))
        said = f"placed {now - was:+,}, objective {then - cost:+,.2f}, {moved:,} persons changed"
        return f"<WhatIf {self.result.status}: {said}>"


def what_if(result: Result, *args: Any, by: str = "priority", **changes: Any) -> WhatIf:
    """See `jobmatch.Result.what_if`."""
    changed = result.resolve(*args, **changes)
    return WhatIf(changed, None if changed.plan is None else differences(result, changed, by))
