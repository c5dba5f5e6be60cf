"""Read a study document, and say in plain words what is wrong with it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from pydantic import ValidationError

from jobmatch.errors import PolicyError, reason
from jobmatch.policy.faults import faults_of
from jobmatch.scenarios.study.document import Base, Based, Study
from jobmatch.words import lines, said

StudySource: TypeAlias = "Study | Mapping[str, Any] | str | Path"

STUDY = "study.json"
"""The document as it was run; by it a folder is known for that of a study."""

FILES = ("seekers", "jobs", "pairs", "regions", "plan", "decisions", "stay", "policy")


Document = TypeVar("Document", bound=Based)


def load_study(source: StudySource) -> Study:
    """The study from a TOML file, a mapping, or the folder of one that was run.

    Files that it names are taken relative to the document.

    Raises
    ------
    PolicyError
        The document cannot be read, has an unknown key, or a value out of range.
    """
    return source if isinstance(source, Study) else load_document(source, Study, "study")


def load_document(source: Mapping[str, Any] | str | Path, kind: type[Document], name: str) -> Document:
    """A document with a base, of some kind; as `load_study`."""
    data, folder = source, Path()
    if isinstance(source, str | Path):
        path = Path(source)
        path = path / STUDY if path.is_dir() else path
        name, data, folder = path.name, _parse(path), path.parent
    try:
        document = kind.model_validate(data)
    except ValidationError as error:
        raise PolicyError(lines(said("at", where=name, what=line) for line in faults_of(error, kind))) from None
    return _with_files(document, lambda path: folder / path)


def located(study: Study) -> Study:
    """The study with its files by whole paths, so that its document can be read from elsewhere."""
    return _with_files(study, Path.absolute)


def _with_files(document: Document, found: Callable[[Path], Path]) -> Document:
    files = {key: found(value) for key in FILES if isinstance(value := getattr(document.base, key), Path)}
    return document.model_copy(update={"base": document.base.model_copy(update=files)})


def files_of_base(base: Base) -> list[Path]:
    """The files and folders that a base names."""
    return [value for key in FILES if isinstance(value := getattr(base, key), Path)]


def _parse(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8-sig")
        return json.loads(text) if path.name == STUDY else tomllib.loads(text)
    except OSError as error:
        raise PolicyError(said("file.unreadable", path=path, why=reason(error))) from None
    except UnicodeDecodeError as error:
        raise PolicyError(said("file.unreadable", path=path, why=str(error))) from None
    except json.JSONDecodeError as error:
        raise PolicyError(said("file.unreadable", path=path, why=str(error))) from None
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(said("policy.not_toml", name=path.name, error=error, hint="")) from None
