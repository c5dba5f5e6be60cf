"""The tree of regions: what lies within what, and which region a text means."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from importlib import resources

import polars as pl

from jobmatch.errors import InputError
from jobmatch.lists.issues import errors_message
from jobmatch.lists.region_codes import deeper_level, deeper_parent, stripped
from jobmatch.lists.region_names import NameIndex
from jobmatch.lists.text import tidy

_MOST_SUGGESTED = 5


class RegionTree:
    """Regions, each within its parent; immutable.

    Parameters
    ----------
    table
        Columns ``code, parent, level, name, lon, lat``, without faults.
    open_below
        Whether nine- and twelve-digit codes below a known county are accepted, and codes are normalised (docs/model.md
        says how), as in the built-in tree.
    """

    def __init__(self, table: pl.DataFrame, open_below: bool = False) -> None:
        rows = {row[0]: row for row in table.select("code", "parent", "level", "name", "lon", "lat").iter_rows()}
        order = _parents_first({code: row[1] for code, row in rows.items()})
        self.codes: tuple[str, ...] = tuple(order)
        self._parents: dict[str, str | None] = {code: rows[code][1] for code in order}
        self._levels: dict[str, str] = {code: rows[code][2] for code in order}
        self._names: dict[str, str] = {code: rows[code][3] or code for code in order}
        self._points: dict[str, tuple[float, float]] = {
            code: (row[4], row[5]) for code, row in rows.items() if row[4] is not None and row[5] is not None
        }
        self._open = open_below

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and (code in self._parents or self._deeper(code))

    def __len__(self) -> int:
        return len(self.codes)

    def __repr__(self) -> str:
        return f"RegionTree({len(self)} regions)"

    def _deeper(self, code: str) -> bool:
        """Whether an unlisted township or village code lies below a known region."""
        return self._open and stripped(code) == code and deeper_parent(code, self._parents) is not None

    def parent(self, code: str) -> str | None:
        """The region above, or None at the top."""
        if code in self._parents:
            return self._parents[code]
        if not self._deeper(code):
            raise KeyError(code)
        return deeper_parent(code, self._parents)

    def level(self, code: str) -> str:
        """``country``, ``province``, ``prefecture``, ``county``, ``township`` or ``village``."""
        if code in self._levels:
            return self._levels[code]
        if not self._deeper(code):
            raise KeyError(code)
        return deeper_level(code)

    def name(self, code: str) -> str:
        """The region's own name; the code where no name is known."""
        if code not in self:
            raise KeyError(code)
        return self._names.get(code, code)

    def path(self, code: str) -> tuple[str, ...]:
        """The region, its parent, and so on up to the top."""
        steps = [code]
        while (above := self.parent(steps[-1])) is not None:
            steps.append(above)
        return tuple(steps)

    def covers(self, above: str, below: str) -> bool:
        """Whether `below` is `above` or lies within it."""
        return above in self.path(below)

    def point(self, code: str) -> tuple[float, float] | None:
        """Longitude and latitude in degrees, the region's own only."""
        return self._points.get(code)

    def resolve(self, text: str) -> str | None:
        """The code of the region that a code, a name or a path of names means; None if unknown or ambiguous."""
        plain = tidy(text)
        code = self._as_code(plain)
        if code is not None:
            return code
        found = self._index.find(plain)
        return found[0] if len(found) == 1 else None

    def is_ambiguous(self, text: str) -> bool:
        """Whether a text is the name of several regions."""
        plain = tidy(text)
        return self._as_code(plain) is None and len(self._index.find(plain)) > 1

    def suggestions(self, text: str) -> list[str]:
        """What a text may have meant: full names, from the province down, with codes."""
        plain = tidy(text)
        found = self._index.find(plain) or self._index.close(plain)
        if not found and self._open and plain.isdigit():
            found = [code for code in (stripped(plain[:6]), stripped(plain[:4])) if code in self._parents][:1]
        return [f"{self._index.path_name(code)} {code}" for code in found[:_MOST_SUGGESTED]]

    def subset(self, codes: Iterable[str]) -> RegionTree:
        """The tree of these regions and all above them."""
        kept = {step for code in codes for step in self.path(code)}
        rows = [
            (code, self.parent(code), self.level(code), self.name(code), *(self.point(code) or (None, None)))
            for code in sorted(kept, key=lambda code: (len(self.path(code)), code))
        ]
        return RegionTree(pl.DataFrame(rows, schema=_SCHEMA, orient="row"), self._open)

    def to_frame(self) -> pl.DataFrame:
        """The tree as a table: ``code, parent, level, name, lon, lat``, parents first."""
        points = [self.point(code) or (None, None) for code in self.codes]
        return pl.DataFrame(
            {
                "code": self.codes,
                "parent": [self._parents[code] for code in self.codes],
                "level": [self._levels[code] for code in self.codes],
                "name": [self._names[code] for code in self.codes],
                "lon": [lon for lon, _ in points],
                "lat": [lat for _, lat in points],
            },
            schema=_SCHEMA,
        )

    @classmethod
    def builtin(cls) -> RegionTree:
        """GB/T 2260 as of 2016, with nine- and twelve-digit codes accepted below its counties."""
        return _builtin()

    @classmethod
    def from_table(cls, table: object) -> RegionTree:
        """The tree of a user's own table (a path or a table); codes are exact.

        Raises
        ------
        InputError
            The table has faults; all are attached.
        """
        from jobmatch.lists.region_table import read_regions

        tree, log = read_regions(table)
        if tree is None:
            raise InputError(errors_message(log.issues(), log.errors), log.issues())
        return tree

    def _as_code(self, text: str) -> str | None:
        if text in self._parents:
            return text
        if self._open and text.isascii() and text.isdigit():
            code = stripped(text)
            return code if code in self else None
        return None

    @functools.cached_property
    def _index(self) -> NameIndex:
        return NameIndex(self._names, self._levels, self._parents)


_SCHEMA = {
    "code": pl.String, "parent": pl.String, "level": pl.String, "name": pl.String, "lon": pl.Float64, "lat": pl.Float64,
}  # fmt: skip


def _parents_first(parents: dict[str, str | None]) -> list[str]:
    depths: dict[str, int] = {}
    for code in parents:
        steps: list[str] = []
        at: str | None = code
        while at is not None and at not in depths:
            steps.append(at)
            at = parents[at]
        depth = -1 if at is None else depths[at]
        for step in reversed(steps):
            depth += 1
            depths[step] = depth
    return sorted(parents, key=lambda code: depths[code])


@functools.cache
def _builtin() -> RegionTree:
    file = resources.files("jobmatch.lists") / "data" / "regions.csv"
    types = {name: _SCHEMA[name] for name in _SCHEMA}
    return RegionTree(pl.read_csv(file.read_bytes(), schema_overrides=types), open_below=True)
