"""How registers are linked, as tables: time and memory by size, recall and precision by kind of fault."""

from __future__ import annotations

from typing import Any

from benchmarks.render.numbers import count, megabytes, seconds

Record = dict[str, Any]

WHOSE = {
    "employment": "employment row",
    "persons": "person's row",
    "duplicates": "duplicates",
}
FAULTS = {
    None: "all",
    "name": "name altered",
    "birth_date": "day of birth altered",
    "moved": "home in another village",
    "id_missing": "number missing",
    "id_mistyped": "number mistyped",
}


def registers(done: list[Record]) -> list[str]:
    """Three tables: sizes; recall and precision of what is linked at once; and after cases in doubt were answered."""
    taken = {r["case"]: r for r in done if r["measures"].get("registers", {}).get("status") == "ok"}
    if not taken:
        return []
    found = {case: record["measures"]["registers"] for case, record in taken.items()}
    heads = ["case", "persons' rows", "employment rows", "time", "peak memory", "likely", "of them wrong", "sure"]
    rows = [
        [
            f"`{case}`",
            count(taken[case]["facts"]["persons"]),
            count(taken[case]["facts"]["employment"]),
            seconds(told["reconcile_seconds"]),
            megabytes(told["reconcile_memory_mb"]),
            *(count(told[name][part]) for name in ("likely", "sure") for part in ("links", "wrong")),
            count(told["asked"]),
        ]
        for case, told in found.items()
    ]
    libraries = {f"{name} {version}" for told in found.values() for name, version in told["libraries"].items()}
    at_once = "**Linked at once**: recall / precision (so many to be found)"
    later = "**After the cases in doubt were answered**: recall / precision"
    return [
        table([*heads, "of them wrong", "cases asked"], rows) + f"\nLinked with {', '.join(sorted(libraries))}.\n",
        f"{at_once}\n\n" + _kinds(found, lambda kind: kind, True),
        f"{later}\n\n" + _kinds(found, lambda kind: {**kind, **kind["answered"]}, False),
    ]


def _kinds(found: dict[str, Record], figures: Any, counted: bool) -> str:
    kinds = {(kind["of"], kind["fault"]): None for told in found.values() for kind in told["kinds"]}
    rows = []
    for of, fault in kinds:
        cells = []
        for told in found.values():
            (kind,) = [each for each in told["kinds"] if (each["of"], each["fault"]) == (of, fault)]
            cells.append(_cell(figures(kind), counted))
        rows.append([f"{WHOSE[of]}: {FAULTS[fault]}", *cells])
    return table(["fault", *(f"`{case}`" for case in found)], rows)


def _cell(kind: Record, counted: bool) -> str:
    recall, precision = _part(kind["found"], kind["rows"]), _part(kind["right"], kind["linked"])
    return f"{recall} / {precision}" + (f" ({count(kind['rows'])})" if counted else "")


def _part(some: int, of: int) -> str:
    """Four decimals, so that what is not all is never rounded to all."""
    return "–" if not of else "1" if some == of else f"{min(some / of, 0.9999):.4f}"


def table(heads: list[str], rows: Any) -> str:
    """Rows of cells in Markdown; the first column to the left, the others to the right."""
    lines = [heads, ["---"] + ["--:"] * (len(heads) - 1), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
