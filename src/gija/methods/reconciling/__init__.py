"""Why two figures of one period differ: the way from one to the other in steps that add up exactly.

For whoever explains figures of several institutions. A step is computed where the data allow, as a number or as an
interval; else it is left to the two bodies, and what no step explains is told as not explained (S2, line 28).
"""

from gija.methods.reconciling.decomposing import decompose
from gija.methods.reconciling.together import known_to_both, together
from gija.methods.reconciling.values import STEPS, Amount, Decomposition, Figure, Step, Telling

__all__ = [
    "STEPS", "Amount", "Decomposition", "Figure", "Step", "Telling", "decompose", "known_to_both", "together",
]  # fmt: skip
