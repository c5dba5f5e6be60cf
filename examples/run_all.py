"""Run every example in a folder of its own; an example fails by its exit code."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
EXAMPLES = sorted({*HERE.glob("*.py"), *HERE.glob("*/run.py")} - {Path(__file__)})


def main() -> int:
    failed = []
    for example in EXAMPLES:
        name = str(example.relative_to(HERE))
        print(f"=== {name}", flush=True)
        with tempfile.TemporaryDirectory(prefix="jobmatch-example-") as folder:
            if subprocess.run([sys.executable, str(example.resolve())], cwd=folder, check=False).returncode:
                failed.append(name)
    print(
        f"=== {len(EXAMPLES) - len(failed)} examples ran as they say" + "".join(f"; {name} did not" for name in failed)
    )
    return 1 if failed or not EXAMPLES else 0


if __name__ == "__main__":
    sys.exit(main())
