"""What pysdmx's writer of SDMX-ML cannot carry: it makes a double quote of every apostrophe, spells control characters
and backslashes as Python does, and names a data scope that the schema does not know. Text goes round it, spelt in signs
that it leaves alone, and is put back in the finished tree.
"""

from __future__ import annotations

import re

SIGN = re.compile("⟦([0-9a-f]+)⟧")
# What XML 1.0 has no place for.
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SCOPE = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific}dataScope"


def spelt(text: str) -> str:
    """Every sign that would not come through as its number: `it's` -> `it⟦27⟧s`."""
    plain = NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
    return "".join(one if one.isprintable() and one not in "'\"\\⟦" else f"⟦{ord(one):x}⟧" for one in plain)


def plain(content: bytes) -> bytes:
    """The message with its text as it was."""
    from lxml import etree

    found = etree.fromstring(content)
    for one in found.iter():
        for name, value in one.attrib.items():
            if "⟦" in value:
                one.set(name, SIGN.sub(lambda sign: chr(int(sign[1], 16)), value))
        if one.get(SCOPE) is not None:
            one.set(SCOPE, "DataStructure")
    return bytes(etree.tostring(found, xml_declaration=True, encoding="UTF-8"))
