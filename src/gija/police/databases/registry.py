"""The databases of this installation: every mapping in the folder of the settings."""

from __future__ import annotations

from pathlib import Path

from gija.police.databases.mapping import Mapping, load
from gija.vocabulary.errors import GijaError

_loaded: dict[tuple[str, int, int], Mapping] = {}


def folder() -> Path:
    from django.conf import settings

    return Path(settings.DATABASE_MAPPINGS)


def all_mappings() -> tuple[Mapping, ...]:
    """Every mapping, by code; reread when its file changes. Refused: `mapping.*` of the first broken one."""
    found: dict[str, Mapping] = {}
    for path in sorted(folder().glob("*.yaml")):
        mapping = _fresh(path)
        if other := found.get(mapping.code):
            raise GijaError("mapping.code_twice", file=path.name, field=mapping.code, other=other.path.name)
        found[mapping.code] = mapping
    return tuple(found[code] for code in sorted(found))


def get(code: str) -> Mapping:
    """The mapping `code`. Refused: `database.unknown`."""
    mappings = {mapping.code: mapping for mapping in all_mappings()}
    if code not in mappings:
        raise GijaError("database.unknown", database=code, known=", ".join(mappings) or "-")
    return mappings[code]


def _fresh(path: Path) -> Mapping:
    stat = path.stat()
    key = (str(path.resolve()), stat.st_mtime_ns, stat.st_size)
    if key not in _loaded:
        _loaded[key] = load(path)
    return _loaded[key]
