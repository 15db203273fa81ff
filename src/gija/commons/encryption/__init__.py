"""Encryption of what must not be readable in a stolen database: fields bound to their row, blind indexes to find by.

Every zone uses it for identity; the keys lie outside the databases. Asked for by the mission's protection of victims.
"""
