"""The dossier and its chart walked in a real browser: both languages, both widths, by keyboard, clean for axe."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from gija.commons.testing_browser import follow, until
from gija.formats import anx
from gija.methods.graph import chart as build
from gija.methods.graph import to_json
from gija.methods.graph.values import Entity, Provenance, Relation
from gija.police.dossiers import services
from gija.police.dossiers.models import Dossier, Revision

from .conftest import SAULIUS, Confirms, World

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]

LANGUAGES = pytest.mark.parametrize("language", ["en", "lt"])
Open = Callable[..., Any]


@pytest.fixture
def dossier(world: World, cast: Any, confirmed: Confirms) -> Dossier:
    world.usual().dead()
    return services.gather(cast.actor("rasa"), confirmed("rasa", personal_code=SAULIUS).pk)


def address(name: str, dossier: Dossier) -> str:
    return reverse(f"dossiers:{name}", args=[dossier.pk])


def ready(page: Any) -> None:
    until(page, "Boolean(window.gijaChart && window.gijaChart.nodes().length > 0)")


# How many points of the canvases are not empty.
DRAWN = """Array.from(document.querySelectorAll('#chart canvas')).reduce((sum, canvas) => {
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  let points = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i]) points++;
  return sum + points;
}, 0)"""
NODES = "window.gijaChart.nodes().not('.away')"
EDGES = "window.gijaChart.edges().not('.away')"
CHOSEN = "window.gijaChart.$('.chosen').data('label') === document.getElementById('chart-panel-title').innerText"


@LANGUAGES
@pytest.mark.parametrize("width", [360, 1280])
def test_the_analyst_reads_the_dossier(
    page_for: Open, axe: Open, shot: Open, dossier: Dossier, language: str, width: int
) -> None:
    page = page_for("rasa", language, width=width)
    for name, there in (
        ("dossier-list", reverse("dossiers:list")),
        ("dossier-gather", reverse("dossiers:gather", args=[dossier.candidate])),
        ("dossier", address("dossier", dossier)),
        ("dossier-filtered", address("dossier", dossier) + "?type=vehicle"),
    ):
        page.goto(there)
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than the screen"
        shot(page, name)


@LANGUAGES
@pytest.mark.parametrize("width", [360, 1280])
def test_the_chart_is_drawn_and_tells_where_a_piece_comes_from(
    page_for: Open, axe: Open, shot: Open, dossier: Dossier, language: str, width: int
) -> None:
    page = page_for("rasa", language, width=width)
    page.goto(address("chart", dossier))
    ready(page)
    until(page, f"{DRAWN} > 2000")
    until(page, f"{NODES}.length === {len(dossier.chart.entities)}")
    assert axe(page) == []
    shot(page, "chart")
    page.locator("#chart").scroll_into_view_if_needed()
    page.locator("[data-act=fit]").click()
    until(page, "!window.gijaChart.animated()")
    where = page.evaluate("window.gijaChart.nodes('[type=\"vehicle\"]')[0].renderedPosition()")
    box = page.locator("#chart").bounding_box()
    page.mouse.click(box["x"] + where["x"], box["y"] + where["y"])
    for told in ("ABC 123", "vehicles:1", "4x4:A1"):
        expect(page.locator("#chart-panel")).to_contain_text(told, use_inner_text=True)
    assert axe(page) == []
    shot(page, "chart-chosen")


def test_the_chart_is_walked_by_keyboard(page_for: Open, dossier: Dossier) -> None:
    page = page_for("rasa")
    page.goto(address("chart", dossier))
    ready(page)
    title = page.locator("#chart-panel-title")
    page.locator("#chart-list").focus()
    for _ in range(2):
        before = title.inner_text()
        page.keyboard.press("ArrowDown")
        expect(title).not_to_have_text(before)
        until(page, CHOSEN)
    page.keyboard.press("Tab")  # into the panel: relations are buttons
    page.keyboard.press("Enter")
    until(page, "window.gijaChart.$('.chosen').isEdge()")
    for act in ("in", "out", "fit", "focus", "reset"):
        page.locator(f"[data-act={act}]").press("Enter")
    until(page, "window.gijaChart.$('node.chosen').data('focus') === true")


def test_filters_by_type_relation_and_time(page_for: Open, dossier: Dossier) -> None:
    page = page_for("rasa")
    page.goto(address("chart", dossier))
    ready(page)
    nodes, edges = page.evaluate(f"[{NODES}.length, {EDGES}.length]")
    page.locator("#show-type-phone").uncheck()
    until(page, f"{NODES}.length < {nodes}")
    expect(page.locator("#chart-list option:not([hidden])").filter(has_text="+370")).to_have_count(0)
    page.locator("#show-type-phone").check()
    until(page, f"{NODES}.length === {nodes} && {EDGES}.length === {edges}")
    page.locator("#show-relation-contacted").uncheck()
    until(page, f"{EDGES}.length === {edges - 1}")
    page.locator("button[type=reset]").click()
    until(page, f"{EDGES}.length === {edges}")
    page.fill("#show-from", "2013-01-01")
    page.locator("#show-undated").uncheck()
    until(page, f"{EDGES}.map(edge => edge.data('type')).join() === 'contacted'")


def test_expanding_a_node_asks_the_databases_and_can_be_undone(page_for: Open, dossier: Dossier) -> None:
    page = page_for("rasa")
    page.goto(address("chart", dossier))
    ready(page)
    phone = page.locator("#chart-list option").filter(has_text=re.compile(r"^\+37062222222"))
    page.locator("#chart-list").select_option(value=phone.get_attribute("value"))
    follow(page.locator("#chart-expand button"))
    ready(page)
    expect(page.locator("#chart-list")).to_contain_text("Ona Ramutė")
    page.goto(address("dossier", dossier))
    expect(page.locator("main")).to_contain_text("Ona Ramutė")
    follow(page.locator(".versions button").last)
    expect(page.locator("main")).not_to_contain_text("Ona Ramutė")


def test_the_files_come_down(page_for: Open, dossier: Dossier, tmp_path: Path) -> None:
    page = page_for("rasa", "lt")
    page.goto(address("chart", dossier))
    for name, suffix in (
        ("chart.anx", ".anx"),
        ("chart.svg", ".svg"),
        ("chart.png", ".png"),
        ("dossier.json", ".json"),
    ):
        with page.expect_download() as waiting:
            page.locator(f"button[value='{name}']").click()
        assert waiting.value.suggested_filename.endswith(f"-{dossier.short}{suffix}")
        waiting.value.save_as(tmp_path / name)
    assert len(anx.read((tmp_path / "chart.anx").read_bytes()).entities) == len(dossier.chart.entities)


@LANGUAGES
def test_without_javascript_the_chart_is_a_picture(page_for: Open, shot: Open, dossier: Dossier, language: str) -> None:
    page = page_for("rasa", language, scripts=False)
    page.goto(address("chart", dossier))
    picture = page.locator("img.chart-picture")
    box = picture.bounding_box()
    assert box is not None
    assert box["width"] > 300
    assert box["height"] > 200


def crowd(dossier: Dossier, many: int) -> None:
    """Put a chart of `many` entities in the place of the dossier's."""
    now = datetime(2026, 3, 1, tzinfo=UTC)
    place = (Provenance("residents", "GYVENTOJAI:1", now, "4x4:A1", "H1"),)
    entities = [
        Entity(f"phone:{i}", "phone", f"+3706{i:07}", {"number": (f"+3706{i:07}",)}, place) for i in range(many)
    ]
    relations = [
        Relation(f"r{i}", "contacted", f"phone:{i}", f"phone:{(i - 1) // 4}", place, "2013-01-01")
        for i in range(1, many)
    ]
    whole = to_json(build("many", "phone:0", entities, relations, now))
    Revision.objects.create(
        dossier=dossier,
        number=2,
        act="expand",
        account=1,
        actor_name="x",
        created=now,
        chart_json=whole,
        states_json=[],
        cuts_json=[],
        handling="H1",
    )


def test_a_chart_of_a_thousand_nodes_stays_usable(
    page_for: Open, shot: Open, dossier: Dossier, record_property: Any
) -> None:
    crowd(dossier, 1000)
    page = page_for("rasa")
    page.goto(address("chart", dossier))
    ready(page)
    shot(page, "chart-thousand")
    frames = page.evaluate(
        """() => new Promise(done => {
             const cy = window.gijaChart; let frames = 0; const start = performance.now();
             function next() {
               cy.panBy({ x: frames % 2 ? 6 : -5, y: 3 });
               frames++;
               const past = performance.now() - start;
               if (past < 2000) requestAnimationFrame(next); else done(frames / past * 1000);
             }
             requestAnimationFrame(next);
           })"""
    )
    record_property("frames_a_second", frames)
    assert frames > 10
    page.locator("#show-type-phone").uncheck()
    until(page, f"{NODES}.length === 1")
