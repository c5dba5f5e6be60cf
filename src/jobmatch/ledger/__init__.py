"""The ledger: what became of every person and every job, event by event, and the lists that follow from it."""

from jobmatch.ledger.events import EVENTS, OF_JOBS, OF_PERSONS
from jobmatch.ledger.store import Ledger, open_ledger

__all__ = ["EVENTS", "OF_JOBS", "OF_PERSONS", "Ledger", "open_ledger"]
