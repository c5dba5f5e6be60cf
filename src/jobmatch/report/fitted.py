"""Tables that fit the screen they are shown on, and never break a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, JustifyMethod, RenderResult
from rich.table import Table
from rich.text import Text

from jobmatch.report.page.frame import Cells

GAP = 2
"""Blanks between columns."""
TEXT_WIDTH = 10
"""Texts are folded inside a word no narrower than this; headers of numbers in Chinese, which has no blanks, too."""


@dataclass(frozen=True)
class Fitted:
    """A table without lines. Where the screen is narrow, texts are folded, numbers break at blanks alone, and columns
    that can be spared (`Head.spare`) are left out."""

    cells: Cells

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """What rich calls to draw it."""
        heads, rows = self.cells.columns, self.cells.rows
        columns = [[head.header, *(row[k] for row in rows)] for k, head in enumerate(heads)]
        least = [_least(texts, head.number) for texts, head in zip(columns, heads, strict=True)]
        kept = list(range(len(heads)))
        while _total([least[k] for k in kept]) > options.max_width and any(heads[k].spare for k in kept):
            kept.remove(max(kept, key=lambda k: heads[k].spare))
        widths = {k: max(map(cell_len, columns[k])) for k in kept}
        while _total(list(widths.values())) > options.max_width:
            wide = [k for k in kept if widths[k] > least[k]]
            if not wide:
                break
            widths[max(wide, key=lambda k: widths[k])] -= 1
        table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0))
        for k in kept:
            justify: JustifyMethod = "right" if heads[k].number else "left"
            header = heads[k].header
            header = header if cell_len(header) <= widths[k] else _breakable(header)
            table.add_column(Text(header), justify=justify, overflow="fold", width=widths[k])
        for row in rows:
            table.add_row(*(Text(row[k]) for k in kept))
        yield table


def _least(texts: list[str], number: bool) -> int:
    """The width that a column needs at least: its longest word, of texts no more than `TEXT_WIDTH`."""
    texts = [_breakable(texts[0]), *texts[1:]]
    header, *cells = ([cell_len(word) for word in re.split(r"\s+(?!%)", text)] for text in texts)
    narrow = min(TEXT_WIDTH, max(header))
    rest = [width for words in cells for width in words]
    return max(narrow, *rest) if number and rest else max(narrow, *(min(TEXT_WIDTH, width) for width in (0, *rest)))


def _breakable(header: str) -> str:
    """A header in Chinese with a blank before its brackets, which is where it is to break."""
    return header.replace("（", " （")


def _total(widths: list[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)
