"""Words read once and kept: what an index stores of each word of its names, so that nobody reads them again.

What is stored is good for the model that wrote it (`stamp`): another version of Gija reads the words anew.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from itertools import starmap
from zlib import crc32

from gija.methods.names.parsing import Word
from gija.methods.names.sounds import Reading

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_loads = json.JSONDecoder().decode


def packed(one: Word) -> str:
    """One line of JSON that `unpacked` makes the same word of. The word must stand in small letters."""
    sets = [sorted(each) for each in (one.classes, one.families, one.romanised)]
    signs = one.is_initial | one.is_particle << 1 | one.is_patronymic << 2 | one.open << 3
    return _JSON.encode([one.lower, one.folded, one.script, one.weight, signs, one.sure, one.may, one.readings, *sets])


def unpacked(line: str) -> Word:
    """The word of `packed`. Errors: ValueError where the line is something else."""
    lower, folded, script, weight, signs, sure, may, readings, classes, families, romanised = _loads(line)
    return Word(
        lower,
        lower,
        folded,
        script,
        tuple(starmap(Reading, readings)),
        frozenset(classes),
        frozenset(families),
        frozenset(romanised),
        weight,
        bool(signs & 1),
        bool(signs & 2),
        bool(signs & 4),
        bool(signs & 8),
        sure,
        may,
        None,
    )


@cache
def stamp() -> int:
    """A number for the version of the model: its tables and its code."""
    tables = files("gija.vocabulary").joinpath("names")
    held = [*files("gija.methods.names").iterdir(), *tables.iterdir(), *tables.joinpath("letters").iterdir()]
    total = 0
    for file in sorted(held, key=lambda f: f.name):
        if file.name.endswith((".py", ".yaml")):
            total = crc32(file.read_bytes(), total)
    return total
