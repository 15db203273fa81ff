"""Words read once and kept: what an index stores of each word of its names, so that nobody reads them again.

What is stored is good for the model that wrote it (`stamp`): another version of Gija reads the words anew.
"""

from __future__ import annotations

import json
from functools import cache, reduce
from importlib.resources import files
from operator import and_, or_
from zlib import crc32

from gija.methods.names.parsing import Word
from gija.methods.names.sounds import Reading, told

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_loads = json.JSONDecoder().decode


def packed(one: Word) -> str:
    """One line of JSON that `unpacked` makes the same word of. The word must stand in small letters."""
    readings = [[r.sound, len(r.core), r.suffix, r.kind, len(r.sound) - len(r.end), r.letters] for r in one.readings]
    sets = [sorted(each) for each in (one.classes, one.families, one.romanised)]
    signs = one.is_initial | one.is_particle << 1 | one.is_patronymic << 2 | one.open << 3
    return _JSON.encode([one.lower, one.folded, one.script, one.weight, signs, readings, *sets])


def unpacked(line: str) -> Word:
    """The word of `packed`. Errors: ValueError where the line is something else."""
    lower, folded, script, weight, signs, stored, classes, families, romanised = _loads(line)
    readings = tuple(_reading(*each) for each in stored)
    letters = [r.letters for r in readings]
    return Word(
        lower,
        lower,
        folded,
        script,
        readings,
        frozenset(classes),
        frozenset(families),
        frozenset(romanised),
        weight,
        bool(signs & 1),
        bool(signs & 2),
        bool(signs & 4),
        bool(signs & 8),
        reduce(and_, letters) if letters else 0,
        reduce(or_, letters, 0),
        None,
    )


def _reading(code: str, core: int, suffix: str, kind: str, stem: int, letters: int) -> Reading:
    return told(code, code[:core], suffix, kind, code[stem:], letters)


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
