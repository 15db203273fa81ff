"""SDMX: figures and their structure as files that statistical offices read and write (SDMX-CSV 2.0, SDMX-ML 2.1).

For suppliers who send figures and for whoever takes them away; asked for by the collection of data (M032, M033). The
structures come from the vocabulary: code lists with labels in both languages, one concept scheme, two data flows.
"""

from gija.formats.sdmx.flows import COLLECTION, STATISTICS, Flow, flow
from gija.formats.sdmx.opening import is_message
from gija.formats.sdmx.reading import Fault, Read, read
from gija.formats.sdmx.structures import read_structure, structure
from gija.formats.sdmx.values import Figure
from gija.formats.sdmx.writing import csv, xml

__all__ = [
    "COLLECTION", "STATISTICS", "Fault", "Figure", "Flow", "Read", "csv", "flow", "is_message", "read",
    "read_structure", "structure", "xml",
]  # fmt: skip
