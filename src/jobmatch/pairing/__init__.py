"""The scan over eligible pairs: kernels, listing, and the terms of chosen pairs."""

from jobmatch.pairing.listing import pair_frame, pair_frames, yuan
from jobmatch.pairing.margins import Margins, grown, short_values
from jobmatch.pairing.prepare import prepare_kernels
from jobmatch.pairing.scan import Cheapest, Counts, PairList, Scan, open_scan, wanted_jobs
from jobmatch.pairing.terms import terms_of, tier_of
from jobmatch.problem.arrays import NEVER

__all__ = [
    "NEVER",
    "Cheapest",
    "Counts",
    "Margins",
    "PairList",
    "Scan",
    "grown",
    "open_scan",
    "pair_frame",
    "pair_frames",
    "prepare_kernels",
    "short_values",
    "terms_of",
    "tier_of",
    "wanted_jobs",
    "yuan",
]
