"""Plans that are no plans, break a rule, or cost something else."""

from __future__ import annotations

from pathlib import Path

from mutation.edit import NotApplicable, Table, edit, first, placed, plus, put, shift, table
from mutation.mutations import falsification

A, U = "assignment.csv", "unmatched.csv"


def _filled(run: Path, job: str, change: int) -> None:
    """Tell the other files that more (or fewer) hold a job."""

    def jobs(rows: Table) -> None:
        row = first(rows, lambda r: r["job_id"] == job)
        row["filled"] = str(int(row["filled"]) + change)

    def prices(rows: Table) -> None:
        row = first(rows, lambda r: r["group"] == job)
        row["used"] = str(int(row["used"]) + change)

    edit(run, "jobs.csv", jobs)
    edit(run, "prices.csv", prices)


@falsification("rules", "terms")
def two_persons_swap_jobs(run: Path) -> None:
    def change(rows: Table) -> None:
        a = rows[0]
        b = first(rows, lambda row: row["job_id"] != a["job_id"])
        a["job_id"], b["job_id"] = b["job_id"], a["job_id"]

    edit(run, A, change)


@falsification("persons")
def person_placed_twice(run: Path) -> None:
    edit(run, A, lambda rows: rows.insert(0, dict(rows[0])))


@falsification("persons")
def person_placed_and_unmatched(run: Path) -> None:
    def change(rows: Table) -> None:
        rows.append({**rows[0], "person_id": placed(run)["person_id"]})
        rows.sort(key=lambda row: row["person_id"])

    edit(run, U, change)


@falsification("persons")
def placed_person_dropped(run: Path) -> None:
    edit(run, A, lambda rows: rows.pop())


@falsification("persons")
def unmatched_person_dropped(run: Path) -> None:
    edit(run, U, lambda rows: rows.pop())


@falsification("persons")
def unknown_person(run: Path) -> None:
    edit(run, A, lambda rows: rows[-1].update(person_id=rows[-1]["person_id"] + "x"))


@falsification("persons")
def unknown_job(run: Path) -> None:
    edit(run, A, lambda rows: rows[0].update(job_id="no such job"))


@falsification("persons")
def unknown_person_unmatched(run: Path) -> None:
    edit(run, U, lambda rows: rows[-1].update(person_id=rows[-1]["person_id"] + "x"))


@falsification("persons")
def route_named(run: Path) -> None:
    edit(run, A, lambda rows: rows[0].update(route="welding"))


@falsification("persons")
def rows_out_of_order(run: Path) -> None:
    edit(run, A, lambda rows: rows.reverse())


@falsification("vacancies")
def job_overfilled(run: Path) -> None:
    full = first(table(run, "jobs.csv"), lambda row: row["filled"] == row["vacancies"] != "0")["job_id"]

    def change(rows: Table) -> None:
        row = first(rows, lambda r: r["job_id"] != full)
        _filled(run, row["job_id"], -1)
        row["job_id"] = full
        _filled(run, full, 1)

    edit(run, A, change)


@falsification("vacancies")
def filled_misstated(run: Path) -> None:
    edit(run, "jobs.csv", lambda rows: rows[0].update(filled=str(int(rows[0]["filled"]) + 1)))


@falsification("vacancies")
def vacancies_misstated(run: Path) -> None:
    edit(run, "jobs.csv", lambda rows: rows[0].update(vacancies=str(int(rows[0]["vacancies"]) + 1)))


@falsification("vacancies")
def job_not_in_jobs(run: Path) -> None:
    edit(run, "jobs.csv", lambda rows: rows.pop())


@falsification("terms")
def terms_shifted_within_the_sum(run: Path) -> None:
    def change(rows: Table) -> None:
        rows[0]["wage"], rows[0]["distance"] = plus(rows[0]["wage"], 1, run), plus(rows[0]["distance"], -1, run)

    edit(run, A, change)


@falsification("terms")
def cost_raised(run: Path) -> None:
    shift(run, A, "cost", 1, lambda row: True)


@falsification("terms")
def cost_and_term_lowered(run: Path) -> None:
    shift(run, A, "cost", -1, lambda row: True)
    shift(run, A, "extra", -1, lambda row: True)


@falsification("terms")
def change_is_not_nothing(run: Path) -> None:
    shift(run, A, "change", 1, lambda row: True)


@falsification("tables")
def term_is_no_number(run: Path) -> None:
    edit(run, A, lambda rows: rows[0].update(wage="cheap"))


@falsification("tables")
def term_finer_than_the_quantum(run: Path) -> None:
    edit(run, A, lambda rows: rows[0].update(wage=rows[0]["wage"].split(".")[0] + ".0000000001"))


@falsification("unmatched")
def unmatched_cost_lowered(run: Path) -> None:
    shift(run, U, "unmatched_cost", -1, lambda row: True)


@falsification("unmatched")
def reason_changed(run: Path) -> None:
    edit(run, U, lambda rows: rows[0].update(reason="outbid" if rows[0]["reason"] != "outbid" else "no_consent"))


@falsification("unmatched")
def reason_unheard_of(run: Path) -> None:
    edit(run, U, lambda rows: rows[0].update(reason="unlucky"))


@falsification("unmatched")
def eligible_jobs_changed(run: Path) -> None:
    edit(run, U, lambda rows: rows[0].update(eligible_jobs=str(int(rows[0]["eligible_jobs"]) + 1)))


@falsification("unmatched")
def best_cost_changed(run: Path) -> None:
    shift(run, U, "best_cost", 1, lambda row: row["best_cost"] != "")


@falsification("unmatched")
def best_cost_invented(run: Path) -> None:
    edit(run, U, lambda rows: first(rows, lambda row: row["best_cost"] == "").update(best_cost="1.0"))


@falsification("unmatched")
def best_cost_hidden(run: Path) -> None:
    edit(run, U, lambda rows: first(rows, lambda row: row["best_cost"] != "").update(best_cost=""))


@falsification("objective", "unmatched")
def person_unplaced(run: Path) -> None:
    """All files told, but the summary: who is placed and who could be."""
    gone = first(table(run, A))
    rows = table(run, U)
    if not rows:
        raise NotApplicable("nobody is unmatched")
    put(run, A, [row for row in table(run, A) if row["person_id"] != gone["person_id"]], list(gone))
    cost = max(rows, key=lambda row: float(row["unmatched_cost"]))["unmatched_cost"]
    new = {"reason": "outbid", "unmatched_cost": cost, "eligible_jobs": "1", "best_cost": gone["cost"]}
    rows.append({"person_id": gone["person_id"], **new})
    put(run, U, sorted(rows, key=lambda row: row["person_id"]))
    _filled(run, gone["job_id"], -1)
    for name in ("jobs.csv", "prices.csv"):
        free = [row for row in table(run, name) if row.get("job_id", row.get("group")) != gone["job_id"]]
        mine = first(table(run, name), lambda row: row.get("job_id", row.get("group")) == gone["job_id"])
        mine.update(price="0.0", price_fewer="0.0")
        key = "job_id" if name == "jobs.csv" else "group"
        put(run, name, sorted([*free, mine], key=lambda row: row[key]))
