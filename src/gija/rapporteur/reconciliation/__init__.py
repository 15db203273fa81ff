"""Why the figures of two bodies differ: side by side on one grid, the difference in steps, and what both say of it.

The Rapporteur opens a dialogue, a supplier answers in its own pages, the Rapporteur accepts (M053: S2, line 28, names
the dissonance between figures of the state and of NGOs; M093: from presumed to recognised, S1, line 160).
"""
