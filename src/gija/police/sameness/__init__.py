"""Are two persons without a common identifier the same? A Fellegi-Sunter model, run by splink on DuckDB.

For the dossier, which joins what the model is sure of and shows the weight of every piece of evidence. The weights are
numbers in `model.json`, trained on the demo country (`gija dossier train`); no name of anybody is in them.
"""

from gija.police.sameness.likely import likely_pairs
from gija.police.sameness.people import Seen, seen
from gija.police.sameness.values import Evidence, Model, Pair, shipped

__all__ = ["Evidence", "Model", "Pair", "Seen", "likely_pairs", "seen", "shipped"]
