"""Here will live: multiple systems estimation of the dark figure."""
