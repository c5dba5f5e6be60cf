"""The same list gives the same canonical table, whatever it comes in."""

from __future__ import annotations

import dataclasses
from collections import namedtuple
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from list_rows import JOBS, PAIRS, SEEKERS, Row, check, codes, frames, read
from polars.testing import assert_frame_equal

from jobmatch.lists import check_lists

ROWS = [{**row, "note": note} for row, note in zip(SEEKERS, ["short, and sweet", 'a "quoted" word', None], strict=True)]
FRAME = pl.DataFrame(ROWS, schema=dict.fromkeys(ROWS[0], pl.String))
TYPED = FRAME.with_columns(
    pl.col("birth_date", "available_from").str.to_date(),
    pl.col("min_wage").cast(pl.Int64),
    pl.col("wish_wage").cast(pl.Float64),
    pl.col("home").cast(pl.Int32),
    pl.col("priority").cast(pl.Categorical),
    pl.col("skills").str.split(";"),
    pl.col("age").cast(pl.Int8),
)
Seeker = namedtuple("Seeker", list(ROWS[0]))  # type: ignore[misc]
Record = dataclasses.make_dataclass("Record", list(ROWS[0]))


class Plain:
    """A row with attributes."""

    def __init__(self, **cells: object) -> None:
        self.__dict__.update(cells)
        self._private = "not a column"


class Slotted:
    """A row with slots."""

    __slots__ = tuple(ROWS[0])

    def __init__(self, **cells: object) -> None:
        for name, cell in cells.items():
            setattr(self, name, cell)


def xlsx(frame: pl.DataFrame, path: Path) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in [["求职需求清单", "2016"], [], frame.columns, *frame.rows()]:
        book.active.append([";".join(cell) if isinstance(cell, list) else cell for cell in row])
    book.save(path)
    return path


def written(frame: pl.DataFrame, path: Path, how: str) -> Path:
    getattr(frame, how)(path)
    return path


def encoded(path: Path, encoding: str, **options: Any) -> Path:
    text = FRAME.write_csv(**options)
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return path


SOURCES: dict[str, Callable[[Path], object]] = {
    "csv": lambda path: written(FRAME, path / "a.csv", "write_csv"),
    "csv with byte order mark": lambda path: encoded(path / "a.csv", "utf-8-sig"),
    "csv in GB18030": lambda path: encoded(path / "a.csv", "gb18030"),
    "csv with semicolons": lambda path: encoded(path / "a.csv", "utf-8", separator=";"),
    "csv with tabs": lambda path: encoded(path / "a.tsv", "utf-8", separator="\t"),
    "csv all quoted": lambda path: encoded(path / "a.csv", "utf-8", quote_style="always"),
    "path as text": lambda path: str(written(FRAME, path / "a.csv", "write_csv")),
    "xlsx": lambda path: xlsx(FRAME, path / "a.xlsx"),
    "xlsx, typed": lambda path: xlsx(TYPED, path / "a.XLSX"),
    "xlsm": lambda path: xlsx(TYPED, path / "a.xlsm"),
    "xlsx by polars": lambda path: written(FRAME, path / "a.xlsx", "write_excel"),
    "parquet": lambda path: written(FRAME, path / "a.parquet", "write_parquet"),
    "parquet, typed": lambda path: written(TYPED, path / "a.parquet", "write_parquet"),
    "polars": lambda _: FRAME,
    "polars, typed": lambda _: TYPED,
    "polars, lazy": lambda _: TYPED.lazy(),
    "pandas": lambda _: FRAME.to_pandas(),
    "pandas, typed": lambda _: TYPED.with_columns(pl.col("skills").list.join(";")).to_pandas(),
    "pandas, objects": lambda _: pd.DataFrame(ROWS, dtype=object),
    "pandas, mixed objects": lambda _: pd.DataFrame(
        [{**row, "min_wage": [3000, "3000", 3e3][at]} for at, row in enumerate(ROWS)]
    ),
    "pyarrow": lambda _: FRAME.to_arrow(),
    "pyarrow, typed": lambda _: TYPED.to_arrow(),
    "mappings": lambda _: ROWS,
    "mappings, typed": lambda _: TYPED.to_dicts(),
    "generator": lambda _: (row for row in ROWS),
    "tuple": lambda _: tuple(ROWS),
    "named tuples": lambda _: [Seeker(**row) for row in ROWS],
    "dataclasses": lambda _: [Record(**row) for row in ROWS],
    "objects": lambda _: [Plain(**row) for row in ROWS],
    "slotted objects": lambda _: [Slotted(**row) for row in ROWS],
}


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_gives_the_same_table(name: str, tmp_path: Path) -> None:
    expected = read(ROWS)
    lists = read(SOURCES[name](tmp_path))
    assert_frame_equal(lists.seekers, expected.seekers)
    assert lists.issues == ()
    assert lists.columns == expected.columns


