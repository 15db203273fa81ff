"""Worlds of demo-country people on several lists, and the peers that count them: for `benchmarks/linkage.py`."""
