"""The closing summary: what the plan does and how good it is, in a planner's words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from jobmatch.policy import shown_group
from jobmatch.report.limits import limit_rows
from jobmatch.report.numbers import count, money, percent, seconds
from jobmatch.words import PHRASES, Lang, said, say
from jobmatch.words.limit_names import limit_name, stage_name

COLOURS = {"optimal": "bold green", "feasible": "bold yellow", "infeasible": "bold red", "unknown": "bold red"}

Row = tuple[str, str]


def verdict(summary: Mapping[str, Any], lang: Lang = "en") -> str:
    """One sentence: is there a plan, and how good is it at least."""
    fields = {"stop": say(f"stop.{summary.get('stop') or 'none'}", lang)}
    if summary["status"] == "feasible":
        fields["abs_gap"] = money(summary["abs_gap"], summary.get("quantum", 0.01))
        fields["gap"] = percent(summary["gap"])
    stages = summary.get("stages", [])
    still_open = [stage for stage in stages[:-1] if stage["value"] != stage["bound"]]
    if summary["status"] == "feasible" and still_open:  # how far cost is from the best says nothing yet
        return say("verdict.feasible_order", lang, stage=_stage(still_open[0], lang), **fields)
    if summary["status"] == "infeasible" and summary.get("bound_source") == "solver" and not summary.get("short_by"):
        return say("verdict.infeasible_solver", lang)
    ordered = summary["status"] == "optimal" and len(stages) > 1
    return say("verdict.optimal_order" if ordered else f"verdict.{summary['status']}", lang, **fields)


def summary_rows(
    summary: Mapping[str, Any],
    lang: Lang = "en",
    *,
    run: Path | None = None,
    duration: float | None = None,
    memory: float | None = None,
    unmatched_cost: float | None = None,
    max_out: int | None = None,
    limits: pl.DataFrame | None = None,
    personal: Collection[str] = (),
) -> list[Row]:
    """The summary's lines as (label, value); a line that goes on has a blank label.

    Parameters
    ----------
    summary
        `Result.summary`, or the content of a run's ``summary.json``.
    lang
        ``"en"`` or ``"zh"``.
    run
        The run directory, where the plan was saved.
    duration, memory
        Seconds that the whole job took, and MB of memory at its peak.
    unmatched_cost
        The part of the objective that the unplaced persons make.
    max_out
        How many members of a household the policy lets go at most: it may have its part in a conflict.
    limits
        `Result.prices`, where there is a plan: its budgets and courses with seats have lines of their own.
    personal
        `Policy.personal`: limits whose groups are not named.
    """
    counts = summary["counts"]
    rows = _input_rows(counts, lang)
    if summary.get("objective") is not None:
        scarce = "objective_parts" in summary or (limits is not None and "unit" in limits.columns)
        rows += _plan_rows(summary, lang, scarce=scarce)
    rows += _lever_rows(summary, lang, max_out, personal)
    rows += limit_rows(limits, lang, run=run, quantum=summary.get("quantum", 0.01), personal=personal)
    rows += _proof_rows(summary, lang, unmatched_cost)
    if counts.get("warnings"):
        file = "issues.csv" if run is None else run / "issues.csv"
        rows.append(_row("warnings", say("value.warnings", lang, count=count(counts["warnings"]), file=file), lang))
    if duration is not None:
        used = say("value.seconds", lang, seconds=seconds(duration))
        if memory is not None:
            used += say("value.memory", lang, gigabytes=f"{memory / 1000:.2g}")
        rows.append(_row("time", used, lang))
    if run is not None:
        rows.append(_row("files", str(run), lang))
    return rows


def summary_view(
    summary: Mapping[str, Any],
    lang: Lang = "en",
    *,
    run: Path | None = None,
    duration: float | None = None,
    memory: float | None = None,
    unmatched_cost: float | None = None,
    max_out: int | None = None,
    limits: pl.DataFrame | None = None,
    personal: Collection[str] = (),
) -> RenderableType:
    """The verdict and the summary's lines, to be printed by rich; parameters as for `summary_rows`."""
    rows = summary_rows(
        summary,
        lang,
        run=run,
        duration=duration,
        memory=memory,
        unmatched_cost=unmatched_cost,
        max_out=max_out,
        limits=limits,
        personal=personal,
    )
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, value in rows:
        grid.add_row(Text(label), Text(value))
    return Group(Text(verdict(summary, lang), style=COLOURS[summary["status"]]), Text(), grid)


