"""The second wall in PostgreSQL: a row shows only to the institution it belongs to, whatever a query forgets to say.

For every zone that holds people. The first wall is `queries.py` and `rules.py` of each room; SQLite has only that one.
"""
