"""The independent evaluator: tender, bids and scores, contract, reports delivered, and hand-over to whoever comes next.

For the Rapporteur and the coordinator, who keep them, and the evaluator, who reads and takes over. Asked for by S2 L23
(public competition, contractors of 2006 to 2008) and L29 (competition does not ensure continuity).
"""
