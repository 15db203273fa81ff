"""The owner's dates of a record: when its keeping is reviewed stands with it; past its last day it is not shown."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.utils import timezone

from gija.commons.permissions.matrix import NotPermittedError
from gija.police.search import exports, queries, retention, services
from gija.police.search.models import Candidate, SearchQuery
from gija.police.search.rules import EXPIRED
from gija.police.search.words import Level

from .conftest import ONA, REASON, Databases, only

pytestmark = pytest.mark.django_db(databases=["default", "police"])


@pytest.fixture
def dated(databases: Databases, asks: Any) -> SearchQuery:
    """Ona's record is reviewed in 2027-05 and may be held to the end of 2099."""
    table = databases._table("residents") | {"review_on": "PERZIURA", "expires": "IKI"}
    header = "ID,VARDAS,PAVARDE,GIMIMO_DATA,LYTIS,AK,STATUSAS,TEL,VALST_NR,PERZIURA,IKI"
    file = databases.folder / "residents.csv"
    file.write_text(f"{header}\n{','.join(ONA)},2027-05,2099\n", encoding="utf-8")
    changes = {"connection": {"file": file.name}, "tables": [table]}
    databases.write("residents", "H1", "registru_centras", changes)
    databases.index("residents")
    found: SearchQuery = asks("rasa", name="Ona Petraitytė")
    return found


def expire(query: SearchQuery, days: int) -> None:
    day = timezone.localdate() + dt.timedelta(days=days)
    Candidate.objects.filter(answer__query=query).update(expires=day)


def test_the_day_of_review_stands_on_the_page_in_the_files_and_in_the_api(
    dated: SearchQuery, cast: Any, client_for: Any
) -> None:
    found = queries.result(cast.actor("rasa"), dated)
    assert found.lines[0].hits[0].review_on == "2027-05"
    page = client_for("rasa", "en").get(f"/police/search/{dated.pk}/").content.decode()
    assert "Its keeping is reviewed on: 2027-05" in page
    assert json.loads(exports.as_json(found))["databases"][0]["hits"][0]["review_on"] == "2027-05"
    assert exports.as_csv(found, "en").splitlines()[1].endswith(";2027-05")


def test_below_content_it_is_not_told(dated: SearchQuery, cast: Any) -> None:
    (hit,) = queries.result(cast.actor("inga"), dated).lines[0].hits
    assert (hit.level, hit.review_on) == (Level.OWNER, "")


def test_a_year_lasts_to_its_end(dated: SearchQuery) -> None:
    assert only(dated).expires == dt.date(2099, 12, 31)


def test_past_the_last_day_a_kept_answer_shows_nothing_of_it_and_it_cannot_be_confirmed(
    dated: SearchQuery, cast: Any
) -> None:
    rasa = cast.actor("rasa")
    expire(dated, 0)
    assert queries.result(rasa, dated).lines[0].hits[0].level is Level.CONTENT
    expire(dated, -1)
    (hit,) = queries.result(rasa, dated).lines[0].hits
    assert (hit.level, hit.because, hit.parts, hit.category) == (Level.OWNER, (EXPIRED,), (), "")
    assert queries.waiting(rasa) == 0
    with pytest.raises(NotPermittedError):
        services.confirm(rasa, hit.id, REASON)


def test_the_sweep_forgets_why_it_matched_once(dated: SearchQuery, audit_entries: Any) -> None:
    assert only(dated).explanation
    expire(dated, -1)
    retention.sweep()
    retention.sweep()
    assert only(dated).explanation == []
    acts = [e.action for e in audit_entries("police")]
    assert acts.count("police.search.forget") == 1


def test_a_half_answer_is_marked_in_the_file_too(dated: SearchQuery, cast: Any) -> None:
    from gija.police.search.models import DatabaseAnswer

    DatabaseAnswer.objects.update(cut=True)
    told = exports.as_csv(queries.result(cast.actor("rasa"), dated), "lt")
    assert "gali būti daugiau, nei rodoma" in told
