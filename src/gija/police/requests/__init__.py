"""Requests to the owner of a database: tell us more, correct this, erase this; with an answer and a clock.

For analysts, investigators and liaison officers who ask, and for the owner's people who answer. Asked for by the
hit/no-hit system of 2011 (NIIS), where a hit leads to its owner, and by the rights of data subjects.
"""
