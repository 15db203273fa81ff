"""Presumed and recognised victims in proceedings, and the record of each that goes to the register without identity.

For specialised investigators, each institution seeing its own.
Asked for by the half-year statistics: those whom the police recognised are counted beside those whom NGOs helped.
"""
