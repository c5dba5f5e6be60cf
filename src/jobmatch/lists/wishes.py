"""Read regions, wished regions and job types."""

from __future__ import annotations

import functools
import re

from jobmatch.lists.entry_lists import EntryReader
from jobmatch.lists.parsed import Cell, Fault, Reader
from jobmatch.lists.regions import RegionTree
from jobmatch.lists.text import BLANKS, entries, is_list

ANYWHERE = "*"
_ANY_TYPE = {"*", "不限", "任意", "任何", "都可以", "any"}
_ANY_REGION = {
    *(
        "不限",
        "不限地区",
        "地区不限",
        "任意",
        "任意地区",
        "任何地方",
        "全国",
        "全国各地",
        "都可以",
        "均可",
        "都行",
        "皆可",
    ),
    *("无要求", "无所谓", "any", "anywhere", "all"),
}
_LOOSE = re.compile(r"[/\s]+")


def region_reader(tree: RegionTree) -> Reader:
    """A reader of one region, by code or name."""

    def read(text: str) -> Cell:
        code = tree.resolve(text)
        return Cell(code) if code is not None else Cell(None, (_unresolved(text, tree),))

    return read


def wish_reader(tree: RegionTree) -> Reader:
    """A reader of lists of regions; ``*`` stands for anywhere and has to be written out."""

    resolve = functools.cache(tree.resolve)

    def read(text: str) -> Cell:
        codes: dict[str, None] = {}
        faults = []
        for entry in entries(text):
            code = ANYWHERE if entry == ANYWHERE else resolve(entry)
            if code is not None:
                codes[code] = None
            elif entry.casefold() in _ANY_REGION:
                faults.append(Fault("wish_anywhere", {"entry": entry}))
            else:
                several, found = _several(entry, tree)
                codes.update(dict.fromkeys(several))
                faults += found
        return Cell(";".join(codes), tuple(faults))

    return EntryReader(lambda entry: ANYWHERE if entry == ANYWHERE else resolve(entry), read)


def _several(text: str, tree: RegionTree) -> tuple[list[str], list[Fault]]:
    """The regions of an entry that separates them by blanks or slashes, or what is wrong with it.

    A region next to one that it lies in is refused: 湖南 湘潭 长沙 may mean three wishes, or two with their province.
    """
    parts = [part for part in _LOOSE.split(text) if part]
    found = [(part, tree.resolve(part)) for part in parts]
    codes = [code for _, code in found if code is not None]
    if len(parts) < 2 or not codes:
        return [], [_unresolved(text, tree)]
    nested = any(tree.covers(above, below) for above in codes for below in codes if above != below)
    if len(codes) == len(parts) and not nested:
        return codes, []
    wrong = next((part for part, code in found if code is None), None)
    choices = [] if wrong is None or wrong.casefold() in _ANY_REGION else tree.suggestions(wrong)
    return [], [Fault("regions_unseparated", {"entry": text, "choices": choices})]


def _unresolved(text: str, tree: RegionTree) -> Fault:
    code = "region_ambiguous" if tree.is_ambiguous(text) else "region_unknown"
    return Fault(code, {"entry": text, "choices": lambda: tree.suggestions(text)})


def _wish_types(text: str) -> Cell:
    return Cell(";".join(dict.fromkeys(map(_type_or_any, entries(text)))))


def _type_or_any(entry: str) -> str:
    return "*" if entry in _ANY_TYPE else entry


def _plain_type(entry: str) -> str | None:
    return _type_or_any(entry) if entry and entry == entry.strip(BLANKS) else None


read_wish_types = EntryReader(_plain_type, _wish_types)
"""Reads a list of job types, best first; words for "any" are read as ``*``."""


def read_job_type(text: str) -> Cell:
    """One job type."""
    return Cell(text, (Fault("job_type_list"),)) if is_list(text) else Cell(text)
