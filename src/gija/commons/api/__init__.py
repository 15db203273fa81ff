"""The programming interface: one for each installation, with tokens of institutions, scopes and rate limits.

For programs of institutions; administrators make the tokens. The same rights, levels and audit hold as on the pages.
"""
