"""The exit codes, fixed for scripts that rely on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobmatch.result import Result

DONE = 0
"""Optimal, or within the gap asked for; or the plan of the rule asked for."""

FAULT = 1
"""The data, the policy or the run has a fault that the message names."""

WRONG_USAGE = 2
"""The command line cannot be read."""

INFEASIBLE = 3
"""No plan keeps all the rules together."""

STOPPED = 4
"""Stopped by a limit, with a feasible plan."""

NO_PLAN = 5
"""Stopped by a limit, without a plan."""

DEFECT = 70
"""An internal error."""

INTERRUPTED = 130
"""Ctrl-C outside the solve, which itself ends with the best plan so far; nothing was written."""


def exit_code(result: Result) -> int:
    """The exit code that tells a script how a solve ended."""
    from jobmatch.result import Status, Stop

    if result.status is Status.INFEASIBLE:
        return INFEASIBLE
    if result.status is Status.UNKNOWN:
        return NO_PLAN
    if result.status is Status.OPTIMAL or result.stop in (Stop.GAP, Stop.RULE):
        return DONE
    return STOPPED
