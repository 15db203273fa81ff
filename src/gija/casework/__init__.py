"""Zone B, identified. Here will live: an institution's own files on people.

Cases, referral, assistance, compensation, submission; for NGOs, the Ombudsman, the compensation fund, migration.
"""
