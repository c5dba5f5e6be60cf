"""The pages: everything between ``<!-- results: SUITE -->`` and ``<!-- end -->`` is written here, the rest by hand."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.registry import SUITES
from benchmarks.render.instance_plots import TITLE, draw_instances
from benchmarks.render.instances import instances
from benchmarks.render.plots import draw
from benchmarks.render.tables import tables
from benchmarks.results import load

BLOCK = re.compile(r"(<!-- results: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)

PAGES = ("benchmarks.md", "instances.md")
INSTANCES = "instances"
"""The block of the public set, which is no suite."""

NOT_YET = "Not measured yet.\n"


def render_page(docs: Path) -> list[Path]:
    """Fill the blocks of the pages that are there, draw the plots; the paths written.

    Raises
    ------
    ValueError
        A page has a block for a suite that does not exist.
    """
    pages = [docs / name for name in PAGES if (docs / name).exists()]
    plots: list[Path] = []

    def block(found: re.Match[str]) -> str:
        suite = found[2]
        if suite == INSTANCES:
            drawn = draw_instances(docs / "figures")
            plots.extend(drawn)
            return found[1] + instances() + "".join(f"\n![{TITLE}](figures/{path.name})\n" for path in drawn) + found[3]
        if suite not in SUITES:
            raise ValueError(f"there is no suite {suite!r}")
        results = load(suite)
        if results is None:
            return found[1] + NOT_YET + found[3]
        drawn = draw(suite, results["cases"], docs / "figures")
        plots.extend(path for path, _ in drawn)
        pictures = "".join(f"\n![{title}](figures/{path.name})\n" for path, title in drawn)
        return found[1] + tables(results) + pictures + found[3]

    for page in pages:
        text = BLOCK.sub(block, page.read_text(encoding="utf-8"))
        page.write_text(text, encoding="utf-8")
    return [*pages, *plots]
