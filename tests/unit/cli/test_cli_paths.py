"""Outputs are refused before any work where they would replace something."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobmatch.cli.paths import free_for_file, write_whole
from jobmatch.errors import RunError


def test_a_new_file_is_free(tmp_path: Path) -> None:
    free_for_file(tmp_path / "new.csv", [tmp_path / "missing.csv", None], overwrite=False)


def test_an_existing_file_is_kept_unless_told(tmp_path: Path) -> None:
    out = tmp_path / "pairs.csv"
    out.write_text("mine")
    with pytest.raises(RunError, match="exists already"):
        free_for_file(out, overwrite=False)
    free_for_file(out, overwrite=True)


def test_an_input_is_never_replaced(tmp_path: Path) -> None:
    seekers = tmp_path / "seekers.csv"
    seekers.write_text("person_id")
    with pytest.raises(RunError, match="read or written by this command already"):
        free_for_file(tmp_path / "." / "seekers.csv", [seekers], overwrite=True)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="is a folder"):
        free_for_file(tmp_path, overwrite=True)


def test_a_file_is_whole_or_absent(tmp_path: Path) -> None:
    def breaks(part: Path) -> None:
        part.write_text("half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_whole(tmp_path / "new" / "a.csv", breaks)
    assert list((tmp_path / "new").iterdir()) == []
    write_whole(tmp_path / "new" / "a.csv", lambda part: part.write_text("whole"))
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.csv"]
    assert (tmp_path / "new" / "a.csv").read_text() == "whole"
