"""Zone C, depersonalised. Here will live: the register of victims' records without identity, its members and its quality."""
