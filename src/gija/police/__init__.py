"""Zone A, identified: what the police know and ask. Databases, search and dossiers; later proceedings, intelligence, tips, exchange.

For criminal-police analysts, specialised investigators and liaison officers. Asked for by the hit/no-hit system of 2011 (NIIS).
"""
