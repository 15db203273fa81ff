"""A saved question: when a database that had nothing gets something, whoever asked is told, once.

For analysts, investigators and liaison officers. Asked for by the hit/no-hit system of 2011 (NIIS).
"""
