"""Zone C, depersonalised: records of victims without identity.

Here will live: records, members, quality.
"""
