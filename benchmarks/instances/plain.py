"""An instance in plain tables, for solvers that know no rules: every eligible triple and every limit is a row.

The format is described in docs/instances.md. Reading it needs nothing of jobmatch.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

TABLES = ("persons", "jobs", "pairs", "rows", "entries")
FACTS = "facts.json"


@dataclass(frozen=True, eq=False)
class Plain:
    """An instance without rules; one attribute a file, every cell as text.

    Attributes
    ----------
    persons
        ``person_id, unmatched_cost, must_be_placed, priority, household, together, fair``.
    jobs
        ``job_id, vacancies, unit``.
    pairs
        ``pair, person_id, job_id, route, tier, cost``: all that may be chosen, at most one of each person.
    rows
        ``row, constraint, group, lower, upper, lower_share, upper_share, soft, all_or_none``.
    entries
        ``row, pair, amount``: what each pair adds to each row.
    facts
        ``name``, ``decimals`` of all money, ``order`` of the stages, ``bonus`` of a household.
    """

    persons: pl.DataFrame
    jobs: pl.DataFrame
    pairs: pl.DataFrame
    rows: pl.DataFrame
    entries: pl.DataFrame
    facts: dict[str, Any]

    def write(self, folder: Path) -> None:
        """One CSV file a table, and facts.json."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in TABLES:
            getattr(self, name).write_csv(folder / f"{name}.csv")
        (folder / FACTS).write_text(json.dumps(self.facts, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Plain:
        """What `write` wrote."""
        tables = {name: pl.read_csv(folder / f"{name}.csv", infer_schema=False) for name in TABLES}
        tables = {name: table.with_columns(pl.all().fill_null("")) for name, table in tables.items()}
        return cls(**tables, facts=json.loads((folder / FACTS).read_text(encoding="utf-8")))
