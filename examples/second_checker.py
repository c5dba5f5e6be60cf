"""A checker of one's own, in plain Python: it shares nothing with jobmatch but the files.

    jobmatch pairs seekers.csv jobs.csv --policy policy.toml --out pairs.csv
    python second_checker.py runs/august pairs.csv

It reads the csv files of a run and the table of eligible pairs, adds up the plan, and computes from the saved duals
what no plan can be below (docs/certificate.md). It knows plain runs, hard quotas, and budgets over placements and fixed
subsidies; of other levers it says so. Numbers are exact fractions throughout.
"""

import csv
import json
import sys
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path

KINDS = ("lower", "upper", "budget")
LEVELS = {"county": 6, "prefecture": 4, "province": 2}


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return Fraction(str(text) or "0")


def inside(row, column, wanted):
    value = row.get(column) or ("default" if column == "priority" else "")
    return any(value.startswith(str(w)) if column in ("home", "region") else value == str(w) for w in wanted)


def group_of(lever, person, job):
    """The group of a pair under a quota or budget, None if it is not counted."""
    for row, predicate in ((person, lever["persons"]), (job, lever["jobs"])):
        if not all(inside(row, column, wanted) for column, wanted in predicate.items()):
            return None
    if lever["per"] is None:
        return ""
    name, _, level = lever["per"].partition("@")
    side, _, column = name.rpartition(".")
    row = {"persons": person, "jobs": job}.get(side) or (person if column in person else job)
    value = row.get(column) or ("default" if column == "priority" else "")
    return value[: LEVELS.get(level)] or None


class Run:
    """The files of a run, and what its limits are."""

    def __init__(self, folder, pairs_file):
        self.policy = json.loads((folder / "inputs/policy.json").read_text(encoding="utf-8"))
        self.summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
        self.persons = {row["person_id"]: row for row in rows(folder / "inputs/seekers.csv")}
        self.jobs = {row["job_id"]: row for row in rows(folder / "inputs/jobs.csv")}
        self.plan, self.stays = rows(folder / "assignment.csv"), rows(folder / "unmatched.csv")
        self.pairs = {(row["person_id"], row["job_id"]): row for row in rows(pairs_file)}
        self.stay = {row["person_id"]: number(row["unmatched_cost"]) for row in [*self.stays, *self.pairs.values()]}
        self.limits = {("vacancies", job): number(row["vacancies"]) for job, row in self.jobs.items()}
        for row in rows(folder / "prices.csv"):
            self.limits.setdefault((row["constraint"], row["group"]), number(row["limit"]))
        self.dual = {("vacancies", row["job_id"]): number(row["price"]) for row in rows(folder / "jobs.csv")}
        if (folder / "certificate.csv").exists():
            mine = [row for row in rows(folder / "certificate.csv") if row.get("stage", "cost") == "cost"]
            self.dual = {(r["constraint"], r["group"]): number(r["dual"] if "dual" in r else r["cost"]) for r in mine}
        fixed = [s for s in self.policy["subsidy"] if s["form"] == "fixed" and not s["persons"] and not s["jobs"]]
        self.known = {"placements": 1} | {s["name"]: number(s["amount"]) for s in fixed}
        levers = [(quota, 1) for quota in self.policy["quota"]]
        self.levers = levers + [(b, self.known[b["usage"]]) for b in self.policy["budget"] if b["usage"] in self.known]

    def unknown(self):
        """Levers that this checker does not know."""
        soft = ("lower_share", "upper_share", "lower_rate", "upper_rate", "all_or_none", "pairs")
        found = [q["name"] for q in self.policy["quota"] if q["soft"] is not None or any(q[key] for key in soft)]
        found += [b["name"] for b in self.policy["budget"] if b["usage"] not in self.known]
        found += [f"household.{key}" for key in ("bonus", "max_out", "together") if self.policy["household"][key]]
        return found + ["course"] * bool(self.policy["course"]) + self.policy["objective"]["order"][:-1]

    def uses(self, person, job):
        """What a pair uses of each limit."""
        yield ("vacancies", job), 1
        for lever, amount in self.levers:
            group = group_of(lever, self.persons[person], self.jobs[job])
            for kind in KINDS if group is not None else ():
                yield (f"{lever['name']}, {kind}", group), amount

    def check_plan(self):
        """Everybody once, eligible, at the true cost, within every limit; the objective."""
        if Counter(row["person_id"] for row in self.plan + self.stays) != Counter(self.persons.keys()):
            yield "not everybody is placed or unmatched, once"
        used = defaultdict(Fraction)
        for row in self.plan:
            key = (row["person_id"], row["job_id"])
            if key not in self.pairs or number(row["cost"]) != number(self.pairs[key]["cost"]):
                yield f"{key} is not eligible, or has another cost"
            elif key[1] in self.jobs:
                for limit, amount in self.uses(*key):
                    used[limit] += amount
        said = {f"{q['name']}, {kind}": q[kind] for q in self.policy["quota"] for kind in KINDS[:2]}
        said |= {f"{b['name']}, budget": b["limit"] for b in self.policy["budget"]}
        for (constraint, group), limit in self.limits.items():
            count = used[constraint, group]
            if (count < limit) if constraint.endswith(", lower") else (count > limit):
                yield f"{constraint} {group}: {count} of {limit}"
            if said.get(constraint) is not None and number(said[constraint]) != limit:
                yield f"{constraint} {group}: the policy says {said[constraint]}"
        self.objective = sum(number(row["cost"]) for row in self.plan)
        self.objective += sum(self.stay.get(row["person_id"], 0) for row in self.stays)
        if number(self.summary["objective"]) != self.objective:
            yield f"the objective is stated as {self.summary['objective']}, it is {float(self.objective)}"

    def check_bound(self):
        """Everybody takes what comes to least under the duals, which are then paid for all limits."""
        for (constraint, group), y in self.dual.items():
            if (constraint, group) not in self.limits or (y > 0 if constraint.endswith(", lower") else y < 0):
                yield f"{constraint} {group}: no such limit, or a dual of the wrong sign"
        best = dict(self.stay)
        for (person, job), row in self.pairs.items():
            paid = sum(amount * self.dual.get(limit, 0) for limit, amount in self.uses(person, job))
            best[person] = min(best[person], number(row["cost"]) + paid)
        bound = sum(best.values()) - sum(y * self.limits.get(key, 0) for key, y in self.dual.items())
        unit, claimed = number(self.summary["quantum"]), self.summary["bound_source"] == "solver"
        self.bound = -(-bound // unit) * unit  # every plan is a whole number of quanta
        if number(self.summary["bound_of_prices" if claimed else "bound"]) != self.bound:
            yield f"the duals prove {float(self.bound)}, and not what is stated"
        if self.summary["status"] == "optimal" and not claimed and self.bound != self.objective:
            yield "the run is called optimal, and its duals do not prove it"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(print(__doc__))
    run = Run(Path(sys.argv[1]), sys.argv[2])
    if run.unknown():
        sys.exit(f"this checker does not know {', '.join(run.unknown())}")
    wrong = [*run.check_plan(), *run.check_bound()]
    print("\n".join(wrong) or f"everything holds; no plan costs less than {float(run.bound):,.2f}")
    sys.exit(bool(wrong))
