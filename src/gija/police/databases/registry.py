"""The databases of this installation: every mapping in the folder of the settings, those that are refused included."""

from __future__ import annotations

from pathlib import Path

from gija.police.databases.broken import stand_in
from gija.police.databases.mapping import Mapping, load
from gija.vocabulary.errors import GijaError

_loaded: dict[tuple[str, int, int], Mapping] = {}


def folder() -> Path:
    from django.conf import settings

    return Path(settings.DATABASE_MAPPINGS)


def all_mappings() -> tuple[Mapping, ...]:
    """Every mapping, by code; reread when its file changes. Never raises for a file that is refused: its mapping says
    only what could be read of it, and why (`broken`); of two files with one code the second is refused.
    """
    found: dict[str, Mapping] = {}
    read = [mapping for path in sorted(folder().glob("*.yaml")) if (mapping := _fresh(path)) is not None]
    for mapping in sorted(read, key=lambda one: one.broken is not None):  # a whole one has the first claim on its code
        if other := found.get(mapping.code):
            names = {"file": mapping.path.name, "field": mapping.code, "other": other.path.name}
            error = mapping.broken or GijaError("mapping.code_twice", **names)
            mapping = stand_in(mapping.path, error, taken=frozenset(found))
        found[mapping.code] = mapping
    return tuple(found[code] for code in sorted(found))


def get(code: str) -> Mapping:
    """The mapping `code`, be it `broken`. Refused: `database.unknown`."""
    mappings = {mapping.code: mapping for mapping in all_mappings()}
    if code not in mappings:
        raise GijaError("database.unknown", database=code, known=", ".join(mappings) or "-")
    return mappings[code]


def _fresh(path: Path) -> Mapping | None:
    """The mapping in the file; None where the file has just gone."""
    try:
        stat = path.stat()
    except OSError:
        return None
    key = (str(path.resolve()), stat.st_mtime_ns, stat.st_size)
    if key not in _loaded:
        try:
            _loaded[key] = load(path)
        except GijaError as error:
            _loaded[key] = stand_in(path, error)
    return _loaded[key]
