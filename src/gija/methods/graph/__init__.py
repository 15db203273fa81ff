"""Relations round an object: the chart as a value, merge, steps, layout.

For dossiers and chart files. Asked for by the chart of typed relations of the hit/no-hit system of 2011 (NIIS).
"""

from gija.methods.graph.build import chart
from gija.methods.graph.dated import Dated, dated, undated
from gija.methods.graph.differences import Changed, Differences, Field, differences
from gija.methods.graph.edits import Edit, edited
from gija.methods.graph.exchange import from_json, to_json
from gija.methods.graph.handling import every_provenance, strictest
from gija.methods.graph.joining import joined
from gija.methods.graph.layout import layout
from gija.methods.graph.merge import identities, merge
from gija.methods.graph.paths import Shared, Way, Ways, along, shared, ways
from gija.methods.graph.steps import distances, neighbourhood
from gija.methods.graph.values import Chart, Entity, Provenance, Relation

__all__ = [
    "Changed",
    "Chart",
    "Dated",
    "Differences",
    "Edit",
    "Entity",
    "Field",
    "Provenance",
    "Relation",
    "Shared",
    "Way",
    "Ways",
    "along",
    "chart",
    "dated",
    "differences",
    "distances",
    "edited",
    "every_provenance",
    "from_json",
    "identities",
    "joined",
    "layout",
    "merge",
    "neighbourhood",
    "shared",
    "strictest",
    "to_json",
    "undated",
    "ways",
]
