"""Whatever single cell a run wrote is altered, the verifier notices: hundreds of falsifications, made by rule."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
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
    "quotas": {
        "quota": [
            *QUOTAS,
            {"name": "poor", "persons": {"priority": "registered_poor"}, "lower": 60, "soft": 100.0},
        ],
        "household": {"bonus": 50.0, "max_out": 1},
    },
    "budgets": {
        "subsidy": GRANT,
        "budget": [GRANTS],
        "course": [{"name": "sew", "teaches": "sewing:2", "days": 5, "seats": 6, "cost": 100.0}],
    },
    "stages": {"objective": {"order": ["placed:registered_poor", "households", "cost"]}},
    "shares": {"quota": [{"name": "half", "jobs": {"region": "4301"}, "upper_share": 0.5}]},
}

PROOFS = {"certificate.csv", "leaves.csv"}
"""Another proof than the one that was found may prove as much, where there are several cases or some are idle."""

ROWS = 5
"""Rows of each table that are altered, spread over it."""

NOT_PROVEN = {"solver", "seed", "versions"}
"""Keys of summary.json that `verify` says it does not check."""


@pytest.fixture(scope="module", params=POLICIES)
def saved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A run of a few hundred persons, under one kind of policy."""
    seekers, jobs, policy = presets.generate("xiangxi-2016", scale=0.0005)
    result = jobmatch.solve(seekers, jobs, {**policy, **POLICIES[request.param]})
    run = result.save(tmp_path_factory.mktemp(request.param) / "run")
    assert verify(run).ok
    return request.param, run


def altered(cell: str) -> str:
    """Something else of the same kind."""
    try:
        float(cell)
    except ValueError:
        return f"{cell}x" if cell else "1"
    return str(int(cell) + 1) if cell.lstrip("-").isdigit() else f"{float(cell) + 0.01:.2f}"


def cells(run: Path, name: str) -> Iterator[tuple[int, str]]:
    """Rows and columns to be altered."""
    rows = table(run, name)
    for at in sorted({round(k * (len(rows) - 1) / (ROWS - 1)) for k in range(ROWS)} if rows else ()):
        for column in rows[0]:
            yield at, column


def test_every_cell_of_every_table(saved: tuple[str, Path], tmp_path: Path) -> None:
    kind, base = saved
    missed, tried = [], 0
    for path in sorted(base.glob("*.csv")):
        for at, column in cells(base, path.name):
            run = Path(shutil.copytree(base, tmp_path / "run", dirs_exist_ok=True))
            rows = table(run, path.name)
            rows[at][column] = altered(rows[at][column])
            put(run, path.name, rows)
            write_summary(run, summary(run))
            tried += 1
            if verify(run).ok and not (kind == "shares" and path.name in PROOFS):
                missed.append((path.name, at, column))
    assert not missed
    assert tried > 100


def test_every_figure_of_the_summary(saved: tuple[str, Path], tmp_path: Path) -> None:
    _, base = saved
    for key, value in summary(base).items():
        if key in NOT_PROVEN or key == "files":
            continue
        run = Path(shutil.copytree(base, tmp_path / "run", dirs_exist_ok=True))
        write_summary(run, {**summary(run), key: other(value)})
        assert not verify(run).ok, key


def other(value: Any) -> Any:
    """Something else in the place of a figure, a word, or a part of a table of figures."""
    if isinstance(value, dict):
        return {name: other(each) for name, each in value.items()} if value else {"x": 1}
    if isinstance(value, list):
        return [other(value[0]), *value[1:]] if value else [1]
    if isinstance(value, str) or value is None:
        return f"{value}x"
    return value + 1
