"""What all zones share: accounts, directory, permissions, audit, pages; later encryption, courier, backup.

Every zone stands on it and it knows none of them.
"""
