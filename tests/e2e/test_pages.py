"""What the pages show is run as it stands: Python, commands and what they print, policies; and links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import jobmatch
from pages import ROOT, Reader, language, prepare

FOLLOWED = sorted(
    [
        *ROOT.glob("README*.md"),
        *(ROOT / "docs" / name for name in ("tutorial.md", "policy.md", "targets.md")),
        *ROOT.glob("docs/howto/*.md"),
        *ROOT.glob("docs/zh/*.md"),
    ]
)
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")])


def title(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", FOLLOWED, ids=title)
def test_what_a_page_shows_comes_out(page: Path, tmp_path: Path) -> None:
    prepare(tmp_path)
    reader = Reader(tmp_path, language(page))
    reader.follow(page)
    assert reader.ran


def headings(page: Path) -> set[str]:
    """The anchors of a page, as GitHub and MyST make them from its headings."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    found = re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", PAGES, ids=title)
def test_links_between_the_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target, anchor in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", text):
        there = page.parent / target if target else page
        assert there.exists(), f"{page.name} links to {target}"
        assert not anchor or anchor in headings(there), f"{page.name} links to {target}#{anchor}"


def test_the_reference_names_everything_public() -> None:
    reference = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    names = set(jobmatch.__all__) - {"__version__"}
    assert names <= set(re.findall(r"^\.\. auto\w+:: (?:jobmatch\.)?(\w+)", reference, flags=re.MULTILINE))
