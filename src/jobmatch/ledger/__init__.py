"""The ledger: what became of every person and every job, event by event, and the lists that follow from it."""

from jobmatch.errors import UnsupportedError
from jobmatch.words import said

try:
    import sqlalchemy as _  # noqa: F401  (the extra `ledger`)
except ModuleNotFoundError:
    raise UnsupportedError(said("ledger.extra_missing")) from None

from jobmatch.ledger.entry import Entry, TakenIn, read_entry, take_in, write_entry
from jobmatch.ledger.events import KINDS, MISSING, OF_JOBS, OF_PERSONS
from jobmatch.ledger.figures import (
    Figures,
    by_period,
    figures,
    funnel,
    funnel_by_group,
    funnel_by_region,
    placements,
    retention,
    states_by_region,
)
from jobmatch.ledger.opening import open_ledger
from jobmatch.ledger.paths import path_of, void
from jobmatch.ledger.rounds import Round, propose, solve_round
from jobmatch.ledger.states import ON_THE_LIST, STATES, Standing, standing
from jobmatch.ledger.store import Ledger, Written
from jobmatch.ledger.views import View, view

__all__ = [
    "KINDS",
    "MISSING",
    "OF_JOBS",
    "OF_PERSONS",
    "ON_THE_LIST",
    "STATES",
    "Entry",
    "Figures",
    "Ledger",
    "Round",
    "Standing",
    "TakenIn",
    "View",
    "Written",
    "by_period",
    "figures",
    "funnel",
    "funnel_by_group",
    "funnel_by_region",
    "open_ledger",
    "path_of",
    "placements",
    "propose",
    "read_entry",
    "retention",
    "solve_round",
    "standing",
    "states_by_region",
    "take_in",
    "view",
    "void",
    "write_entry",
]