def _row(label: str, value: str, lang: Lang) -> Row:
    return say(f"label.{label}", lang), value


def _input_rows(counts: Mapping[str, Any], lang: Lang) -> list[Row]:
    jobs = say("value.jobs", lang, jobs=count(counts["jobs"]), vacancies=count(counts["vacancies"]))
    eligible = say(
        "value.eligible",
        lang,
        pairs=count(counts["eligible_pairs"]),
        persons=count(counts["eligible_persons"]),
        seekers=count(counts["seekers"]),
    )
    return [
        _row("seekers", count(counts["seekers"]), lang),
        _row("jobs", jobs, lang),
        _row("eligible", eligible, lang),
    ]


def _plan_rows(summary: Mapping[str, Any], lang: Lang, *, scarce: bool) -> list[Row]:
    """What the plan does; `scarce`: not only vacancies may be in the way, but limits and other levers."""
    counts = summary["counts"]
    rows = [_row("placed", _of(counts["placed"], counts["seekers"], lang), lang)]
    for name, (placed, total) in summary.get("placed_by_priority", {}).items():
        rows.append(
            (
                "",
                say("value.counted", lang, name=_known(f"priority.{name}", name, lang), count=_of(placed, total, lang)),
            )
        )
    tiers = summary.get("placed_by_tier") or {}
    if any(tiers.values()):
        where = [say(f"tier.{tier}", lang, count=count(number)) for tier, number in tiers.items() if number]
        rows.append(_row("where", " · ".join(where), lang))
    rows.append(_row("unmatched", count(counts["unmatched"]), lang))
    for reason, number in sorted(summary.get("unmatched_by_reason", {}).items(), key=lambda item: -item[1]):
        if number:
            code = f"reason.{reason}"
            if reason == "outbid" and (scarce or summary.get("stop") == "rule"):
                code = "reason.outbid_rule" if summary.get("stop") == "rule" else "reason.outbid_limits"
            rows.append(("", say("value.counted", lang, name=_known(code, reason, lang), count=count(number))))
    rows.append(_row("unfilled", _of(counts["unfilled"], counts["vacancies"], lang), lang))
    if summary.get("mean_wage") is not None:
        amount = money(summary["mean_wage"], 1)
        rows.append(_row("mean_wage", say("value.yuan_a_month", lang, amount=amount), lang))
    return rows + _change_rows(summary.get("changes", {}), lang)


def _change_rows(changes: Mapping[str, int], lang: Lang) -> list[Row]:
    """What became of the plan in force; nothing without one."""
    if not changes:
        return []
    why = {reason: number for reason, number in changes.items() if reason != "kept"}
    rows = [_row("kept", count(changes["kept"]), lang), _row("changed", count(sum(why.values())), lang)]
    return rows + [
        ("", say("value.counted", lang, name=say(f"change.{reason}", lang), count=count(number)))
        for reason, number in why.items()
    ]


def _lever_rows(summary: Mapping[str, Any], lang: Lang, max_out: int | None, personal: Collection[str]) -> list[Row]:
    """Stages, households and soft limits of a plan, or the limits that leave none."""
    rows = [_row("stage", _stage(stage, lang), lang) for stage in summary.get("stages", [])[:-1]]
    if summary.get("households"):
        covered, of_all = summary["households"]
        rows.append(_row("households", _of(covered, of_all, lang), lang))
    parts, quantum = summary.get("objective_parts", {}), summary.get("quantum", 0.01)
    for part in ("soft", "bonus"):
        if parts.get(part):
            rows.append(_row(part, money(parts[part], quantum), lang))
    for name, each, limit in summary.get("conflict", []):
        group = shown_group(personal, name, each)
        shown = limit_name(name, group)
        if limit is not None:
            shown = said("limit.number", limit=shown, number=count(int(limit) if limit == int(limit) else limit))
        rows.append(_row("conflict", shown.text(lang), lang))
    if summary.get("conflict") and max_out is not None:
        rows.append(_row("conflict", say("value.max_out", lang, most=count(max_out)), lang))
    if summary.get("short_by"):
        rows.append(_row("short_by", say("value.short_by", lang, units=count(summary["short_by"])), lang))
    return [row if k == 0 or rows[k - 1][0] != row[0] else ("", row[1]) for k, row in enumerate(rows)]


