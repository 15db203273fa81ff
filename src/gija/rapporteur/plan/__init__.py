"""Programmes and action plans: what was promised, by whom, for how much, and what has become of it.

A plan stands in editions (adopted, amended) that are never changed; institutions report progress on their measures with
evidence, which is approved or returned. Asked for by S1 L11, L39-43 and S2 (function 9.5: preparation and evaluation).
"""
