"""International cooperation: with whom, by which channel, what was done, when, by which papers, and what came of it.

For the Rapporteur and the coordinator, who keep it, and the evaluator, who reads it. Asked for by S2 (lines 55 and 56).
"""
