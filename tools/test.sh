#!/usr/bin/env bash
# Every test: the fast lane, the rest on SQLite, all that touches a database on PostgreSQL, the journeys in a browser.
set -euo pipefail
cd "$(dirname "$0")/.."
say() { printf '\n== %s\n' "$*"; }
workers=${GIJA_TEST_WORKERS:-2}

say "Debian packages: PostgreSQL, MariaDB, Chromium, poppler, gettext"
tools/debian.sh postgresql mariadb-server chromium poppler-utils gettext fonts-dejavu-core

tools/check.sh

say "Slow tests and tests with private servers, on SQLite"
.venv/bin/pytest -q -n "$workers" --dist loadgroup -m "(slow or servers) and not journey and not spark"

say "Everything that touches a database, on PostgreSQL"
.venv/bin/python -m gija.demo.servers postgresql --databases accounts,police,casework,register,rapporteur -- \
    .venv/bin/pytest -q -n "$workers" --dist loadgroup -m "database and not journey and not slow and not servers and not spark" \
    src/gija/commons src/gija/police src/gija/casework src/gija/register src/gija/rapporteur src/gija/public src/gija/demo tests

say "Journeys in the browser"
.venv/bin/pytest -q -n "$workers" --dist loadgroup -m journey
