"""Rules of assignment that seek no optimum: serving persons in turn, deferred acceptance; and stability of any plan."""

from jobmatch.mechanisms.deferred import DeferredAcceptance
from jobmatch.mechanisms.in_turn import InTurn
from jobmatch.mechanisms.protocol import Desk, Mechanism, Unfinished
from jobmatch.mechanisms.rankings import of_persons
from jobmatch.mechanisms.stability import Blocking, blocking
from jobmatch.mechanisms.stable import Stable

MECHANISMS: dict[str, Mechanism] = {
    each.name: each
    for each in (
        InTurn("first_come"),
        InTurn("serial"),
        InTurn("random_serial"),
        DeferredAcceptance("deferred_persons"),
        DeferredAcceptance("deferred_employers"),
        Stable("stable"),
    )
}
"""Rules by the name that `solver=` takes."""

__all__ = ["MECHANISMS", "Blocking", "Desk", "InTurn", "Mechanism", "Unfinished", "blocking", "of_persons"]
