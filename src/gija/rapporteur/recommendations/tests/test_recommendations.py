"""Recommendations: entered with source and addressees, answered with evidence, approved or returned; two years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from gija.commons.permissions import NotPermittedError
from gija.commons.testing import Cast
from gija.rapporteur.bodies import trail
from gija.rapporteur.recommendations import queries, seeds, services
from gija.rapporteur.recommendations.models import FollowUp, Recommendation
from gija.rapporteur.recommendations.services import Advice, Told
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

pytestmark = pytest.mark.django_db(databases="__all__")
Made = Callable[..., Recommendation]
BASE = "/rapporteur/recommendations/"
DONE = Told("done", Text("", "Įvestas rodiklių sąrašas."), [("Įsakymas", "Nr. 5-V-100")])


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(GijaError) as error:
        act()
    assert error.value.code == code


def own(of: Recommendation, institution: str = "kpb") -> FollowUp:
    return of.follow_ups.get(institution=institution)


def test_those_of_the_sources_are_entered_once_each_with_its_line(cast: Cast) -> None:
    vaida = cast.actor("vaida")
    assert {one.code for one in services.load(vaida)} == set(seeds.known())
    assert services.load(vaida) == []
    two_years = Recommendation.objects.get(code="working-group-2012")
    assert (two_years.day, two_years.due_on, two_years.cited) == (
        dt.date(2012, 10, 15),
        dt.date(2014, 10, 14),
        "S1 L192",
    )
    assert all(one.cited for one in Recommendation.objects.filter(code__in=seeds.known()))


def test_an_answer_is_returned_and_approved_and_only_then_counts(
    cast: Cast, made: Made, audit_entries: Callable[[str], list[Any]]
) -> None:
    dalia, vaida, of = cast.actor("dalia"), cast.actor("vaida"), made("greta-a")
    before, one = len(audit_entries("rapporteur")), own(of)
    one = services.write(dalia, one.pk, one.version, DONE)
    one = services.send(dalia, one.pk, one.version)
    assert queries.standing(of).done == 0
    one = services.send_back(vaida, one.pk, one.version, "Pridėkite rodiklių sąrašą.")
    one = services.send(dalia, one.pk, one.version)
    one = services.approve(vaida, one.pk, one.version)
    standing = queries.standing(of)
    assert (standing.addressees, standing.answered, standing.done, standing.code) == (2, 1, 1, "late")
    assert [act.act for act in trail.acts("follow_up", one.pk)] == ["write", "send", "return", "send", "approve"]
    assert len(audit_entries("rapporteur")) - before == 5
    assert [found.pk for _of, found in queries.open_of("kpb")] == []
    assert [found.pk for _of, found in queries.open_of("moi")] == [own(of, "moi").pk]


def test_all_addressees_have_carried_it_out_before_it_is(cast: Cast, made: Made) -> None:
    of, paulius = made("greta-b"), cast.actor("paulius")
    for who, institution in (("dalia", "kpb"), ("vaida", "moi")):
        one = own(of, institution)
        one = services.write(cast.actor(who), one.pk, one.version, DONE)
        one = services.send(cast.actor(who), one.pk, one.version)
        services.approve(paulius, one.pk, one.version)
    assert queries.standing(of).code == "done"


def test_what_does_not_fit_is_refused(cast: Cast, made: Made) -> None:
    of, dalia, vaida = made("greta-c"), cast.actor("dalia"), cast.actor("vaida")
    one = own(of)
    refused("recommendations.not_found", lambda: services.write(cast.actor("ona"), one.pk, 1, DONE))
    refused("recommendations.unfinished", lambda: services.write(dalia, one.pk, 1, replace(DONE, execution="never")))
    refused("recommendations.state", lambda: services.send(dalia, one.pk, 1))
    kept = services.write(dalia, one.pk, 1, replace(DONE, evidence=()))
    refused("recommendations.no_evidence", lambda: services.send(dalia, one.pk, kept.version))
    refused("bodies.version", lambda: services.write(dalia, one.pk, 1, DONE))
    refused("recommendations.state", lambda: services.approve(vaida, one.pk, kept.version))
    refused("recommendations.taken", lambda: made("greta-c"))
    refused("bodies.order", lambda: made("greta-d", dt.date(2001, 1, 1)))
    advice = Advice("greta", Text("A", "B"), dt.date(2020, 1, 1), Text("A", "B"), ())
    refused("recommendations.addressee", lambda: services.add(vaida, "greta-e", advice))
    with pytest.raises(NotPermittedError):
        services.add(dalia, "greta-f", advice)


def test_who_sent_it_does_not_approve_it(cast: Cast, made: Made) -> None:
    of, vaida = made("greta-g"), cast.actor("vaida")
    one = services.write(vaida, own(of, "moi").pk, 1, DONE)
    one = services.send(vaida, one.pk, one.version)
    refused("recommendations.second_person", lambda: services.approve(vaida, one.pk, one.version))
    assert services.approve(cast.actor("paulius"), one.pk, one.version).approved == "done"


def test_what_was_withdrawn_asks_nothing_of_anybody(cast: Cast, made: Made) -> None:
    of = made("greta-h")
    services.withdraw(cast.actor("vaida"), of.pk, 1, "Another one took its place.")
    assert queries.open_of("kpb") == []
    refused("recommendations.state", lambda: services.write(cast.actor("dalia"), own(of).pk, 1, DONE))
    of.refresh_from_db()
    assert queries.standing(of).code == "withdrawn"


def test_two_years_show_the_half_year_in_which_each_is_due(cast: Cast, made: Made) -> None:
    vaida, days = cast.actor("vaida"), {"p-1": dt.date(2020, 6, 1), "p-2": dt.date(2021, 12, 31), "p-3": None}
    for code, day in (days | {"p-4": dt.date(2022, 1, 1), "p-5": dt.date(2019, 12, 31)}).items():
        made(code, day)
    found = queries.programme(vaida, dt.date(2020, 1, 1), "greta")
    assert {one.code: half for one, half in found.rows if one.code.startswith("p-")} == {
        "p-1": 0,
        "p-2": 3,
        "p-3": None,
        "p-4": 4,
    }
    assert (found.starts[1], found.ends) == (dt.date(2020, 7, 1), dt.date(2021, 12, 31))


@pytest.mark.parametrize("language", ["en", "lt"])
def test_pages_show_what_each_may_see(client_for: Any, made: Made, language: str) -> None:
    of = made(f"greta-page-{language}")
    one = own(of)
    for address in ("", f"{of.pk}/", "programme/?start=2020-01-01", "?source=greta&institution=kpb"):
        for key in ("vaida", "dalia", "ona", "edita"):
            assert client_for(key, language).get(BASE + address).status_code == 200, address
        assert client_for("rasa", language).get(BASE + address).status_code == 403, address
    answer = f"{BASE}answers/{one.pk}/"
    assert client_for("dalia", language).get(answer).status_code == 200
    assert client_for("ona", language).get(answer).status_code == 404  # not approved yet
    assert client_for("ona", language).post(f"{answer}write/", {"version": 1}).status_code == 404
    assert client_for("vaida", language).get(f"{BASE}add/").status_code == 200
    assert client_for("dalia", language).get(f"{BASE}add/").status_code == 403


def test_without_evidence_it_is_kept_but_not_sent(client_for: Any, made: Made) -> None:
    of = made("greta-sent")
    one, dalia = own(of), client_for("dalia")
    address = f"{BASE}answers/{one.pk}/"
    said = {"version": 1, "execution": "done", "text_lt": "Įvesta.", "then": "send"}
    answer = dalia.post(f"{address}write/", said)
    assert answer.status_code == 422
    assert "at least one piece of evidence" in answer.content.decode()
    said |= {"version": 2, "title_1": "Įsakymas", "place_1": "Nr. 5"}
    assert dalia.post(f"{address}write/", said).status_code == 302
    assert client_for("vaida").post(f"{address}decide/", {"version": 4, "act": "return"}).status_code == 422
    assert client_for("vaida").post(f"{address}decide/", {"version": 4, "act": "approve"}).status_code == 302
    assert client_for("ona").get(address).status_code == 200


def test_a_recommendation_is_entered_on_the_page(client_for: Any) -> None:
    said = {
        "code": "greta-form", "source": "greta", "document_lt": "Ataskaita", "document_en": "Report",
        "day": "2024-01-01", "text_lt": "Daryti", "text_en": "Do", "addressees": ["kpb"],
    }  # fmt: skip
    vaida = client_for("vaida", "lt")
    assert vaida.post(f"{BASE}add/", said | {"addressees": []}).status_code == 422
    made = vaida.post(f"{BASE}add/", said)
    assert made.status_code == 302
    assert vaida.post(f"{made.url}withdraw/", {"version": 1, "reason": "Kita ją pakeitė."}).status_code == 302
    assert vaida.post(f"{BASE}load/").status_code == 302
