"""Has a series of small counts changed, or is it chance? Trends and changes of level, never claimed from noise.

For whoever watches yearly counts of cases: between known breaks in series only, corrected for how often was looked,
with how many cases would be needed where there are too few. Asked for by the National Rapporteur's duty 9.1 (S2).
"""

from gija.methods.trends.chances import interval, two_counts
from gija.methods.trends.judging import judge, judge_all
from gija.methods.trends.values import ALPHA, Change, Counts, Judgement, Trend, Verdict
from gija.methods.trends.words import said

__all__ = [
    "ALPHA", "Change", "Counts", "Judgement", "Trend", "Verdict", "interval", "judge", "judge_all", "said",
    "two_counts",
]  # fmt: skip
