"""Settings of the tests: an installation in a folder of its own; engines as `GIJA_DATABASE_*` say, else SQLite."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("GIJA_VAR", tempfile.mkdtemp(prefix="gija-test-"))
os.environ.setdefault("GIJA_SECRET_KEY", "tests only")

from gija.config.settings import *  # noqa: F403

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  whitenoise warns about a missing one
for _logger in LOGGING["loggers"].values():  # type: ignore[attr-defined]  # noqa: F405
    _logger["propagate"] = True  # so that tests can read what is logged
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # of one test process
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # argon2 is slow on purpose; one test uses it

for _alias, _configured in DATABASES.items():  # noqa: F405
    if _configured["ENGINE"].endswith("sqlite3"):
        # On files, not in memory: the live server and the tests of concurrency write from several threads or processes.
        _configured["TEST"] = {"NAME": VAR / f"test_{_alias}.sqlite3"}  # noqa: F405
        _configured["OPTIONS"]["init_command"] = (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
        )

for _database_of_zone in DATABASES.values():  # noqa: F405
    # No zone needs another's tables; without this a test that names one zone alone cannot be run by itself.
    _database_of_zone.setdefault("TEST", {})["DEPENDENCIES"] = []
