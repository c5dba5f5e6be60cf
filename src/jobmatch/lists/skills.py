"""Read skills: ``code:level;code:level``."""

from __future__ import annotations

import re

from jobmatch.lists.parsed import Cell, Fault
from jobmatch.lists.text import BLANKS, entries

_LEVEL = re.compile(r"([1-9])(?:级|\.0+)?")


def read_skills(text: str) -> Cell:
    """Skills in canonical form: sorted by code, each once with its highest level."""
    levels: dict[str, int] = {}
    faults: list[Fault] = []
    for entry in entries(text):
        code, colon, written = entry.partition(":")
        code, written = code.strip(BLANKS), written.strip(BLANKS)
        match = _LEVEL.fullmatch(written) if colon else None
        if not code or (colon and match is None):
            faults.append(Fault("skills_unreadable", {"entry": entry}))
            continue
        if code in levels and all(fault.code != "skills_repeated" for fault in faults):
            faults.append(Fault("skills_repeated", {"entry": code}))
        levels[code] = max(levels.get(code, 0), int(match[1]) if match else 1)
    return Cell(";".join(f"{code}:{level}" for code, level in sorted(levels.items())), tuple(faults))
