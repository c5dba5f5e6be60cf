"""Results files to documentation: tables between the markers of docs/benchmarks.md, plots in docs/figures/."""

from benchmarks.render.page import render_page

__all__ = ["render_page"]
