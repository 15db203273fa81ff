"""Ten thousand invented cases of one institution and ten thousand tips of one desk, for `benchmarks.casework`."""
