"""From registers to the two lists: cross-checks, base figures."""

from jobmatch.registers.linking import Linkage, link
from jobmatch.registers.reconcile import OF_PERSONS, OF_REPORTS, Reconciled, reconcile

__all__ = ["OF_PERSONS", "OF_REPORTS", "Linkage", "Reconciled", "link", "reconcile"]
