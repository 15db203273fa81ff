#!/usr/bin/env bash
# Every test: the fast lane, the rest on SQLite, all that touches a database on PostgreSQL, the journeys in a browser.
set -euo pipefail
cd "$(dirname "$0")/.."
say() { printf '\n== %s\n' "$*"; }
workers=${GIJA_TEST_WORKERS:-2}
unset PYTHONDONTWRITEBYTECODE  # else pytest rewrites the assertions of all tests anew in each worker of each lane

# The files with tests of a lane: importing all the others only to leave them out takes half a minute of each worker.
# (conftest.py sees to it that a mark stands in the file itself.) Those of tests/ come first: they take the longest.
marked() { grep -rlE --include='test_*.py' "mark\.($1)\b" src tests | sort -r; }

say "Debian packages: poppler, gettext, fonts; PostgreSQL, MariaDB, Dovecot, Chromium, LibreOffice"
tools/debian.sh poppler-utils gettext fonts-dejavu-core
# The fast lane needs none of these: where nobody has to be asked for a password they are fetched while it runs.
tools/debian.sh postgresql mariadb-server dovecot-imapd chromium libreoffice-calc-nogui &
packages=$!
trap 'wait' EXIT  # never leave half-installed packages behind
[ "$(id -u)" -eq 0 ] || wait "$packages"

tools/check.sh
wait "$packages"

say "Slow tests and tests with private servers, on SQLite"
.venv/bin/pytest -q -n "$workers" --dist loadgroup -m "(slow or servers) and not journey and not spark" \
    $(marked 'slow|servers')

say "Everything that touches a database, on PostgreSQL"
.venv/bin/python -m gija.demo.servers postgresql --databases accounts,police,casework,register,rapporteur -- \
    .venv/bin/pytest -q -n "$workers" --dist loadgroup -m "database and not journey and not slow and not servers and not spark" \
    src/gija/commons src/gija/police src/gija/casework src/gija/register src/gija/rapporteur src/gija/public src/gija/demo tests

say "Journeys in the browser"
.venv/bin/pytest -q -n "$workers" --dist loadgroup -m journey $(marked journey)
