"""Who works here: accounts, their roles in institutions, sign-in, the second factor.

For administrators of an institution and everyone who signs in. Asked for by access on need to know (personal data law).
"""
