"""Are two records of persons the same person? A Fellegi-Sunter model, run by splink on DuckDB in memory.

For every zone that may see names: dossiers of the police, an organisation's own case files. A model is numbers in a
JSON file and says itself what it compares; no name of anybody is in it. Fellegi and Sunter, JASA 64 (1969).
"""

from gija.methods.sameness.likely import likely_pairs
from gija.methods.sameness.people import Seen
from gija.methods.sameness.values import Evidence, Model, Pair

__all__ = ["Evidence", "Model", "Pair", "Seen", "likely_pairs"]
