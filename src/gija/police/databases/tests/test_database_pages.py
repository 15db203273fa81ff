"""The pages of the databases: who may see and index them; each act leaves one entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from gija.police.databases import index
from gija.police.databases.mapping import Mapping
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def residents(mapped: Callable[..., Mapping], residents_csv: Callable[..., str]) -> Mapping:
    mapping = mapped(residents_csv(), access="indexed")
    index.refresh(mapping)
    return mapping


@pytest.mark.parametrize(("language", "word"), [("en", "Register of residents"), ("lt", "Gyventojų registras")])
def test_an_analyst_sees_the_databases_in_their_language(
    residents: Mapping, client_for: Any, audit_entries: Any, language: str, word: str
) -> None:
    page = client_for("rasa", language=language).get(reverse("databases:list"))
    assert (page.status_code, word in page.text) == (200, True)
    assert [entry.action for entry in audit_entries("police")] == ["police.database.read"]


def test_the_page_of_a_database_says_its_mapping_in_words(
    residents: Mapping, client_for: Any, audit_entries: Any
) -> None:
    page = client_for("rasa").get(reverse("databases:detail", args=["residents"]))
    for words in ("GIM_DATA", "Date of birth", "lives at", "V → M", "H1", "%Y.%m.%d"):
        assert words in page.text, words
    assert "Index anew" not in page.text
    assert [(e.action, e.object_id) for e in audit_entries("police")] == [("police.database.read", "residents")]


def test_a_page_shows_no_record_of_a_database(residents: Mapping, client_for: Any) -> None:
    page = client_for("jurga").get(reverse("databases:detail", args=["residents"]))
    for personal in ("Šimkutė", "49005170003", "Kravčionok"):
        assert personal not in page.text


def test_an_administrator_indexes_a_small_database_from_the_page(
    residents: Mapping, client_for: Any, audit_entries: Any
) -> None:
    client = client_for("jurga")
    assert "Index anew" in client.get(reverse("databases:detail", args=["residents"])).text
    before = index.opened(residents).as_of
    page = client.post(reverse("databases:index", args=["residents"]), follow=True)
    assert "Indexed: 8 records." in page.text
    assert index.opened(residents).as_of > before
    assert [e.action for e in audit_entries("police")] == [
        "police.database.read",
        "police.database.index",
        "police.database.read",
    ]


def test_an_analyst_may_not_index(residents: Mapping, client_for: Any) -> None:
    before = index.opened(residents).as_of
    assert client_for("rasa").post(reverse("databases:index", args=["residents"])).status_code == 403
    assert index.opened(residents).as_of == before


def test_a_person_without_rights_sees_no_database(residents: Mapping, client_for: Any) -> None:
    for address in (reverse("databases:list"), reverse("databases:detail", args=["residents"])):
        assert client_for("mantas").get(address).status_code == 403


def test_a_large_database_is_not_indexed_from_a_page(
    residents: Mapping, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gija.police.databases import services

    monkeypatch.setattr(services, "ON_PAGE", 2)
    with pytest.raises(GijaError) as caught:
        services.reindex_from_page(cast.actor("jurga"), residents)
    assert caught.value.code == "database.too_large_for_page"


def test_an_unknown_database_is_not_found(client_for: Any) -> None:
    assert client_for("rasa").get(reverse("databases:detail", args=["nera"])).status_code == 404


def test_without_databases_the_page_says_so(client_for: Any) -> None:
    assert "No database is connected yet." in client_for("rasa").get(reverse("databases:list")).text


def test_the_last_check_is_told_in_numbers(residents: Mapping, client_for: Any) -> None:
    from gija.police.databases import services

    services.check(residents, kept=True)
    assert (
        "3 rows, 0 bad, 0 doubtful values"
        in client_for("rasa").get(reverse("databases:detail", args=["residents"])).text
    )


def test_a_refused_mapping_has_a_page_that_says_why(residents: Mapping, client_for: Any) -> None:
    residents.path.write_text(residents.path.read_text().replace("handling: H1", "handling: H9"))
    assert "Its mapping is refused" in client_for("rasa").get(reverse("databases:list")).text
    page = client_for("rasa").get(reverse("databases:detail", args=["residents"]))
    assert page.status_code == 200
    for words in ("Register of residents", "residents.yaml, line 4", "Its mapping is refused"):
        assert words in page.text, words
    assert "What is read from it" not in page.text
    refused = client_for("jurga").post(reverse("databases:index", args=["residents"]))
    assert refused.status_code == 400


def test_a_refresh_that_failed_is_told_on_its_page(residents: Mapping, client_for: Any) -> None:
    from gija.police.databases import refreshing

    refreshing.remember(residents, GijaError("database.down", database="residents"))
    page = client_for("rasa").get(reverse("databases:detail", args=["residents"]))
    assert "The last attempt to refresh its index failed" in page.text
    assert "cannot be reached" in page.text