@pytest.mark.parametrize("how", ["csv", "parquet", "xlsx", "pandas", "pyarrow", "rows"])
def test_jobs_and_pairs_too(how: str, tmp_path: Path) -> None:
    def source(rows: list[Row], name: str) -> object:
        frame = pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String))
        typed = frame.with_columns(
            pl.col(name).cast(pl.Float64) for name in ("cost", "extra", "stay", "wage", "max_age") if name in rows[0]
        )
        if how == "csv":
            return written(frame, tmp_path / f"{name}.csv", "write_csv")
        if how == "parquet":
            return written(typed, tmp_path / f"{name}.parquet", "write_parquet")
        if how == "xlsx":
            return xlsx(typed, tmp_path / f"{name}.xlsx")
        return {"pandas": typed.to_pandas, "pyarrow": typed.to_arrow, "rows": typed.to_dicts}[how]()

    expected = read(SEEKERS, JOBS, pairs=PAIRS)
    lists = read(SEEKERS, source(JOBS, "jobs"), pairs=source(PAIRS, "pairs"))
    for name, frame in frames(lists).items():
        other = getattr(expected, name)
        assert (frame is None) == (other is None)
        if frame is not None:
            assert_frame_equal(frame, other)
    assert lists.cost_decimals == 2


def test_ids_may_be_whole_numbers_in_typed_tables(tmp_path: Path) -> None:
    jobs = [{**row, "job_id": at} for at, row in enumerate(JOBS)]
    frame = pl.DataFrame(jobs)
    for source in (jobs, frame, frame.to_pandas(), written(frame, tmp_path / "a.parquet", "write_parquet")):
        assert read(SEEKERS, source).jobs["job_id"].to_list() == ["0", "1", "2"]


@pytest.mark.parametrize("dtype", [pl.Float64, pl.Boolean, pl.Date, pl.Float32])
def test_other_ids_are_refused(dtype: pl.DataType, tmp_path: Path) -> None:
    frame = pl.DataFrame(JOBS).with_columns(job_id=pl.Series([0, 1, 2]).cast(pl.Int32).cast(dtype))
    for source in (frame, frame.to_pandas(), written(frame, tmp_path / "a.parquet", "write_parquet"), frame.to_dicts()):
        _, issues = check(jobs=source)
        assert codes(issues)[0] == "id_number"
        assert issues[0].row == 1
        assert "rows: 1, 2, 3" in issues[0].message


def test_a_blank_makes_pandas_ids_floats() -> None:
    frame = pd.DataFrame({**pd.DataFrame(JOBS), "employer_id": [1, None, 3]})
    _, issues = check(jobs=frame)
    assert [(issue.code, issue.column) for issue in issues] == [("id_number", "employer_id")]
    assert "rows: 1, 3" in issues[0].message


@pytest.mark.parametrize(
    "source", [7, {"person_id": ["P1"]}, [1, 2], [("P1", "433124")], ["P1"], [None], object(), [[]], b"x"]
)
def test_what_is_no_table(source: object) -> None:
    _, issues = check(source)
    assert codes(issues) == ["table_unreadable"]
    assert "Give a path" in issues[0].advice


def test_columns_twice_in_pandas() -> None:
    frame = pd.DataFrame([["P1", "433124", "433124"]], columns=["person_id", "home", "home"])
    _, issues = check(frame)
    assert codes(issues) == ["column_duplicate"]
    assert issues[0].value == "home, home"


