#!/usr/bin/env bash
# The Spark lane: an environment of its own (.venv-spark, of 2.0 GB), Java, and the tests marked `spark` on two workers.
set -euo pipefail
cd "$(dirname "$0")/.."
say() { printf '\n== %s\n' "$*"; }

if ! command -v java >/dev/null; then
    say "Debian package: Java"
    tools/debian.sh default-jre-headless
fi

stamp=".venv-spark/made-$(cat requirements/dev.txt requirements/spark.txt tools/test_spark.sh | sha256sum | cut -c1-16)"
if [ ! -e "$stamp" ]; then
    say "The environment (.venv-spark)"
    .venv/bin/python -m venv --without-pip .venv-spark
    .venv/bin/uv pip install -q -p .venv-spark --require-hashes --compile-bytecode \
        -r requirements/build.txt -r requirements/dev.txt -r requirements/spark.txt
    .venv/bin/uv pip install -q -p .venv-spark --no-deps --no-build-isolation -e .
    touch "$stamp"
fi

say "Tests on a local Spark cluster of two workers"
.venv-spark/bin/pytest -q -m spark src/gija/methods src/gija/police/batches
