"""What the databases hold round a confirmed hit: picked up live, merged with the reason shown, drawn as a chart.

For those whose right reaches the content. Asked for by the hit/no-hit system of 2011 (NIIS).
"""
