"""Fetches the files the browser needs, as locked in package-lock.json, and puts them where Gija serves them.

Uses the machine's npm; where there is none, Node.js from PyPI (`requirements/node.txt`) inside the environment.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "src/gija/commons/pages/static/vendor"
FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "cytoscape/dist/cytoscape.min.js": "cytoscape.min.js",
    "axe-core/axe.min.js": "axe.min.js",
    "dejavu-fonts-ttf/ttf/DejaVuSans.ttf": "fonts/DejaVuSans.ttf",
    "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf": "fonts/DejaVuSans-Bold.ttf",
}
# One file of what the tip form needs of age and of the libraries under it, instead of thirty of six times the size:
# the telephones of those who write are old, and their networks slow.
AGE = "age.min.js"
TAKEN = """
export { Decrypter, Encrypter, identityToRecipient } from "age-encryption";
export { hkdf } from "@noble/hashes/hkdf.js";
export { sha256 } from "@noble/hashes/sha2.js";
export { bech32 } from "@scure/base";
"""
BUNDLED = ["--bundle", "--minify", "--format=esm", "--target=es2022", "--log-level=warning"]


def npm() -> tuple[str, dict[str, str]]:
    """The npm to use and the environment to run it in."""
    if found := shutil.which("npm"):
        return found, dict(os.environ)
    binaries = Path(sys.executable).parent
    subprocess.run(
        [binaries / "uv", "pip", "install", "-q", "-p", sys.prefix, "--require-hashes", "-r", "requirements/node.txt"],
        cwd=ROOT,
        check=True,
    )
    # npm's own scripts look for `node` on PATH, so the environment's folder goes first.
    return str(binaries / "npm"), {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}"}


def main() -> None:
    program, environment = npm()
    subprocess.run(
        [program, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    for source, name in FILES.items():
        target = VENDOR / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "node_modules" / source, target)
    bundle(environment)


def bundle(environment: dict[str, str]) -> None:
    """Puts what is taken of age into one module."""
    subprocess.run(
        [ROOT / "node_modules/.bin/esbuild", *BUNDLED, f"--outfile={VENDOR / AGE}"],
        cwd=ROOT,
        env=environment,
        input=TAKEN,
        text=True,
        check=True,
    )


if __name__ == "__main__":
    main()
