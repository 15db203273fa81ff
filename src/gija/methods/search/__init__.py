"""The hit/no-hit index: build, candidates, score, explain.

For `police/search` and for anyone with records to search. Asked for by the hit/no-hit system of 2011 (NIIS).
"""
