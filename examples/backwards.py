"""Planning backwards from the pilot's aim: what is short, what the least purchase is, and that the plan then holds.

The target is that of pilot_target.toml: 40,000 placed in Yunxi, and 60 % of the households, at a twentieth of the size.
"""

from __future__ import annotations

from pathlib import Path

from jobmatch.scenarios.targets import reach_target

found = reach_target(Path(__file__).parent / "pilot_target.toml")

for figure, number in found.situation.goals.items():
    print(f"{figure}: {number} are asked for; as it is now at most {found.now.most[figure].bound}")
assert found.now.status == "unreachable", "there are too few posts that people agreed to"

for way in found.alone:
    least = "out of reach" if way.high is None else f"{way.low:,.2f} to {way.high:,.2f} yuan"
    print(f"  {way.means[0].name}: {least}")

mix = found.mix
assert mix.status in ("exact", "bracketed")
assert mix.low is not None
assert mix.bought is not None
assert all(way.high is None or mix.low <= way.high for way in found.alone), "all together are never dearer than one"
print(f"the cheapest mix: {mix.low:,.2f} to {mix.high:,.2f} yuan")
for mean in mix.means:
    print(f"  {mean.name}: {mix.bought.amount(mean):,}")

# The proof of the least, and the plan itself, are ordinary runs.
assert found.plan is not None
assert found.plan.verify().ok
assert mix.found.plan is not None
assert mix.found.plan.verify().ok
print("with this bought:", found.situation.reached(found.plan.assignment))
