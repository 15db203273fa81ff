#!/usr/bin/env bash
# Makes .peers/NAME, an environment of its own for a peer that a benchmark measures against: peers pin other versions than Gija's.
#   tools/peer.sh anonlink | anonymeter | nomenklatura | pytauargus      prints the path of its python
set -euo pipefail
cd "$(dirname "$0")/.."
lock=requirements/peer-$1.txt
stamp=.peers/$1/made-$(sha256sum < "$lock" | cut -c1-16)
if [ ! -e "$stamp" ]; then
    # nomenklatura builds PyICU from source, which needs ICU's headers and a compiler.
    [ "$1" != nomenklatura ] || tools/debian.sh g++ pkg-config libicu-dev python3-dev >&2
    .venv/bin/python -m venv --without-pip ".peers/$1"
    .venv/bin/uv pip install -q -p ".peers/$1" --require-hashes --compile-bytecode -r "$lock" >&2
    touch "$stamp"
fi
echo ".peers/$1/bin/python"
