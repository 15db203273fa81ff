"""Figures handed to other bodies in their formats: SDMX, and the yearly statistics of the European Union.

For the National Rapporteur, who sends them; the coordinator looks. Every file taken away leaves an audit entry.
"""
