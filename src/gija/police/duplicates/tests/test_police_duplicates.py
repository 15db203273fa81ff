"""Victims in proceedings entered twice are found inside one institution, decided and joined; in the police database."""

from __future__ import annotations

from typing import Any

import pytest

from gija.commons.casefile.beside import links
from gija.commons.duplicates import queries
from gija.commons.permissions import NotPermittedError
from gija.police.duplicates import services
from gija.police.duplicates.book import PAIRS
from gija.police.duplicates.models import Pair
from gija.police.proceedings import services as proceedings
from gija.police.proceedings.file import FILE
from gija.police.proceedings.models import Case

pytestmark = pytest.mark.django_db(databases="__all__")
# Nobody here exists.
ONA = {
    "registered_on": "2014-03-05", "reference": "2014-017", "given_names": "Ona", "family_name": "Pavyzdytė",
    "birth_date": "1990-05-17", "sex": "F", "citizenship": ["LTU"], "municipality": "LT-57", "phone": "8 612 34567",
}  # fmt: skip
AGAIN = {**ONA, "reference": "2014-055", "given_names": "ONA", "family_name": "Pavyzdiene"}


@pytest.fixture
def pair(cast: Any) -> Any:
    """Ona, met by the police twice, the second time under the name of her husband."""
    tomas = cast.actor("tomas")
    for said in (ONA, AGAIN):
        proceedings.open_case(tomas, said, anyway=True)
    assert services.look(tomas) == 1
    return Pair.objects.get()


def test_the_police_find_decide_and_join_their_own(pair: Any, cast: Any, audit_entries: Any) -> None:
    tomas = cast.actor("tomas")
    assert pair.percent > 90
    services.decide(tomas, pair.pk, "same", "Tas pats telefonas")
    services.join(tomas, pair.pk, "Ta pati")
    assert [one.pk for one in queries.joined(PAIRS, tomas, pair.one_id)] == [pair.other_id]
    assert Case.objects.count() == 2, "joining changes no case"
    services.undo(tomas, pair.pk, "Suklydome")
    acts = [one.action for one in audit_entries("police") if ".duplicate." in one.action]
    assert acts[-3:] == [f"police.duplicate.{act}" for act in ("decide", "join", "undo")]
    assert not [one for one in audit_entries("casework") if ".duplicate." in one.action]


def test_case_work_sees_nothing_of_it(pair: Any, cast: Any) -> None:
    mantas = cast.actor("mantas")
    assert not queries.own(PAIRS, mantas).exists()
    with pytest.raises(NotPermittedError):
        services.opened(mantas, pair.pk)
    with pytest.raises(NotPermittedError):
        services.decide(mantas, pair.pk, "same", "x")


@pytest.mark.parametrize("language", ["en", "lt"])
def test_pages_lead_from_the_proceeding_to_the_pair_and_back(pair: Any, client_for: Any, language: str) -> None:
    client = client_for("tomas", language)
    assert f"/police/duplicates/{pair.pk}/" in client.get("/police/duplicates/").content.decode()
    page = client.get(f"/police/duplicates/{pair.pk}/").content.decode()
    assert "Pavyzdytė" in page
    assert all(str(case.pk) in page for case in (pair.one, pair.other))
    said = client.get(f"/police/duplicates/{pair.pk}/decide/")
    assert said.status_code == 302
    assert client.post(f"/police/duplicates/{pair.pk}/decide/", {"answer": "same"}).status_code == 422
    assert client_for("mantas", language).get(f"/police/duplicates/{pair.pk}/").status_code == 403


def test_the_page_of_a_proceeding_leads_to_its_pair(pair: Any, cast: Any) -> None:
    (link,) = links(FILE, cast.actor("tomas"), pair.one)
    assert link.address == f"/police/duplicates/{pair.pk}/"
    assert "Pavyzd" not in str(link.text)
