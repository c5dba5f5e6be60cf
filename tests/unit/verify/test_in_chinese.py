"""What verify says in Chinese: sound runs of each kind, and every falsification."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import jobmatch
from jobmatch.scenarios import presets
from jobmatch.verify import verify
from mutation.edit import put, summary, table
from mutation.make_run import write_summary
from small_policies import GRANT, GRANTS, QUOTAS

POLICIES: dict[str, dict[str, Any]] = {
    "plain": {},
    "levers": {"quota": QUOTAS, "household": {"bonus": 50.0, "max_out": 1}},
    "budgets": {"subsidy": GRANT, "budget": [GRANTS]},
    "stages": {"objective": {"order": ["placed:registered_poor", "households", "cost"]}},
    "shares": {"quota": [{"name": "half", "jobs": {"region": "4301"}, "upper_share": 0.5}]},
    "none": {"quota": [{"name": "too many", "lower": 100_000}]},
}

ENGLISH = re.compile(r"[A-Za-z]{3,}(?: [A-Za-z]{2,}){2,}")
"""Three words in a row: a sentence, not a name."""


@pytest.fixture(scope="module", params=POLICIES)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    seekers, jobs, policy = presets.generate("xiangxi-2016", scale=0.0005)
    result = jobmatch.solve(seekers, jobs, {**policy, **POLICIES[request.param]})
    return result.save(tmp_path_factory.mktemp(request.param.replace(" ", "-")) / "run")


def chinese(run: Path) -> str:
    report = verify(run)
    text = report.text("zh")
    assert str(report) == report.text("en")
    assert len(text.splitlines()) == len(str(report).splitlines())
    assert not [line for line in text.splitlines() if ENGLISH.search(line)]
    return text


def test_a_sound_run(run: Path) -> None:
    assert "全部成立" in chinese(run)


def test_every_altered_column(run: Path) -> None:
    """One cell of each column of each table is altered; what is wrong is said in Chinese."""
    for path in sorted(run.rglob("*.csv")):
        name = str(path.relative_to(run))
        rows = table(run, name)
        for column in rows[0] if rows else ():
            before, told = path.read_bytes(), (run / "summary.json").read_bytes()
            at = next((k for k, row in enumerate(rows) if row[column]), 0)
            rest = [dict(row) for row in rows]
            rest[at][column] = f"{rows[at][column]}x"
            put(run, name, rest)
            write_summary(run, summary(run))
            chinese(run)
            path.write_bytes(before)
            (run / "summary.json").write_bytes(told)
