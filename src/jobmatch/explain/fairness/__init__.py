"""Who fares how: groups against each other, regions, envy, and what the draw decides among equals."""

from jobmatch.explain.fairness.audit import SMALLEST, Audit, audit
from jobmatch.explain.fairness.envy import Envy
from jobmatch.explain.fairness.lottery import Lottery, lottery

__all__ = ["SMALLEST", "Audit", "Envy", "Lottery", "audit", "lottery"]
