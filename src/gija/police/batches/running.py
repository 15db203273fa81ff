"""The process that asks batches without a browser: one is started with a batch, or `gija batch work` runs always.

`GIJA_BATCH_WORKER=apart` says that it runs always: then the pages start none.
"""

from __future__ import annotations

import os
import subprocess
import sys


def ensure() -> bool:
    """Start a worker that ends when nothing waits, apart from this process, unless one runs always. Two do no harm."""
    if os.environ.get("GIJA_BATCH_WORKER", "") == "apart":
        return False
    subprocess.Popen(
        [sys.executable, "-m", "gija", "batch", "work", "--once"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    return True
