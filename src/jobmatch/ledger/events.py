"""The kinds of events, and the table in which they are handed over."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import polars as pl

OF_PERSONS = (
    "listed",
    "proposed",
    "released",
    "accepted",
    "declined",
    "trained",
    "placed",
    "arrived",
    "checked",
    "no_show",
    "left",
    "withdrawn",
    "back",
)
"""What may happen to a person, about in the order of the road from the list to a place that is kept."""

OF_JOBS = ("reported", "filled_elsewhere", "closed")
"""What may happen to a job."""

KINDS = (*OF_PERSONS, *OF_JOBS)

WITH_JOB = frozenset(
    {"proposed", "released", "accepted", "declined", "placed", "arrived", "checked", "no_show", "left"}
)
"""Events of a person that are about a job."""

MISSING = "not on the list"
"""The reason of what a whole list takes off."""

MONTHS = (1, 3, 6)
"""Months after arrival at which somebody asks whether the person is still there."""

SCHEMA = {
    "kind": pl.String,
    "day": pl.Date,
    "person_id": pl.String,
    "job_id": pl.String,
    "region": pl.String,
    "number": pl.Int64,
    "reason": pl.String,
    "details": pl.String,
}
"""The columns of a table of events.

person_id and job_id are empty, not null, where there are none; region is the home that a list gives a person
(``listed``) or the place that it gives a job (``reported``), else empty; number is the months of ``checked``, the
vacancies of ``reported`` and ``filled_elsewhere``, else 0; details is the row of a list as JSON with sorted keys for
``listed`` and ``reported``, else empty.
"""


def details_of(row: Mapping[str, object]) -> str:
    """A row of a list as text that is the same for the same row; blank cells are there, columns it lacks are not."""
    said = {name: "" if value is None else str(value) for name, value in row.items()}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(details: str) -> int:
    """A short name for details (63 bits): 0 for none, so that events without them compare by what they are about."""
    if not details:
        return 0
    return int.from_bytes(hashlib.blake2b(details.encode(), digest_size=8).digest()) >> 1
