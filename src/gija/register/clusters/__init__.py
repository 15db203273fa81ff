"""Which records are one person, as the linkage unit found each half-year: random numbers, no encoding, no name.

For the tables and the register's administrator. Asked for by the common depersonalised database of 2006.
"""