def _stage(stage: Mapping[str, Any], lang: Lang) -> str:
    """A stage before cost: what it reached, whether that is the most, and what it gave up for those before it."""
    number = percent if stage["name"].startswith("fair:") else count
    proven = stage["value"] == stage["bound"]
    most = "" if stage["bound"] is None else number(stage["bound"])
    words = "value.stage_proven" if proven else "value.stage" if most else "value.stage_open"
    reached = say(words, lang, name=stage_name(stage["name"]), value=number(stage["value"]), most=most)
    lost = 0 if stage.get("alone") is None else stage["alone"] - stage["value"]
    return reached + (say("value.gave_up", lang, lost=number(lost)) if lost > 0 else "")


def _order_rows(summary: Mapping[str, Any], lang: Lang) -> list[Row]:
    """What the stages before cost make the plan dearer, where that is known."""
    stages = summary.get("stages", [])
    if not stages or stages[-1].get("alone") is None:
        return []
    tiers = all(stage["name"].startswith("tier:") for stage in stages[:-1])
    dearer = money(stages[-1]["value"] - stages[-1]["alone"], summary.get("quantum", 0.01))
    return [_row("order", say("value.tiers_cost" if tiers else "value.order_costs", lang, cost=dearer), lang)]


def _proof_rows(summary: Mapping[str, Any], lang: Lang, unmatched_cost: float | None) -> list[Row]:
    quantum = summary.get("quantum", 0.01)
    objective = summary.get("objective")
    rows = []
    if objective is not None:
        cost = money(objective, quantum)
        if unmatched_cost is not None:
            pairs = summary.get("objective_parts", {}).get("pairs", objective - unmatched_cost)
            placed, unplaced = money(pairs, quantum), money(unmatched_cost, quantum)
            cost = say("value.cost", lang, cost=cost, placed=placed, unplaced=unplaced)
        rows += [_row("cost", cost, lang), *_order_rows(summary, lang)]
    if summary.get("bound") is not None:
        stages = summary.get("stages", [])[:-1]
        reached = bool(stages) and all(stage["value"] == stage["bound"] for stage in stages)
        words = "value.bound_order" if reached else "value.bound"
        rows.append(_row("bound", say(words, lang, bound=money(summary["bound"], quantum)), lang))
        rows += _source_rows(summary, lang)
    if summary.get("abs_gap") is not None:
        if summary["abs_gap"] == 0:
            gap = say("value.gap_zero", lang)
        else:
            gap = say("value.gap", lang, gap=percent(summary["gap"]), abs_gap=money(summary["abs_gap"], quantum))
        rows.append(_row("gap", gap, lang))
    return rows


def _source_rows(summary: Mapping[str, Any], lang: Lang) -> list[Row]:
    """Whose word the bound is, where it is not that of prices, which anyone can recompute."""
    of_prices, objective = summary.get("bound_of_prices"), summary.get("objective")
    if summary.get("bound_source") != "solver" or of_prices is None or objective is None:
        return []
    quantum = summary.get("quantum", 0.01)
    proven, left = money(of_prices, quantum), money(objective - of_prices, quantum)
    return [("", say("value.bound_solver", lang)), ("", say("value.bound_of_prices", lang, bound=proven, left=left))]


def _of(part: int, whole: int, lang: Lang) -> str:
    share = percent(part / whole) if whole else percent(0)
    return say("value.of", lang, part=count(part), whole=count(whole), percent=share)


def _known(code: str, name: str, lang: Lang) -> str:
    """The phrase for a name, or the name itself where it is the user's own (a priority class)."""
    return say(code, lang) if code in PHRASES else name
