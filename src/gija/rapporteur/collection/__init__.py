"""Collecting figures: data calls by calendar, what suppliers send, checks with answers, two steps until a figure holds.

Suppliers fill in for their own institution and their head approves; the Rapporteur accepts, and only then are the
figures observations. Asked for by S2 (function 9.2, 9.2.1: central collection of statistical data from stakeholders).
"""
