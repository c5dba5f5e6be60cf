"""The two lists in canonical form: every documented column, checked and typed."""

from __future__ import annotations

import functools
from collections.abc import Callable

import polars as pl

from jobmatch.lists.context import Reading
from jobmatch.lists.dates import read_age, read_birth_date, read_date
from jobmatch.lists.ids import check_unique, note_identity_numbers
from jobmatch.lists.numbers import read_share, read_vacancies
from jobmatch.lists.skills import read_skills
from jobmatch.lists.wages import read_wage
from jobmatch.lists.wishes import read_job_type, read_wish_types, region_reader, wish_reader
from jobmatch.lists.words_read import read_max_tier, read_priority, read_status, read_yes_no

_TEXT = pl.String()


def canonical_seekers(reading: Reading) -> pl.DataFrame:
    """The list of seekers, with the columns of docs/files.md in their order and then the list's own."""
    log = reading.log
    log.number_rows(reading.raw.rows, reading.cells("person_id"))
    ids = reading.ids("person_id")
    check_unique(reading.whole_ids("person_id"), "person_id", log)
    note_identity_numbers(ids, "person_id", log)
    needed = not reading.with_costs
    birth = reading.read("birth_date", functools.partial(read_birth_date, today=reading.today), pl.Date())
    age = reading.read("age", read_age, pl.Int32())
    if needed and len(reading):
        if not (reading.has("birth_date") or reading.has("age")):
            log.whole("age_absent", column="birth_date")
        if not reading.has("min_wage"):
            log.whole("min_wage_absent", column="min_wage")
    return pl.DataFrame(
        [
            ids,
            _own_group(reading.ids("household_id", required=False), ids),
            reading.ids("together_id", required=False),
            reading.regions("home", region_reader, "region_missing" if needed else None),
            birth,
            age,
            reading.read("skills", read_skills, _TEXT).fill_null(""),
            _wages(reading, "min_wage", "min_wage_blank", needed).fill_null(0.0),
            reading.read("wish_wage", read_wage, pl.Float64()),
            reading.regions("wish_regions", wish_reader).fill_null(""),
            reading.read("wish_job_types", read_wish_types, _TEXT).fill_null(""),
            reading.read("max_tier", read_max_tier, _TEXT).fill_null("outside"),
            reading.read("priority", read_priority, _TEXT).fill_null("default"),
            reading.read("status", read_status, _TEXT).fill_null("looking"),
            reading.read("available_from", read_date, pl.Date()),
            *reading.own_columns(),
        ]
    )


def canonical_jobs(reading: Reading) -> pl.DataFrame:
    """The list of jobs, with the columns of docs/files.md in their order and then the list's own."""
    log = reading.log
    log.number_rows(reading.raw.rows, reading.cells("job_id"))
    ids = reading.ids("job_id")
    check_unique(reading.whole_ids("job_id"), "job_id", log)
    needed = not reading.with_costs
    vacancies = reading.read("vacancies", read_vacancies, pl.Int64(), "vacancies_missing")
    log.cells("vacancies_zero", "vacancies", (vacancies == 0).fill_null(False).arg_true(), _cells(reading, "vacancies"))
    return pl.DataFrame(
        [
            ids,
            _own_group(reading.ids("employer_id", required=False), ids),
            reading.regions("region", region_reader, "region_missing" if needed else None),
            reading.read("job_type", read_job_type, _TEXT).fill_null(""),
            vacancies,
            _wages(reading, "wage", "wage_unknown", needed),
            reading.read("skills", read_skills, _TEXT).fill_null(""),
            reading.read("contract", read_yes_no, pl.Boolean()),
            reading.read("insurance", read_yes_no, pl.Boolean()),
            *_age_limits(reading),
            reading.read("start_date", read_date, pl.Date()),
            reading.read("stay", read_share, pl.Float64()),
            reading.cells("housing").fill_null(""),
            *reading.own_columns(),
        ]
    )


def _own_group(groups: pl.Series, ids: pl.Series) -> pl.Series:
    """Groups, blanks filled by the row's id, with ``~`` before it until no stated group has that name."""
    alone = ids.filter(groups.is_null())
    if not len(alone):
        return groups
    stated = groups.drop_nulls().unique()
    own = ids
    while own.filter(groups.is_null()).is_in(stated.implode()).any():
        own = "~" + own
    return pl.select(pl.coalesce(pl.lit(groups), pl.lit(own))).to_series().alias(groups.name)


def _wages(reading: Reading, name: str, code: str, needed: bool) -> pl.Series:
    """Wages; blanks and cells such as 面议 are noted as unknown, under `code`."""
    before = reading.log.errors
    wages = reading.read(name, read_wage, pl.Float64())
    unknown = wages.is_null()
    if needed and reading.has(name) and unknown.any():
        cells = reading.cells(name)
        if reading.log.errors > before:  # what could not be read is an error already
            open_talks = cells.is_in(_open_to_talks(cells).implode())
            unknown = unknown & (cells.is_null() | open_talks)
        reading.log.cells(code, name, unknown.arg_true(), cells)
    return wages


def _open_to_talks(cells: pl.Series) -> pl.Series:
    distinct = cells.drop_nulls().unique()
    return distinct.filter(pl.Series([read_wage(text) == (None, ()) for text in distinct], dtype=pl.Boolean))


def _cells(reading: Reading, name: str) -> Callable[[], pl.Series]:
    return lambda: reading.cells(name)


def _age_limits(reading: Reading) -> list[pl.Series]:
    low, high = (reading.read(name, read_age, pl.Int32()) for name in ("min_age", "max_age"))
    reversed_ = (low > high).fill_null(False).arg_true()
    reading.log.cells(
        "ages_reversed", "max_age", reversed_, _cells(reading, "max_age"), more=lambda place: {"low": low[place]}
    )
    return [low, high]
