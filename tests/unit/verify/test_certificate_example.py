"""The example that docs/certificate.md works by hand."""

from __future__ import annotations

from pathlib import Path

from jobmatch.policy import load_policy
from jobmatch.verify import verify
from mutation.make_run import solve, write
from mutation.reference import Instance

DOC = Path(__file__).parents[3] / "docs/certificate.md"
COSTS = {("Long", "A"): 100, ("Long", "B"): 250, ("Shi", "A"): 150, ("Shi", "B"): 400, ("Wu", "A"): 300}


def _instance() -> Instance:
    return Instance(
        seekers=[{"person_id": name} for name in ("Long", "Shi", "Wu")],
        jobs=[{"job_id": name, "vacancies": "1"} for name in ("A", "B")],
        regions=[{"code": "1", "parent": "", "level": "country", "name": "", "lon": "", "lat": ""}],
        policy=load_policy({"unmatched": {"default": 1000.0}}),
        pairs=[{"person_id": p, "job_id": j, "cost": str(cost)} for (p, j), cost in COSTS.items()],
        cost_decimals=0,
    )


def test_the_example_is_right(tmp_path: Path) -> None:
    solved = solve(_instance())
    assert solved.objective == 1400
    assert (solved.price, solved.fewer) == ([700, 450], [850, 700])
    assert solved.place == [1, 0, None]
    report = verify(write(solved, tmp_path / "run"))
    assert report.ok, str(report)
    assert report.bound == 1400


def test_every_check_is_on_the_page(tmp_path: Path) -> None:
    page = DOC.read_text(encoding="utf-8")
    made = [check.name for check in verify(write(solve(_instance()), tmp_path / "run")).checks]
    listed = [page.index(f"| `{name}` |") for name in made]
    assert listed == sorted(listed), "in the order in which they are made"
    for name in ("summary", "tables", "policy", "quantum", "range", "scope"):
        assert f"`{name}`" in page
