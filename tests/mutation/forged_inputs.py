"""Lists, policy and other inputs that are not those the plan was made for."""

from __future__ import annotations

from pathlib import Path

from mutation.edit import NotApplicable, Table, edit, first, listed, placed, put, repolicy, restate, table
from mutation.mutations import falsification

_DECISION = ["person_id", "job_id", "decision", "reason"]


def _person(run: Path, **cells: str) -> None:
    listed(run, "seekers", "person_id", cells, row_id=placed(run)["person_id"])


def _job(run: Path, **cells: str) -> None:
    listed(run, "jobs", "job_id", cells, row_id=placed(run)["job_id"])


@falsification("rules")
def consent_removed(run: Path) -> None:
    _person(run, wish_regions="")


@falsification("rules")
def consent_to_the_type_removed(run: Path) -> None:
    _person(run, wish_job_types="no such type")


@falsification("rules")
def person_no_longer_looking(run: Path) -> None:
    _person(run, status="employed")


@falsification("rules")
def person_too_young(run: Path) -> None:
    _person(run, birth_date="2010-01-01")


@falsification("rules")
def least_wage_raised(run: Path) -> None:
    _person(run, min_wage="99999.0")


@falsification("rules")
def person_available_too_late(run: Path) -> None:
    _person(run, available_from="2099-01-01")
    _job(run, start_date="2016-09-01")


@falsification("rules")
def skills_required_that_none_has(run: Path) -> None:
    _job(run, skills="no-such-skill:9")


@falsification("rules", "terms")
def wage_lowered(run: Path) -> None:
    _job(run, wage="1.0")


@falsification("rules")
def wage_removed(run: Path) -> None:
    _job(run, wage="")


@falsification("rules")
def contract_removed(run: Path) -> None:
    _job(run, contract="false")


@falsification("rules")
def insurance_blank(run: Path) -> None:
    _job(run, insurance="")


@falsification("rules")
def job_for_the_old(run: Path) -> None:
    _job(run, min_age="100", max_age="")


@falsification("rules")
def pair_declined(run: Path) -> None:
    rows = table(run, "inputs/decisions.csv")
    row = placed(run)
    rows.append({"person_id": row["person_id"], "job_id": row["job_id"], "decision": "declined", "reason": ""})
    put(run, "inputs/decisions.csv", rows, _DECISION)


@falsification("rules")
def pair_not_listed(run: Path) -> None:
    rows = table(run, "inputs/pairs.csv") or [
        {"person_id": row["person_id"], "job_id": row["job_id"]} for row in table(run, "assignment.csv")
    ]
    row = placed(run)
    keep = [r for r in rows if (r["person_id"], r["job_id"]) != (row["person_id"], row["job_id"])]
    put(run, "inputs/pairs.csv", keep, list(rows[0]))


@falsification("prices", "certificate")
def pair_forced(run: Path) -> None:
    row = placed(run)
    forced = {"person_id": row["person_id"], "job_id": row["job_id"], "decision": "forced", "reason": ""}
    put(run, "inputs/decisions.csv", [forced], _DECISION)


@falsification("vacancies")
def vacancies_raised_in_the_list(run: Path) -> None:
    edit(run, "inputs/jobs.csv", lambda rows: rows[0].update(vacancies=str(int(rows[0]["vacancies"]) + 1)))


@falsification("vacancies")
def vacancies_lowered_in_the_list(run: Path) -> None:
    _job(run, vacancies="0")


@falsification("tables")
def vacancies_negative(run: Path) -> None:
    _job(run, vacancies="-1")


@falsification("persons")
def person_added_to_the_list(run: Path) -> None:
    edit(run, "inputs/seekers.csv", lambda rows: rows.append({**rows[0], "person_id": "zzz"}))


@falsification("persons")
def person_removed_from_the_list(run: Path) -> None:
    edit(run, "inputs/seekers.csv", lambda rows: rows.remove(first(rows)))


@falsification("tables")
def person_twice_in_the_list(run: Path) -> None:
    edit(run, "inputs/seekers.csv", lambda rows: rows.append(dict(rows[0])))


@falsification("vacancies")
def job_added_to_the_list(run: Path) -> None:
    edit(run, "inputs/jobs.csv", lambda rows: rows.append({**rows[0], "job_id": "zzz"}))


@falsification("unmatched")
def priority_of_an_unmatched_person(run: Path) -> None:
    person = first(table(run, "unmatched.csv"))["person_id"]
    here = first(table(run, "inputs/seekers.csv"), lambda row: row["person_id"] == person).get("priority")
    other = "registered_poor" if here != "registered_poor" else "default"
    listed(run, "seekers", "person_id", {"priority": other}, row_id=person)


@falsification("unmatched")
def consent_of_an_unmatched_person_removed(run: Path) -> None:
    person = first(table(run, "unmatched.csv"), lambda row: row["reason"] == "outbid")["person_id"]
    listed(run, "seekers", "person_id", {"wish_regions": ""}, row_id=person)


@falsification("unmatched")
def unmatched_price_of_the_policy(run: Path) -> None:
    repolicy(run, lambda policy: policy["unmatched"].update(default=policy["unmatched"]["default"] + 1))


