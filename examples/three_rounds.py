"""Three out, three back: the lists go out, responses come back, and the plan is made again, three times.

In the 2016 pilot the proposals went to seekers and employers three times, and what each had
said was kept for the next round. Here twelve seekers and five posts do the same. Every round
is saved in the current folder, and the next one begins from that folder.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

import jobmatch

POLICY = {"as_of": "2016-08-29", "change": {"cost": 100.0}}  # a proposal is changed only if that saves 100 yuan a month

seekers = pl.DataFrame(
    {
        "person_id": [f"p{k:02d}" for k in range(1, 13)],
        "home": ["花垣县"] * 6 + ["凤凰县"] * 6,
        "age": [24, 31, 45, 38, 29, 22, 35, 41, 27, 33, 50, 26],
        "min_wage": [2800, 2900, 2700, 2600, 3300, 3400, 3200, 3300, 2500, 2600, 2400, 3000],
        "wish_regions": ["长沙市;深圳市", "长沙市", "*", "长沙市;花垣县", "深圳市;长沙市", "*"] * 2,
        "priority": ["default", "registered_poor", "default", "default"] * 3,
    }
)
jobs = pl.DataFrame(
    {
        "job_id": ["fitter", "packer", "guard", "cook", "waiter"],
        "employer_id": ["F1", "F1", "F2", "F3", "F4"],
        "region": ["长沙市", "长沙市", "深圳市", "花垣县", "深圳市"],
        "vacancies": [2, 2, 2, 1, 2],
        "wage": [3600, 3400, 4000, 3000, 3800],
    }
)


def show(title: str, run: Path, result: jobmatch.Result) -> dict[str, str]:
    """Save a round, check it from its files, print what became of the plan in force; who has which job."""
    assert result.status is jobmatch.Status.OPTIMAL
    assert jobmatch.verify(result.save(run)).ok
    plan = dict(result.assignment.select("person_id", "job_id").iter_rows())
    print(f"{title}: {len(plan)} of {seekers.height} placed at {result.objective:,.2f}, saved in {run}")
    if result.changes is not None:
        print(f"  kept: {result.summary['changes']['kept']}")
        for person, before, after, reason in result.changes.select(pl.nth(0, 1, 2, 3)).iter_rows():
            print(f"  {person}: {before or 'nowhere'} -> {after or 'nowhere'} ({reason})")
    return plan


def answers(*rows: tuple[str, str | None, str, str]) -> pl.DataFrame:
    """What came back, as a planner writes it down."""
    return pl.DataFrame(rows, schema=["person_id", "job_id", "decision", "reason"], orient="row")


def taken(plan: dict[str, str], *persons: str) -> list[tuple[str, str | None, str, str]]:
    """These persons accept what the plan proposes to them."""
    return [(person, plan[person], "accepted", "") for person in persons]


# Round 1: everybody is proposed the best that there is for all together.
first = show("round 1", Path("round1"), jobmatch.solve(seekers, jobs, POLICY))
go, no, out, *rest = sorted(first)
back1 = answers(
    *taken(first, go, rest[0]),
    (no, first[no], "declined", "too far from the family"),
    (out, None, "withdrawn", "found work in the village"),
)

# Round 2: the factory takes two packers more. What was accepted stays; open proposals change where that is worth it.
jobs = jobs.with_columns(vacancies=pl.when(pl.col("job_id") == "packer").then(4).otherwise("vacancies"))
second = show("round 2", Path("round2"), jobmatch.solve(seekers, jobs, POLICY, plan=Path("round1"), decisions=back1))
accepted = {go: first[go], rest[0]: first[rest[0]]}
assert accepted.items() <= second.items()
assert second.get(no) != first[no]
assert out not in second

others = [person for person in sorted(second) if person not in accepted and person != no]
missing, stays, *_ = [person for person in others if second[person] != "waiter"]
back2 = answers(
    *taken(second, stays),
    (missing, second[missing], "accepted", ""),
    (missing, second[missing], "no_show", "did not arrive by the agreed day"),
    (rest[0], first[rest[0]], "left", "gave notice after a week"),
)

# Round 3: the restaurant closes. The answers of round 1 are in the folder of round 2 and need not be given again.
jobs = jobs.filter(pl.col("job_id") != "waiter")
third = show("round 3", Path("round3"), jobmatch.solve(seekers, jobs, POLICY, plan=Path("round2"), decisions=back2))
accepted = {go: first[go], stays: second[stays]}
assert accepted.items() <= third.items()
assert third.get(no) != first[no], "declined two rounds ago, and it does not come back"
assert third.get(missing) != second[missing]
assert third.get(rest[0]) != first[rest[0]]
assert out not in third

# Nothing more comes back: the same plan again, whoever asks.
again = jobmatch.solve(seekers, jobs, POLICY, plan=Path("round3"))
assert again.changes is not None
assert again.changes.is_empty()
words = pl.read_csv("round3/inputs/decisions.csv")["decision"].value_counts().sort("decision")
print("decisions in force:", ", ".join(f"{count} {word}" for word, count in words.iter_rows()))
