"""Check a saved run from its files alone: feasibility, objective, bound (docs/certificate.md).

Nothing here is shared with the solvers: it is written from docs/model.md and docs/files.md.
"""

from jobmatch.verify.recipe import verify
from jobmatch.verify.report import Check, Report

__all__ = ["Check", "Report", "verify"]
