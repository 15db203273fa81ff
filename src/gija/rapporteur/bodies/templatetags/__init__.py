"""Filters of the pages of bodies."""
