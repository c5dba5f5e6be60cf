"""What jobmatch finds on a machine: versions, cores, memory, and where compiled kernels are kept."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from jobmatch.engine.kernels import prepare_kernels
from jobmatch.engine.outcome import versions
from jobmatch.pairing.threads import thread_count

VARIABLES = ("JOBMATCH_THREADS", "JOBMATCH_LANG", "NUMBA_CACHE_DIR", "NUMBA_DISABLE_JIT", "NUMBA_NUM_THREADS")
"""Environment variables that change what jobmatch does, or how fast."""

PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True)
class Machine:
    """What there is.

    Attributes
    ----------
    versions
        Of jobmatch, Python and the libraries that results depend on.
    system
        Name and version of the operating system.
    cores, threads
        Cores of the machine, and threads that are used.
    memory_gb, free_gb
        All memory and what is free; None where the system does not say.
    cache
        The folder of compiled kernels.
    cache_writable
        Whether kernels can be kept there; if not, every process compiles them anew.
    kernels
        Files of compiled kernels in it.
    ready_seconds
        What it took to have all kernels ready, just now.
    variables
        Environment variables that are set.
    """

    versions: dict[str, str]
    system: str
    cores: int
    threads: int
    memory_gb: float | None
    free_gb: float | None
    cache: Path
    cache_writable: bool
    kernels: int
    ready_seconds: float
    variables: dict[str, str]


def look() -> Machine:
    """Look at the machine; compiles the kernels if they are not there yet."""
    start = perf_counter()
    prepare_kernels()
    ready = perf_counter() - start
    own = os.environ.get("NUMBA_CACHE_DIR")
    cache = Path(own) if own else PACKAGE
    return Machine(
        versions=versions(),
        system=platform.platform(),
        cores=os.cpu_count() or 1,
        threads=thread_count(),
        memory_gb=_gigabytes("SC_PHYS_PAGES"),
        free_gb=_gigabytes("SC_AVPHYS_PAGES"),
        cache=cache,
        cache_writable=os.access(cache, os.W_OK),
        kernels=sum(1 for _ in cache.rglob("*.nbi")),
        ready_seconds=ready,
        variables={name: os.environ[name] for name in VARIABLES if name in os.environ},
    )


def _gigabytes(pages: str) -> float | None:
    """Memory in so many pages, as the system counts them."""
    if pages not in os.sysconf_names:
        return None
    return os.sysconf(pages) * os.sysconf("SC_PAGE_SIZE") / 1e9
