"""Recommendations: who recommended what to whom, until when, and what the addressees did, with evidence.

For the Rapporteur and the coordinator, who keep them and decide, and the institutions that answer. Asked for by S1 L79,
L150, L192 and S2 L25; GRETA and the independent evaluator recommend too.
"""
