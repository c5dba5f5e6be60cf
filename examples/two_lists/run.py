"""The story of README.md, command by command, with its outcome checked; writes into the current folder."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SEEKERS, JOBS, POLICY = (str(HERE / name) for name in ("seekers.csv", "jobs.csv", "policy.toml"))


def jobmatch(*arguments: str) -> None:
    """Run a command as a planner would, and show it."""
    print("$ jobmatch", *(Path(a).name if a.startswith(str(HERE)) else a for a in arguments), flush=True)
    subprocess.run([sys.executable, "-m", "jobmatch", *arguments], check=True)
    print(flush=True)


def rows(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


jobmatch("check", SEEKERS, JOBS, "--policy", POLICY)
jobmatch("solve", SEEKERS, JOBS, "--policy", POLICY, "--out", "run")
jobmatch("verify", "run")

# What README.md says, held to it.
plan = {row["person_id"]: row["job_id"] for row in rows("run/assignment.csv")}
reasons = {row["person_id"]: row["reason"] for row in rows("run/unmatched.csv")}
summary = json.loads(Path("run/summary.json").read_text(encoding="utf-8"))
assert (summary["status"], summary["gap"], len(plan), len(reasons)) == ("optimal", 0, 27, 13)
assert summary["placed_by_priority"]["registered_poor"] == [23, 29]

# The welders, the seamstresses, the waiters at Jishou.
assert [plan[f"HY-00{k}"] for k in (1, 2, 3)] == ["GW-09", "GW-03", "GW-03"]
assert plan["HY-007"] == "GW-08"
assert {plan[person] for person in ("HY-008", "HY-009", "HY-010")} == {"GW-01"}
assert {plan["HY-004"], plan["HY-005"]} == {"GW-02"}
assert reasons["HY-006"] == "outbid"

# The figures that can be computed by hand.
cost = {row["person_id"]: row for row in rows("run/assignment.csv")}["HY-001"]
assert [float(cost[term]) for term in ("cost", "wage", "tier", "preference", "distance")] == [
    414.93,
    0,
    200,
    100,
    114.93,
]
price = {row["job_id"]: float(row["price"]) for row in rows("run/jobs.csv")}
assert price["GW-02"] == 19943.87

# Those whom a rule keeps back, and why.
assert reasons["HY-036"] == "no_consent"
assert reasons["HY-037"] == "under_age"
assert reasons["HY-038"] == "not_looking"
assert [reasons[p] for p in ("HY-013", "HY-020", "HY-024")] == ["skills", "wage", "job_age"]
assert reasons["HY-039"] == reasons["HY-040"] == "offer"

# Taken in the order of the list, each person to the cheapest post still open: one person fewer.
jobmatch("pairs", SEEKERS, JOBS, "--policy", POLICY, "--out", "pairs.csv")
left = {row["job_id"]: int(row["vacancies"]) for row in rows("run/jobs.csv")}
first_come: dict[str, str] = {}
for row in sorted(rows("pairs.csv"), key=lambda row: (row["person_id"], float(row["cost"]), row["job_id"])):
    if row["person_id"] not in first_come and left[row["job_id"]] > 0:
        first_come[row["person_id"]] = row["job_id"]
        left[row["job_id"]] -= 1
print(f"First come, first served places {len(first_come)}; the plan places {len(plan)}.")
assert len(first_come) == 26
assert {"HY-003", "HY-010"} <= plan.keys() - first_come.keys()