def test_numbered_columns() -> None:
    assert codes(check(pd.DataFrame([["P1", "433124"]]))[1])[:2] == ["column_missing"] * 2


def test_lazy_tables_that_fail(tmp_path: Path) -> None:
    _, issues = check(pl.scan_csv(tmp_path / "none.csv"))
    assert codes(issues) == ["table_unreadable"]


@pytest.mark.parametrize("cell", [{"a": 1}, b"bytes", 1j])
def test_cells_of_strange_types(cell: object) -> None:
    _, issues = check([{**row, "home": cell} for row in SEEKERS])
    assert codes(issues)[0] == "cell_type"
    assert issues[0].column == "home"


def test_strange_columns() -> None:
    frame = FRAME.with_columns(home=pl.struct("home"))
    _, issues = check(frame)
    assert codes(issues)[0] == "cell_type"
    assert codes(check(frame.to_arrow())[1])[0] == "cell_type"


def test_blank_rows_are_counted_but_left_out(tmp_path: Path) -> None:
    blank: Row = dict.fromkeys(ROWS[0])
    rows = [ROWS[0], blank, {**ROWS[1], "home": "Atlantis"}, blank]
    frame = pl.DataFrame(rows, schema=FRAME.schema)
    for source, row in (
        (rows, 3),
        (frame, 3),
        (written(frame, tmp_path / "a.csv", "write_csv"), 4),
        (xlsx(frame, tmp_path / "a.xlsx"), 6),
    ):
        _, issues = check(source)
        assert [(issue.code, issue.row, issue.id) for issue in issues] == [("region_unknown", row, "P2")]


def test_empty_tables() -> None:
    for source in ([], FRAME.clear(), FRAME.clear().to_pandas(), FRAME.clear().to_arrow()):
        lists = read(source)
        assert codes(lists.issues) == ["list_empty"]
        assert lists.seekers.height == 0
        assert lists.seekers.schema == read(SEEKERS).seekers.schema or lists.seekers.columns[-1] == "note"


def test_rows_need_not_have_the_same_fields() -> None:
    rows = [
        {"person_id": "P1", "home": "4331", "age": 30, "min_wage": 1},
        {"min_wage": 1, "home": "4331", "age": 30, "person_id": "P2", "note": "x"},
    ]
    assert read(rows).seekers["note"].to_list() == [None, "x"]


def test_the_source_is_left_as_it_was() -> None:
    frame, rows = FRAME.to_pandas(), [dict(row) for row in ROWS]
    before = frame.copy()
    read(frame)
    read(rows)
    pd.testing.assert_frame_equal(frame, before)
    assert rows == ROWS


def test_tables_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    import narwhals as nw

    def refuse(self: object) -> pl.DataFrame:
        raise ImportError("no pyarrow")

    monkeypatch.setattr(nw.DataFrame, "to_polars", refuse)
    assert_frame_equal(read(FRAME.to_pandas()).seekers, read(ROWS).seekers)


def test_dates_of_pandas() -> None:
    frame = FRAME.to_pandas()
    frame["birth_date"] = pd.to_datetime(frame["birth_date"])
    frame.loc[1, "birth_date"] = pd.NaT
    frame["age"] = 30
    assert read(frame).seekers["birth_date"].to_list() == [date(1990, 1, 2), None, date(1990, 1, 2)]


def test_arrow_types() -> None:
    table = pa.table(
        {**{name: FRAME[name].to_list() for name in FRAME.columns}, "age": pa.array([30, None, 40], pa.int64())}
    )
    assert read(table).seekers["age"].to_list() == [30, None, 40]


def test_paths_of_other_inputs(tmp_path: Path) -> None:
    path = written(pl.DataFrame(PAIRS), tmp_path / "pairs.csv", "write_csv")
    lists, issues = check_lists(SEEKERS, JOBS, pairs=path, decisions=tmp_path / "none.csv", distances=str(tmp_path))
    assert lists is None
    assert [(issue.list, issue.file, issue.code) for issue in issues] == [
        ("decisions", "none.csv", "file_missing"),
        ("distances", tmp_path.name, "file_is_folder"),
    ]
