"""Institutions and their units: names that change over time, with validity.

For everything that names an institution. Asked for by the many actors of the National Rapporteur mechanism.
"""
