"""The audit trail: one entry for each act, in the database where it happened, chained so that a change shows.

For auditors and for whoever must answer who saw what, when and why. Append-only on SQLite and PostgreSQL.
"""
