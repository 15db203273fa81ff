"""A package of parts (OPC) written anew, so that only its content says what its bytes are: no time of making."""

from __future__ import annotations

import io
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first a ZIP can say
FIRST = "[Content_Types].xml"  # where readers that stream look first


def packed(content: bytes) -> bytes:
    """The same parts in order of their names, each with the same time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(given.namelist(), key=lambda name: (name != FIRST, name)):
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type, part.create_system, part.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            made.writestr(part, given.read(name))
    return out.getvalue()
