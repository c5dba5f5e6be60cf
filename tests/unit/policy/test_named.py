"""What is wrong with a policy against the lists names the document, as what is wrong with it by itself does."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import jobmatch

SEEKERS = pl.DataFrame({"person_id": ["a"], "home": ["433124"], "wish_regions": ["*"], "min_wage": [1], "age": [30]})
JOBS = pl.DataFrame({"job_id": ["x"], "region": ["4403"], "vacancies": [1], "wage": [3000]})


def test_the_document_is_named(tmp_path: Path) -> None:
    path = tmp_path / "august.toml"
    path.write_text('as_of = 2016-08-29\n[[quota]]\nname = "q"\nupper = 1\nper = "jobs.firm"\n', encoding="utf-8")
    for call in (jobmatch.solve, jobmatch.eligible_pairs):
        with pytest.raises(jobmatch.PolicyError, match=r"^august\.toml: quota 'q', per: "):
            call(SEEKERS, JOBS, path)
    with pytest.raises(jobmatch.PolicyError, match=r"^policy: quota 'q', per: "):
        jobmatch.solve(SEEKERS, JOBS, {"quota": [{"name": "q", "upper": 1, "per": "jobs.firm"}]})
