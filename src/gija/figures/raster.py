"""A figure as PNG, drawn by typst from its SVG: no system font, no network, the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from gija.vocabulary.errors import GijaError

PIXELS = 40_000_000  # a larger picture is drawn coarser: it must be opened on a plain office computer
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')
_PAGE = """#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.figure), format: "svg", alt: "figure")
"""


def png(svg: str, font_paths: Sequence[Path | str] = (), *, ppi: float = 144.0) -> bytes:
    """The figure as PNG at `ppi` pixels an inch (96 is one pixel a CSS pixel), at most 40 million pixels.

    Letters come from `font_paths` (DejaVu Sans is asked for first), else from typst's own Libertinus Serif.
    Refuses what typst cannot draw (`figures.picture_failed`).
    """
    import typst

    size = _SIZE.search(svg)
    if size is None:
        raise GijaError("figures.picture_failed")
    area = float(size[1]) * float(size[2]) * (ppi / 96) ** 2
    paths: list[str] = [str(path) for path in font_paths if Path(path).exists()]
    try:
        drawn: bytes = typst.compile(  # type: ignore[call-overload]  # its stubs want one type for input and font paths
            _PAGE.encode(),
            format="png",
            ppi=ppi * min(1.0, (PIXELS / area) ** 0.5),
            font_paths=paths,
            ignore_system_fonts=True,
            sys_inputs={"figure": svg},
            timestamp=0,
        )
    except (RuntimeError, ValueError):
        raise GijaError("figures.picture_failed") from None
    return drawn
