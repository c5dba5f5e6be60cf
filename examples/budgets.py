"""A treasurer's story: what a county may spend on placements, what a yuan is worth, and how sure that is.

Three counties share one purse. A placement draws half of the ticket up to a cap, a grant for the search of work, a
reward for the employer who pays social insurance, and an agency's commission. No plan spends more than there is.
"""

from __future__ import annotations

from typing import Any

import polars as pl

import jobmatch

COUNTIES = ["花垣县", "凤凰县", "泸溪县"]
seekers = pl.DataFrame(
    {
        "person_id": [f"p{k:02d}" for k in range(1, 25)],
        "home": [COUNTIES[k % 3] for k in range(24)],
        "age": [20 + (7 * k) % 30 for k in range(24)],
        "min_wage": [2200 + 100 * (k * 5 % 8) for k in range(24)],
        "wish_regions": [("*", "深圳市;长沙市", "长沙市;吉首市", "*")[k % 4] for k in range(24)],
        "priority": ["registered_poor" if k % 3 == 0 or k % 4 == 1 else "default" for k in range(24)],
    }
)
jobs = pl.DataFrame(
    {
        "job_id": ["fitter", "packer", "guard", "cook"],
        "employer_id": ["F1", "F1", "F2", "F3"],
        "region": ["深圳市", "深圳市", "长沙市", "吉首市"],
        "vacancies": [6, 5, 7, 3],
        "wage": [4200, 3900, 3600, 2800],
        "agency": ["A1", "A1", None, None],  # who is paid for each head
        "insurance": ["yes"] * 4,
        "beds": [8, 8, 6, None],  # a column of the employers' own: the same number in all rows of one employer
    }
)

SUBSIDIES: list[dict[str, Any]] = [
    {"name": "travel", "form": "ticket", "share": 0.5, "cap": 150.0, "relieves": "distance"},
    {"name": "grant", "form": "fixed", "amount": 500.0, "persons": {"priority": "registered_poor"}},
    {"name": "reward", "form": "monthly", "amount": 80.0, "months": 6, "pairs": {"tier": ["province", "outside"]}},
    {"name": "commission", "form": "agency", "amount": 300.0},
]
TRAVEL: dict[str, Any] = {"name": "tickets", "usage": "travel", "limit": 1000.0}  # one purse for all
REWARDS = {"name": "rewards", "usage": "reward", "limit": 5000.0}
FEES = {"name": "fees", "usage": "commission", "limit": 2000.0}
BEDS = {"name": "beds", "usage": "placements", "per": "jobs.employer_id", "limit_column": "beds"}
TILTED = {  # a part for each county, by its number of registered poor
    "name": "grants",
    "usage": "grant",
    "per": "persons.home@county",
    "limit_total": 4600.0,
    "share_of": "registered_poor",
}


def show(title: str, *budgets: dict[str, Any]) -> jobmatch.Result:
    """Solve under these budgets and check the run; a line for the plan."""
    policy = {"as_of": "2016-08-29", "subsidy": SUBSIDIES, "budget": list(budgets)}
    result = jobmatch.solve(seekers, jobs, policy)
    assert result.verify().ok
    assert result.status is jobmatch.Status.OPTIMAL
    print(f"{title:34s} cost {result.objective:>10,.2f}, placed: {result.assignment.height} of {seekers.height}")
    return result


def rows(result: jobmatch.Result, *names: str) -> list[dict[str, Any]]:
    """The rows of these budgets in prices.csv, each kept."""
    wanted = [f"{name}, budget" for name in names]
    found = list(result.prices.filter(pl.col("constraint").is_in(wanted)).iter_rows(named=True))
    assert all(row["used"] <= row["limit"] for row in found)
    return found


def tell(result: jobmatch.Result, *names: str) -> None:
    """A line for each row: what there is, what is used, what one unit more is worth."""
    for row in rows(result, *names):
        name = f"{row['constraint'].removesuffix(', budget')} {row['group']}".strip()
        used = f"{row['used']:,.2f} of {row['limit']:,.2f} {row['unit']}"
        print(f"  {name:20s} {used:34s} one more is worth {row['price']:>9,.2f} a month")


# 1. Without any budget, and with a purse for each subsidy: money becomes as scarce as vacancies.
free = show("money without end")
result = show("a purse for each subsidy", TRAVEL, REWARDS, FEES)
assert result.objective >= free.objective
tell(result, "tickets", "rewards", "fees")

# 2. Beds are a budget too, with its limit in a column of the list; a blank cell limits nothing.
result = show("… and beds", TRAVEL, REWARDS, FEES, BEDS)
assert {row["group"] for row in rows(result, "beds")} == {"F1", "F2"}
tell(result, "beds")

# 3. The grants are shared out: a county has as much of the total as it has of the registered poor.
result = show("… and grants by county", TRAVEL, REWARDS, FEES, BEDS, TILTED)
assert sum(row["limit"] for row in rows(result, "grants")) <= TILTED["limit_total"]
tell(result, "grants")

# 4. How sure is it? Prices prove a bound that anyone can recompute; where an exact programme proved more, it says so.
summary = result.summary
of_prices = summary.get("bound_of_prices", summary["bound"])
assert of_prices <= summary["bound"] <= result.objective
print(f"  no plan costs less than {summary['bound']:,.2f}: gap {result.gap:.2%}, or {result.abs_gap:,.2f} yuan")
print(f"  proven by: {summary['bound_source']}; prices alone leave {result.objective - of_prices:,.2f} yuan open")

# 5. The price of a yuan: whole persons come and go, so the plan moves in steps, but not by more than the price allows.
more = 200.0
purse = TRAVEL | {"limit": TRAVEL["limit"] + more}
richer = show(f"{more:,.0f} yuan more for tickets", purse, REWARDS, FEES, BEDS, TILTED)
(price,) = [row["price"] for row in rows(result, "tickets")]
saved, most = result.objective - richer.objective, more * price + result.objective - of_prices
assert 0 <= saved <= most + 0.01
print(f"  saves {saved:,.2f} a month; the price said {more * price:,.2f}, and more than {most:,.2f} could not be")

# 6. Generalised assignment: what a person uses may differ from job to job. Tutors have hours, pupils need some of each.
pairs = pl.DataFrame(
    [
        {"person_id": f"q{k}", "job_id": f"tutor{t}", "cost": -(10 + (3 * k + 5 * t) % 7), "hours": 2 + (k + 2 * t) % 4}
        for k in range(8)
        for t in range(2)
    ]
)
pupils = pl.DataFrame({"person_id": pairs["person_id"].unique(maintain_order=True)})
tutors = pl.DataFrame({"job_id": ["tutor0", "tutor1"], "vacancies": [8, 8], "capacity": [9, 7]})
hours = {"name": "hours", "usage": "hours", "per": "jobs.job_id", "limit_column": "capacity"}
policy = {"unmatched": {"default": 0.0, "registered_poor": 0.0}, "budget": [hours]}
taught = jobmatch.solve(pupils, tutors, policy, pairs=pairs)
assert taught.status is jobmatch.Status.OPTIMAL
assert taught.verify().ok
spent = taught.assignment.join(pairs, on=["person_id", "job_id"]).group_by("job_id").agg(pl.col("hours").sum())
assert dict(spent.iter_rows()) == {row["group"]: row["used"] for row in rows(taught, "hours") if row["used"]}
print(f"{'generalised assignment':34s} worth {-taught.objective:>9,.2f}, taught: {taught.assignment.height} of 8")
tell(taught, "hours")
