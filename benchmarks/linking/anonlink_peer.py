"""Run by the python of `tools/peer.sh anonlink`: `speed FILE` or `count FILE`; answers in one line of JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from typing import Any

import anonlink  # type: ignore[import-not-found]
import numpy as np
from anonlink.similarities import dice_coefficient_accelerated  # type: ignore[import-not-found]
from bitarray import bitarray  # type: ignore[import-not-found]


def filters(rows: Any) -> list[Any]:
    """Rows of 16 words as anonlink's bit arrays."""
    made = []
    for row in rows:
        bits = bitarray(endian="little")
        bits.frombytes(row.astype("<u8").tobytes())
        made.append(bits)
    return made


def speed(file: str, threshold: float) -> dict[str, Any]:
    held = np.load(file)
    a, b = filters(held["a"]), filters(held["b"])
    start = time.process_time()
    found = dice_coefficient_accelerated((a, b), threshold, k=None)
    return {"cpu": time.process_time() - start, "pairs": len(found[0])}


def count(file: str, thresholds: Sequence[float]) -> dict[str, Any]:
    """Each world's people at each threshold: records less joins of anonlink's greedy groups."""
    held = np.load(file)
    worlds = []
    for number in range(int(held["worlds"])):
        lists = [filters(held[f"{number}-{at}"]) for at in range(int(held["lists"]))]
        row = []
        for threshold in thresholds:
            pairs = anonlink.candidate_generation.find_candidate_pairs(
                lists, dice_coefficient_accelerated, threshold, k=None
            )
            groups = anonlink.solving.greedy_solve(pairs)
            row.append(sum(map(len, lists)) - sum(len(group) - 1 for group in groups))
        worlds.append(row)
    return {"counts": worlds}


if __name__ == "__main__":
    thresholds = [float(text) for text in sys.argv[3:]]
    done = speed(sys.argv[2], thresholds[0]) if sys.argv[1] == "speed" else count(sys.argv[2], thresholds)
    print(json.dumps(done))
