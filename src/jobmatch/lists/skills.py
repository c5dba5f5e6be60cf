"""Read skills: ``code:level;code:level``."""

from __future__ import annotations

import functools
import re

from jobmatch.lists.parsed import Cell, Fault
from jobmatch.lists.text import BLANKS, entries

_LEVEL = re.compile(r"([1-9])(?:级|\.0+)?")


@functools.lru_cache(100_000)
def _read_skill(entry: str) -> tuple[str, int] | None:
    code, colon, written = entry.partition(":")
    code = code.strip(BLANKS)
    match = _LEVEL.fullmatch(written.strip(BLANKS)) if colon else None
    if not code or (colon and match is None):
        return None
    return code, int(match[1]) if match else 1


def read_skills(text: str) -> Cell:
    """Skills in canonical form: sorted by code, each once with its highest level."""
    levels: dict[str, int] = {}
    faults: list[Fault] = []
    for entry in entries(text):
        skill = _read_skill(entry)
        if skill is None:
            faults.append(Fault("skills_unreadable", {"entry": entry}))
            continue
        code, level = skill
        if code in levels and all(fault.code != "skills_repeated" for fault in faults):
            faults.append(Fault("skills_repeated", {"entry": code}))
        levels[code] = max(levels.get(code, 0), level)
    return Cell(";".join(f"{code}:{level}" for code, level in sorted(levels.items())), tuple(faults))
