"""The periods of law that run for a victim: how long, from when, until when, and what they are on a given day.

For whoever keeps a case: the reflection period, the residence permit, deadlines of courts. Each period stands in
`clocks.yaml` with the act it comes from. Asked for by S1 (lines 29 and 31).
"""

from gija.methods.clocks.laws import Clock, clock, clocks
from gija.methods.clocks.periods import Length, local_day, next_working, over, renewed
from gija.methods.clocks.running import Standing, Status, standing

__all__ = [
    "Clock", "Length", "Standing", "Status", "clock", "clocks", "local_day", "next_working", "over", "renewed",
    "standing",
]  # fmt: skip
