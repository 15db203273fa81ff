"""Here will live: the ledger of releases, audit, suppression, controlled rounding, cell keys."""
