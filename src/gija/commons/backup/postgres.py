"""`pg_dump` and `pg_restore`: found on the machine, called with the settings of a connection."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gija.vocabulary.errors import GijaError

PLACES = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "usr/local/pgsql/bin")


def program(name: str, major: int) -> Path:
    """The program in the lowest version that can serve a server of this major version, else the newest on the machine.

    `backup.program_missing` names the Debian package.
    """
    found = {_major(path): path for place in PLACES for path in Path("/").glob(f"{place}/{name}")}
    fitting = [version for version in found if version >= major]
    if fitting:
        return found[min(fitting)]
    if on_path := shutil.which(name):
        return Path(on_path)
    raise GijaError("backup.program_missing", program=name, package="postgresql-client", version=major)


def _major(path: Path) -> int:
    return next((int(part) for part in reversed(path.parts) if part.isdigit()), 0)


def run(name: str, connection: Any, arguments: Sequence[str]) -> None:
    """Run the program on the database of a Django connection. Its password is not in the arguments, which every
    process list shows; `backup.program_failed` tells what it said last."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        major = int(cursor.fetchone()[0]) // 10000
    said = connection.settings_dict
    place = {
        "PGHOST": said["HOST"], "PGPORT": str(said["PORT"] or ""), "PGUSER": said["USER"],
        "PGPASSWORD": said["PASSWORD"], "PGDATABASE": said["NAME"],
        "PGSSLMODE": str(said.get("OPTIONS", {}).get("sslmode", "")),
    }  # fmt: skip
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")} | {
        k: v for k, v in place.items() if v
    }
    command = [str(program(name, major)), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)  # noqa: S603
    if done.returncode:
        last = " ".join((done.stderr.strip().splitlines() or [""])[-1].split())[:300]
        raise GijaError("backup.program_failed", program=name, reason=last)
