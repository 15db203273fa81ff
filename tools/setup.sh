#!/usr/bin/env bash
# Makes .venv from the hashed locks, fetches the browser files, compiles the translations. Repeatable: does only what is missing.
#   tools/setup.sh core   what an installation needs
#   tools/setup.sh dev    and what the tests need
set -euo pipefail
cd "$(dirname "$0")/.."
lane=${1:-core}
say() { printf '  %s\n' "$*"; }

# The stamp names everything the environment is made from; when nothing changed there is nothing to do.
made_from() { cat requirements/*.txt package-lock.json pyproject.toml tools/setup.sh tools/browser_files.py; }
stamp=".venv/made-$lane-$(made_from | sha256sum | cut -c1-16)"

python=""
for candidate in python3.11 python3.12 python3.13 python3; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || { echo "Gija needs Python 3.11 or newer; none was found on PATH." >&2; exit 1; }

if [ ! -e "$stamp" ]; then
    if [ ! -x .venv/bin/pip ]; then
        say "Making the environment (.venv) with $($python --version)"
        # Debian ships venv apart from Python: bring it where it is missing.
        "$python" -c 'import ensurepip' 2>/dev/null || tools/debian.sh "$(basename "$(readlink -f "$(command -v "$python")")")-venv"
        "$python" -m venv .venv
    fi
    say "Installing the locked packages ($lane), each checked against its hash"
    .venv/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/build.txt
    .venv/bin/uv pip install -q -p .venv --require-hashes --compile-bytecode -r "requirements/$lane.txt"
    .venv/bin/uv pip install -q -p .venv --no-deps --no-build-isolation -e .
    say "Fetching the browser files"
    .venv/bin/python tools/browser_files.py
    rm -f .venv/made-"$lane"-*
    touch "$stamp"
fi

# Cheap, and the sources may have changed: translations and bytecode (the latter halves the start of every command).
for po in src/gija/locale/*/LC_MESSAGES/django.po; do
    mo=${po%.po}.mo
    if [ "$po" -nt "$mo" ]; then
        .venv/bin/pybabel -q compile -i "$po" -o "$mo" 2>/dev/null
    fi
done
.venv/bin/python -m compileall -q src/gija
