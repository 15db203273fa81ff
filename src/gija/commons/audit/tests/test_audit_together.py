"""Many processes writing one trail at once keep it whole, on both engines."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connections

from gija.commons.audit.models import Entry
from gija.commons.audit.services import verify

PROCESSES, EACH = 4, 50

WRITER = f"""
import django; django.setup()
from django.db import transaction
from gija.commons.audit.services import record
for n in range({EACH}):
    with transaction.atomic(using="police"):
        record("police", None, "test.write", details={{"n": n}})
"""


def _same_database(alias: str) -> dict[str, str]:
    """Environment that makes another process open the very database of this test."""
    settings = connections[alias].settings_dict
    if connections[alias].vendor == "sqlite":
        return {"GIJA_TEST_POLICE": str(settings["NAME"])}
    login = f"{quote(settings['USER'])}:{quote(settings['PASSWORD'] or '')}"
    where = f"{quote(settings['HOST'] or '127.0.0.1', safe='')}:{settings['PORT'] or 5432}"
    return {f"GIJA_DATABASE_{alias.upper()}": f"postgres://{login}@{where}/{settings['NAME']}"}


@pytest.mark.slow
@pytest.mark.django_db(databases=["police"], transaction=True)
def test_four_processes_at_once_write_one_whole_chain(
    audit_entries: Callable[[str], list[Entry]], tmp_path: Path
) -> None:
    said = _same_database("police")
    given = {
        "GIJA_VAR": str(tmp_path),
        "GIJA_SECRET_KEY": "tests only",
        "DJANGO_SETTINGS_MODULE": "gija.config.settings",
    }
    if file := said.pop("GIJA_TEST_POLICE", None):
        (tmp_path / "police.sqlite3").symlink_to(file)
    environment: dict[str, Any] = os.environ | given | said
    running = [subprocess.Popen([sys.executable, "-c", WRITER], env=environment) for _ in range(PROCESSES)]
    assert [process.wait(timeout=120) for process in running] == [0] * PROCESSES
    written = audit_entries("police")
    assert len(written) == PROCESSES * EACH
    assert [e.number for e in written] == list(range(written[0].number, written[0].number + PROCESSES * EACH))
    assert verify("police") == []
