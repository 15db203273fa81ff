"""Calls to the hotline, shifts, the directory of numbers, and warnings to people who were made a dangerous offer.

For investigators and liaison officers on duty. What a caller says becomes a tip, sealed to the desk of tips. Asked for
by the hotline numbers that are made known to the public, and by police who approach potential victims.
"""
