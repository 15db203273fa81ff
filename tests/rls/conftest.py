"""A private PostgreSQL with an installation in it: the owner migrates, another role, under the wall, runs the pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from gija.demo.servers import Server, postgresql

DATABASES = ("accounts", "police", "casework", "register", "rapporteur")
ROLE, WORD = "gija_pages", "only-for-this-test"


@dataclass
class Installation:
    """`owner(program)` and `pages(program)` run a Python program in it and give what it called `result`."""

    server: Server
    folder: Path

    def _run(self, program: str, url: Any) -> Any:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("GIJA_", "DJANGO_"))} | {
            "DJANGO_SETTINGS_MODULE": "gija.config.settings",
            "GIJA_VAR": str(self.folder),
            "GIJA_SECRET_KEY": "tests only",
            "GIJA_DEMO": "1",
            "GIJA_DATABASE_ROLE": ROLE,
            **{f"GIJA_DATABASE_{name.upper()}": url(name) for name in DATABASES},
        }
        driver = Path(__file__).with_name("driver.py")
        ran = subprocess.run(
            [sys.executable, str(driver)],
            input=textwrap.dedent(program), env=environment, capture_output=True, text=True,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr[-3000:]
        return json.loads(ran.stdout)

    def owner(self, program: str) -> Any:
        return self._run(program, self.server.django_url)

    def pages(self, program: str) -> Any:
        return self._run(program, self.url)

    def url(self, database: str) -> str:
        return f"postgres://{ROLE}:{WORD}@127.0.0.1:{self.server.port}/{database}"


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with postgresql(databases=DATABASES) as server:
        with psycopg.connect(server.django_url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '{WORD}'")
        made = Installation(server, tmp_path_factory.mktemp("rls"))
        made.owner(SETUP)
        yield made


SETUP = """
from gija.config.migrate import migrate_all
from gija.commons.testing import make_cast
from django.utils import timezone
migrate_all()
make_cast()

from gija.police.search.models import Candidate, DatabaseAnswer, SearchQuery
for institution in ("kpb", "vilnius_police"):
    query = SearchQuery.objects.create(
        account=1, actor_name="x", role="investigator", institution=institution, institution_name=institution,
        type="person", values={}, purpose="criminal_investigation", reason="r", asked_at=timezone.now(), seconds=1,
        outcome="hit",
    )
    answer = DatabaseAnswer.objects.create(
        query=query, database="d", name_en="d", name_lt="d", owner="kpb", owner_en="o", owner_lt="o", handling="H1",
        state="answered", seconds=1,
    )
    Candidate.objects.create(answer=answer, record_id="T:1:p", category="suspect")

from gija.casework.cases.models import Note, Person
for institution in ("viltis", "caritas"):
    Person.objects.create(institution=institution, given_names="Ona")
result = None
"""
