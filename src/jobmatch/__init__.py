"""jobmatch: exact person-job assignment; two lists in, a proven plan out.

Names are loaded when first used, so that importing the package stays cheap.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jobmatch._generate import generate as generate
    from jobmatch.engine import eligible_pairs as eligible_pairs
    from jobmatch.engine import solve as solve
    from jobmatch.errors import InputError as InputError
    from jobmatch.errors import JobmatchError as JobmatchError
    from jobmatch.errors import LedgerError as LedgerError
    from jobmatch.errors import NoPlanError as NoPlanError
    from jobmatch.errors import PolicyError as PolicyError
    from jobmatch.errors import RunError as RunError
    from jobmatch.errors import UnsupportedError as UnsupportedError
    from jobmatch.lists import read_lists as read_lists
    from jobmatch.policy import Policy as Policy
    from jobmatch.result import Result as Result
    from jobmatch.result import Status as Status
    from jobmatch.result import Stop as Stop
    from jobmatch.verify import verify as verify

__version__ = "0.1.0"

_HOME = {
    "InputError": "jobmatch.errors",
    "JobmatchError": "jobmatch.errors",
    "LedgerError": "jobmatch.errors",
    "NoPlanError": "jobmatch.errors",
    "Policy": "jobmatch.policy",
    "PolicyError": "jobmatch.errors",
    "Result": "jobmatch.result",
    "RunError": "jobmatch.errors",
    "Status": "jobmatch.result",
    "Stop": "jobmatch.result",
    "UnsupportedError": "jobmatch.errors",
    "eligible_pairs": "jobmatch.engine",
    "generate": "jobmatch._generate",
    "read_lists": "jobmatch.lists",
    "solve": "jobmatch.engine",
    "verify": "jobmatch.verify",
}
"""Where each public name lives."""

__all__ = ["__version__", *_HOME]  # noqa: PLE0604 (the keys are strings)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'jobmatch' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value  # found directly from now on
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """Keeps `jobmatch.verify` the function, although there is a subpackage of that name.

    Importing a subpackage sets it as an attribute of its parent: what `jobmatch.verify` means
    would then depend on what else had been imported before.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
