"""Zone A, identified: what the police know and ask. Databases, search, dossiers; later proceedings, intelligence, tips.

For criminal-police analysts, specialised investigators and liaison officers. Asked for by the hit/no-hit system (NIIS).
"""
