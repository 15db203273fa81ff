"""How often records of one person, and of two, agree in each thing compared: counted where the truth is known.

`u` comes from random pairs, `m` from the pairs that the labels say are one person (splink does both).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gija.methods.sameness.likely import linker, settings
from gija.methods.sameness.people import Seen

# Declared: the least that a level is taken to happen. Random pairs show too few equal names to count them, and no
# database is so clean that a level never occurs: no single piece of evidence decides alone.
M_FLOOR, U_FLOOR = 2e-3, 1e-4
NAME_FLOORS = {"equal": 2e-5, "spelling": 1e-4, "close": 5e-4}


@dataclass(frozen=True, slots=True)
class Numbers:
    """Comparison -> level -> how often: `m` among records of one person, `u` among records of two."""

    m: dict[str, dict[str, float]]
    u: dict[str, dict[str, float]]


def trained(
    people: Sequence[Seen], labels: Sequence[str], compared: Iterable[str], *, pairs: int, seed: int
) -> Numbers:
    """The numbers of these records; `labels` says whose each is. `pairs`: how many random ones are looked at. The same
    records, pairs and seed give the same numbers."""
    asked = tuple(compared)
    engine = linker(people, settings(asked, None), {"whose": list(labels)})
    engine.training.estimate_u_using_random_sampling(max_pairs=pairs, seed=seed)
    engine.training.estimate_m_from_label_column("whose")
    m: dict[str, dict[str, float]] = defaultdict(dict)
    u: dict[str, dict[str, float]] = defaultdict(dict)
    for comparison in engine.misc.save_model_to_json()["comparisons"]:
        of = comparison["output_column_name"]
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                name = level["label_for_charts"]
                least = NAME_FLOORS.get(name, U_FLOOR) if of == "name" else U_FLOOR
                m[of][name] = _number(level, "m", M_FLOOR)
                u[of][name] = _number(level, "u", least)
    return Numbers({of: dict(m[of]) for of in asked}, {of: dict(u[of]) for of in asked})


def _number(level: dict[str, object], which: str, least: float) -> float:
    found = level.get(f"{which}_probability")
    return round(min(max(float(found) if isinstance(found, int | float) else least, least), 1.0), 6)