@falsification("terms")
def weight_of_the_policy(run: Path) -> None:
    repolicy(run, lambda policy: policy["distance"].update(weight=policy["distance"]["weight"] + 1))


@falsification("terms")
def horizon_of_the_policy(run: Path) -> None:
    repolicy(run, lambda policy: policy.update(horizon_months=policy["horizon_months"] + 1))


@falsification("rules")
def working_age_of_the_policy(run: Path) -> None:
    repolicy(run, lambda policy: policy["rules"].update(working_age=99))


@falsification("policy")
def reference_day_forgotten(run: Path) -> None:
    repolicy(run, lambda policy: policy.update(as_of=None))


@falsification("quantum")
def quantum_of_the_policy(run: Path) -> None:
    repolicy(run, lambda policy: policy.update(quantum=0.1))


@falsification("prices")
def quota_added_to_the_policy(run: Path) -> None:
    repolicy(run, lambda policy: policy["quota"].append({"name": "all", "lower": 1}))


@falsification("policy")
def budget_of_an_unknown_usage_in_the_policy(run: Path) -> None:
    repolicy(run, lambda policy: policy["budget"].append({"name": "all", "usage": "money", "limit": 1.0}))


@falsification("certificate")
def budget_added_to_the_policy(run: Path) -> None:
    budget = {"name": "all", "usage": "placements", "limit": 1000.0}
    repolicy(run, lambda policy: policy["budget"].append(budget))


@falsification("certificate")
def households_in_the_policy(run: Path) -> None:
    repolicy(run, lambda policy: policy["household"].update(bonus=1.0))


@falsification("certificate")
def stages_in_the_policy(run: Path) -> None:
    repolicy(run, lambda policy: policy["objective"].update(order=["households", "cost"]))


@falsification("policy")
def policy_names_a_lost_column(run: Path) -> None:
    subsidy = {"name": "x", "form": "fixed", "amount": 1.0, "weight": 1.0, "persons": {"no such column": "x"}}
    repolicy(run, lambda policy: policy["subsidy"].append(subsidy))


def _compares(run: Path, side: str, column: str, value: object) -> None:
    subsidy = {"name": "x", "form": "fixed", "amount": 1.0, "weight": 1.0, side: {column: value}}
    repolicy(run, lambda policy: policy["subsidy"].append(subsidy))


@falsification("policy")
def policy_compares_a_wage_with_text(run: Path) -> None:
    _compares(run, "jobs", "wage", "2500")


@falsification("policy")
def policy_compares_an_age_with_yes(run: Path) -> None:
    _compares(run, "persons", "age", True)


@falsification("policy")
def policy_compares_a_contract_with_text(run: Path) -> None:
    _compares(run, "jobs", "contract", ["true"])


@falsification("policy")
def policy_compares_insurance_with_a_number(run: Path) -> None:
    _compares(run, "jobs", "insurance", 1)


@falsification("policy")
def policy_compares_a_priority_with_a_number(run: Path) -> None:
    _compares(run, "persons", "priority", ["default", 7])


@falsification("policy")
def policy_names_a_region_by_number(run: Path) -> None:
    _compares(run, "persons", "home", 433124)


@falsification("policy")
def policy_names_a_table_elsewhere(run: Path) -> None:
    repolicy(run, lambda policy: policy["distance"].update(table="/elsewhere/distances.csv"))


@falsification("policy")
def distances_not_named(run: Path) -> None:
    put(run, "inputs/distances.csv", [{"from": "A", "to": "B", "km": "1"}])


@falsification("range")
def price_of_nobody_beyond_all_range(run: Path) -> None:
    repolicy(run, lambda policy: (policy.update(quantum=1e-9), policy["unmatched"].update(default=9e11)))
    restate(run, quantum=1e-9, decimals=9)


@falsification("terms", "rules")
def home_moved(run: Path) -> None:
    codes = [row["code"] for row in table(run, "inputs/regions.csv") if row["level"] in ("county", "village")]
    here = first(table(run, "inputs/seekers.csv"), lambda row: row["person_id"] == placed(run)["person_id"])["home"]
    provinces = [code for code in codes if code[:1] != here[:1]]
    if not provinces:
        raise NotApplicable("all regions lie in one province")
    _person(run, home=provinces[0])


@falsification("tables")
def home_unknown(run: Path) -> None:
    _person(run, home="no such region")


@falsification("tables")
def regions_in_a_circle(run: Path) -> None:
    def change(rows: Table) -> None:
        child = first(rows, lambda row: row["parent"] != "")
        first(rows, lambda row: row["code"] == child["parent"])["parent"] = child["code"]

    edit(run, "inputs/regions.csv", change)


@falsification("tables")
def level_unheard_of(run: Path) -> None:
    edit(run, "inputs/regions.csv", lambda rows: rows[0].update(level="planet"))


@falsification("tables")
def birth_date_is_no_date(run: Path) -> None:
    _person(run, birth_date="1985-02-30")


@falsification("tables")
def skill_without_a_level(run: Path) -> None:
    _person(run, skills="S")


@falsification("tables")
def max_tier_unheard_of(run: Path) -> None:
    _person(run, max_tier="nearby")


@falsification("tables")
def contract_is_maybe(run: Path) -> None:
    _job(run, contract="maybe")
