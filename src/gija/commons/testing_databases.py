"""Test databases migrated once and copied (a pytest plugin).

To migrate five databases takes some twenty seconds of computing, and each worker of each lane needs them. So each is
migrated once and copied from there. Templates of SQLite lie in `.pytest_cache` under a fingerprint of everything they
were made from, so that one changed line makes them anew; those of PostgreSQL stay in the (private) server.

On SQLite a template also takes the place of the flush after a test that wrote outside a transaction: copying it takes
milliseconds and leaves nothing at all of that test, while emptying two hundred tables one by one takes ten times as
long and cannot empty those to which rows may only be added.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

SOURCE = Path(__file__).resolve().parents[1]
NEVER_READ = {"tests", "templates", "static", "locale", "__pycache__"}  # by a migration
PAUSE = 0.05  # s between two looks whether another worker is ready
PATIENCE = 20.0  # s that threads of a test may go on writing after its end
KEPT = 5  # states of the project


@cache
def fingerprint() -> str:
    """Of all that a migrated database can depend on: the sources, the packages, the zones, the interpreter."""
    said = hashlib.sha256(repr((sys.version, sqlite3.sqlite_version, os.environ.get("GIJA_ZONES"))).encode())
    for package in sorted(f"{found.name}=={found.version}" for found in distributions()):
        said.update(package.encode())
    for folder, inner, files in os.walk(SOURCE):
        inner[:] = sorted(set(inner) - NEVER_READ)
        for name in sorted(files):
            said.update(f"{folder}/{name}".encode())
            said.update((Path(folder) / name).read_bytes())
    return said.hexdigest()[:20]


class Template(ABC):
    """A migrated database, from which the test database of each worker is copied."""

    def __init__(self, folder: Path, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.lock = folder / f"{connection.alias}-{connection.settings_dict['PORT']}.lock"
        self.migrate: Any = connection.creation.create_test_db

    @abstractmethod
    def there(self) -> bool: ...

    @abstractmethod
    def keep(self) -> None:
        """Copy the test database, which has just been migrated, to the template; it is there when it is whole."""

    @abstractmethod
    def copy(self, name: str) -> None:
        """Make the test database `name` from the template, whatever stood under that name before."""

    def make(self) -> None:
        self.migrate(verbosity=0, autoclobber=True, serialize=False)
        self.keep()

    def create_test_db(self, *_: Any, **__: Any) -> str:
        """What Django calls: the same as its own method, but for the migrating."""
        from django.conf import settings

        creation: Any = self.connection.creation  # the stubs leave its private methods out
        name = str(creation._get_test_db_name())
        self.connection.close()
        self.copy(name)
        settings.DATABASES[self.connection.alias]["NAME"] = self.connection.settings_dict["NAME"] = name
        self.connection.ensure_connection()
        return name


class FileTemplate(Template):
    """Of SQLite."""

    def __init__(self, folder: Path, connection: BaseDatabaseWrapper) -> None:
        super().__init__(folder, connection)
        self.file = folder / f"{connection.alias}.sqlite3"

    def there(self) -> bool:
        return self.file.exists()

    def keep(self) -> None:
        begun = self.file.with_suffix(f".{os.getpid()}")
        begun.unlink(missing_ok=True)
        with closing(sqlite3.connect(begun)) as target:
            self.connection.connection.backup(target)
        begun.replace(self.file)

    def copy(self, name: str) -> None:
        for end in ("", "-wal", "-shm"):
            Path(name + end).unlink(missing_ok=True)
        with closing(sqlite3.connect(name)) as target:
            self.lay_over(target)

    def lay_over(self, target: sqlite3.Connection) -> None:
        """Write the template over a database in one transaction: others that have it open read old or new."""
        until = time.monotonic() + PATIENCE

        def hurry(*_: int) -> None:
            if time.monotonic() > until:  # the copying itself would wait for ever
                raise TimeoutError(f"somebody still writes to {self.connection.alias}")

        with closing(sqlite3.connect(f"file:{self.file}?immutable=1", uri=True)) as source:
            source.backup(target, progress=hurry)

    def restore(self) -> None:
        """Bring the test database back to where it was before any test."""
        self.connection.ensure_connection()
        self.lay_over(self.connection.connection)


class ServerTemplate(Template):
    """Of PostgreSQL."""

    def __init__(self, folder: Path, connection: BaseDatabaseWrapper) -> None:
        super().__init__(folder, connection)
        self.name = f"template_{connection.alias}_{fingerprint()}"

    def there(self) -> bool:
        with self.connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name])
            return cursor.fetchone() is not None

    def keep(self) -> None:
        self.connection.close()  # a database that is in use cannot be copied
        self._create(self.name, str(self.connection.settings_dict["NAME"]))

    def copy(self, name: str) -> None:
        self._create(name, self.name)

    def _create(self, name: str, template: str) -> None:
        new, old = map(self.connection.ops.quote_name, (name, template))
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {new}")
            cursor.execute(f"CREATE DATABASE {new} TEMPLATE {old}")


KINDS: dict[str, type[Template]] = {"sqlite": FileTemplate, "postgresql": ServerTemplate}


@contextmanager
def alone(file: Path) -> Iterator[bool]:
    """Is no other worker at this just now? While the block runs, none will be."""
    with file.open("w") as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True  # closing the file lets it go


def make_all(templates: Iterable[Template]) -> None:
    """Make what is not there yet, shared among the workers: who finds one being made takes the next."""
    left = [template for template in templates if not template.there()]
    while left:
        for template in left:
            with alone(template.lock) as mine:
                if mine and not template.there():
                    template.make()
        if left := [template for template in left if not template.there()]:
            time.sleep(PAUSE)


def folder_of(config: pytest.Config) -> Path:
    """Where templates of just this state of the project are kept; those of the last few states stay."""
    assert config.cache is not None  # noqa: S101
    kept = Path(config.cache.mkdir("gija-databases"))
    mine = kept / fingerprint()
    mine.mkdir(exist_ok=True)
    os.utime(mine)
    for other in sorted(kept.iterdir(), key=lambda folder: -folder.stat().st_mtime)[KEPT:]:
        shutil.rmtree(other, ignore_errors=True)
    return mine


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, request: pytest.FixtureRequest, django_db_blocker: Any
) -> Iterator[None]:
    """Just before the test databases are made: let them be copied."""
    from django.db import connections
    from pytest_django.fixtures import _get_databases_for_setup

    wanted, _ = _get_databases_for_setup(request.session.items)
    folder = folder_of(request.config)
    asked = [connections[alias] for alias in connections if alias in wanted]
    templates = [KINDS[one.vendor](folder, one) for one in asked if one.vendor in KINDS]
    with django_db_blocker.unblock():
        make_all(templates)
    with pytest.MonkeyPatch.context() as patch:
        for template in templates:
            patch.setattr(template.connection.creation, "create_test_db", template.create_test_db)
        _restore_instead_of_flushing(patch, {t.connection.alias: t for t in templates if isinstance(t, FileTemplate)})
        yield


def _restore_instead_of_flushing(patch: pytest.MonkeyPatch, files: dict[str, FileTemplate]) -> None:
    """After a test that wrote outside a transaction, its databases are as they were before any test."""
    from django import test

    cases: Any = test.TransactionTestCase  # the stubs leave its private methods out
    flush = cases._fixture_teardown

    def restore(case: Any) -> None:
        aliases = set(case._databases_names(include_mirrors=False))
        if not aliases <= set(files):
            flush(case)
            return
        for alias in aliases:
            files[alias].restore()

    patch.setattr(cases, "_fixture_teardown", restore)
