"""Hit or no hit: one question, many databases, each with its own answer and *as of*; every question logged.

For analysts, investigators and liaison officers. Asked for by the hit/no-hit system of 2011 (NIIS).
"""
