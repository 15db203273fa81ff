"""The true demo country: residents, their families, things and firms, before any institution writes them down.

Same seed and size, same country. For the builder of the databases and for tests; no real person is in it.
"""
