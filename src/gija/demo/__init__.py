"""The demo country: synthetic people and events with known truth, in databases as they are found in life.

For whoever tries Gija, for the tests and for the benchmarks; no real person is in it. Asked for by issue 2 (§4).
"""
