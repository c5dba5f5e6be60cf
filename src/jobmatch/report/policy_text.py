"""A policy as a TOML document with comments: every key, its value, and what it means."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from jobmatch.policy import Policy

HEADER = """\
# A jobmatch policy with every default written out: keep the lines you change, delete the rest.
# docs/model.md defines each key exactly. Yuan a month unless it says otherwise."""

QUOTAS = """\
# Quotas, as many as you like (docs/levers.md). Take the marks # away where one is wanted.
# [[quota]]
# name = "Huayuan's part"
# persons = { home = "433124" }         # who counts; jobs = { … } and pairs = { tier = ["outside"] } likewise
# lower = 40                            # or upper = …; hard
# [[quota]]
# name = "the poor"
# persons = { priority = "registered_poor" }
# lower_share = 0.15                    # a part of all placements; or upper_share = …
# soft = 500.0                          # yuan for each unit short or over, instead of hard
# [[quota]]
# name = "shift"
# per = "jobs.employer_id"              # one such quota for each value; lower_column = "…" takes it from the list
# lower = 8
# all_or_none = true                    # nobody, or at least so many"""

BUDGETS = """\
# Money and courses, as many as you like (docs/levers.md, sections 7 and 8).
# [[subsidy]]                           # what a placement draws (docs/model.md, section 4)
# name = "travel"
# form = "ticket"                       # a share of the ticket; or fixed, monthly, daily, agency with amount = …
# cap = 300.0
# relieves = "distance"                 # the burden of the person that it lowers
# [[subsidy]]
# name = "allowance"
# form = "daily"                        # yuan for each day of the course
# amount = 20.0
# [[budget]]
# name = "travel money"
# usage = "travel"                      # a subsidy, placements, course_seats, course_days, course_cost, or a column
# limit = 100000.0                      # for all together; hard
# [[budget]]
# name = "allowances by county"
# usage = "allowance"
# per = "persons.home@county"           # one for each value; limit_column = "…" takes it from the list
# limit_total = 900000.0                # or, as here, a part of this by
# share_of = "registered_poor"          # the persons of this class
# [[course]]
# name = "welding, basic"
# teaches = "welding:2"                 # skill:level, several with ;
# days = 30
# cost = 1800.0                         # yuan of public money for each participant
# seats = 120                           # absent: no limit
# min_class = 15                        # held with at least so many, or not at all
# region = "433124"                     # where it is held; ordered_by = "E17": only for this employer's jobs"""


def policy_text(policy: Policy | None = None) -> str:
    """The policy (default: all defaults) as TOML; `load_policy` reads it back as the same policy.

    Lists of tables (``[[subsidy]]``, ``[[quota]]``, …) are written only where the policy has some; the defaults end
    with quotas, budgets and courses to begin from, as comments.
    """
    examples = [] if policy is not None else ["", QUOTAS, "", BUDGETS]
    return "\n".join([HEADER, "", *_table(policy or Policy(), ""), *examples]) + "\n"


def _table(table: BaseModel, path: str, *, only: set[str] | None = None) -> Iterator[str]:
    """Plain keys first, then the tables below: TOML wants them in this order; `only` some, if given."""
    fields = [
        (field.alias or name, field, getattr(table, name))
        for name, field in type(table).model_fields.items()
        if only is None or name in only
    ]
    fields += [(name, FieldInfo(), value) for name, value in (table.model_extra or {}).items()]
    for key, field, value in fields:
        nothing = value == () == field.default  # lists without entries would only be noise
        if not (field.exclude or nothing or _is_table(value)):
            yield from _comment(field)
            yield f"# {_key(key)} =" if value is None else f"{_key(key)} = {_plain(value)}"
    for key, field, value in fields:
        name = f"{path}.{_key(key)}" if path else _key(key)
        if isinstance(value, BaseModel):
            yield from ("", *_comment(field), f"[{name}]", *_table(value, name))
        elif _is_table(value):
            for item in value:
                # The forms of a subsidy or quota exclude one another's keys: write those that were given.
                yield from ("", f"[[{name}]]", *_table(item, name, only=item.model_fields_set))


def _is_table(value: Any) -> bool:
    return isinstance(value, BaseModel) or (isinstance(value, tuple) and any(isinstance(v, BaseModel) for v in value))


def _comment(field: FieldInfo) -> list[str]:
    return [f"# {' '.join(field.description.split())}"] if field.description else []


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").replace("-", "").isalnum() else json.dumps(key)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(key)} = {_plain(item)}" for key, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_plain, value))}]"
    return json.dumps(value, ensure_ascii=False)
