"""Hints to two institutions that records of theirs may be of one person; confirmed only when both say so.

For the administrator of the register. Nobody is named: each side learns its own record's number and who the other is.
"""
