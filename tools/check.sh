#!/usr/bin/env bash
# The fast lane (at most eight minutes): style, types, walls between rooms, fast tests on SQLite.
set -euo pipefail
cd "$(dirname "$0")/.."
unset PYTHONDONTWRITEBYTECODE  # else pytest rewrites the assertions of all tests anew in each worker
say() { printf '\n== %s\n' "$*"; }
say "Style (ruff)"
.venv/bin/ruff check .
.venv/bin/ruff format --check .

say "Floors and zones (import-linter)"
.venv/bin/lint-imports

# mypy uses one core: it runs beside the tests and is told after them.
told=$(mktemp)
.venv/bin/mypy >"$told" 2>&1 &
mypy=$!
trap 'kill "$mypy" 2>/dev/null || true; rm -f "$told"' EXIT

say "Fast tests, on SQLite"
tests=0
.venv/bin/pytest -q -n "${GIJA_TEST_WORKERS:-2}" --dist loadgroup \
    -m "not slow and not journey and not servers and not spark" || tests=$?

say "Types (mypy, strict)"
types=0
wait "$mypy" || types=$?
cat "$told"
exit $((tests ? tests : types))
