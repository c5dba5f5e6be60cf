"""Changes of a policy document: whole tables over it, or one value at a path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jobmatch.errors import PolicyError
from jobmatch.words import said


def merged(base: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """A document with the keys of another over it.

    Tables are merged key by key. Lists of tables with names are merged by name, and what is new joins them; all other
    values are replaced.
    """
    found = dict(base)
    for key, value in change.items():
        before = found.get(key)
        if isinstance(value, Mapping) and isinstance(before, Mapping):
            found[key] = merged(before, value)
        elif _are_named(value) and (_are_named(before) or not before):
            found[key] = _by_name(before or (), value)
        else:
            found[key] = value
    return found


def put(document: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A document with one value at a dotted path; of lists of tables a part of the path is a name.

    Raises
    ------
    PolicyError
        A list has no table of that name.
    """
    return _put(document, path.split("."), value, path)


def at(document: Mapping[str, Any], path: str) -> Any:
    """What a document has at a dotted path; None where it has nothing there."""
    found: Any = document
    parts = path.split(".")
    while parts and found is not None:
        if isinstance(found, list | tuple):
            sizes = range(len(parts), 0, -1)
            named = ((size, t) for size in sizes for t in found if t.get("name") == ".".join(parts[:size]))
            size, found = next(named, (1, None))
            parts = parts[size:]
        else:
            found = found.get(parts[0]) if isinstance(found, Mapping) else None
            parts = parts[1:]
    return found


def _put(document: Mapping[str, Any], parts: list[str], value: Any, path: str) -> dict[str, Any]:
    first, *rest = parts
    found = dict(document)
    if not rest:
        found[first] = value
        return found
    inner = found.get(first, {})
    if isinstance(inner, list | tuple):
        # names may hold dots: the longest that fits is meant
        for size in range(len(rest) - 1, 0, -1):
            name = ".".join(rest[:size])
            if any(table.get("name") == name for table in inner):
                found[first] = [
                    _put(table, rest[size:], value, path) if table.get("name") == name else table for table in inner
                ]
                return found
        raise PolicyError(said("study.no_such_table", path=path, name=rest[0], kind=first))
    if not isinstance(inner, Mapping):
        raise PolicyError(said("study.no_table", path=path, key=first))
    found[first] = _put(inner, rest, value, path)
    return found


def _are_named(value: Any) -> bool:
    return (
        isinstance(value, list | tuple)
        and bool(value)
        and all(isinstance(each, Mapping) and "name" in each for each in value)
    )


def _by_name(before: Any, change: Any) -> list[dict[str, Any]]:
    found = {table["name"]: dict(table) for table in before}
    for table in change:
        found[table["name"]] = merged(found.get(table["name"], {}), table)
    return list(found.values())
