"""Names of people and identifiers of things: normalise, transliterate, compare, explain.

For search, linkage and anyone comparing names. Asked for by the hit/no-hit system of 2011 (NIIS).
"""
