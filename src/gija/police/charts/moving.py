"""Where an analyst put things on a chart file that comes back: what was moved, and where it stands on ours."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median

from gija.formats import anx
from gija.methods.graph.values import Chart

Point = tuple[float, float]

NEAR = 1.5  # a file holds whole units
FAR = 100_000.0  # nobody moves a thing so far; a place beyond is no place


def moved(chart: Chart, places: Mapping[str, Point], language: str, file: Mapping[str, Point]) -> dict[str, Point]:
    """Places of ours for what stands elsewhere in the file than we wrote it, and for what is new in it.

    `places`: where the things of `chart` stood. A chart that was shifted as a whole has not moved anything: what most
    things were shifted by counts as none.
    """
    written = anx.read_with_positions(anx.write(chart, places, language))[1]
    known = sorted(written.keys() & file.keys())
    if not known:
        return {}
    shift = [median(file[one][axis] - written[one][axis] for one in known) for axis in (0, 1)]
    start = [min(places[one.id][axis] for one in chart.entities) - 100 for axis in (0, 1)]  # as the file is written
    found = {}
    for one, point in file.items():
        at = (point[0] - shift[0], point[1] - shift[1])
        if one in written and max(abs(at[axis] - written[one][axis]) for axis in (0, 1)) <= NEAR:
            continue
        place = (round(at[0] + start[0], 1), round(at[1] + start[1], 1))
        if max(map(abs, place)) <= FAR:
            found[one] = place
    return found
