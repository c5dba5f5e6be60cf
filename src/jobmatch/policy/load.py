"""Read a policy document; say in plain words what is wrong with it."""

from __future__ import annotations

import difflib
import json
import tomllib
import typing
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import BaseModel, ValidationError

from jobmatch.errors import PolicyError
from jobmatch.policy.document import Policy

PolicySource: TypeAlias = "Policy | Mapping[str, Any] | str | Path | None"


def load_policy(source: PolicySource = None) -> Policy:
    """The policy from a TOML (or JSON) file, a mapping, or nothing (all defaults).

    Files that it names (`distance.table`, `extra.table`) are taken relative to the document.

    Raises
    ------
    PolicyError
        The document cannot be read, has an unknown key ("did you mean"), or a value out of range;
        the message names file, key and remedy, one line a fault.
    """
    if isinstance(source, Policy):
        return source
    name = "policy"
    data: Any = {}
    if isinstance(source, str | Path):
        path = Path(source)
        name, data = path.name, _parse(path)
    elif source is not None:
        data = dict(source)
    try:
        policy = Policy.model_validate(data)
    except ValidationError as error:
        raise PolicyError("\n".join(f"{name}: {line}" for line in _faults(error))) from None
    return _tables_beside(policy, Path(source).parent) if isinstance(source, str | Path) else policy


@contextmanager
def named(source: PolicySource) -> Iterator[None]:
    """Faults found against the lists name the document that `source` is, as those of `load_policy` do."""
    try:
        yield
    except PolicyError as error:
        if isinstance(source, str | Path) and str(error).startswith("policy: "):
            raise PolicyError(f"{Path(source).name}: {str(error).removeprefix('policy: ')}") from None
        raise


def _tables_beside(policy: Policy, folder: Path) -> Policy:
    """The same policy with the files it names taken relative to `folder`."""
    update: dict[str, Any] = {}
    for key in ("distance", "extra"):
        section = getattr(policy, key)
        if section.table is not None:
            update[key] = section.model_copy(update={"table": str(folder / section.table)})
    return policy.model_copy(update=update)


def policy_to_json(policy: Policy) -> str:
    """The whole policy with its defaults written out; `load_policy` reads it back."""
    return json.dumps(policy.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=2) + "\n"


def policy_schema() -> dict[str, Any]:
    """The JSON Schema of the policy document."""
    return Policy.model_json_schema()


def _parse(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise PolicyError(f"{path}: there is no such policy file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path}: the policy cannot be read ({error}); save it as UTF-8 text") from None
    try:
        return json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        raise PolicyError(f"{path.name}: not a valid document: {error}") from None


def _faults(error: ValidationError) -> list[str]:
    lines = []
    for fault in error.errors():
        where = [part for part in fault["loc"] if not (isinstance(part, str) and "[" in part)]
        key = _dotted(where)
        if fault["type"] == "extra_forbidden":
            known = _keys_beside(where)
            near = difflib.get_close_matches(str(where[-1]), known, n=1, cutoff=0.5)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known keys: {', '.join(sorted(known))}"
            lines.append(f"{key}: unknown key{hint}")
            continue
        if fault["type"] == "tuple_type" and isinstance(fault.get("input"), dict):
            lines.append(f"{key}: there may be several of these; write the header in double brackets, [[{key}]]")
            continue
        message = fault["msg"].removeprefix("Value error, ")
        message = message[:1].lower() + message[1:]
        given = fault.get("input")
        if fault["type"] in ("float_type", "int_type") and isinstance(given, str):
            message += ", without quotes, separators or unit"
        shown = f" (got {given!r})" if isinstance(given, str | int | float | bool) else ""
        lines.append(f"{key}: {message}{shown}" if key else f"{message}{shown}")
    return list(dict.fromkeys(lines))


def _dotted(where: list[Any]) -> str:
    """``quota[2].lower`` for ``("quota", 1, "lower")``: people count from one."""
    out = ""
    for part in where:
        out += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if out else str(part)
    return out


def _keys_beside(where: list[Any]) -> list[str]:
    """The known keys of the table in which the last part of `where` stands."""
    table: type[BaseModel] = Policy
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
