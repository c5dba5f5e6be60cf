"""An instance on disk and in memory: two lists and a policy, pairs where they are explicit, and its plain facts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import polars as pl

Int = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]

FACTS, POLICY = "facts.json", "policy.json"


class Unavailable(Exception):
    """Something that this run needs is not here: it is left out, with this reason."""


@dataclass(frozen=True, eq=False)
class Listed:
    """Eligible pairs by row; costs in quanta.

    A row is a person, or `supply` persons who are alike: solvers that know supplies may use them. Row r has the
    pairs ``ptr[r]:ptr[r + 1]``, ascending job.
    """

    ptr: Int  # (rows + 1,)
    job: Small  # (pairs,)
    cost: Int  # (pairs,)
    unmatched: Int  # (rows,) for each person of the row
    supply: Int  # (rows,)
    vacancies: Int  # (jobs,)

    @property
    def rows(self) -> int:
        """Rows."""
        return self.unmatched.size

    @property
    def row(self) -> Small:
        """Row of each pair."""
        return np.repeat(np.arange(self.rows, dtype=np.int32), np.diff(self.ptr))

    def useful(self) -> Listed:
        """Without the pairs that cost as much as staying unmatched: an optimal plan needs none of them."""
        row = self.row
        keep = self.cost < self.unmatched[row]
        ptr = np.concatenate([[0], np.cumsum(np.bincount(row[keep], minlength=self.rows))]).astype(np.int64)
        return Listed(ptr, self.job[keep], self.cost[keep], self.unmatched, self.supply, self.vacancies)

    def ascending(self) -> Listed:
        """With the jobs of each row in ascending order."""
        row = self.row
        if ((np.diff(self.job) > 0) | (np.diff(row) > 0)).all():
            return self
        order = np.lexsort((self.job, row))
        return Listed(self.ptr, self.job[order], self.cost[order], self.unmatched, self.supply, self.vacancies)

    def by_person(self) -> Listed:
        """The same with a row for each person."""
        if (self.supply == 1).all():
            return self
        again = np.repeat(np.arange(self.rows), self.supply)
        length = np.diff(self.ptr)[again]
        ptr = np.concatenate([[0], np.cumsum(length)]).astype(np.int64)
        place = np.arange(ptr[-1]) - np.repeat(ptr[:-1] - self.ptr[again], length)
        ones = np.ones(again.size, np.int64)
        return Listed(ptr, self.job[place], self.cost[place], self.unmatched[again], ones, self.vacancies)

    def save(self, folder: Path) -> None:
        """One file an array."""
        folder.mkdir(exist_ok=True)
        for part in fields(self):
            np.save(folder / f"{part.name}.npy", getattr(self, part.name))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """What `save` wrote."""
        return cls(**{part.name: np.load(folder / f"{part.name}.npy") for part in fields(cls)})


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of an instance without holding it: enough to say who can solve it, in how much memory."""

    persons: int
    jobs: int
    vacancies: int
    rows: int
    """Persons, or groups of persons who are alike."""
    decimals: int = 0
    most: int = 1
    """Most vacancies of one job."""
    pairs: int | None = None
    """Eligible pairs, counted by rows; None as long as nobody has counted them."""
    useful: int | None = None
    """Those cheaper than staying unmatched."""
    largest: int = 0
    """Largest absolute cost, in quanta."""
    employment: int | None = None
    """Rows of the register of employment, where persons are those of a register."""
    events: int | None = None
    """Events of a ledger."""
    explicit: bool = False
    """Whether the pairs are part of the input, not a consequence of two lists."""

    @property
    def known_pairs(self) -> int:
        """Pairs that a solver has to be given, as far as known."""
        return self.pairs or 0 if self.useful is None else self.useful

    @property
    def slots(self) -> int:
        """Places, if every vacancy is one of its own."""
        return min(self.vacancies, self.persons * self.jobs)

    @property
    def slot_pairs(self) -> int:
        """Pairs of a person and a place, if places are spread evenly over the pairs."""
        of_persons = self.known_pairs * self.persons / max(1, self.rows)
        return int(of_persons * max(1.0, self.slots / max(1, self.jobs)))

    def save(self, folder: Path) -> None:
        """Write the facts beside the instance."""
        (folder / FACTS).write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """What `save` wrote."""
        return cls(**json.loads((folder / FACTS).read_text(encoding="utf-8")))


@dataclass(frozen=True, eq=False)
class Instance:
    """What `jobmatch.solve` takes; `listed` where the pairs are explicit from the start."""

    seekers: pl.DataFrame
    jobs: pl.DataFrame
    policy: Mapping[str, Any]
    pairs: pl.DataFrame | None = None
    listed: Listed | None = field(default=None, repr=False)
    decimals: int = 0

    def save(self, folder: Path) -> None:
        """Write everything that solvers load."""
        folder.mkdir(parents=True, exist_ok=True)
        self.seekers.write_parquet(folder / "seekers.parquet")
        self.jobs.write_parquet(folder / "jobs.parquet")
        if self.pairs is not None:
            self.pairs.write_parquet(folder / "pairs.parquet")
        (folder / POLICY).write_text(json.dumps(self.policy, default=str), encoding="utf-8")
        facts = Facts(
            persons=self.seekers.height,
            jobs=self.jobs.height,
            vacancies=int(self.jobs["vacancies"].sum()),
            rows=self.seekers.height,
            most=int(self.jobs["vacancies"].max() or 0),  # type: ignore[arg-type]
            decimals=self.decimals,
            explicit=self.pairs is not None,
        )
        if self.listed is None:
            facts.save(folder)
        else:
            keep_listed(self.listed, facts, folder)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The tables; `Listed.load` has the arrays."""
        import polars as pl

        pairs = folder / "pairs.parquet"
        return cls(
            seekers=pl.read_parquet(folder / "seekers.parquet"),
            jobs=pl.read_parquet(folder / "jobs.parquet"),
            policy=json.loads((folder / POLICY).read_text(encoding="utf-8")),
            pairs=pl.read_parquet(pairs) if pairs.exists() else None,
            decimals=Facts.load(folder).decimals,
        )


def keep_listed(listed: Listed, facts: Facts, folder: Path) -> Facts:
    """Save the pairs that peers are given, and the facts that they tell."""
    useful = listed.useful().ascending()
    useful.save(folder / "listed")
    largest = max(int(np.abs(part).max(initial=0)) for part in (listed.cost, listed.unmatched))
    told = {"rows": listed.rows, "pairs": listed.job.size, "useful": useful.job.size, "largest": largest}
    full = Facts(**{**asdict(facts), **told})
    full.save(folder)
    return full
