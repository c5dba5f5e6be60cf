"""Tables too long to hold are written piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from jobmatch.report import write_pieces


def pieces(count: int) -> Iterator[pl.DataFrame]:
    for k in range(count):
        yield pl.DataFrame({"id": [f"p{k}", "求职者"], "cost": [k + 0.25, -1.0]})


@pytest.mark.parametrize("parquet", [True, False])
def test_pieces_come_out_in_order(tmp_path: Path, parquet: bool) -> None:
    path = tmp_path / "table"
    assert write_pieces(pieces(50), path, parquet=parquet) == 100
    table = pl.read_parquet(path) if parquet else pl.read_csv(path)
    assert table.equals(pl.concat(pieces(50)))


@pytest.mark.parametrize("parquet", [True, False])
def test_a_table_without_rows_keeps_its_header(tmp_path: Path, parquet: bool) -> None:
    path = tmp_path / "table"
    assert write_pieces(iter([pl.DataFrame(schema={"id": pl.String})]), path, parquet=parquet) == 0
    table = pl.read_parquet(path) if parquet else pl.read_csv(path)
    assert (table.columns, table.height) == (["id"], 0)
