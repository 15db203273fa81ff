"""The kinds of block an outline may name: each module makes tables, charts or notices of one kind from figures."""
