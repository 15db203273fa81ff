"""The Union's tables where suppliers told numbers that the gate does not judge: closed and marked, never told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from gija.commons.testing import Cast
from gija.rapporteur.collection import cells, queries, services
from gija.rapporteur.collection.cells import Told
from gija.rapporteur.collection.tests import generated
from gija.rapporteur.collection.tests.conftest import cast, step  # noqa: F401
from gija.rapporteur.reports import queries as reports
from gija.rapporteur.reports import services as writing
from gija.rapporteur.reports.values import Notice
from gija.vocabulary.indicators import indicators

pytestmark = pytest.mark.django_db(databases="__all__")
TOTAL, FEMALE, MALE = (cells.key("victims_registered", of) for of in ((), (("sex", "F"),), (("sex", "M"),)))
NUMBER = 9173  # stands nowhere else


@pytest.fixture
def told(cast: Cast, step: Any) -> None:  # noqa: F811
    """The police bureau told its victims of 2024."""
    made = services.open_call(cast.actor("vaida"), "eu19a", "2024")
    of = made.submissions.get(institution="kpb")
    known = generated.fitting(queries.asked(of))
    step("accepted", of, known | {TOTAL: Told(NUMBER), FEMALE: Told(3), MALE: Told(None, "not_collected")})


def test_the_report_goes_on_with_those_numbers_closed_and_says_which(cast: Cast, told: None) -> None:  # noqa: F811
    data = reports.data_of(writing.draft(cast.actor("vaida"), "eu19a", "2024"))
    mine = {p.breakdown: (p.value, p.status) for p in data.observations if p.indicator == "victims_registered"}
    assert mine[()] == mine[(("sex", "F"),)] == (None, "suppressed")
    assert mine[(("sex", "M"),)] == (None, "not_collected")
    assert {p.value for p in data.observations} == {None}
    (notice,) = (b.text for b in data.sections[0].blocks if isinstance(b, Notice) and "judged" in b.text.en)
    assert indicators()["victims_registered"].text.en in notice.en
    assert indicators()["victims_registered"].text.lt in notice.lt
    assert "convicted" not in notice.en  # nobody was asked for them
    said = {one.title: [b.text.en for b in one.blocks if isinstance(b, Notice)] for one in data.sections}
    assert "told numbers of this" in said[indicators()["victims_registered"].text][0]


def test_no_file_of_it_holds_such_a_number_and_it_can_be_frozen(cast: Cast, told: None) -> None:  # noqa: F811
    found = writing.freeze(cast.actor("vaida"), writing.draft(cast.actor("vaida"), "eu19a", "2024").pk)
    data = reports.data_of(found)
    names = [f"{data.code}.{ending}" for ending in ("lt.html", "csv", "json", "sdmx.csv")]
    for name, content in reports.files_of(data, *names).items():
        assert str(NUMBER) not in content.decode().replace("\u00a0", ""), name
    assert str(NUMBER) not in json.dumps(found.gate)


@pytest.mark.parametrize("language", ["en", "lt"])
def test_its_page_says_what_must_be_done_and_where(client_for: Any, cast: Cast, told: None, language: str) -> None:  # noqa: F811
    made = writing.draft(cast.actor("vaida"), "eu19a", "2024")
    for who, links in (("vaida", 1), ("paulius", 1)):
        page = client_for(who, language).get(reverse("reports:report", args=[made.pk])).content.decode()
        assert page.count(reverse("deliveries:year", args=[2024])) == links
        assert indicators()["victims_registered"].text.in_("lt" if language == "lt" else "en") in page
        assert "gate.yaml" in page
