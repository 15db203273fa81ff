"""Two of the demo databases in real servers as well, for as long as a command runs: PostgreSQL and MariaDB."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import yaml

from gija.demo.build import HOLDINGS, Told
from gija.demo.country.whole import Country, make_country
from gija.demo.databases.writers import into_server
from gija.demo.servers import Server, mariadb, postgresql
from gija.police.databases import index, registry

# Code of the database, server, the environment's name for its address, and what is added to the database's name.
COPIES = (
    ("residents", postgresql, "GIJA_DEMO_POSTGRESQL", "PostgreSQL"),
    ("vehicles", mariadb, "GIJA_DEMO_MARIADB", "MariaDB"),
)


@contextmanager
def hosted(people: int, seed: int, mappings: Path, told: Told) -> Iterator[list[str]]:
    """Start both servers, fill them, add and index their mappings; in the end take all that away again.

    Gives the codes of the added databases. Raises `demo.server_missing` and `demo.server_failed`.
    """
    told("step_servers", "")
    with ExitStack() as stack:
        servers = [stack.enter_context(start(None, ["demo"])) for _, start, _, _ in COPIES]
        country = make_country(people, seed)
        codes = [_add(stack, country, server, mappings, number) for number, server in enumerate(servers)]
        yield codes


def _add(stack: ExitStack, country: Country, server: Server, mappings: Path, number: int) -> str:
    source, _, variable, product = COPIES[number]
    into_server(HOLDINGS[source](country), server.url("demo"))
    os.environ[variable] = server.url("demo")
    stack.callback(os.environ.pop, variable, None)
    code = f"{source}_{product.lower()}"
    path = mappings / f"{code}.yaml"
    stack.callback(path.unlink, missing_ok=True)
    text = (mappings / f"{source}.yaml").read_text(encoding="utf-8")
    said = yaml.safe_load(text)
    said |= {"code": code, "connection": {"url": f"${{{variable}}}"}}
    said["name"] = {language: f"{name} ({product})" for language, name in said["name"].items()}
    path.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")
    mapping = registry.get(code)
    stack.callback(_forget, code)
    index.refresh(mapping)
    return code


def _forget(code: str) -> None:
    """The copy's index goes with its server."""
    for path in index.folder().glob(f"{code}*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
