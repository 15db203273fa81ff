"""Calls for projects: prepared, published, assessed, decided, awarded, closed; appeals. For the grant officer."""
