"""The scan over eligible pairs: kernels, listing, and the terms of chosen pairs."""

from jobmatch.pairing.listed_scan import ListScan, filtered
from jobmatch.pairing.listing import pair_frame, pair_frames, route_names, yuan
from jobmatch.pairing.open import open_scan, wanted_jobs
from jobmatch.pairing.restricted import RestrictedScan
from jobmatch.pairing.rule_scan import RuleScan
from jobmatch.pairing.scan import Cheapest, Counts, Known, PairList, Scan, Spread
from jobmatch.pairing.short_lists import CHUNK, Look, ShortLists, holds_all
from jobmatch.pairing.terms import terms_of, tier_of
from jobmatch.pairing.threads import each_piece
from jobmatch.problem.arrays import NEVER

__all__ = [
    "CHUNK",
    "NEVER",
    "Cheapest",
    "Counts",
    "Known",
    "ListScan",
    "Look",
    "PairList",
    "RestrictedScan",
    "RuleScan",
    "Scan",
    "ShortLists",
    "Spread",
    "each_piece",
    "filtered",
    "holds_all",
    "open_scan",
    "pair_frame",
    "pair_frames",
    "route_names",
    "terms_of",
    "tier_of",
    "wanted_jobs",
    "yuan",
]
