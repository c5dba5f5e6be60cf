"""Codes of GB/T 2260 and of the nine- and twelve-digit codes below its counties (docs/model.md, section 2)."""

from __future__ import annotations

from collections.abc import Container

_STRIPPED = {12: 3, 9: 3, 6: 2, 4: 2}


def stripped(code: str) -> str:
    """A code without its trailing zero groups: 440300 is 4403, 433124000000 is 433124."""
    while (group := _STRIPPED.get(len(code))) and code.endswith("0" * group):
        code = code[:-group]
    return code


def deeper_level(code: str) -> str:
    """The level of a nine- or twelve-digit code."""
    return "township" if len(code) == 9 else "village"


def deeper_parent(code: str, known: Container[str]) -> str | None:
    """The region above an unlisted township or village code, or None if there is no known county (or city) above it.

    A city without counties, such as 东莞 (4419), has towns with codes such as 441900003; they lie in the city itself.
    """
    if len(code) not in (9, 12) or not (code.isascii() and code.isdigit()):
        return None
    base = stripped(code[:6])
    if base not in known or len(base) < 4:
        return None
    if len(code) == 12:
        town = stripped(code[:9])
        return town if len(town) == 9 else base
    return base
