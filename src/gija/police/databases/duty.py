"""The daily duty of the worker: no index grows old because nobody set up a timer.

It starts `gija database refresh --due` as a process of its own, for reading a large database takes longer than letters
may wait.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from datetime import timedelta
from threading import Thread

from gija.police.databases import refreshing

UNTIL_TOMORROW = timedelta(hours=24)
COMMAND = (sys.executable, "-m", "gija", "database", "refresh", "--due", "--within", "24h")
log = logging.getLogger(__name__)


def keep_fresh() -> None:
    """Start refreshing every index that would be too old before this duty comes again."""
    if not refreshing.due(UNTIL_TOMORROW):
        return
    quiet = subprocess.DEVNULL
    # Our own command, nothing of anybody else in it.
    process = subprocess.Popen(COMMAND, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603
    Thread(target=_wait, args=(process,), name="gija-refresh", daemon=True).start()


def _wait(process: subprocess.Popen[bytes]) -> None:
    if code := process.wait():
        log.error("refreshing the indexes ended with %d: gija database list tells which failed", code)
