"""Timeline, map and paper of a chart: accessible, the same each time, with sources and handling code."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import hypot

import pytest
from defusedxml.ElementTree import fromstring

from gija.figures import map as maps
from gija.figures import timeline
from gija.figures.paper import Drawing, Listing, Paper, Told, pdf
from gija.figures.places import located, raw, where
from gija.figures.relations import svg as relations
from gija.methods.graph import layout
from gija.methods.graph.testing import synthetic_chart
from gija.methods.graph.values import Chart
from gija.vocabulary.lists import code_list

NAMES = {"residents": "Gyventojų registras"}
TOWNS = ("Vilnius", "Vilniaus r. sav.", "London", "niekas tokio nežino")


def chart() -> Chart:
    whole = synthetic_chart(30, 40)
    placed = [
        replace(one, attributes={"text": (f"Liepų g. {place}, {TOWNS[place // 2 % 4]}",)})
        if one.type == "address"
        else one
        for place, one in enumerate(whole.entities)
    ]
    return replace(whole, entities=tuple(placed))


DRAWN = {
    "timeline": lambda one, language: timeline.svg(one, language, NAMES),
    "map": lambda one, language: maps.svg(one, language, NAMES),
    "relations": lambda one, language: relations(one, layout(one), language, NAMES),
}


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("language", ["en", "lt"])
def test_every_figure_has_title_description_sources_and_handling_code(name: str, language: str) -> None:
    drawn = DRAWN[name](chart(), language)
    root = fromstring(drawn)
    texts = " ".join(root.itertext())
    assert root.get("role") == "img"
    assert "Gyventojų registras (2026-03-02 11:" in texts
    assert code_list("handling_code")["H2"].text.in_(language) in texts
    assert drawn == DRAWN[name](chart(), language)
    assert "style=" not in drawn, "the pages deny inline style"
    assert "<script" not in drawn


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Vilkų g. 5-2, Vilnius", "LT-57"),
        ("Vilniaus r. sav.", "LT-58"),
        ("VILNIAUS RAJONO SAVIVALDYBĖ", "LT-58"),
        ("Kauno m. sav.", "LT-15"),
        ("Liepų g. 3, Kybartai, Vilkaviškio r. sav.", "LT-56"),
        ("Vilniaus g. 5, Salcininkai", "LT-42"),
        ("Marijampolės sav.", "LT-25"),
    ],
)
def test_an_address_is_shown_in_its_municipality(words: str, code: str) -> None:
    found = where(words)
    assert found is not None
    assert found.municipality == code


def test_cities_abroad_countries_and_the_unknown() -> None:
    london, country = where("12 High Street, London, United Kingdom"), where("DEU")
    assert london is not None
    assert (london.country, london.name) == ("GBR", "London")
    assert country is not None
    assert country.country == "DEU"
    assert where("niekas tokio nežino") is None
    assert where("") is None


def test_every_municipality_has_a_place_inside_the_outline_and_no_two_share_one() -> None:
    known = raw()["municipalities"]
    assert set(known) == set(code_list("municipality").codes)
    corners = [tuple(corner) for row in raw()["outline"] for corner in row]
    assert corners[0] == corners[-1]
    places = [(longitude, latitude) for _, latitude, longitude in known.values()]
    assert len(set(places)) == len(places)
    for place in places:
        near = min(hypot(place[0] - x, place[1] - y) for x, y in corners)
        assert _inside(place, corners) or near < 0.35, place  # towns at the coast stand on the simplified line


def _inside(place: tuple[float, float], corners: list[tuple[float, float]]) -> bool:
    inside = False
    for (ax, ay), (bx, by) in pairwise(corners):
        if (ay > place[1]) != (by > place[1]) and place[0] < (bx - ax) * (place[1] - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def test_what_tells_no_known_place_is_not_lost() -> None:
    found = located(chart())
    assert len(found.unknown) + sum(map(len, found.at.values())) == sum(
        one.type == "address" for one in chart().entities
    )
    assert found.unknown


def test_an_empty_timeline_says_so() -> None:
    whole = synthetic_chart(4, 3)
    bare = replace(whole, relations=tuple(replace(one, start="", end="") for one in whole.relations))
    bare = replace(bare, entities=tuple(replace(one, attributes={}) for one in bare.entities))
    assert "Schemoje nėra nieko su data." in timeline.svg(bare, "lt")
    assert "Nothing on the chart tells a place we know." in maps.svg(bare, "en")


def paper(whole: Chart) -> Paper:
    listing = Listing("Objektai", ("Kas", "Kodas"), tuple((one.label, one.id) for one in whole.entities), (2, 3))
    return Paper(
        whole,
        "Bandomoji #schema *su* [ženklais]",
        "AB12CD34 · 2",
        (("Priežastis", "x" * 200 + "\n\x00 $tai$"),),
        (Drawing("Schema", timeline.svg(whole, "lt"), "laiko juosta"), listing, Told("Sprendimai", ("vienas",))),
        ("Nepilna",),
    )


def test_the_paper_is_a_pdf_the_same_each_time_whatever_the_words() -> None:
    made = pdf(paper(chart()), "lt")
    assert made.startswith(b"%PDF-1.7")
    assert made == pdf(paper(chart()), "lt")


def test_handling_code_legend_and_sources_stand_on_every_page(tmp_path_factory: pytest.TempPathFactory) -> None:
    import shutil
    import subprocess

    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not here")
    file = tmp_path_factory.mktemp("paper") / "paper.pdf"
    file.write_bytes(pdf(paper(chart()), "lt"))
    pages = subprocess.run([tool, file, "-"], capture_output=True, check=True).stdout.decode().split("\f")[:-1]
    assert len(pages) > 1
    bound = code_list("handling_code")["H2"].text.lt
    for page in pages:
        assert bound in page
        assert "Šaltiniai: " in page
        assert "AB12CD34 · 2" in page
        assert "Vertinimas" in page, "the legend"
