"""The cell-key method: noise for tables asked for ad hoc, bound to the people counted and not to the question.

For self-service tables of state institutions and the public. The register keeps the record keys; here is what is pure.
Asked for by the National Rapporteur's duty to answer questions without giving single people away.
"""

from gija.methods.disclosure.cellkeys.designing import Design, design
from gija.methods.disclosure.cellkeys.files import read_transitions, write_transitions
from gija.methods.disclosure.cellkeys.keys import KeyRevision, RecordKey, Why, born, cell_key, merged, split
from gija.methods.disclosure.cellkeys.perturbing import groups_of, perturbed, shown
from gija.methods.disclosure.cellkeys.tables import perturb_table
from gija.methods.disclosure.cellkeys.values import Row, Transitions

__all__ = [
    "Design",
    "KeyRevision",
    "RecordKey",
    "Row",
    "Transitions",
    "Why",
    "born",
    "cell_key",
    "design",
    "groups_of",
    "merged",
    "perturb_table",
    "perturbed",
    "read_transitions",
    "shown",
    "split",
    "write_transitions",
]
