"""Secret addresses of calendar feeds: a calendar program cannot sign in, so the address itself is the key.

For rooms with deadlines: each has a model of its own (`BaseFeed`), in its zone's database.
"""
