"""Read a study document, and say in plain words what is wrong with it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import ValidationError

from jobmatch.errors import PolicyError, reason
from jobmatch.policy.faults import faults_of
from jobmatch.scenarios.study.document import Study
from jobmatch.words import lines, said

StudySource: TypeAlias = "Study | Mapping[str, Any] | str | Path"

FILES = ("seekers", "jobs", "pairs", "regions", "plan", "decisions", "stay", "policy")


def load_study(source: StudySource) -> Study:
    """The study from a TOML file or a mapping; files that it names are taken relative to the document.

    Raises
    ------
    PolicyError
        The document cannot be read, has an unknown key, or a value out of range.
    """
    if isinstance(source, Study):
        return source
    name, data, folder = "study", source, Path()
    if isinstance(source, str | Path):
        path = Path(source)
        name, data, folder = path.name, _parse(path), path.parent
    try:
        study = Study.model_validate(data)
    except ValidationError as error:
        raise PolicyError(lines(said("at", where=name, what=line) for line in faults_of(error, Study))) from None
    beside = {key: folder / value for key in FILES if isinstance(value := getattr(study.base, key), Path)}
    return study.model_copy(update={"base": study.base.model_copy(update=beside)})


def _parse(path: Path) -> Any:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise PolicyError(said("file.unreadable", path=path, why=reason(error))) from None
    except UnicodeDecodeError as error:
        raise PolicyError(said("file.unreadable", path=path, why=str(error))) from None
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(said("policy.not_toml", name=path.name, error=error, hint="")) from None
