#!/usr/bin/env bash
# Resolves the lock files anew. No header and no index option: a lock that names hosts breaks elsewhere.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() { .venv/bin/uv pip compile -q --generate-hashes --no-header --python-version 3.11 "$@"; }
compile pyproject.toml -c requirements/limits.in -o requirements/core.txt
compile pyproject.toml --extra dev -c requirements/core.txt -o requirements/dev.txt
compile pyproject.toml --extra spark -c requirements/core.txt -o requirements/spark.txt
compile requirements/build.in -o requirements/build.txt
compile requirements/node.in -o requirements/node.txt
for peer in requirements/peer-*.in; do compile "$peer" -o "${peer%.in}.txt"; done
! grep -l '://' requirements/*.txt package-lock.json
