"""Figures: every one with its definition, base, stage, source and vintage; what is missing, broken or contradictory.

For the National Rapporteur; evaluators read. Asked for by S2 (line 28): the dissonance between what the state and what
NGOs tell of trafficking is set side by side and explained.
"""
