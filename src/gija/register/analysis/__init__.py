"""Analysis: counts of the register by up to three dimensions, by rules that are written down.

A member counts its own records freely and the common register through a gate; the half-year tables of
`register.tables` are counted by the same rules. Asked for so that organisations get something back for what they send.
"""
