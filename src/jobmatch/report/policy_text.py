"""A policy as a TOML document with comments: every key, its value, and what it means."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from jobmatch.policy import Policy
from jobmatch.words import PHRASES, Lang, say


def policy_text(policy: Policy | None = None, lang: Lang = "en") -> str:
    """The policy (default: all defaults) as TOML; `load_policy` reads it back as the same policy.

    Lists of tables (``[[subsidy]]``, ``[[quota]]``, …) are written only where the policy has some; the defaults end
    with quotas, budgets and courses to begin from, as comments. `lang` is that of the comments.
    """
    header, quotas, budgets = (say(f"policy_text.{part}", lang) for part in ("header", "quotas", "budgets"))
    examples = [] if policy is not None else ["", quotas, "", budgets]
    return "\n".join([header, "", *_table(policy or Policy(), "", lang), *examples]) + "\n"


def _table(table: BaseModel, path: str, lang: Lang, *, only: set[str] | None = None) -> Iterator[str]:
    """Plain keys first, then the tables below: TOML wants them in this order; `only` some, if given."""
    fields = [
        (field.alias or name, field, getattr(table, name))
        for name, field in type(table).model_fields.items()
        if only is None or name in only
    ]
    fields += [(name, FieldInfo(), value) for name, value in (table.model_extra or {}).items()]
    for key, field, value in fields:
        name = f"{path}.{_key(key)}" if path else _key(key)
        nothing = value == () == field.default  # lists without entries would only be noise
        if not (field.exclude or nothing or _is_table(value)):
            yield from _comment(name, lang)
            yield f"# {_key(key)} =" if value is None else f"{_key(key)} = {_plain(value)}"
    for key, _, value in fields:
        name = f"{path}.{_key(key)}" if path else _key(key)
        if isinstance(value, BaseModel):
            yield from ("", *_comment(name, lang), f"[{name}]", *_table(value, name, lang))
        elif _is_table(value):
            for item in value:
                # The forms of a subsidy or quota exclude one another's keys: write those that were given.
                yield from ("", f"[[{name}]]", *_table(item, name, lang, only=item.model_fields_set))


def _is_table(value: Any) -> bool:
    return isinstance(value, BaseModel) or (isinstance(value, tuple) and any(isinstance(v, BaseModel) for v in value))


def _comment(name: str, lang: Lang) -> list[str]:
    """What a key or table means, where its name does not say it."""
    code = f"key.{name}"
    return [f"# {say(code, lang)}"] if code in PHRASES else []


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
