"""Why this place, why none, and what would change it."""

from jobmatch.explain.by_rule import ByRule
from jobmatch.explain.changed_jobs import Missing, Raise
from jobmatch.explain.diagnosis import Clash, Diagnosis, GiveWay, Repair, diagnose
from jobmatch.explain.differences import FATES, Differences, differences
from jobmatch.explain.fairness import Audit, Envy, Lottery, audit
from jobmatch.explain.flips import CHANGES, Flip, Tried
from jobmatch.explain.job import JobExplained, explain_job
from jobmatch.explain.opened import Listener, Opened, open_run
from jobmatch.explain.person import Option, PersonExplained, explain_person
from jobmatch.explain.prices import Charge
from jobmatch.explain.rules import RULES, Removal
from jobmatch.explain.shortages import Shortage, shortages
from jobmatch.explain.stability import Stability, stability
from jobmatch.explain.ties import Ties, ties
from jobmatch.explain.training import courses_that_help
from jobmatch.explain.what_if import WhatIf, what_if
from jobmatch.explain.worth import worth

__all__ = [
    "CHANGES",
    "FATES",
    "RULES",
    "Audit",
    "ByRule",
    "Charge",
    "Clash",
    "Diagnosis",
    "Differences",
    "Envy",
    "Flip",
    "GiveWay",
    "JobExplained",
    "Listener",
    "Lottery",
    "Missing",
    "Opened",
    "Option",
    "PersonExplained",
    "Raise",
    "Removal",
    "Repair",
    "Shortage",
    "Stability",
    "Ties",
    "Tried",
    "WhatIf",
    "audit",
    "courses_that_help",
    "diagnose",
    "differences",
    "explain_job",
    "explain_person",
    "open_run",
    "shortages",
    "stability",
    "ties",
    "what_if",
    "worth",
]
