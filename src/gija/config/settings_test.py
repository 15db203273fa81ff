"""Settings of the tests: an installation in a folder of its own; engines as `GIJA_DATABASE_*` say, else SQLite."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("GIJA_VAR", tempfile.mkdtemp(prefix="gija-test-"))
os.environ.setdefault("GIJA_SECRET_KEY", "tests only")

from gija.commons.encryption import ringfile
from gija.config.settings import *  # noqa: F403

# The same key in every run: what the disclosure gate closes is drawn with it, and tests look at what is closed. With
# this one chance closes nothing in the year whose table a journey sees refused.
if not (_ring := VAR / "keys" / "ring.json").exists():  # noqa: F405
    _ring.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _key = {
        "id": "7e575000",
        "made": "2026-01-01T00:00:00+00:00",
        "secret": b"known to everybody: for tests 1",
        "replaced": "",
        "retired": "",
    }
    ringfile.write(_ring, [_key], word="")

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
