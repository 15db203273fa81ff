"""Names of people and identifiers of things: normalise, transliterate, compare, explain.

For search, linkage and anyone comparing names. Asked for by the hit/no-hit system of 2011 (NIIS).
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gija.methods.names.comparing import HIT_THRESHOLD, compare
    from gija.methods.names.letters import fold
    from gija.methods.names.name_keys import keys
    from gija.methods.names.parsing import Name, parse
    from gija.methods.names.persons import Person, Prepared, person_score, prepared, quick
    from gija.methods.names.rarity import Rarity
    from gija.methods.names.values import Comparison, Part

__all__ = [
    "HIT_THRESHOLD",
    "Comparison",
    "Name",
    "Part",
    "Person",
    "Prepared",
    "Rarity",
    "compare",
    "fold",
    "keys",
    "parse",
    "person_score",
    "prepared",
    "quick",
]

_WHERE = {
    "HIT_THRESHOLD": "comparing",
    "Comparison": "values",
    "Name": "parsing",
    "Part": "values",
    "Person": "persons",
    "Prepared": "persons",
    "Rarity": "rarity",
    "compare": "comparing",
    "fold": "letters",
    "keys": "name_keys",
    "parse": "parsing",
    "person_score": "persons",
    "prepared": "persons",
    "quick": "persons",
}


def __getattr__(name: str) -> Any:
    # Loaded when asked for: the command's help and the value types need none of the libraries behind the names.
    if name in _WHERE:
        return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(name)
