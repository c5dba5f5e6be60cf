"""Levers for runs of the Xiangxi preset at a few hundred persons, which bind there."""

from __future__ import annotations

from typing import Any

QUOTAS: list[dict[str, Any]] = [
    {"name": "county", "per": "persons.home@county", "upper": 9},
    {"name": "Changsha", "jobs": {"region": "4301"}, "lower": 5, "upper": 30},
]
GRANT: list[dict[str, Any]] = [{"name": "grant", "form": "fixed", "amount": 500.0}]
GRANTS: dict[str, Any] = {"name": "grants", "usage": "grant", "per": "persons.home", "limit": 4200.0}
