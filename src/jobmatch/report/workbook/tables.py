"""The tables of a workbook, from those of a run: codes in words, regions by name, persons with their jobs."""

from __future__ import annotations

import polars as pl

from jobmatch.explain import Opened
from jobmatch.lists.issues import saved_text
from jobmatch.words import PHRASES, Lang, say
from jobmatch.words.limit_names import limit_name


class Named:
    """A run whose codes are put into words."""

    def __init__(self, run: Opened, lang: Lang, names: pl.DataFrame | None = None) -> None:
        self.run = run
        self._names = names
        self._lang: Lang = lang

    def region(self, column: str) -> pl.Expr:
        """The name of a region after that of its city, its code where it has none."""
        regions = self.run.regions
        codes = [] if regions is None else regions["code"].to_list()
        return pl.col(column).replace({code: self.run.place(code) for code in codes}).alias(column)

    def county(self) -> pl.Expr:
        """The county of a home: where lists know less, what they know."""
        return self.run.within("home", "county")

    def city(self, column: str) -> pl.Expr:
        """The prefecture or city of a region."""
        return self.run.within(column, "prefecture")

    def coordinates(self) -> pl.DataFrame:
        """Degrees of each region: code, lon, lat."""
        if self.run.regions is None:
            return pl.DataFrame(schema={"code": pl.String, "lon": pl.Float64, "lat": pl.Float64})
        return self.run.regions.select("code", pl.col("lon", "lat").cast(pl.Float64))

    def words(self, column: str, topic: str) -> pl.Expr:
        """The words for a code, the code itself where the catalogue has none."""
        codes = {code[len(topic) + 1 :]: code for code in PHRASES if code.startswith(f"{topic}.")}
        return pl.col(column).replace({name: say(code, self._lang) for name, code in codes.items()})

    def placements(self) -> pl.DataFrame:
        """Who goes where, with what the lists say of both."""
        run = self.run
        seekers = _with(run.sources.seekers, ("person_id", "home", "priority", "available_from"))
        jobs = _with(run.sources.jobs, ("job_id", "employer_id", "region", "job_type", "wage", "start_date", "housing"))
        placed = self._by_name(run.assignment.select("person_id", "job_id", pl.col("route").cast(pl.String)))
        table = placed.join(seekers, on="person_id", how="left").join(jobs, on="job_id", how="left")
        return table.with_columns(
            pl.col("employer_id").fill_null(pl.col("job_id")), pl.col("wage").cast(pl.Float64), county=self.county()
        )

    def by_employer(self) -> pl.DataFrame:
        """Placements for each employer."""
        return self._shown(self.placements().sort("employer_id", "job_id", "person_id"))

    def by_county(self) -> pl.DataFrame:
        """Placements for each home county."""
        return self._shown(self.placements().sort("county", "home", "person_id", nulls_last=True))

    def _shown(self, table: pl.DataFrame) -> pl.DataFrame:
        return table.with_columns(
            *(self.region(name) for name in ("county", "home", "region")), self.words("priority", "priority")
        )

    def _by_name(self, table: pl.DataFrame) -> pl.DataFrame:
        """A table of persons with their names, where they were given."""
        return table if self._names is None else table.join(self._names, on="person_id", how="left")

    def unmatched(self) -> pl.DataFrame:
        """Who stays, and why, in words."""
        seekers = _with(self.run.sources.seekers, ("person_id", "home", "priority"))
        table = self._by_name(self.run.unmatched).join(seekers, on="person_id", how="left").sort("person_id")
        return table.with_columns(county=self.county()).with_columns(
            self.region("home"),
            self.region("county"),
            self.words("priority", "priority"),
            self.words("reason", "reason").alias("why"),
            pl.col("unmatched_cost", "best_cost").cast(pl.Float64),
        )

    def vacancies(self) -> pl.DataFrame:
        """Each job, how it is filled, and what one vacancy more is worth."""
        jobs = _with(self.run.sources.jobs, ("job_id", "employer_id", "region", "job_type", "wage"))
        table = self.run.jobs.join(jobs, on="job_id", how="left").sort("job_id")
        return table.with_columns(
            self.region("region"),
            pl.col("wage", "price", "price_fewer").cast(pl.Float64),
            left=pl.col("vacancies").cast(pl.Int64) - pl.col("filled").cast(pl.Int64),
        )

    def limits(self) -> pl.DataFrame:
        """Quotas, budgets and seats: what there is, what is used, what one more is worth."""
        table = self.run.prices.filter(pl.col("constraint") != "vacancies")
        names = {name: limit_name(name).text(self._lang) for name in table["constraint"].unique()}
        units = [self.words("unit", "unit")] if "unit" in table.columns else []
        numbers = pl.col("limit", "used", "price", "price_fewer").cast(pl.Float64)
        return table.with_columns(pl.col("constraint").replace(names), numbers, *units)

    def changes(self) -> pl.DataFrame | None:
        """What the plan changes against the plan in force."""
        table = self.run.changes
        return None if table is None else table.with_columns(self.words("reason", "change").alias("why"))

    def issues(self) -> pl.DataFrame:
        """What was noticed in the lists, the sentences in the language of the workbook."""
        table = self.run.issues.with_columns(pl.all().cast(pl.String))
        texts = [saved_text(row, self._lang) for row in table.iter_rows(named=True)]
        return table.with_columns(
            self.words("list", "list"),
            self.words("severity", "severity"),
            message=pl.Series([message for message, _ in texts], dtype=pl.String),
            advice=pl.Series([advice for _, advice in texts], dtype=pl.String),
        )


def _with(table: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    """Some columns of a list, blank where it lacks them."""
    missing = [pl.lit(None, pl.String).alias(name) for name in names if name not in table.columns]
    return table.with_columns(missing).select(names)
