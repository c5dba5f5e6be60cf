"""Registers of persons and of employment with planted truth, at several sizes: for the suite ``registers``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from benchmarks.instance import Facts
from benchmarks.registry import register

if TYPE_CHECKING:
    import polars as pl

PARTS = ("persons", "employment", "of_persons", "of_employment")


@dataclass(frozen=True, eq=False)
class Registers:
    """Two registers, and for each of their rows who it is of and what is wrong with it (docs/registers.md)."""

    persons: pl.DataFrame
    employment: pl.DataFrame
    of_persons: pl.DataFrame
    of_employment: pl.DataFrame

    def save(self, folder: Path) -> None:
        """One file a table, and the facts."""
        folder.mkdir(parents=True, exist_ok=True)
        for part in PARTS:
            getattr(self, part).write_parquet(folder / f"{part}.parquet")
        rows = self.persons.height
        Facts(persons=rows, jobs=0, vacancies=0, rows=rows, employment=self.employment.height).save(folder)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """What `save` wrote."""
        import polars as pl

        return cls(*(pl.read_parquet(folder / f"{part}.parquet") for part in PARTS))


def registers(persons: int, rows: int, seed: int = 0) -> Registers:
    """A register of persons and one of employment, with faults at the rates that docs/registers.md states."""
    from jobmatch.scenarios.registers import draw_registers

    drawn = draw_registers(persons, rows, seed=seed)
    return Registers(drawn.persons, drawn.employment, drawn.of_persons, drawn.of_employment)


register("registers/6k-30k", registers, "registers", persons=6_000, rows=30_000)
register("registers/20k-100k", registers, "registers", persons=20_000, rows=100_000)
register("registers/60k-300k", registers, "registers", persons=60_000, rows=300_000)
register("registers/200k-1m", registers, "registers", persons=200_000, rows=1_000_000)
