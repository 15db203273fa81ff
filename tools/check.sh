#!/usr/bin/env bash
# The fast lane (at most eight minutes): style, types, walls between rooms, fast tests on SQLite.
set -euo pipefail
cd "$(dirname "$0")/.."
say() { printf '\n== %s\n' "$*"; }
say "Style (ruff)"
.venv/bin/ruff check .
.venv/bin/ruff format --check .
say "Types (mypy, strict)"
.venv/bin/mypy
say "Floors and zones (import-linter)"
.venv/bin/lint-imports
say "Fast tests, on SQLite"
.venv/bin/pytest -q -n "${GIJA_TEST_WORKERS:-2}" --dist loadgroup -m "not slow and not journey and not servers and not spark"
