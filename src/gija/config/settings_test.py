"""Settings of the tests: an installation in a folder of its own; engines as `GIJA_DATABASE_*` say (SQLite when unset)."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("GIJA_VAR", tempfile.mkdtemp(prefix="gija-test-"))
os.environ.setdefault("GIJA_SECRET_KEY", "tests only")

from gija.config.settings import *  # noqa: F403

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # argon2 is slow on purpose; one test uses it
