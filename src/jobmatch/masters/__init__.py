"""Masters: solvers of the assignment over short or full lists of pairs, behind one protocol."""

from jobmatch.masters.exact import ExactMaster
from jobmatch.masters.flow import FlowMaster
from jobmatch.masters.greedy import greedy_placement
from jobmatch.masters.protocol import Limits, Master, Outcome, Placement
from jobmatch.masters.residual import Prices, vacancy_prices

MASTERS: dict[str, Master] = {master.name: master for master in (FlowMaster(), ExactMaster())}
"""Masters by the name that `solver=` takes."""

__all__ = [
    "MASTERS",
    "Limits",
    "Master",
    "Outcome",
    "Placement",
    "Prices",
    "greedy_placement",
    "vacancy_prices",
]
