"""GraphML: well-formed, whole, the same each time, with handling code and sources on every node and edge."""

from __future__ import annotations

from dataclasses import replace

import pytest
from defusedxml.ElementTree import fromstring

from gija.formats.graphml import write
from gija.methods.graph import layout
from gija.methods.graph.testing import synthetic_chart
from gija.methods.graph.values import Chart
from gija.vocabulary.errors import GijaError

N = "{http://graphml.graphdrawing.org/xmlns}"


def made(chart: Chart, language: str = "lt") -> bytes:
    return write(chart, layout(chart), language)


def test_every_node_and_edge_stands_in_it_with_handling_and_sources() -> None:
    chart = synthetic_chart(20, 25)
    root = fromstring(made(chart))
    nodes, edges = root.findall(f".//{N}node"), root.findall(f".//{N}edge")
    assert (len(nodes), len(edges)) == (20, 25)
    known = {one.get("id") for one in root.findall(f"{N}key")}
    assert {one.get("key") for one in root.iter(f"{N}data")} <= known
    for one in (*nodes, *edges):
        told = {str(data.get("key")).partition(".")[2]: str(data.text) for data in one.findall(f"{N}data")}
        assert told["handling"].startswith("H")
        assert " · LENTA:" in told["sources"]
    ids = {one.get("id") for one in nodes}
    assert all({edge.get("source"), edge.get("target")} <= ids for edge in edges)


def test_the_same_chart_gives_the_same_bytes_and_names_in_the_language() -> None:
    chart = synthetic_chart(20, 25)
    assert made(chart) == made(chart)
    assert "Asmuo" in made(chart).decode()
    assert "Person" in made(chart, "en").decode()


def test_what_xml_cannot_hold_or_would_read_as_markup_stays_text() -> None:
    chart = synthetic_chart(5, 4)
    evil = replace(
        chart.entities[0], label="</node>\x00<script>&\ud800", attributes={"a b<c": ("x\ny",), "a b&c": ("z",)}
    )
    root = fromstring(made(replace(chart, entities=(evil, *chart.entities[1:]))))
    texts = [data.text for data in root.iter(f"{N}data")]
    assert "</node>\ufffd<script>&\ufffd" in texts
    assert "x\ny" in texts
    assert len({key.get("id") for key in root.findall(f"{N}key")}) == len(root.findall(f"{N}key"))


def test_a_chart_without_a_place_is_refused() -> None:
    with pytest.raises(GijaError) as caught:
        write(synthetic_chart(5, 4), {}, "lt")
    assert caught.value.code == "graph.position_missing"
