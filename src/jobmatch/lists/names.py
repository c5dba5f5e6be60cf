"""The names of persons, for papers that are handed to people: read when somebody asks for them, and kept nowhere."""

from __future__ import annotations

from datetime import date

import polars as pl

from jobmatch.lists.columns import NAMES
from jobmatch.lists.context import Reading
from jobmatch.lists.faultlog import FaultLog, refuse_faults
from jobmatch.lists.headers import check_columns
from jobmatch.lists.ids import check_unique
from jobmatch.lists.raw import RawTable
from jobmatch.lists.sources import read_source, start_log


def read_names(source: object) -> pl.DataFrame:
    """The names of persons by their ids.

    Parameters
    ----------
    source
        A list of seekers with a column of names, or any list with both columns: a path or a table.

    Returns
    -------
    pl.DataFrame
        person_id, person_name (null where the cell is blank).

    Raises
    ------
    InputError
        The list cannot be read, lacks one of the columns, or its ids are blank, used twice, or held as numbers.
    """
    log = start_log(source, NAMES)
    raw = read_source(source, NAMES, log)
    frame = None if raw is None else _columns(raw, log)
    refuse_faults(log)
    assert frame is not None, "what cannot be read has a fault"
    return frame


def _columns(raw: RawTable, log: FaultLog) -> pl.DataFrame:
    check_columns(raw.assigned, NAMES, False, log)
    log.number_rows(raw.rows)
    reading = Reading(NAMES, raw, log, None, False, date.today())  # no cell here is measured against a day
    ids = reading.ids("person_id")
    if not reading.refused("person_id"):  # numbers that lost their last digits look alike
        check_unique(ids, "person_id", log)
    return pl.DataFrame([ids, reading.cells("person_name")])
