"""Persons come one by one and are placed at once: prices for what is left against first come, first served.

Whoever comes takes the place that costs least, what others will need it for counted as a price. The prices come
from futures drawn from the persons known so far; nobody's own future is known. Hindsight is the best plan of all.
"""

from __future__ import annotations

from pathlib import Path

from jobmatch.scenarios.simulation import run_simulation

HERE = Path(__file__).parent

found = run_simulation(HERE / "arrivals.toml", "arrivals")
summary = found.summary.filter(figure="share_of_hindsight")
share = dict(summary.select("policy", "mean").iter_rows())
for policy, mean in share.items():
    print(f"{policy}: {mean:.1%} of what the best plan in hindsight saves")
first, pool, seen = share.values()
assert first < seen < pool <= 1

again = run_simulation(HERE / "arrivals.toml", "again")
assert again.orders.equals(found.orders), "the same seed, the same orders"

year = run_simulation(HERE / "simulation.toml", "year")
periods = year.periods
for row in periods.filter(replicate=0, policy="best plan each month").iter_rows(named=True):
    print(
        f"month {row['period']:2}: {row['proposed']:3} proposed, {row['accepted']:3} accept, {row['started']:3} start,"
        f" {row['left']:2} leave, {row['in_post']:3} in post"
    )
everybody = periods["to_come"] + periods["waiting"] + periods["in_post"] + periods["gone"]
assert everybody.n_unique() == 1, "nobody is lost"
print(f"written: {', '.join(sorted(path.name for path in Path('year').iterdir()))}")
