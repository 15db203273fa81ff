#!/usr/bin/env bash
# Everything needed to install Gija without a network, for this kind of machine and Python, then tried with the network off.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(.venv/bin/python -c 'import gija; print(gija.__version__)')
tag=$(.venv/bin/python -c 'import sys, platform; print(f"py{sys.version_info.major}{sys.version_info.minor}-{platform.machine()}")')
name="gija-$version-$tag"
folder="dist/$name"
rm -rf "$folder" "dist/$name.tar.gz"
mkdir -p "$folder/wheels"

echo "  Building Gija's own wheel"
.venv/bin/uv build -q --wheel --no-build-isolation -p .venv/bin/python -o "$folder/wheels" .
rm -f "$folder/wheels/.gitignore"
echo "  Fetching the locked packages, each checked against its hash"
.venv/bin/pip download -q --disable-pip-version-check --require-hashes --only-binary :all: -d "$folder/wheels" -r requirements/core.txt
cp requirements/core.txt README.md LICENSE CHANGELOG.md "$folder/"
cp tools/install_offline.sh "$folder/install.sh"
(cd "$folder" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum >SHA256SUMS)
tar -C dist --sort=name --owner=0 --group=0 --numeric-owner -czf "dist/$name.tar.gz" "$name"
echo "  dist/$name.tar.gz: $(du -h "dist/$name.tar.gz" | cut -f1)"

echo "  Trying it in an empty environment with the network off"
trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT
tar -C "$trial" -xzf "dist/$name.tar.gz"
offline=(unshare --net --map-root-user)
"${offline[@]}" true 2>/dev/null || offline=(unshare --net)
if ! "${offline[@]}" true 2>/dev/null; then
    echo "  This machine does not let us take the network away (unshare refused): tried with the package index shut only." >&2
    offline=()
fi
"${offline[@]}" "$trial/$name/install.sh" "$trial/gija"
(cd "$trial" && "${offline[@]}" env GIJA_VAR="$trial/var" "$trial/gija/bin/gija" migrate)
echo "  Installed and migrated without a network."
