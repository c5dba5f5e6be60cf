"""What is wrong with a policy document, in words: its own rules, and those of its keys' types (pydantic)."""

from __future__ import annotations

import difflib
import re
import typing
from typing import Any

from pydantic import BaseModel, ValidationError

from jobmatch.policy.document import Policy
from jobmatch.words import PHRASES, Said, either, said

ALIKE = {
    "model_type": "dict_type",
    "date_from_datetime_parsing": "date_type",
    "date_parsing": "date_type",
    "bool_parsing": "bool_type",
}
"""Faults of types that mean the same to who writes a document."""


def faults_of(error: ValidationError, root: type[BaseModel] = Policy) -> list[Said]:
    """Every fault of a document once: the key, what is wrong, and what was written."""
    found: dict[str, Said] = {}
    for fault in error.errors():
        where = [part for part in fault["loc"] if not (isinstance(part, str) and "[" in part)]
        sentence = _fault(dict(fault), where, root)
        found.setdefault(str(sentence), sentence)
    return list(found.values())


def _fault(fault: dict[str, Any], where: list[Any], root: type[BaseModel]) -> Said:
    key, given = _dotted(where), fault.get("input")
    if fault["type"] == "extra_forbidden":
        known = _keys_beside(where, root)
        near = difflib.get_close_matches(str(where[-1]), known, n=1, cutoff=0.5)
        if near:
            return said("policy.unknown_key_near", key=key, near=near[0])
        return said("policy.unknown_key", key=key, known=sorted(known))
    if fault["type"] == "tuple_type" and isinstance(given, dict):
        return said("policy.several", key=key)
    bare = fault["type"] in ("float_type", "int_type") and isinstance(given, str)
    return said(
        "policy.fault" if key else "policy.fault_of_all",
        key=key,
        message=_message(fault),
        bare=said("policy.bare_number") if bare else "",
        given=said("policy.given", given=given) if isinstance(given, str | int | float | bool) else "",
    )


def _message(fault: dict[str, Any]) -> Said | str:
    """What is wrong with a value: a rule of the policy's own, or one of its type; else pydantic's own words."""
    context = fault.get("ctx", {})
    own = getattr(context.get("error"), "args", ())
    if own and isinstance(own[0], Said):
        return own[0]
    code = f"pydantic.{ALIKE.get(fault['type'], fault['type'])}"
    if fault["type"] == "literal_error":
        return said(code, expected=either(re.findall(r"'[^']*'|[^\s,]+(?=,|$)", context["expected"])))
    if code in PHRASES:
        return said(code, **context)
    message: str = fault["msg"].removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def _dotted(where: list[Any]) -> str:
    """``quota[2].lower`` for ``("quota", 1, "lower")``: people count from one."""
    out = ""
    for part in where:
        out += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if out else str(part)
    return out


def _keys_beside(where: list[Any], root: type[BaseModel]) -> list[str]:
    """The known keys of the table in which the last part of `where` stands."""
    table = root
    for part in where[:-1]:
        if isinstance(part, str):
            field = table.model_fields.get(part)
            inner = None if field is None else _table_in(field.annotation)
            if inner is None:
                break
            table = inner
    return [field.alias or name for name, field in table.model_fields.items()]


def _table_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in typing.get_args(annotation):
        found = _table_in(inner)
        if found is not None:
            return found
    return None
