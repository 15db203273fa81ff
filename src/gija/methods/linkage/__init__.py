"""Here will live: keyed encodings, the similarity kernel, clusters, and how many different people there are."""
