"""The public set of instances as tables: what each asks for, what is proven, how far baselines stay behind."""

from __future__ import annotations

from typing import Any

from benchmarks.instances.command import gap
from benchmarks.instances.optima import optima
from benchmarks.instances.spec import Spec, specs
from benchmarks.render.numbers import count, megabytes, percent, seconds
from benchmarks.render.registers import table

Record = dict[str, Any]
NONE = "–"


def instances() -> str:
    """Two tables: all instances, and the best known plans beside those of the baselines."""
    known = optima()
    both = [(spec, known[spec.name]) for spec in specs() if spec.name in known]
    if not both:
        return "Not measured yet.\n"
    baselines = list(dict.fromkeys(name for _, record in both for name in record["baselines"] or ()))
    parts = [_measured([record for _, record in both]), _instances(), _results(both, baselines)]
    return "\n".join(part.rstrip() + "\n" for part in parts)


def _measured(records: list[Record]) -> str:
    machines = {
        f"{of['machine']['cpu']}, {of['machine']['cores']} cores, {of['machine']['memory_gb']:.0f} GB" for of in records
    }
    stamps = sorted({f"{of['date']} at commit `{of['commit']}`" for of in records})
    used = sorted({f"{name} {version}" for of in records for name, version in of["versions"].items() if version})
    return f"Measured {', '.join(stamps)}; {'; '.join(sorted(machines))}; {', '.join(used)}.\n"


def _instances() -> str:
    known = optima()
    rows = []
    for spec in specs():
        counts = known.get(spec.name, {}).get("counts", {})
        sizes = (count(counts.get(name)) for name in ("seekers", "jobs", "vacancies", "eligible_pairs"))
        rows.append([f"`{spec.name}`", *sizes, ", ".join(spec.levers) or "vacancies alone"])
    heads = ["instance", "persons", "rows of jobs", "vacancies", "eligible pairs", "levers"]
    return "**Instances**\n\n" + table(heads, rows)


def _results(both: list[tuple[Spec, Record]], baselines: list[str]) -> str:
    told = "**Best known plans**, and how far each baseline stays behind the bound\n\n"
    heads = ["instance", "objective, yuan", "stages before it", "gap", "checked by", "time", "memory", *baselines]
    rows = [
        [
            f"`{spec.name}`",
            f"{record['objective']:,.2f}",
            "; ".join(f"{name} {_short(value)}" for name, value, _ in record["stages"] if name != "cost") or NONE,
            "0 (proven)" if record["proven"] else f"{record['gap']:.1e}",
            _checked(record),
            seconds(record["seconds"]),
            megabytes(record["memory_mb"]),
            *(_baseline(record, name) for name in baselines),
        ]
        for spec, record in both
    ]
    return told + table(heads, rows)


def _checked(record: Record) -> str:
    """Who found the same: the verifier always; HiGHS over all triples where they are few."""
    exact = record["enumerated"]
    return "verifier, enumeration" if exact is not None and exact["agrees"] else "verifier"


def _baseline(record: Record, name: str) -> str:
    """The gap of a plan that keeps everything; else what it breaks, or the first stage that it does worse in."""
    found = (record["baselines"] or {}).get(name)
    if found is None:
        return NONE
    if found["breaks"]:
        return f"breaks {', '.join(found['breaks'])}"
    for (stage, value), (_, best, _) in zip(found["stages"], record["stages"], strict=False):
        if value < best:
            return f"{stage} {_short(value)}"
    return percent(gap(found["objective"], record["bound"], found["nobody"]))


def _short(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:.4f}"
