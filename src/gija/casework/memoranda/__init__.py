"""Memoranda of cooperation: which bodies agreed to do what, from when, until when.

Visible for everybody who works on cases of the institution that keeps them; they hold no personal data. Asked for by S1
(lines 166 to 168).
"""
