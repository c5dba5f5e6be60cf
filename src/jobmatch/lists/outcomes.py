"""What became of placements: who was still in post so many months after arrival."""

from __future__ import annotations

from datetime import date

import polars as pl

from jobmatch.lists.columns import OUTCOMES
from jobmatch.lists.context import Reading
from jobmatch.lists.dates import read_date
from jobmatch.lists.faultlog import refuse_faults
from jobmatch.lists.headers import check_columns
from jobmatch.lists.numbers import read_count
from jobmatch.lists.sources import read_source, start_log
from jobmatch.lists.words_read import read_stayed


def read_outcomes(source: object) -> pl.DataFrame:
    """A table of outcomes, one row a person, job and number of months.

    Parameters
    ----------
    source
        A path or a table with person_id, job_id, months, stayed (yes, no; blank or unknown: nobody knows) and started
        (the day of arrival).

    Returns
    -------
    polars.DataFrame
        The same columns; stayed is null where nobody knows.

    Raises
    ------
    InputError
        The table cannot be read, lacks a column, or has faults; all of them are told.
    """
    log = start_log(source, OUTCOMES)
    raw = read_source(source, OUTCOMES, log)
    refuse_faults(log)
    assert raw is not None, "what cannot be read has a fault"
    check_columns(raw.assigned, OUTCOMES, False, log)
    refuse_faults(log)
    log.number_rows(raw.rows)
    reading = Reading(OUTCOMES, raw, log, None, False, date.today())
    table = pl.DataFrame(
        [
            reading.ids("person_id"),
            reading.ids("job_id"),
            reading.read("months", read_count, pl.Int64(), "cell_missing"),
            reading.read("stayed", read_stayed, pl.Boolean()),
            reading.read("started", read_date, pl.Date(), "cell_missing"),
        ]
    )
    log.cells("count_unreadable", "months", (table["months"] < 1).fill_null(False).arg_true(), reading.cells("months"))
    key = ["person_id", "job_id", "months"]
    again = ~table.select(pl.struct(key).is_first_distinct()).to_series()
    named = table.select(pl.concat_str(key, separator=" – ")).to_series()
    firsts = table.with_columns(row=raw.rows).select(pl.col("row").first().over(key)).to_series()
    log.cells("pair_duplicate", "person_id", again.arg_true(), named, more=lambda place: {"first": firsts[place]})
    refuse_faults(log)
    return table
