"""Hints that another institution may know the same person: received, answered, never naming anybody.

For every zone with a case file (case work, police). Asked for by the common depersonalised database: a person helped
by two organisations counts once, and what the register guesses is confirmed by those who know.
"""
