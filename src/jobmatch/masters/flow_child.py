"""The flow solver's own process: arrays in, pairs in use out (see `jobmatch.masters.flow`)."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import numpy as np

from jobmatch.masters.flow import flow_on

NAMES = ("person", "job", "cost", "vacancies", "unmatched")


def main(folder: Path) -> None:
    """Solve the problem saved in `folder`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the parent's to handle: it ends this process
    status, used = flow_on(**{name: np.load(folder / f"{name}.npy") for name in NAMES})
    np.save(folder / "used.npy", used)
    (folder / "status.txt").write_text(status)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
