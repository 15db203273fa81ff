"""Here will live: the cube of counts: build, margins, periods, validation rules, reconciliation."""
