"""Read a policy document; say in plain words what is wrong with it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import ValidationError

from jobmatch.errors import PolicyError
from jobmatch.policy.document import Policy
from jobmatch.policy.faults import faults_of
from jobmatch.words import Said, lines, said

NAMELESS = "policy: "
"""How messages begin that do not know what the document is called."""

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
        raise PolicyError(lines(said("at", where=name, what=line) for line in faults_of(error))) from None
    return _tables_beside(policy, Path(source).parent) if isinstance(source, str | Path) else policy


@contextmanager
def named(source: PolicySource) -> Iterator[None]:
    """Faults found against the lists name the document that `source` is, as those of `load_policy` do."""
    try:
        yield
    except PolicyError as error:
        message = error.message
        if isinstance(source, str | Path) and isinstance(message, Said) and str(message).startswith(NAMELESS):
            raise PolicyError(said("at", where=Path(source).name, what=replace(message, cut=NAMELESS))) from None
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
        raise PolicyError(said("policy.no_file", path=path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(said("policy.unreadable", path=path, error=error)) from None
    try:
        return json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        curly = said("policy.curly_quotes") if re.search("[“”‘’＝]", text) else ""
        raise PolicyError(said("policy.not_toml", name=path.name, error=error, hint=curly)) from None
