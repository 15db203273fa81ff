"""The places of a chart on a schematic map: Lithuania's municipalities, and other countries beside it.

No tile server, no map data of others: positions and a simplified outline are our own (`places.yaml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import cos, radians, sqrt

from gija.figures.drawing import GRID, n, text, wrapped
from gija.figures.frame import MARGIN, ROW, Foot, whole
from gija.figures.looks import INK, LINE, PAPER, SOFT
from gija.figures.places import Located, Place, located, raw
from gija.methods.graph.values import Chart
from gija.vocabulary.text import Text

TITLE = Text("Places: {title}", "Vietos: {title}")
SCHEMATIC = Text(
    "Schematic: a place stands for its municipality, town or country, not for the address. Own outline, simplified.",
    "Schema: vieta reiškia savivaldybę, miestą ar šalį, o ne adresą. Kontūras savas, supaprastintas.",
)
HOME, ABROAD = Text("Lithuania", "Lietuva"), Text("Other countries", "Kitos šalys")
NONE = Text("Nothing on the chart tells a place we know.", "Schemoje nėra nė vienos žinomos vietos.")
UNKNOWN = Text("Places not found on the map: {count}", "Žemėlapyje nerastų vietų: {count}")
ONE = Text("{place}: {count}", "{place}: {count}")
WIDTH, TOP, HIGH = 1120.0, 84.0, 430.0
HOME_BOX, AWAY_BOX = (MARGIN, TOP, 560.0, HIGH), (610.0, TOP, 486.0, HIGH)
HOME_VIEW, AWAY_VIEW = (20.75, 53.80, 27.0, 56.55), (-24.0, 34.0, 51.0, 66.0)  # west, south, east, north
COLOUR, AWAY = "#8a1c4a", "#1f4e8c"
KEYS = 3  # columns of the key


def svg(chart: Chart, language: str, names: Mapping[str, str] | None = None) -> str:
    """The map with numbered places, their key, sources and handling code. The same chart gives the same text."""
    found = located(chart)
    places = list(found.at)
    title, foot = TITLE.fill(title=chart.title).in_(language), Foot.of(chart, language, WIDTH, names)
    key = [f"{number}. {_said(place, found, language)}" for number, place in enumerate(places, 1)]
    notes = [] if places else [NONE.in_(language)]
    notes += [UNKNOWN.fill(count=len(found.unknown)).in_(language)] if found.unknown else []
    notes += wrapped(SCHEMATIC.in_(language), WIDTH - 2 * MARGIN, 12)
    rows, bottom = -(-len(key) // KEYS), TOP + HIGH + 20
    after = bottom + ROW * (rows + len(notes)) + 16
    content = [
        *_home(found, places, language),
        *_abroad(found, places, language),
        *_key(key, rows, bottom),
        *(text(MARGIN, bottom + ROW * (rows + 1 + place), note, colour=SOFT) for place, note in enumerate(notes)),
        *foot.drawn(after, WIDTH),
    ]
    told = [f"{_said(place, found, language)}." for place in places] or [NONE.in_(language)]
    return whole(title, [*told, SCHEMATIC.in_(language)], language, (WIDTH, after + foot.height + 14), content)


def _said(place: Place, found: Located, language: str) -> str:
    return ONE.fill(place=place.called(language), count=len(found.at[place])).in_(language)


class _View:
    """A part of the earth in a box on the paper: plain, equal by the latitude in its middle."""

    def __init__(self, view: Sequence[float], box: Sequence[float]) -> None:
        west, south, east, north = view
        self.west, self.north, self.left, self.top = west, north, box[0], box[1]
        squeeze = cos(radians((south + north) / 2))
        self.scale = min(box[2] / ((east - west) * squeeze), box[3] / (north - south))
        self.across = self.scale * squeeze

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        return self.left + (longitude - self.west) * self.across, self.top + (self.north - latitude) * self.scale


def _home(found: Located, places: Sequence[Place], language: str) -> Iterable[str]:
    view = _View(HOME_VIEW, HOME_BOX)
    corners = [view.at(*corner) for row in raw()["outline"] for corner in row]
    path = "M" + "L".join(f"{n(x)} {n(y)}" for x, y in corners) + "Z"
    yield text(MARGIN, TOP - 16, HOME.in_(language), 'font-weight="bold"', size=13)
    yield f'<path d="{path}" fill="#f3f4f5" stroke="{LINE}" stroke-width="1.5" stroke-linejoin="round"/>'
    for _, latitude, longitude in raw()["municipalities"].values():
        x, y = view.at(longitude, latitude)
        yield f'<circle cx="{n(x)}" cy="{n(y)}" r="2" fill="{GRID}"/>'
    yield from _dots(view, found, places, COLOUR, home=True)


def _abroad(found: Located, places: Sequence[Place], language: str) -> Iterable[str]:
    view = _View(AWAY_VIEW, AWAY_BOX)
    yield text(AWAY_BOX[0], TOP - 16, ABROAD.in_(language), 'font-weight="bold"', size=13)
    yield (
        f'<rect x="{n(AWAY_BOX[0])}" y="{n(TOP)}" width="{n(AWAY_BOX[2])}" height="{n(HIGH)}" fill="{PAPER}" '
        f'stroke="{GRID}"/>'
    )
    for code, (latitude, longitude) in raw()["countries"].items():
        x, y = view.at(longitude, latitude)
        yield f'<circle cx="{n(x)}" cy="{n(y)}" r="2" fill="{GRID}"/>'
        yield text(x + 4, y + 3, code, size=8, colour="#767676")
    yield from _dots(view, found, places, AWAY, home=False)


def _dots(view: _View, found: Located, places: Sequence[Place], colour: str, *, home: bool) -> Iterable[str]:
    """The fullest last: its number stands on top. Area grows with the count."""
    most = max((len(some) for some in found.at.values()), default=1)
    for number, place in reversed(list(enumerate(places, 1))):
        if place.home == home:
            x, y = view.at(place.longitude, place.latitude)
            reach = 9 + 8 * sqrt(len(found.at[place]) / most)
            edge = f'fill="{colour}" stroke="{PAPER}" stroke-width="1.5"'
            yield f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(reach)}" {edge}/>'
            yield text(x, y + 4, str(number), 'text-anchor="middle"', 'font-weight="bold"', size=11, colour=PAPER)


def _key(key: Sequence[str], rows: int, top: float) -> Iterable[str]:
    wide = (WIDTH - 2 * MARGIN) / KEYS
    for place, words in enumerate(key):
        column, row = divmod(place, max(rows, 1))
        yield text(MARGIN + wide * column, top + ROW * (row + 1) - 6, words, colour=INK)
