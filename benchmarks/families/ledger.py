"""Ledgers of several sizes, with histories as a pilot's: for the suite ``ledger``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.instance import Facts
from benchmarks.registry import register

if TYPE_CHECKING:
    import polars as pl

FILE = "work.db"
START = date(2016, 1, 4)
ROUND = 28
"""Days from one round to the next."""

COUNTIES = ("433101", "433122", "433123", "433124", "433125", "433126", "433127", "433130")
VILLAGES = 20
"""Townships of a county, and villages of a township."""


@dataclass(frozen=True)
class Histories:
    """Persons who are listed once and go through so many rounds: proposed, answering, arriving, checked, leaving."""

    events: int
    seed: int

    def save(self, folder: Path) -> None:
        """The ledger, and the facts."""
        from jobmatch.ledger import open_ledger

        folder.mkdir(parents=True, exist_ok=True)
        persons, written, number = self.events // 10, 0, 0
        jobs = max(20, persons // 50)
        random = np.random.default_rng(self.seed)
        with open_ledger(folder / FILE) as ledger:
            for kind in ("reported", "listed"):
                written += ledger.add(listed(kind, jobs if kind == "reported" else persons, random), "import").new
            while written < self.events:
                number += 1
                table = a_round(number, persons, jobs, random).head(self.events - written)
                written += ledger.add(table, "import", str(number)).new
        facts = Facts(persons=persons, jobs=jobs, vacancies=10 * jobs, rows=persons, events=written)
        facts.save(folder)


def listed(kind: str, count: int, random: np.random.Generator) -> pl.DataFrame:
    """The rows of a list, in villages of Xiangxi."""
    import polars as pl

    place = random.integers(0, len(COUNTIES) * VILLAGES**2, count)
    regions = [
        f"{COUNTIES[at % 8]}{100 + at // 8 % VILLAGES:03d}{200 + at // (8 * VILLAGES):03d}" for at in place.tolist()
    ]
    of_person = kind == "listed"
    details = [f'{{"home":"{region}","min_wage":"{2500 + at % 1500}"}}' for at, region in enumerate(regions)]
    return pl.DataFrame({"region": regions, "details": details}).with_columns(
        kind=pl.lit(kind),
        day=pl.lit(START),
        person_id=pl.lit("") if not of_person else _ids("P", np.arange(count)),
        job_id=pl.lit("") if of_person else _ids("J", np.arange(count)),
        number=pl.lit(0 if of_person else 10, pl.Int64),
        reason=pl.lit(""),
    )


def a_round(number: int, persons: int, jobs: int, random: np.random.Generator) -> pl.DataFrame:
    """Proposals to a third of all persons, and what became of them."""
    import polars as pl

    who = random.choice(persons, persons // 3, replace=False)
    job = random.integers(0, jobs, len(who))
    said = random.random(len(who))
    steps = {  # of 100 proposals: how many come how far, after so many days
        "proposed": (said < 1.0, 0, 0),
        "declined": (said < 0.4, 3, 0),
        "accepted": (said >= 0.4, 3, 0),
        "arrived": (said >= 0.5, 14, 0),
        "checked": (said >= 0.6, 44, 1),
        "left": (said >= 0.8, 60, 0),
        "back": (said >= 0.85, 70, 0),
    }
    parts = [
        pl.DataFrame({"person_id": _ids("P", who[mine])}).with_columns(
            job_id=pl.lit("") if kind == "back" else _ids("J", job[mine]),
            kind=pl.lit(kind),
            day=pl.lit(START + timedelta(number * ROUND + later)),
            number=pl.lit(months, pl.Int64),
            reason=pl.lit("too far" if kind == "declined" else ""),
            region=pl.lit(""),
            details=pl.lit(""),
        )
        for kind, (mine, later, months) in steps.items()
    ]
    return pl.concat(parts)


def _ids(letter: str, numbers: np.ndarray) -> pl.Series:
    import polars as pl

    return letter + pl.Series(numbers).cast(pl.String).str.zfill(8)


def ledger(events: int, seed: int = 0) -> Histories:
    """A ledger in a file, with a tenth as many persons as events."""
    return Histories(events, seed)


register("ledger/100k", ledger, "ledger", events=100_000)
register("ledger/1m", ledger, "ledger", events=1_000_000)
register("ledger/10m", ledger, "ledger", events=10_000_000)
