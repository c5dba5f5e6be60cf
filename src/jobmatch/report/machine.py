"""What `doctor` shows of a machine, and what is wrong with it."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from jobmatch.engine.machine import Machine
from jobmatch.report.numbers import count, seconds
from jobmatch.words import Lang, say

LITTLE = 0.5
"""Gigabytes below which a list of pilot size does not fit."""


def machine_view(found: Machine, lang: Lang = "en", failure: str | None = None) -> RenderableType:
    """A line for each thing looked at, then advice.

    Parameters
    ----------
    failure
        Why the self-test failed; None if it did not.
    """
    unknown = say("doctor.unknown", lang)
    all_, free = (unknown if x is None else f"{x:.1f}" for x in (found.memory_gb, found.free_gb))
    ready = seconds(found.ready_seconds)
    rows = [
        ("versions", ", ".join(f"{name} {version}" for name, version in found.versions.items())),
        ("system", found.system),
        ("cores", say("doctor.cores_value", lang, cores=found.cores, threads=found.threads)),
        ("memory", unknown if found.memory_gb is None else say("doctor.memory_value", lang, all=all_, free=free)),
        ("kernels", say("doctor.kernels_value", lang, count=count(found.kernels), folder=found.cache, seconds=ready)),
        ("set", ", ".join(f"{name}={value}" for name, value in found.variables.items())),
        ("check", say("doctor.works", lang) if failure is None else say("doctor.fails", lang, why=failure)),
    ]
    table = Table.grid(padding=(0, 2))
    for label, value in rows:
        if value:
            table.add_row(Text(say(f"doctor.{label}", lang), style="bold"), Text(value))
    advice = advice_of(found)
    said = [say(f"doctor.{code}", lang, folder=found.cache) for code in advice]
    if not said and failure is None:
        return Group(table, Text(""), Text(say("doctor.well", lang), style="green"))
    return Group(table, Text(""), *(Text(line, style="yellow") for line in said))


def advice_of(found: Machine) -> list[str]:
    """What is wrong with the machine, as codes of words."""
    wrong = {
        "not_writable": not found.cache_writable,
        "no_jit": found.variables.get("NUMBA_DISABLE_JIT", "0") not in ("", "0"),
        "little_memory": found.free_gb is not None and found.free_gb < LITTLE,
    }
    return [code for code, is_so in wrong.items() if is_so]
