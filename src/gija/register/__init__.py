"""Zone C, depersonalised: records of victims without identity, who sends them, and the half-year table made of them.

For its administrator (the IOM in Lithuania) and, each for its own records, the institutions that send. Asked for by the
common depersonalised database of 2006. Its models know only the field types of `fields.py`: a name has no room.
"""
