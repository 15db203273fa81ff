"""Who sees how much of what the databases hold, as one table; break-glass, for when a life cannot wait for an owner.

For search, dossiers and batches, which ask the table; for the auditor, who sees every break-glass at once. Asked for by
the mission's protection of victims and children, and by Directive (EU) 2016/680 (purpose limits, logging).
"""
