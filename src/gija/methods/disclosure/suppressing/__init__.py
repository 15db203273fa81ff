"""Which cells to close: as few people hidden as possible, and nothing found from all releases together.

`problem` says what may be closed and what must hold, `cutting` finds what a pattern leaves open to attack, `master`
chooses the pattern, `spreading` finds a first one (and the only one where a problem is too large for the exact way).
"""
