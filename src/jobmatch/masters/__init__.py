"""Masters: solvers of the assignment, behind one protocol."""

from jobmatch.masters.crossing import crossing_quotas
from jobmatch.masters.exact import ExactMaster
from jobmatch.masters.flow import FlowMaster
from jobmatch.masters.job_tree import TreeMaster, refuse_levers
from jobmatch.masters.lagrange import staged_bound
from jobmatch.masters.priced import PricedMaster
from jobmatch.masters.protocol import (
    UNKNOWN,
    ByStage,
    Duals,
    Leaf,
    LimitPrices,
    Limits,
    Master,
    Outcome,
    OutOfTime,
    Prices,
    Solution,
    StageDuals,
    Warm,
    unhurried,
)

MASTERS: dict[str, Master] = {
    master.name: master for master in (TreeMaster(), PricedMaster(), FlowMaster(), ExactMaster())
}
"""Masters by the name that `solver=` takes; the order is that of preference."""

__all__ = [
    "MASTERS",
    "UNKNOWN",
    "ByStage",
    "Duals",
    "Leaf",
    "LimitPrices",
    "Limits",
    "Master",
    "OutOfTime",
    "Outcome",
    "Prices",
    "Solution",
    "StageDuals",
    "TreeMaster",
    "Warm",
    "crossing_quotas",
    "refuse_levers",
    "staged_bound",
    "unhurried",
]
