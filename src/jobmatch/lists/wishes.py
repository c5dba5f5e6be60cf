"""Read regions, wished regions and job types."""

from __future__ import annotations

import functools

from jobmatch.lists.parsed import Cell, Fault, Reader
from jobmatch.lists.regions import RegionTree
from jobmatch.lists.text import entries, is_list

ANYWHERE = "*"
_ANY_TYPE = {"*", "不限", "任意", "任何", "都可以", "any"}
_ANY_REGION = {"不限", "任意", "任何地方", "全国", "都可以", "any", "anywhere"}


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
                faults.append(Fault("region_unknown", {"entry": entry, "choices": [ANYWHERE]}))
            else:
                faults.append(_unresolved(entry, tree))
        return Cell(";".join(codes), tuple(faults))

    return read


def _unresolved(text: str, tree: RegionTree) -> Fault:
    code = "region_ambiguous" if tree.is_ambiguous(text) else "region_unknown"
    return Fault(code, {"entry": text, "choices": lambda: tree.suggestions(text)})


def read_wish_types(text: str) -> Cell:
    """A list of job types, best first; words for "any" are read as ``*``."""
    return Cell(";".join(dict.fromkeys("*" if entry in _ANY_TYPE else entry for entry in entries(text))))


def read_job_type(text: str) -> Cell:
    """One job type."""
    return Cell(text, (Fault("job_type_list"),)) if is_list(text) else Cell(text)
