"""Pages of bodies: who sees what, errors said at the form, everything reached by links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gija.rapporteur.bodies.models import Body, Meeting

pytestmark = pytest.mark.django_db(databases="__all__")
BASE = "/rapporteur/bodies/"


@pytest.mark.parametrize("language", ["en", "lt"])
def test_bodies_are_read_by_institutions_and_kept_by_the_rapporteur(
    client_for: Any, held: Callable[[str], Meeting], language: str
) -> None:
    meeting = held("commission-read")
    for address in ("", "commission-read/", f"meetings/{meeting.pk}/", "functions/", "obligations/"):
        for key in ("vaida", "dalia", "edita"):
            assert client_for(key, language).get(BASE + address).status_code == 200, address
        assert client_for("rasa", language).get(BASE + address).status_code == 403, address
    own = (
        "add/", "functions/add/", "commission-read/end/", "commission-read/seats/add/",
        "commission-read/meetings/call/", "commission-read/problems/add/", f"meetings/{meeting.pk}/decide/",
    )  # fmt: skip
    for address in own:
        assert client_for("vaida", language).get(BASE + address).status_code == 200, address
        assert client_for("dalia", language).get(BASE + address).status_code == 403, address
    for address in ("none/", "meetings/999999/", "decisions/999999/", "problems/999999/propose/"):
        assert client_for("vaida", language).get(BASE + address).status_code == 404, address


def test_what_was_refused_is_said_and_what_was_written_stays(client_for: Any, held: Callable[[str], Meeting]) -> None:
    meeting, vaida = held("commission-said"), client_for("vaida")
    address = f"{BASE}meetings/{meeting.pk}/decide/"
    said = {"number": "1", "text_lt": "Nutarta", "text_en": "Decided", "ayes": "1", "noes": "1", "abstained": "0"}
    answer = vaida.post(address, said)
    assert answer.status_code == 422
    assert "Nutarta" in answer.content.decode()
    assert vaida.post(address, said | {"ayes": "2", "noes": ""}).status_code == 422
    made = vaida.post(address, said | {"ayes": "2", "strategic": "on"})
    assert made.status_code == 302
    given = {"title": "Apmokyti pareigūnus", "institution": "kpb", "due_on": "2099-01-01"}
    assert vaida.post(f"{made.url}task/", given).status_code == 302
    page = client_for("dalia").get(made.url).content.decode()
    assert "Apmokyti pareigūnus" in page
    assert "for 2, against 1, abstained 0" in page


def test_a_body_and_a_function_are_entered_on_the_page(client_for: Any) -> None:
    vaida = client_for("vaida", "lt")
    said = {"code": "group-page", "kind": "working_group", "title_lt": "Grupė", "title_en": "Group"}
    assert vaida.post(f"{BASE}add/", said).status_code == 302
    assert Body.objects.get(code="group-page").title_lt == "Grupė"
    assert vaida.post(f"{BASE}add/", said).status_code == 422
    told = {"function": "9.6", "institution": "kpb", "part": "main", "share": "100", "starts": "2033-01-01"}
    assert vaida.post(f"{BASE}functions/add/", told).status_code == 302
    assert "100 %" in vaida.get(f"{BASE}functions/?day=2033-02-01").content.decode()
    assert vaida.post(f"{BASE}load/").status_code == 302
    assert vaida.get(f"{BASE}crime-commission/").status_code == 200
    assert vaida.post(f"{BASE}functions/load/").status_code == 302
