#!/usr/bin/env bash
# Installs Gija from this folder alone: ./install.sh FOLDER   (needs Python 3.11 with venv; no network is used)
set -euo pipefail
target=${1:?Usage: ./install.sh FOLDER}
here=$(cd "$(dirname "$0")" && pwd)
(cd "$here" && sha256sum --quiet -c SHA256SUMS)
python3 -m venv "$target"
"$target/bin/pip" install -q --disable-pip-version-check --no-index --find-links "$here/wheels" --require-hashes -r "$here/core.txt"
"$target/bin/pip" install -q --disable-pip-version-check --no-index --no-deps "$here"/wheels/gija-*.whl
echo "Gija stands in $target. Next: $target/bin/gija migrate, then $target/bin/gija serve."
