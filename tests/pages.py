"""Pages of the documentation, followed as a reader would follow them: block after block, in one folder.

What a page may hold:

* ```` ```python ````: run; names stay for later blocks. A block ```` ```text ```` right behind it is what was printed.
* ```` ```console ````: each line that begins with `$ ` is run, what follows it is what was printed.
* ```` ```sh ````: lines that begin with `jobmatch` are run; they must end as they should, whatever they print.
* ```` ```toml ````: a policy that is valid and not the default; a document with a `[base]` is for a command to read.
* a comment `<!-- saved as NAME -->` before a block or a table: the file NAME of the folder holds it from there on.
* a comment `<!-- printed by COMMAND -->` before a block: it is what the command prints.
* a comment `<!-- not run -->` before a block: it is only shown.

`...` in printed text stands for anything, as in doctests; how long something took and how much memory it used may
differ. A command ends with exit code 0, or with the one that a comment behind it names (`# exit code 3`).

`python tests/pages.py PAGE …` writes into pages what is printed now, where it is no longer what they show.
"""

from __future__ import annotations

import contextlib
import csv
import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from unittest import mock

import xlsxwriter

from jobmatch import cli
from jobmatch.policy import Policy, load_policy

ROOT = Path(__file__).parents[1]
STORY = ROOT / "examples" / "two_lists"

PIECE = re.compile(
    r"^(?:<!-- (?P<note>[^\n]*?) -->\n+)?(?:```(?P<kind>[a-z]+)\n(?P<text>.*?)^```$|(?P<table>(?:^\|[^\n]*\n)+))",
    re.MULTILINE | re.DOTALL,
)
SPENT = re.compile(r"\d+(\.\d+)? (s|秒)([,，]).*?\d+\.\d+ GB")
"""What a run took: seconds and memory."""


@dataclass(frozen=True)
class Piece:
    """A block of code, or a table."""

    kind: str
    text: str
    note: str
    start: int
    """Where the text begins in the page."""

    @property
    def saved_as(self) -> str | None:
        return self.note.removeprefix("saved as ") if self.note.startswith("saved as ") else None

    @property
    def printed_by(self) -> str | None:
        return self.note.removeprefix("printed by ") if self.note.startswith("printed by ") else None


def pieces(page: str) -> Iterator[Piece]:
    """The blocks and tables of a page, in order."""
    for found in PIECE.finditer(page):
        part = "text" if found["kind"] else "table"
        yield Piece(found["kind"] or "table", found[part], found["note"] or "", found.start(part))


def prepare(folder: Path) -> None:
    """Lay the two lists of the story and its policy into a folder; the lists as workbooks, too."""
    for name in ("seekers.csv", "jobs.csv", "policy.toml"):
        shutil.copy(STORY / name, folder)
    for name, encoding in (("seekers", "gb18030"), ("jobs", "utf-8-sig")):
        with (STORY / f"{name}.csv").open(encoding=encoding, newline="") as file:
            write_workbook(folder / f"{name}.xlsx", list(csv.reader(file)))


def write_workbook(path: Path, rows: list[list[str]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for k, row in enumerate(rows):
            sheet.write_row(k, 0, row)


@dataclass
class Reader:
    """Follows a page in a folder."""

    folder: Path
    lang: str
    write: bool = False
    names: dict[str, object] = field(default_factory=dict)
    printed: str | None = None
    ran: int = 0

    def follow(self, page: Path) -> str:
        """Run all that a page shows, and compare; its text, with what is printed now if that is to be written."""
        text, parts, done = page.read_text(encoding="utf-8"), [], 0
        terminal = {"JOBMATCH_LANG": self.lang, "COLUMNS": "120"}  # as wide as what is printed into a pipe
        with contextlib.chdir(self.folder), mock.patch.dict(os.environ, terminal):
            for piece in pieces(text):
                parts += [text[done : piece.start], self.take(piece)]
                done = piece.start + len(piece.text)
        return "".join([*parts, text[done:]])

    def take(self, piece: Piece) -> str:
        if piece.saved_as:
            save(self.folder / piece.saved_as, piece)
        if piece.printed_by:
            return self.shown(piece.printed_by, piece.text, self.command(piece.printed_by))
        if piece.note != "not run" and piece.kind in ("python", "text", "console", "sh", "toml"):
            return str(getattr(self, piece.kind)(piece.text))
        return piece.text

    def shown(self, what: str, expected: str, printed: str) -> str:
        """What the page is to show of what was printed; an error where it shows something else."""
        want, got = (tidy(text) for text in (expected, printed))
        if doctest.OutputChecker().check_output(SPENT.sub("", want), SPENT.sub("", got), doctest.ELLIPSIS):
            return expected
        assert self.write, f"{what}\n--- the page says\n{want}\n--- it printed\n{got}"
        return got.replace(str(self.folder.resolve()), "...")

    def python(self, text: str) -> str:
        out = StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(text, "page", "exec"), self.names)
        self.printed = out.getvalue()
        self.ran += 1
        return text

    def text(self, text: str) -> str:
        if self.printed is not None:
            text = self.shown("the Python before it", text, self.printed)
        self.printed = None
        return text

    def console(self, text: str) -> str:
        lines = []
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, _, expected = part.partition("\n")
            lines += [f"$ {command}\n", self.shown(command, expected, self.command(command))]
        return "".join(lines)

    def sh(self, text: str) -> str:
        for line in text.splitlines():
            if line.startswith("jobmatch "):
                self.command(line)
        return text

    def toml(self, text: str) -> str:
        document = tomllib.loads(text)
        assert "base" in document or load_policy(document) != Policy()
        return text

    def command(self, line: str) -> str:
        """Run a command; what it printed, errors included."""
        found = re.search(r"# exit code (\d+)", line)
        code = int(found[1]) if found else 0
        name, *arguments = shlex.split(line, comments=True)
        self.ran += 1
        if name != "jobmatch":
            done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, encoding="utf-8", check=False)
            assert done.returncode == code, f"{line}: {done.stderr}"
            return done.stdout
        out, left = StringIO(), 0
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            try:
                cli.main(arguments)
            except SystemExit as end:
                left = int(end.code or 0)
        assert left == code, f"{line}: exit code {left}\n{out.getvalue()}"
        return out.getvalue()


def save(path: Path, piece: Piece) -> None:
    """Write a block or a table to a file."""
    if piece.kind != "table":
        path.write_text(piece.text, encoding="utf-8")
        return
    header, _, *rows = ([cell.strip() for cell in line.strip("|\n").split("|")] for line in piece.text.splitlines())
    if path.suffix == ".xlsx":
        write_workbook(path, [header, *rows])
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def tidy(text: str) -> str:
    """Without blanks at the ends of lines and blank lines around."""
    lines = [line.rstrip() for line in text.strip("\n").splitlines()]
    return "".join(f"{line}\n" for line in lines)


def language(page: Path) -> str:
    return "zh" if "zh" in str(page.relative_to(ROOT)) else "en"


def main() -> None:
    """Write into the pages named what is printed now."""
    for page in (Path(name).resolve() for name in sys.argv[1:]):
        with tempfile.TemporaryDirectory() as folder:
            prepare(Path(folder))
            page.write_text(Reader(Path(folder), language(page), write=True).follow(page), encoding="utf-8")


if __name__ == "__main__":
    main()
