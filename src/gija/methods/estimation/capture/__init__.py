"""Who was seen on which lists: counts by capture history, read, checked, merged, dropped, conditioned, overlapped.

For the statistician and the rapporteur. Asked for by SDG indicator 16.2.2 (UNODC, multiple systems estimation).
"""
