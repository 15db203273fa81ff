"""The peers of counting once: anonlink on the same encodings, exact hashing, no linkage, splink on plain text."""

from __future__ import annotations

import json
import subprocess
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.linking.worlds import World
from gija.methods.names import Person, fold, parse

ROOT = Path(__file__).parents[2]
THRESHOLDS = (0.64, 0.66, 0.68, 0.70, 0.72, 0.75, 0.80)


def anonlink(task: str, file: Path, thresholds: Sequence[float]) -> dict[str, Any]:
    """What anonlink answers, in its own environment. `tools/peer.sh anonlink` makes that where it is not there yet."""
    made = subprocess.run(["tools/peer.sh", "anonlink"], cwd=ROOT, check=True, capture_output=True, text=True)
    script = Path(__file__).with_name("anonlink_peer.py")
    ran = subprocess.run(
        [made.stdout.strip(), str(script), task, str(file), *map(str, thresholds)],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def no_linkage(world: World) -> int:
    return sum(map(len, world.lists))


def exact(world: World) -> int:
    """Who has the same folded name, date of birth and sex is one person: what hashing one string a person gives."""
    return len({(fold(p.names[0]), p.birth_date, p.sex) for held in world.lists for p in held})


def _row(number: int, source: int, person: Person) -> dict[str, Any]:
    words = [w.folded for w in parse(person.names[0]).words] or [""]
    born = person.birth_date
    return {
        "unique_id": number,
        "source_dataset": f"list{source}",
        "given": words[0],
        "family": words[-1],
        "born": born if len(born) == 10 else None,
        "year": born[:4] or None,
        "sex": person.sex or None,
    }


def splink(world: World) -> tuple[int, int]:
    """People by splink on names and dates in the clear, its parameters learnt from the lists themselves.

    Names are folded first, nothing more; the count is records less joins, one to one, at probability 0.5 and
    at 0.95.
    """
    from gija.methods.linkage import cluster

    found = _predicted(world)
    sides = [found[side].to_numpy() for side in ("unique_id_l", "unique_id_r")]
    pairs = np.sort(np.stack(sides, axis=1).astype(np.int64), axis=1)
    chances = found["match_probability"].to_numpy()
    sizes = [len(held) for held in world.lists]
    often, strict = (cluster(pairs[chances >= at], chances[chances >= at], sizes).count for at in (0.5, 0.95))
    return often, strict


def _predicted(world: World) -> Any:
    """Pairs of rows with splink's match probability, as an Arrow table."""
    import logging

    import pyarrow
    from splink import DuckDBAPI, Linker, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore")
    offsets = np.cumsum([0, *map(len, world.lists)])
    frames = [
        pyarrow.Table.from_pylist([_row(int(offsets[at]) + row, at, person) for row, person in enumerate(held)])
        for at, held in enumerate(world.lists)
    ]
    engine = DuckDBAPI()
    linker = Linker([engine.register(frame) for frame in frames], _settings(), log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match([block_on("born", "given")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("born"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("given", "family"))
    return linker.inference.predict(threshold_match_probability=0.5).as_pyarrow_table()  # type: ignore[no-untyped-call]


def _settings() -> Any:
    from splink import SettingsCreator, block_on
    from splink import comparison_library as library

    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            library.JaroWinklerAtThresholds("given", [0.92, 0.8]),
            library.JaroWinklerAtThresholds("family", [0.92, 0.8, 0.7]),
            library.LevenshteinAtThresholds("born", [1, 2]),
            library.ExactMatch("year"),
            library.ExactMatch("sex"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("born"), block_on("family"), block_on("given", "year"), block_on("given", "substr(family, 1, 3)"),
        ],
    )  # fmt: skip
