"""The process that computes runs without a browser: one is started with a run, or `gija estimates work` runs always.

`GIJA_ESTIMATES_WORKER=apart` says that it runs always: then the pages start none.
"""

from __future__ import annotations

import os
import subprocess
import sys


def ensure() -> bool:
    """Start a worker that ends when nothing waits, apart from this process, unless one runs always. Two do no harm."""
    if os.environ.get("GIJA_ESTIMATES_WORKER", "") == "apart":
        return False
    subprocess.Popen(
        [sys.executable, "-m", "gija", "estimates", "work", "--once"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    return True
