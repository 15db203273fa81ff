"""Zone C, depersonalised. Here will live: the register of victims' records without identity, its members, its quality."""
