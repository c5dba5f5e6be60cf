"""Triples of person, job and route, with where home and workplace lie to each other."""

from __future__ import annotations

from dataclasses import dataclass

from jobmatch.verify.exactly import Ints

NO_ROUTE = -1
"""The route of who takes no course."""


@dataclass(frozen=True)
class Triples:
    """Some triples: rows of the two lists, numbers of courses (`NO_ROUTE` for none); tiers and whole kilometres."""

    person: Ints
    job: Ints
    route: Ints
    tier: Ints
    km: Ints

    def __len__(self) -> int:
        return len(self.person)
