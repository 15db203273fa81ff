"""Safe return of a victim from one country to another, help with it, and signals of consular posts from abroad.

For case workers, and for diplomatic missions and consular posts, which keep their cases like any institution. Asked for
by S1 (lines 109, 125, 129 and 180) and S2 (line 37).
"""
