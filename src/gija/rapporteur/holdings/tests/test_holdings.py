"""Declared collections of personal data: none by default, each with its ground, never a person, kept with its trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from gija.commons.testing import Cast
from gija.rapporteur.holdings import services
from gija.rapporteur.holdings.services import Said
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

pytestmark = pytest.mark.django_db(databases="__all__")
BASE = "/rapporteur/holdings/"
PEOPLE = {
    "vaida": ("Vaida Pranešėja", "national_rapporteur", "moi"),
    "edita": ("Edita Vertintoja", "evaluator", "viltis"),
    "dalia": ("Dalia Teikėja", "data_supplier", "kpb"),
}
SAID = Said(
    Text("Interviews with victims", "Pokalbiai su aukomis"), Text("Consent of each", "Kiekvienos sutikimas"),
    Text("Name, what was said", "Vardas, kas pasakyta"), "viltis", "casework_file", 24, dt.date(2026, 1, 1),
)  # fmt: skip


@pytest.fixture
def cast(cast: Cast) -> Cast:
    return cast.join(PEOPLE)


def test_none_is_declared_until_somebody_does_and_each_act_leaves_one_entry(
    cast: Cast, client_for: Callable[..., Any], audit_entries: Callable[[str], list[Any]]
) -> None:
    page = client_for("vaida", "lt").get(BASE)
    assert "asmens duomenų neturi" in page.content.decode()
    before = len(audit_entries("rapporteur"))
    vaida = cast.actor("vaida")
    made = services.declare(vaida, SAID)
    services.change(vaida, made.pk, 1, replace(SAID, months=12, last=dt.date(2026, 12, 31)))
    with pytest.raises(GijaError) as error:
        services.change(vaida, made.pk, 1, SAID)
    assert error.value.code == "bodies.version"
    assert "Pokalbiai su aukomis" in client_for("vaida", "lt").get(BASE).content.decode()
    services.strike(vaida, made.pk, 2, "Entered for another office.")
    assert len(audit_entries("rapporteur")) == before + 3
    assert list(services.holdings(cast.actor("vaida"))) == [made]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"keeper": "nobody"}, "holdings.codes"), ({"place": "here"}, "holdings.codes"),
        ({"last": dt.date(2025, 1, 1)}, "holdings.days"), ({"months": 0}, "holdings.days"),
        ({"ground": Text("Law", "")}, "bodies.text"),
        ({"kinds": Text("Of 38001010015", "38001010015")}, "activities.person"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(cast: Cast, wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(GijaError) as error:
        services.declare(cast.actor("vaida"), replace(SAID, **wrong))
    assert error.value.code == code


def test_who_reads_declares_nothing_and_others_see_nothing(cast: Cast, client_for: Callable[..., Any]) -> None:
    assert client_for("edita").get(BASE).status_code == 200
    for who, path in (("edita", "declare/"), ("dalia", ""), ("mantas", "")):
        assert client_for(who).get(BASE + path).status_code == 403
    with pytest.raises(GijaError):
        services.declare(cast.actor("edita"), SAID)


def test_a_form_that_is_refused_keeps_what_was_written(cast: Cast, client_for: Callable[..., Any]) -> None:
    vaida = client_for("vaida", "en")
    sent = {
        "title_lt": "Pokalbiai", "title_en": "Interviews", "ground_lt": "Sutikimas", "ground_en": "Consent",
        "kinds_lt": "Vardas", "kinds_en": "Name", "keeper": "viltis", "place": "casework_file", "months": "24",
        "first": "2026-01-01", "last": "2025-01-01",
    }  # fmt: skip
    answer = vaida.post(BASE + "declare/", sent)
    assert answer.status_code == 422
    assert "Interviews" in answer.content.decode()
    assert vaida.post(BASE + "declare/", sent | {"last": ""}).status_code == 302
    assert vaida.get(BASE + "999/change/").status_code == 404
