"""Prices that prove nothing, or too much; figures and claims in the summary that do not follow."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from mutation.edit import NotApplicable, Table, edit, first, plus, put, restate, summary, table
from mutation.mutations import falsification

Where = Callable[[dict[str, str]], bool]


def _reprice(run: Path, column: str, price: Callable[[dict[str, str]], str], where: Where) -> None:
    """Change a price in both files that state it."""
    row = first(table(run, "prices.csv"), where)
    value = price(row)

    def change(rows: Table) -> None:
        for each in rows:
            if each.get("job_id", each.get("group")) == row["group"]:
                each[column] = value

    edit(run, "prices.csv", change)
    edit(run, "jobs.csv", change)


def _priced(row: dict[str, str]) -> bool:
    return float(row["price"]) > 0 and row["price_fewer"] != "" and float(row["price_fewer"]) > float(row["price"])


def _full(row: dict[str, str]) -> bool:
    return row["limit"] == row["used"] != "0"


@falsification("bound", "extremes")
def price_lowered(run: Path) -> None:
    _reprice(run, "price", lambda row: plus(row["price"], -1, run), _priced)


@falsification("bound", "extremes")
def price_raised(run: Path) -> None:
    _reprice(run, "price", lambda row: plus(row["price"], 1, run), _priced)


@falsification("bound", "extremes")
def price_is_the_greatest(run: Path) -> None:
    _reprice(run, "price", lambda row: row["price_fewer"], _priced)


@falsification("prices")
def price_above_price_fewer(run: Path) -> None:
    _reprice(run, "price", lambda row: plus(row["price_fewer"], 1, run), _priced)


@falsification("bound")
def all_prices_nothing(run: Path) -> None:
    for name in ("prices.csv", "jobs.csv"):
        edit(run, name, lambda rows: [row.update(price="0.0") for row in rows] and None)  # type: ignore[func-returns-value]


@falsification("prices")
def price_negative(run: Path) -> None:
    _reprice(run, "price", lambda row: "-1.0", lambda row: True)


@falsification("prices")
def price_of_a_free_vacancy(run: Path) -> None:
    _reprice(run, "price", lambda row: "1.0", lambda row: int(row["used"]) < int(row["limit"]))


@falsification("prices")
def price_in_one_file_only(run: Path) -> None:
    edit(run, "jobs.csv", lambda rows: rows[0].update(price=plus(rows[0]["price"], 1, run)))


@falsification("bound", "extremes")
def price_fewer_raised(run: Path) -> None:
    _reprice(run, "price_fewer", lambda row: plus(row["price_fewer"], 1, run), _full)


@falsification("bound", "extremes")
def price_fewer_lowered(run: Path) -> None:
    _reprice(run, "price_fewer", lambda row: plus(row["price_fewer"], -1, run), _priced)


@falsification("prices")
def price_fewer_blank(run: Path) -> None:
    _reprice(run, "price_fewer", lambda row: "", _full)


@falsification("tables")
def price_finer_than_the_quantum(run: Path) -> None:
    _reprice(run, "price", lambda row: "0.00000000001", _full)


@falsification("prices")
def price_row_missing(run: Path) -> None:
    edit(run, "prices.csv", lambda rows: rows.pop())


@falsification("prices")
def price_of_another_constraint(run: Path) -> None:
    edit(run, "prices.csv", lambda rows: rows[0].update(constraint="budget"))


@falsification("prices")
def limit_misstated(run: Path) -> None:
    edit(run, "prices.csv", lambda rows: rows[0].update(limit=str(int(rows[0]["limit"]) + 1)))


@falsification("prices")
def used_misstated(run: Path) -> None:
    edit(run, "prices.csv", lambda rows: rows[0].update(used=str(int(rows[0]["used"]) + 1)))


def _moved(run: Path, *keys: str, quanta: int) -> None:
    state = summary(run)
    restate(run, **{key: float(plus(json.dumps(state[key]), quanta, run)) for key in keys})


@falsification("objective")
def objective_lowered(run: Path) -> None:
    _moved(run, "objective", quanta=-1)


@falsification("objective")
def objective_and_bound_lowered(run: Path) -> None:
    _moved(run, "objective", "bound", quanta=-1)


@falsification("objective")
def objective_missing(run: Path) -> None:
    restate(run, objective=None)


@falsification("bound")
def bound_raised(run: Path) -> None:
    _moved(run, "bound", quanta=1)


@falsification("bound")
def bound_lowered(run: Path) -> None:
    _moved(run, "bound", quanta=-1)


@falsification("bound")
def bound_source_unheard_of(run: Path) -> None:
    restate(run, bound_source="oracle")


@falsification("gap")
def gap_forged(run: Path) -> None:
    restate(run, gap=0.01)


@falsification("gap")
def abs_gap_forged(run: Path) -> None:
    _moved(run, "abs_gap", quanta=1)


@falsification("status")
def status_feasible(run: Path) -> None:
    restate(run, status="feasible", stop="time")


@falsification("status")
def status_feasible_without_stop(run: Path) -> None:
    restate(run, status="feasible")


@falsification("status")
def optimal_but_stopped(run: Path) -> None:
    restate(run, status="optimal", stop="time")


@falsification("persons")
def status_infeasible(run: Path) -> None:
    restate(run, status="infeasible")


@falsification("persons")
def status_unknown(run: Path) -> None:
    restate(run, status="unknown", stop="time")


@falsification("status", "persons")
def status_unheard_of(run: Path) -> None:
    restate(run, status="perfect")


@falsification("quantum")
def quantum_coarser(run: Path) -> None:
    restate(run, quantum=1.0)


@falsification("quantum")
def decimals_and_quantum_changed(run: Path) -> None:
    decimals = (summary(run)["decimals"] + 9) % 10
    restate(run, quantum=float(f"1e-{decimals}"), decimals=decimals)


@falsification("counts")
def seekers_miscounted(run: Path) -> None:
    counts = summary(run)["counts"]
    restate(run, counts={**counts, "seekers": counts["seekers"] + 1})


@falsification("counts")
def eligible_pairs_miscounted(run: Path) -> None:
    counts = summary(run)["counts"]
    restate(run, counts={**counts, "eligible_pairs": counts["eligible_pairs"] - 1})


def _counted(run: Path, name: str) -> None:
    counts = summary(run)["counts"]
    restate(run, counts={**counts, name: counts[name] + 1})


for _name in ("jobs", "vacancies", "placed", "unmatched", "unfilled", "eligible_persons", "warnings"):
    _change = partial(_counted, name=_name)
    _change.__name__ = f"{_name}_miscounted"  # type: ignore[attr-defined]
    _change.__module__ = __name__
    falsification("counts")(_change)


@falsification("counts")
def count_left_out(run: Path) -> None:
    restate(run, counts={name: number for name, number in summary(run)["counts"].items() if name != "placed"})


@falsification("counts")
def count_unheard_of(run: Path) -> None:
    restate(run, counts={**summary(run)["counts"], "happy": 12})


@falsification("figures")
def placed_of_a_priority_raised(run: Path) -> None:
    stated = summary(run)["placed_by_priority"]
    name, (placed, of) = next(iter(stated.items()))
    restate(run, placed_by_priority={**stated, name: [placed + 1, of]})


@falsification("figures")
def priority_unheard_of(run: Path) -> None:
    restate(run, placed_by_priority={**summary(run)["placed_by_priority"], "dear_friends": [0, 0]})


@falsification("figures")
def placed_by_tier_moved(run: Path) -> None:
    stated = summary(run)["placed_by_tier"]
    if not stated:
        raise NotApplicable("no tiers")
    restate(run, placed_by_tier={**stated, "county": stated["county"] + 1})


@falsification("figures")
def placed_by_tier_left_out(run: Path) -> None:
    (run / "summary.json").write_text(
        json.dumps({key: value for key, value in summary(run).items() if key != "placed_by_tier"}), encoding="utf-8"
    )


@falsification("figures")
def mean_wage_raised(run: Path) -> None:
    restate(run, mean_wage=(summary(run)["mean_wage"] or 0.0) + 0.02)


@falsification("figures")
def mean_wage_is_text(run: Path) -> None:
    restate(run, mean_wage="3000")


@falsification("figures")
def reasons_miscounted(run: Path) -> None:
    stated = summary(run)["unmatched_by_reason"]
    restate(run, unmatched_by_reason={**stated, "outbid": stated.get("outbid", 0) + 1})


@falsification("bound", "prices", "extremes")
def worse_plan_called_optimal(run: Path) -> None:
    """Figures, gap and status are forged alike: only the prices tell."""
    _moved(run, "objective", "bound", quanta=0)
    rows = table(run, "prices.csv")
    put(run, "prices.csv", [{**row, "price": "0.0", "price_fewer": row["price_fewer"] and "0.0"} for row in rows])
    rows = table(run, "jobs.csv")
    put(run, "jobs.csv", [{**row, "price": "0.0", "price_fewer": row["price_fewer"] and "0.0"} for row in rows])
