"""solve(): read → compile → choose → count → solve → prove → result."""

from jobmatch.engine.progress import Progress
from jobmatch.engine.solve import check, eligible_pairs, iter_eligible_pairs, solve

__all__ = ["Progress", "check", "eligible_pairs", "iter_eligible_pairs", "solve"]
