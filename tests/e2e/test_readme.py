"""What the README shows in Python is run as it stands, and its policies are read."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from jobmatch.policy import Policy, load_policy

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)

POLICIES = re.findall(r"^```toml\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert BLOCKS
    names: dict[str, object] = {}
    for block in BLOCKS:  # later blocks go on where the earlier ones stopped
        exec(compile(block, "README.md", "exec"), names)


def test_the_policies_of_the_readme_are_policies() -> None:
    assert POLICIES
    assert all(load_policy(tomllib.loads(text)) != Policy() for text in POLICIES)


@pytest.mark.parametrize("page", sorted([ROOT / "README.md", *ROOT.glob("docs/*.md"), *ROOT.glob("examples/*/*.md")]))
def test_links_between_the_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
