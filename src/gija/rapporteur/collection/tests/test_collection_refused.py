"""What was refused keeps what was written, on the desk and at the supplier's; no sign or number stops a page."""

from __future__ import annotations

import re
from typing import Any

import pytest

from gija.rapporteur.collection import cells, queries, services
from gija.rapporteur.collection.models import Submission
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")
BASE = "/rapporteur/collection/"
WORDS = "Skaičius nesutampa su praėjusių metų eilute"


def shown(answer: Any, status: int = 422) -> str:
    assert answer.status_code == status
    return str(answer.content.decode())


def version(text: str) -> int:
    return int(re.findall(r'name="version" value="(\d+)"', text)[0])


def test_a_return_that_is_refused_keeps_reason_and_indicators(client_for: Any, kpb: Submission, step: Any) -> None:
    sent, vaida = step("approved", kpb), client_for("vaida", "en")
    address, one = f"{BASE}submissions/{sent.pk}/decide/", "investigations_registered"
    said = {"act": "return", "version": sent.version, "reason": "trumpai", "opened": one}
    text = shown(vaida.post(address, said))
    assert ">\ntrumpai</textarea>" in text
    assert re.search(rf'value="{one}"[^>]*checked', text)
    stale = shown(vaida.post(address, said | {"version": sent.version - 1, "reason": WORDS}))
    assert WORDS in stale
    assert version(stale) == sent.version
    long = shown(vaida.post(address, said | {"reason": WORDS * 99}))
    assert "Reason:" in long
    sent.refresh_from_db()
    assert sent.state == "approved"


def test_a_comment_that_is_refused_stays(client_for: Any, kpb: Submission) -> None:
    about = {"text": "x", "about": "investigations_registered"}
    desk = shown(client_for("vaida").post(f"{BASE}submissions/{kpb.pk}/comment/", about))
    own = shown(client_for("dalia").post(f"{BASE}own/{kpb.pk}/comment/", about))
    for text in (desk, own):
        assert ">\nx</textarea>" in text
        assert '<option value="investigations_registered" selected>' in text


def test_a_head_who_gives_back_and_a_supplier_who_answers_lose_no_words(
    client_for: Any, kpb: Submission, step: Any
) -> None:
    handed = step("handed", kpb)
    given = {"act": "give_back", "version": handed.version - 1, "reason": WORDS}
    text = shown(client_for("vytas").post(f"{BASE}own/{kpb.pk}/decide/", given))
    assert WORDS in text
    assert version(text) == handed.version


def test_answers_to_findings_stay_when_somebody_was_quicker(client_for: Any, kpb: Submission, cast: Any) -> None:
    part = next(one for one in queries.asked(kpb) if cells.parts(one)[1])
    told = {cells.key(cells.indicator_of(part)): cells.Told(3), part: cells.Told(5)}
    now = services.fill(cast.actor("dalia"), kpb.pk, kpb.version, told)
    address = f"{BASE}own/{kpb.pk}/findings/"
    name = re.findall(r'name="(answer_[^"]+)"', client_for("dalia").get(address).content.decode())[0]
    text = shown(client_for("dalia").post(address, {"version": now.version - 1, name: WORDS}))
    assert f">{WORDS}</textarea>" in text


def test_a_number_of_five_thousand_digits_and_a_sign_no_database_keeps(cast: Any, kpb: Submission) -> None:
    with pytest.raises(GijaError) as refused:
        cells.told("9" * 5000, "")
    assert refused.value.code == "collection.number"
    assert cells.told("", "refused", "a\0b") == cells.Told(None, "refused", "a b")
    assert services.comment(cast.actor("dalia"), kpb.pk, "a\0b").text == "a b"
