"""Relations round an object: the chart as a value, merge, steps, layout.

For dossiers and chart files. Asked for by the chart of typed relations of the hit/no-hit system of 2011 (NIIS).
"""
