"""Compensation: the civil claim against the offender, the application to the state fund, what was awarded and paid.

For case workers; each step is also told to the case file, so that the register counts it. Asked for by S1 (line 27).
"""
