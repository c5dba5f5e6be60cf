"""`run_simulation`: every rule over the same months and the same orders of arrival; tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import polars as pl

from jobmatch import engine
from jobmatch.engine import Progress
from jobmatch.engine.prepare import prepare
from jobmatch.engine.progress import Phases
from jobmatch.errors import RunError
from jobmatch.policy import load_policy
from jobmatch.problem.arrays import total
from jobmatch.result import Result, Status
from jobmatch.run_directory import holds_other
from jobmatch.scenarios.rolling import Forecast, compared, instance_of
from jobmatch.scenarios.rolling.compare import Hindsight
from jobmatch.scenarios.rolling.compare import Rule as Rolling
from jobmatch.scenarios.rolling.instance import Instance
from jobmatch.scenarios.simulation.document import Rule, Simulation
from jobmatch.scenarios.simulation.life import Life
from jobmatch.scenarios.simulation.load import SimulationSource, load_simulation
from jobmatch.scenarios.simulation.proposals import Proposer
from jobmatch.scenarios.simulation.tables import retention_of, summary_of, totals_of
from jobmatch.scenarios.simulation.world import policy_document, world_of
from jobmatch.scenarios.study.base import lists_of_base, tree_of
from jobmatch.scenarios.study.changes import merged
from jobmatch.words import said

SIMULATION = "simulation.json"
"""The document as it was run; by it a folder is known for that of a simulation."""


@dataclass(frozen=True, eq=False)
class Simulated:
    """What a simulation came to; tables that were not asked for are empty.

    Attributes
    ----------
    periods
        A row a replicate, policy and period: what happened, and how persons and posts stood before and after.
    retention
        A row a replicate, policy, period of the start and months: started, still, share.
    orders
        A row a policy, replicate and order of arrival: `jobmatch.scenarios.rolling.compared`.
    summary
        A row a policy and figure: as of studies; ``of`` says of which table.
    """

    periods: pl.DataFrame
    retention: pl.DataFrame
    orders: pl.DataFrame
    summary: pl.DataFrame


def run_simulation(
    simulation: SimulationSource, out: str | Path, *, progress: Callable[[Progress], Any] | None = None
) -> Simulated:
    """Live through the periods under every rule, place persons as they come, and write the tables into a folder.

    Parameters
    ----------
    simulation
        A TOML document, a mapping, or a `Simulation` (docs/simulation.md).
    out
        The folder: ``periods.csv``, ``retention.csv``, ``orders.csv``, ``summary.csv``, ``simulation.json``. What an
        earlier simulation wrote there is replaced.
    progress
        Called with a `Progress` as replicates are finished.

    Raises
    ------
    PolicyError
        The document, or a policy that follows from it, is not valid.
    InputError
        The lists hold errors.
    UnsupportedError
        A rule cannot keep a limit of the policy.
    RunError
        The folder holds something else, or a period has no plan.
    """
    document, folder = load_simulation(simulation), Path(out)
    policy = policy_document(document.base)
    for rule in document.policy:
        Proposer.policy_of(policy, rule)
    _refuse(folder)
    tell = _Tell(document, progress)
    periods, retention, totals = _periods(document, policy, tell)
    orders = _orders(document, policy, tell)
    parts = [summary_of("periods", totals)] if totals.height else []
    if orders.height:
        draws = orders.with_columns(replicate=pl.struct("replicate", "order").rank("dense").cast(pl.Int64))
        parts.append(summary_of("orders", draws.drop("order")))
    found = Simulated(periods, retention, orders, pl.concat(parts))
    _write(found, document, folder)
    return found


class _Tell:
    """Tells how much is done."""

    def __init__(self, document: Simulation, progress: Callable[[Progress], Any] | None) -> None:
        self.progress, self.done = progress, 0
        lived = 0 if document.periods is None else document.periods.count * len(document.policy)
        orders = 0 if document.orders is None else document.orders.count
        self.total = document.replicates.count * (lived + orders)

    def __call__(self) -> None:
        self.done += 1
        if self.progress is not None:
            told = said("simulation.progress", done=self.done, total=self.total)
            self.progress(Progress("simulation", self.done / self.total, told))


def _periods(document: Simulation, policy: dict[str, Any], tell: _Tell) -> tuple[pl.DataFrame, ...]:
    """Periods, retention, and totals by replicate and policy."""
    rows: list[dict[str, Any]] = []
    cohorts: list[dict[str, Any]] = []
    if document.periods is None:
        return pl.DataFrame(), pl.DataFrame(), pl.DataFrame()
    for replicate in range(document.replicates.count):
        world = world_of(document, policy, replicate)
        for rule in document.policy:
            life = Life(world, document, Proposer.of(world, document, rule))
            keys = {"replicate": replicate, "policy": rule.name}
            for period in range(document.periods.count):
                rows.append({**keys, "period": period + 1, **life.period(period)})
                tell()
            cohorts += [{**keys, **cohort} for cohort in retention_of(life.spells, document.periods.count)]
    periods = pl.DataFrame(rows, infer_schema_length=None)
    retention = pl.DataFrame(cohorts, infer_schema_length=None)
    return periods, retention, totals_of(periods, retention)


def _orders(document: Simulation, policy: dict[str, Any], tell: _Tell) -> pl.DataFrame:
    """Every rule on every order of arrival, replicate by replicate."""
    asked = document.orders
    if asked is None:
        return pl.DataFrame()
    tables = []
    for replicate in range(document.replicates.count):
        seed = document.replicates.seed + replicate
        tree = tree_of(document.base)
        seekers, jobs = lists_of_base(document.base, tree, seed)
        given: dict[str, Any] = {"pairs": document.base.pairs, "regions": tree}
        ready = prepare(seekers, jobs, load_policy(policy), Phases(None), seed, None, decisions=None, **given)
        instance = instance_of(ready)
        solving = document.solve
        given |= {"gap": solving.gap, "time_limit": solving.time_limit, "solver": solving.solver, "seed": seed}
        solve = partial(engine.solve, seekers, jobs, **given)
        hindsight = None if asked.arrivals == "held_out" else _hindsight(instance, policy, solve)
        table = compared(
            instance,
            [_rolling(rule) for rule in document.policy],
            orders=asked.count,
            batch=asked.batch,
            seed=seed,
            held_out=asked.arrivals == "held_out",
            hindsight=hindsight,
            told=lambda _: tell(),
        )
        tables.append(table.with_columns(replicate=pl.lit(replicate)))
    orders = pl.concat(tables, how="diagonal_relaxed")
    return orders.select("policy", "replicate", pl.exclude("policy", "replicate"))


def _hindsight(instance: Instance, policy: dict[str, Any], solve: Callable[..., Result]) -> Hindsight | None:
    """What the optimum saves; if it is not known, its bound. With vacancies alone also what fewer placements cost."""
    unit: int = 10**instance.decimals
    result = solve(policy)
    if result.plan is None or result.bound is None:
        return None
    nobody = total(instance.unmatched)
    if result.status is not Status.OPTIMAL:
        return Hindsight(nobody - round(result.bound * unit), proven=False)

    @cache
    def cost_of(placed: int) -> int | None:
        quota = {"quota": [{"name": "as many", "upper": placed}]}
        found = solve(merged(policy, quota))
        if found.status is not Status.OPTIMAL or found.assignment.height != placed:
            return None
        costs: list[float] = found.assignment["cost"].to_list()
        return sum(round(cost * unit) for cost in costs)

    saved = nobody - round(result.objective * unit)
    return Hindsight(saved, True, result.assignment.height, cost_of if instance.network else None)


def _rolling(rule: Rule) -> Rolling:
    return Rolling(rule.name, rule.rule, rule.prices, rule.every, Forecast(rule.futures, rule.sample))


def _refuse(folder: Path) -> None:
    if holds_other(folder, SIMULATION):
        raise RunError(said("simulation.not_a_simulation", path=folder))


def _write(found: Simulated, document: Simulation, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("periods", "retention", "orders", "summary"):
        table = getattr(found, name)
        path = folder / f"{name}.csv"
        if table.width:
            table.write_csv(path)
        else:
            path.unlink(missing_ok=True)
    (folder / SIMULATION).write_text(document.model_dump_json(indent=2) + "\n", encoding="utf-8")
