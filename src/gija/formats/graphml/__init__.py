"""GraphML: the chart for yEd, Gephi, Cytoscape, networkx and other tools that read the open format.

For dossiers and for anyone with a chart to hand on. Handling code, sources and evaluation go with every node and edge.
Form: GraphML 1.0 (graphml.graphdrawing.org), data as typed keys; several values of one field a line each.
"""

from gija.formats.graphml.writer import write

__all__ = ["write"]
