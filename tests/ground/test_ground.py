"""The ground the house stands on: locks without addresses, a README that keeps its word, no machine paths."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKE_TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda p: p.name)
def test_lock_pins_with_hashes_and_names_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    pins = re.findall(r"^[a-z0-9][^\n]*==", text, re.MULTILINE)
    assert len(pins) > 0
    assert text.count("--hash=sha256:") >= len(pins)


def test_browser_lock_names_no_address() -> None:
    assert "://" not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_core_lock_covers_every_declared_dependency() -> None:
    import tomllib

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    locked = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements/core.txt").read_text(), re.MULTILINE))
    names = {re.split(r"[\[<>=~ ]", line, maxsplit=1)[0].lower() for line in declared}
    assert names <= locked


def test_every_dependency_stands_in_the_docs_with_reason_and_spare() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = project["dependencies"] + [d for extra in project["optional-dependencies"].values() for d in extra]
    rows = re.findall(r"^\| `([^`]+)` \|([^|]+)\|([^|]+)\|", (ROOT / "docs/dependencies.md").read_text(), re.MULTILINE)
    explained = {name for name, reason, spare in rows if reason.strip() and spare.strip()}
    names = {re.split(r"[\[<>=~ ]", line, maxsplit=1)[0] for line in declared}
    assert names - explained == set()


def test_readme_is_short_and_names_only_commands_that_exist() -> None:
    assert len(README.splitlines()) <= 120
    assert set(re.findall(r"\bmake ([a-z]+)", README)) <= MAKE_TARGETS
    for room in re.findall(r"\bgija ([a-z]+)", " ".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL))):
        from gija.cli import ROOMS

        assert room in ROOMS


def test_readme_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if "://" not in target:
            assert (ROOT / target).exists(), target


def test_docs_links_lead_somewhere() -> None:
    lost = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in (ROOT / "docs").rglob("*.md")
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert lost == []


def test_make_offers_what_the_house_promises() -> None:
    assert {"help", "demo", "serve", "test", "check", "bench", "bundle", "clean"} <= MAKE_TARGETS


def test_tree_holds_no_path_of_a_machine_and_no_long_module() -> None:
    machine = re.compile(r"/(?:home|root|Users|work)/[a-z]", re.IGNORECASE)
    found: list[str] = []
    for file in tracked_files():
        if file.suffix not in {".py", ".md", ".sh", ".yaml", ".toml", ".json", ".html", ".js", ".css", ""}:
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        if machine.search(text) and file.name != Path(__file__).name:
            found.append(f"{file.relative_to(ROOT)} names a path of a machine")
        if file.suffix == ".py" and "migrations" not in file.parts and len(text.splitlines()) > 400:
            found.append(f"{file.relative_to(ROOT)} is longer than 400 lines")
    assert found == []


def test_help_of_the_command_starts_without_heavy_libraries() -> None:
    probe = (
        "import sys; sys.argv = ['gija', '--help']\n"
        "from gija.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert end.code == 0\n"
        "heavy = {'django', 'numpy', 'duckdb', 'sqlalchemy', 'tantivy', 'typst', 'typer'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True)


def test_public_zone_imports_no_database() -> None:
    """import-linter cannot forbid a part of an outside package, so `django.db` is looked for here."""
    import ast

    for file in (ROOT / "src/gija/public").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not any(m == "django.db" or m.startswith("django.db.") for m in modules), file.name
