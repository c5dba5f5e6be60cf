"""What an instance is made from: one TOML document each, with the SHA-256 of every file that it gives."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SPECS, LISTS = HERE / "specs", HERE / "lists"
GRADES = ("tiny", "small", "county", "pilot", "national")
"""From what can be checked by hand to the size of a country."""

SHA = "[sha256]\n"
KEYS = {"name", "grade", "about", "levers", "lists", "policy", "plan", "decisions", "sha256"}


@dataclass(frozen=True)
class Spec:
    """An instance that can be made.

    Attributes
    ----------
    name
        Its grade, a hyphen, and what is special about it.
    about
        What it exercises, in a sentence.
    levers
        The levers of its policy in a few words; none: vacancies only.
    lists
        ``preset`` with ``scale`` or ``seekers`` and ``jobs``, and ``seed``; or ``files``, a folder beside the specs.
    policy
        Tables that take the place of those of the preset, or the whole policy where the lists are files.
    plan
        How the plan in force is made: ``first-come``, or ``file``; empty where there is none.
    decisions
        ``seed`` and the share of each decision among those who are placed in the plan in force; or ``file``.
    sha256
        SHA-256 of each file.
    """

    name: str
    grade: str
    about: str
    levers: tuple[str, ...]
    lists: Mapping[str, Any]
    policy: Mapping[str, Any]
    plan: str
    decisions: Mapping[str, Any]
    sha256: Mapping[str, str]


def read_spec(path: Path) -> Spec:
    """Read a spec.

    Raises
    ------
    ValueError
        It has a key that is unknown, or its name is not that of its file and grade.
    """
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    unknown = set(found) - KEYS
    if unknown:
        raise ValueError(f"{path.name}: unknown key {min(unknown)!r}")
    if found["name"] != path.stem or found["grade"] not in GRADES or not path.stem.startswith(found["grade"] + "-"):
        raise ValueError(f"{path.name}: name and grade must be those of the file's name")
    return Spec(
        name=found["name"],
        grade=found["grade"],
        about=found["about"],
        levers=tuple(found.get("levers", ())),
        lists=found["lists"],
        policy=found.get("policy", {}),
        plan=found.get("plan", ""),
        decisions=found.get("decisions", {}),
        sha256=found.get("sha256", {}),
    )


def specs(*patterns: str) -> list[Spec]:
    """The specs whose names fit one of the patterns (all without one), by grade and then by name.

    Raises
    ------
    ValueError
        A pattern fits none.
    """
    every = [read_spec(path) for path in SPECS.glob("*.toml")]
    every.sort(key=lambda spec: (GRADES.index(spec.grade), spec.name))
    for pattern in patterns:
        if not any(fnmatch(spec.name, pattern) for spec in every):
            raise ValueError(f"there is no instance {pattern!r}; see: python -m benchmarks instances list")
    return [spec for spec in every if not patterns or any(fnmatch(spec.name, pattern) for pattern in patterns)]


def stamp(name: str, sha256: Mapping[str, str]) -> None:
    """Write the sums of a new instance, or of one that was changed on purpose, into its spec."""
    path = SPECS / f"{name}.toml"
    text = path.read_text(encoding="utf-8").partition(SHA)[0].rstrip() + "\n"
    lines = "".join(f'"{file}" = "{value}"\n' for file, value in sha256.items())
    path.write_text(f"{text}\n{SHA}{lines}", encoding="utf-8")
