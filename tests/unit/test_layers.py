"""The layer rule of docs/architecture.md, enforced: data flows one way through the package.

Every import of every file counts, at the top, inside functions and for type checkers alike.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import jobmatch

ROOT = Path(str(jobmatch.__file__)).parent
FILES = sorted(ROOT.rglob("*.py"))

LAYERS = (
    "words",
    "errors",
    "compiled",
    "lists",
    "registers",
    "policy",
    "problem",
    "result",
    "pairing",
    "masters",
    "mechanisms",
    "engine",
    "ledger",
    "verify",
    "explain",
    "report",
    "scenarios",
    "cli",
)
"""Each layer may import only layers before it in this list."""

PART_OF = {"kept": "result", "run_directory": "result", "pseudonyms": "result"}
"""Files of the package's own root that belong to a layer of another name."""

NARROWER = {
    # The verifier shares no code with what it checks.
    "verify": {"errors", "words", "lists", "policy"},
    # The policy document is data only.
    "policy": {"errors", "words"},
}
"""Layers that may import less than their place in the list allows."""

LATE = {"result": {"engine", "verify", "explain", "report"}}
"""Layers that a convenience method imports when it is called (`Result.verify`, `Result.resolve`)."""

PUBLIC = {"__init__", "__main__", "_generate"}
"""Files of the package's own root that bind the public names: they may import every layer."""

FOR_CLI = {"__version__", "_generate"}
"""What the command line may take from the package's own root."""

MAX_LINES = 400
LONGER: dict[str, str] = {}
"""Files that may be longer, each with its reason."""


class Import(NamedTuple):
    file: str
    line: int
    layer: str
    at_top: bool


def layer_of(path: Path) -> str:
    name = path.relative_to(ROOT).parts[0].removesuffix(".py")
    return PART_OF.get(name, name)


def imports(path: Path) -> Iterator[Import]:
    """All imports of this package's own layers in one file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    at_top = set(map(id, tree.body))
    package = ["jobmatch", *path.relative_to(ROOT).parts[:-1]]
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            names = [f"{module}.{alias.name}" for alias in node.names] if module == "jobmatch" else [module]
        for name in names:
            if name == "jobmatch" or name.startswith("jobmatch."):
                layer = [*name.split("."), "__init__"][1]
                yield Import(str(path.relative_to(ROOT)), node.lineno, PART_OF.get(layer, layer), id(node) in at_top)


def allowed(layer: str) -> set[str]:
    return {layer} | NARROWER.get(layer, set(LAYERS[: LAYERS.index(layer)]))


def breaches(path: Path) -> list[str]:
    here = layer_of(path)
    if here in PUBLIC:
        return []
    found = []
    for item in imports(path):
        late = item.layer in LATE.get(here, set()) and not item.at_top
        public = here == "cli" and item.layer in FOR_CLI
        if not (item.layer in allowed(here) or late or public):
            found.append(f"{item.file}:{item.line} imports {item.layer}")
    return found


def test_every_file_belongs_to_a_layer() -> None:
    assert {layer_of(path) for path in FILES} - PUBLIC <= set(LAYERS)


def test_layers_import_only_layers_above_them() -> None:
    assert [line for path in FILES for line in breaches(path)] == []


def test_masters_do_not_import_each_other() -> None:
    masters = {path.stem for path in (ROOT / "masters").glob("*.py")} & {"job_tree", "flow", "priced", "exact"}
    for name in masters:
        source = (ROOT / "masters" / f"{name}.py").read_text(encoding="utf-8")
        for other in masters - {name}:
            assert f"masters.{other}" not in source
            assert f"masters import {other}" not in source


@pytest.mark.parametrize(
    ("file", "text", "breach"),
    [
        ("lists/a.py", "from jobmatch.policy import Policy", "lists/a.py:1 imports policy"),
        ("lists/a.py", "def f():\n    import jobmatch.engine", "lists/a.py:2 imports engine"),
        ("lists/a.py", "from jobmatch import solve", "lists/a.py:1 imports solve"),
        ("lists/a.py", "from ..masters import flow", "lists/a.py:1 imports masters"),
        ("verify/a.py", "from jobmatch.problem import Problem", "verify/a.py:1 imports problem"),
        ("policy/a.py", "from jobmatch.lists import read_lists", "policy/a.py:1 imports lists"),
        ("result.py", "from jobmatch.verify import verify", "result.py:1 imports verify"),
        ("result.py", "def f():\n    from jobmatch.verify import verify", None),
        ("verify/a.py", "from jobmatch.lists import read_lists\nfrom .b import c", None),
        ("cli/a.py", "from jobmatch import __version__\nimport jobmatch.engine", None),
        ("cli/a.py", "from jobmatch import solve", "cli/a.py:1 imports solve"),
    ],
)
def test_the_test_sees_breaches(
    file: str, text: str, breach: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert breaches(path) == ([] if breach is None else [breach])


def test_files_are_short() -> None:
    lines = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: count for name, count in lines.items() if count > MAX_LINES and name not in LONGER} == {}
    assert [name for name in LONGER if lines.get(name, 0) <= MAX_LINES] == [], "no longer long: take them off the list"


def test_click_is_never_imported() -> None:
    # Typer carries its own copy: a separate click may not be there at all.
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.split(".")[0] == "click"], path
