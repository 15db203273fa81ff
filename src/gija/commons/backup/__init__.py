"""Backup and restore: everything an installation needs to come back, in one file that only its recipients can open.

For whoever runs the server. Asked for by the mission's demand that records of victims are neither lost nor let out.
"""
