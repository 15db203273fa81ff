"""The chart as a picture: accessible, safe in a strict page, the same each time, readable."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from gija.figures.looks import INK, LINE, LOOKS, OTHER, PAPER, SOFT, contrast
from gija.figures.relations import png, svg
from gija.figures.room import text_width, wrap
from gija.figures.sentences import sentences
from gija.methods.graph import chart, layout
from gija.methods.graph.testing import MOMENT, entity, provenance, synthetic_chart
from gija.methods.graph.values import Chart, Relation
from gija.vocabulary.entities import entity_types
from gija.vocabulary.errors import GijaError

SVG = "{http://www.w3.org/2000/svg}"


def drawn(made: Chart, language: str = "lt") -> Element:
    root: Element = fromstring(svg(made, layout(made), language))
    return root


def texts(root: Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("language", ["en", "lt"])
def test_the_picture_has_a_title_and_tells_every_relation_in_words(language: str) -> None:
    made = synthetic_chart()
    root = drawn(made, language)
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert root.get("lang") == language
    assert title is not None
    assert description is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == made.title
    assert description.text == " ".join(sentences(made, language))
    assert len(sentences(made, language)) == 1 + len(made.relations)


def test_the_foot_carries_legend_handling_code_and_the_moment_in_lithuanian_time() -> None:
    made = synthetic_chart()
    said = texts(drawn(made))
    assert any(one.startswith("H2: ") for one in said)
    assert "2026-03-02 11:30 duomenys (Lietuvos laiku)" in said
    for kind in {one.type for one in made.entities}:
        assert next(one.text.lt for one in entity_types() if one.code == kind) in said


def test_every_type_has_a_colour_and_a_shape_of_its_own_with_enough_contrast() -> None:
    assert set(LOOKS) == {one.code for one in entity_types()}
    every = [*LOOKS.values(), OTHER]
    assert len({one.colour for one in every}) == len(every)
    assert len({re.sub("fill=.*?>", "", one.shape) for one in every}) == len(every)
    for colour in (*(one.colour for one in every), INK, SOFT, LINE):
        assert contrast(colour, PAPER) >= 4.5
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_nothing_in_the_picture_needs_a_style_a_script_or_another_file() -> None:
    bad = '"><script>alert(1)</script><a href="javascript:x">&\x00\ud800'
    one = replace(entity(0), label=bad, type=bad)
    other = replace(entity(1), label=bad)
    made = chart(bad, one.id, [one, other], [Relation("r", bad, one.id, other.id, ())], MOMENT)
    root = drawn(made)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in {
            "svg",
            "title",
            "desc",
            "marker",
            "path",
            "rect",
            "circle",
            "g",
            "text",
        }
        assert not [key for key in element.attrib if key.startswith("on") or key in ("style", "href", "class")]
    assert "<script" not in svg(made, layout(made), "en")


def test_facts_and_assessments_differ_in_their_line_and_only_directed_relations_have_an_arrow() -> None:
    one, two = entity(0), entity(1)
    links = [
        Relation("a", "recruited", one.id, two.id, (provenance(1),)),
        Relation("b", "travelled_with", one.id, two.id, (provenance(1, kind="assessment"),)),
    ]
    made = chart("", one.id, [one, two], links, MOMENT)
    lines = [path for path in drawn(made).iter(f"{SVG}path") if (path.get("d") or "").count("Q") == 1]
    paths = [path for path in lines if path.get("fill") is None]
    assert [(bool(path.get("marker-end")), bool(path.get("stroke-dasharray"))) for path in paths] == [
        (True, False),
        (False, True),
    ]
    assert len({path.get("d") for path in paths}) == 2  # parallel relations do not cover each other


def test_the_same_chart_gives_the_same_text_whatever_its_order() -> None:
    made = synthetic_chart(60, 70)
    assert svg(made, layout(made), "en") == svg(made, dict(reversed(layout(made).items())), "en")


def test_two_pictures_may_stand_in_one_page() -> None:
    ids = [
        re.findall(r' id="([^"]+)"', svg(one, layout(one), "en"))
        for one in (synthetic_chart(), synthetic_chart(20, 20))
    ]
    assert not set(ids[0]) & set(ids[1])


def test_a_chart_without_its_places_is_refused() -> None:
    with pytest.raises(GijaError, match="position"):
        svg(synthetic_chart(), {}, "en")


@pytest.mark.parametrize(("entities", "relations", "allowed"), [(15, 18, 0), (60, 70, 2)])
def test_labels_do_not_lie_on_each_other(entities: int, relations: int, allowed: int) -> None:
    made = synthetic_chart(entities, relations)
    places = layout(made)
    boxes = []
    for one in made.entities:
        rows = wrap(one.label)
        half, (x, y) = max(text_width(row, 12) for row in rows) / 2, places[one.id]
        boxes.append((x - half, y + 24, x + half, y + 34 + 14 * len(rows)))
    met = sum(
        a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for i, a in enumerate(boxes) for b in boxes[:i]
    )
    assert met <= allowed


def test_a_large_chart_is_drawn_without_wording_and_says_how_much_it_left_out() -> None:
    made = synthetic_chart(600, 700)
    root = drawn(made, "en")
    description = root.find(f"{SVG}desc")
    assert description is not None
    assert (description.text or "").endswith("and 500 more relations")
    assert "travelled with" not in texts(root)


@pytest.mark.parametrize(
    ("label", "rows"),
    [
        ("", []),
        ("Pavyzdė Netikrienė", ["Pavyzdė Netikrienė"]),
        ("Pavyzdžio g. 14, Bandymų miestas", ["Pavyzdžio g. 14,", "Bandymų miestas"]),
        ("x" * 50, ["x" * 20, "x" * 19 + "…"]),
        ("a\nb", ["a b"]),
    ],
)
def test_long_labels_are_wrapped_and_cut(label: str, rows: list[str]) -> None:
    assert wrap(label) == rows


def test_png_is_a_picture_of_the_right_size_and_the_same_bytes_with_and_without_fonts() -> None:
    made = synthetic_chart()
    text = svg(made, layout(made), "lt")
    size = re.search(r'width="([\d.]+)" height="([\d.]+)"', text)
    assert size is not None
    fonts = Path(__file__).parents[4] / "node_modules" / "dejavu-fonts-ttf" / "ttf"
    for paths in ((), (fonts,), ("/no/such/folder",)):
        data = png(text, paths)
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        wide, high = struct.unpack(">II", data[16:24])
        assert wide == pytest.approx(float(size[1]) * 1.5, abs=2)
        assert high == pytest.approx(float(size[2]) * 1.5, abs=2)
        assert png(text, paths) == data


def test_a_very_large_picture_is_drawn_coarser() -> None:
    text = '<svg xmlns="http://www.w3.org/2000/svg" width="20000" height="20000"><rect width="9" height="9"/></svg>'
    wide, high = struct.unpack(">II", png(text)[16:24])
    assert wide * high <= 41_000_000


@pytest.mark.parametrize("text", ["", "<svg/>", '<svg a="" width="10" height="10"><broken'])
def test_what_is_no_picture_is_refused(text: str) -> None:
    with pytest.raises(GijaError) as caught:
        png(text)
    assert caught.value.text.lt
