"""Referral: a person is handed on to a body that can help, with their consent; what becomes of it comes back.

For case workers of the national referral mechanism; overrides are told to a supervisor. Asked for by S1 (lines 166 to
168).
"""
