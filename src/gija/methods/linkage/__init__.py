"""Keyed encodings of people, how alike they are, who is one person, and how many different people several lists hold.

For the senders of encodings, the linkage unit and any statistician who counts across lists. Asked for by the common
depersonalised database of 2006 (IOM); encodings after Schnell, Bachteler & Reiher (2009) and Durham et al. (2014).
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gija.methods.linkage.calibrated import Calibration, calibration
    from gija.methods.linkage.clusters import cluster
    from gija.methods.linkage.counting import Count, count_people
    from gija.methods.linkage.encoding import encode, fingerprint
    from gija.methods.linkage.hardening import harden
    from gija.methods.linkage.nobody import decoys
    from gija.methods.linkage.schemes import Scheme, scheme
    from gija.methods.linkage.similarity import similar_pairs
    from gija.methods.linkage.tokens import linkable

__all__ = [
    "Calibration",
    "Count",
    "Scheme",
    "calibration",
    "cluster",
    "count_people",
    "decoys",
    "encode",
    "fingerprint",
    "harden",
    "linkable",
    "scheme",
    "similar_pairs",
]

_WHERE = {
    "Calibration": "calibrated",
    "Count": "counting",
    "Scheme": "schemes",
    "calibration": "calibrated",
    "cluster": "clusters",
    "count_people": "counting",
    "decoys": "nobody",
    "encode": "encoding",
    "fingerprint": "encoding",
    "harden": "hardening",
    "linkable": "tokens",
    "scheme": "schemes",
    "similar_pairs": "similarity",
}


def __getattr__(name: str) -> Any:
    # Loaded when asked for: the command's help needs neither numpy nor numba.
    if name in _WHERE:
        module = importlib.import_module(f"{__name__}.{_WHERE[name]}")
        found = getattr(module, name)
        globals()[name] = found
        return found
    raise AttributeError(name)
