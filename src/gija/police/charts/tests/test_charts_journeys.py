"""The analyst walks it all in a browser: who is one, ways, time, places, files out and an edited chart back in."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from gija.commons.testing_browser import follow, until
from gija.formats import anx
from gija.methods.graph import to_json
from gija.methods.graph.testing import synthetic_chart
from gija.police.dossiers.models import Dossier, Revision
from gija.police.dossiers.tests.conftest import SAULIUS

from .conftest import edited, hangar

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]

LANGUAGES = pytest.mark.parametrize("language", ["en", "lt"])
Open = Callable[..., Any]
NEAR = "window.gijaChart.nodes().not('.away').length"
SLOWEST = 50.0  # ms: the median frame while a chart of 1,000 things is dragged (20 frames a second)

# Notes how long each frame takes until `window.gijaStop` is called.
RECORD = """() => {
  const times = []; let last = performance.now(), on = true;
  const step = now => { times.push(now - last); last = now; if (on) requestAnimationFrame(step); };
  requestAnimationFrame(step);
  window.gijaStop = () => { on = false; return times.slice(1); };
}"""


def frames(page: Any) -> list[float]:
    """How long each frame took (ms, sorted) while the chart was dragged with the mouse and zoomed with the wheel."""
    page.locator("#chart").scroll_into_view_if_needed()
    box = page.locator("#chart").bounding_box()
    x, y = box["x"] + 60, box["y"] + 60
    page.evaluate(RECORD)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(90):
        page.mouse.move(x + 4 * step % 300, y + 3 * step % 200)
    page.mouse.up()
    for step in range(20):
        page.mouse.wheel(0, 60 if step < 10 else -60)
        page.wait_for_timeout(16)
    return sorted(page.evaluate("window.gijaStop()"))


def address(name: str, dossier: Dossier) -> str:
    return reverse(f"charts:{name}", args=[dossier.pk])


@LANGUAGES
@pytest.mark.parametrize("width", [360, 1280])
def test_who_is_one_ways_time_and_places(
    page_for: Open, axe: Open, shot: Open, dossier: Dossier, language: str, width: int
) -> None:
    page = page_for("rasa", language, width=width)
    for name in ("one", "ways", "timeline", "map", "edited"):
        page.goto(address(name, dossier))
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than the screen"
        shot(page, f"chart-{name}")
    page.goto(address("one", dossier))
    page.locator("main summary").first.click()
    expect(page.locator("main details").first).to_have_attribute("open", "")
    assert axe(page) == []
    shot(page, "chart-one-weights")
    page.goto(address("ways", dossier))
    page.select_option("#id_one", f"person:{SAULIUS}")
    page.select_option("#id_other", "phone:+37062222222")
    follow(page.locator("main form button"))
    expect(page.locator("ol.way").first).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shot(page, "chart-ways-found")


@LANGUAGES
def test_a_decision_and_its_taking_back(page_for: Open, axe: Open, dossier: Dossier, language: str) -> None:
    page = page_for("rasa", language)
    page.goto(address("one", dossier))
    for decision in ("one", "apart"):
        pair = (
            page.locator(".pair")
            .filter(has=page.locator('input[value="border/border:2:traveller"]'))
            .filter(has=page.locator(f'input[value="person:{SAULIUS}"]'))
        )
        pair.locator("input[name=reason]").fill("Sutampa nuotrauka")
        follow(pair.locator(f"button[value={decision}]"))
        expect(page.locator("text=Sutampa nuotrauka").first).to_be_visible()
        assert axe(page) == []
    assert [one.act for one in dossier.revisions.order_by("number")] == ["gather", "join", "part"]


@LANGUAGES
def test_the_chart_goes_out_and_comes_back_edited(
    page_for: Open, axe: Open, shot: Open, dossier: Dossier, language: str, tmp_path: Path
) -> None:
    page = page_for("rasa", language)
    page.goto(reverse("dossiers:dossier", args=[dossier.pk]))
    for name in ("chart.anx", "dossier.pdf", "dossier.xlsx", "chart.graphml"):
        with page.expect_download() as waiting:
            page.locator(f"button[value='{name}']").click()
        waiting.value.save_as(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 500
    assert len(anx.read((tmp_path / "chart.anx").read_bytes()).entities) == len(dossier.chart.entities)
    if os.environ.get("GIJA_PICTURES"):
        (Path(os.environ["GIJA_PICTURES"]) / f"dossier-{language}.pdf").write_bytes(
            (tmp_path / "dossier.pdf").read_bytes()
        )
    (tmp_path / "edited.anx").write_bytes(edited(dossier, hangar, language))
    page.goto(address("edited", dossier))
    page.set_input_files("#id_file", tmp_path / "edited.anx")
    page.fill("#id_reason", "Po posėdžio")
    follow(page.locator("main form button"))
    expect(page.locator("main")).to_contain_text("Angaras 9", use_inner_text=True)
    expect(page.locator("main")).to_contain_text("Juodas BMW", use_inner_text=True)
    assert axe(page) == []
    shot(page, "chart-changes")


def test_the_steps_round_the_object_are_chosen(page_for: Open, dossier: Dossier) -> None:
    page = page_for("rasa")
    page.goto(reverse("dossiers:chart", args=[dossier.pk]))
    until(page, "Boolean(window.gijaChart && window.gijaChart.nodes().length > 0)")
    whole = len(dossier.chart.entities)
    until(page, f"{NEAR} === {whole}")
    page.select_option("#show-steps", "1")
    until(page, f"1 < {NEAR} && {NEAR} < {whole}")
    page.select_option("#show-steps", "9")
    until(page, f"{NEAR} === {whole}")


@pytest.mark.slow
def test_a_chart_of_a_thousand_things_stays_fluid(page_for: Open, dossier: Dossier) -> None:
    chart = synthetic_chart(1000, 1200)
    plain = [{**one, "provenance": []} for one in to_json(chart)["entities"]]
    ties = [{**one, "provenance": []} for one in to_json(chart)["relations"]]
    for one in plain:
        one["category"] = ""
    Revision.objects.create(
        dossier=dossier,
        number=2,
        act="expand",
        account=1,
        actor_name="x",
        created=datetime(2026, 1, 1, tzinfo=UTC),
        chart_json=to_json(chart) | {"entities": plain, "relations": ties},
        states_json=[],
        cuts_json=[],
        handling="H1",
    )
    page = page_for("rasa")
    page.goto(reverse("dossiers:chart", args=[dossier.pk]))
    until(page, "Boolean(window.gijaChart) && window.gijaChart.nodes().length === 1000")
    page.wait_for_timeout(1500)  # its first drawing is over
    times = frames(page)
    median, late = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"frames of 1,000 things and 1,200 relations: median {median:.1f} ms, p95 {late:.1f} ms")  # noqa: T201
    assert median <= SLOWEST
