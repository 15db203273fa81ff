"""For tests: an installation of its own in a folder, asked by commands and programs in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ZONES = ("police", "casework", "register", "rapporteur")
DATABASES = ("accounts", *ZONES)


@dataclass
class Installation:
    """`gija("backup", …)` runs a command, `program(text)` a Python program that leaves its `result`."""

    folder: Path
    url: Callable[[str], str] | None = None  # of a database on a server
    more: dict[str, str] = field(default_factory=dict)

    @property
    def var(self) -> Path:
        return self.folder / "var"

    @property
    def environment(self) -> dict[str, str]:
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("GIJA_", "DJANGO_"))}
        urls = {f"GIJA_DATABASE_{name.upper()}": self.url(name) for name in DATABASES} if self.url else {}
        own = {"DJANGO_SETTINGS_MODULE": "gija.config.settings", "GIJA_VAR": str(self.var), "GIJA_LANG": "en"}
        return plain | own | urls | self.more

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "gija", *arguments]
        return subprocess.Popen(  # noqa: S603
            command, env=self.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )  # fmt: skip

    def gija(self, *arguments: str) -> tuple[int, str]:
        """Exit code, and what was said."""
        running = self.start(*arguments)
        out, fault = running.communicate(timeout=300)
        if "Traceback" in fault:
            raise AssertionError(fault[-3000:])
        return running.returncode, out + fault

    def done(self, *arguments: str) -> str:
        code, said = self.gija(*arguments)
        if code:
            raise AssertionError(said)
        return said

    def start_program(self, text: str) -> subprocess.Popen[str]:
        begin = "import django, json, sys\ndjango.setup()\nresult = None\n"
        end = "\nsys.stdout.write(json.dumps(result, default=str))\n"
        command = [sys.executable, "-c", begin + text + end]
        return subprocess.Popen(  # noqa: S603
            command, env=self.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )  # fmt: skip

    def program(self, text: str) -> Any:
        running = self.start_program(text)
        out, fault = running.communicate(timeout=300)
        if running.returncode:
            raise AssertionError(fault[-3000:])
        return json.loads(out)


FILLED = """
from django.db import transaction
from gija.casework.cases.models import Person
from gija.commons.audit.services import record

for n in range(300):
    with transaction.atomic(using="casework"):
        Person.objects.create(institution="viltis", given_names=f"Vardenė{n}", family_name="Žemaitė",
                              birth_date="1990-05-17", personal_code=f"4900517{n:04d}", phone="+37061234567")
        record("casework", None, "test.person", details={"n": n})
with transaction.atomic(using="police"):
    record("police", None, "test.police")
"""

READ = """
from django.conf import settings
from gija.casework.cases.models import Person
from gija.commons.audit.models import Entry
from gija.commons.audit.services import verify

result = {
    "people": sorted(f"{p.given_names} {p.family_name} {p.personal_code}" for p in Person.objects.all()),
    "entries": {name: Entry.objects.using(name).count() for name in settings.DATABASES},
    "findings": [f.kind for name in settings.DATABASES for f in verify(name)],
}
"""
