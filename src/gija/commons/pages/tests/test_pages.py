"""What holds for every page: policy, language, errors in plain words, tables that cannot be misused."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.core.paginator import EmptyPage
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path, reverse

from gija.commons.accounts.models import Account
from gija.commons.pages.logs import WithoutMessages
from gija.commons.pages.subjects import subjects
from gija.commons.pages.tables import Column, Table
from gija.commons.pages.work import Work, registered, work
from gija.commons.permissions import PUBLIC, NotPermittedError, needs
from gija.commons.testing import Cast
from gija.config import urls as house
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")


@needs(PUBLIC)
def breaks(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("Vardenis Pavardenis")


@needs(PUBLIC)
def complains(request: HttpRequest) -> HttpResponse:
    raise GijaError("directory.unknown", institution="nowhere")


@needs(PUBLIC)
def refuses(request: Any) -> HttpResponse:
    raise NotPermittedError(request.actor, "police.search.ask")


def undeclared(request: HttpRequest) -> HttpResponse:
    raise AssertionError("must not be reached")


class Addresses:
    """The house with a few rooms more."""

    urlpatterns = [
        path("breaks/", breaks),
        path("complains/", complains),
        path("refuses/", refuses),
        path("undeclared/", undeclared),
        *house.urlpatterns,
    ]
    handler400, handler403, handler404, handler500 = (
        house.handler400,
        house.handler403,
        house.handler404,
        house.handler500,
    )


@pytest.fixture
def rooms(settings: Any) -> None:
    settings.ROOT_URLCONF = Addresses


def test_policy_lets_nothing_inline_or_foreign_run(client: Client) -> None:
    for address in ("/accounts/sign-in/", "/nowhere/", "/"):
        policy = client.get(address)["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        for forbidden in ("unsafe-inline", "unsafe-eval", "data:", "*", "http"):
            assert forbidden not in policy
        for part in ("form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
            assert part in policy


def test_pages_stay_out_of_caches_and_frames(client: Client) -> None:
    answer = client.get("/accounts/sign-in/")
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_language_of_a_stranger_stays_with_the_session(client: Client) -> None:
    assert 'lang="lt"' in client.get("/help/").content.decode()
    answer = client.post("/language/", {"language": "en", "back": "/help/"})
    assert answer["location"] == "/help/"
    assert 'lang="en"' in client.get("/help/").content.decode()
    client.post("/language/", {"language": "xx", "back": "/help/"})
    assert 'lang="en"' in client.get("/help/").content.decode()


def test_language_of_an_account_stays_with_the_account(client_for: Callable[..., Client], cast: Cast) -> None:
    client_for("rasa", "lt").post("/language/", {"language": "en"})
    assert Account.objects.get(pk=cast["rasa"].pk).language == "en"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_language_switch_leads_nowhere_else(client: Client, back: str) -> None:
    assert client.post("/language/", {"language": "en", "back": back})["location"] == "/"


def test_language_is_switched_by_post_only(client: Client) -> None:
    assert client.get("/language/?language=en").status_code == 405


@pytest.mark.usefixtures("rooms")
def test_a_view_without_declared_permission_is_refused(client_for: Callable[..., Client], caplog: Any) -> None:
    assert client_for("aldona").get("/undeclared/").status_code == 403
    assert "declares no permission" in caplog.text


@pytest.mark.usefixtures("rooms")
def test_a_gija_error_becomes_its_sentence(client_for: Callable[..., Client]) -> None:
    answer = client_for("rasa", "lt").get("/complains/")
    assert answer.status_code == 404
    assert "Institucijos nowhere nėra institucijų kataloge." in answer.content.decode()


@pytest.mark.usefixtures("rooms")
def test_a_refusal_inside_a_service_leaves_one_entry(
    client_for: Callable[..., Client], audit_entries: Callable[[str], list[Any]]
) -> None:
    assert client_for("mantas").get("/refuses/").status_code == 403
    assert [(e.actor, e.action, e.outcome) for e in audit_entries("police")] == [
        ("Mantas Beteisis", "police.search.ask", "refused")
    ]


@pytest.mark.usefixtures("rooms")
def test_the_page_for_a_fault_tells_nothing_of_it_in_both_languages(client_for: Callable[..., Client]) -> None:
    client = client_for("rasa")
    client.raise_request_exception = False
    answer = client.get("/breaks/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Vardenis" not in page
    assert "Įvyko klaida" in page
    assert "Something went wrong" in page


def test_a_fault_is_logged_by_its_place_without_what_it_quotes() -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Internal Server Error", (), None)
    try:
        try:
            breaks(HttpRequest())
        except ZeroDivisionError as fault:
            raise KeyError("Vardenis") from fault
    except KeyError:
        record.exc_info = sys.exc_info()
    written = WithoutMessages().format(record)
    assert "builtins.KeyError" in written
    assert "builtins.ZeroDivisionError" in written
    assert "test_pages.py" in written
    assert "Vardenis" not in written
    assert "Pavardenis" not in written


def test_an_old_form_is_explained(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/accounts/sign-in/", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "Forma nebegalioja" in answer.content.decode()


def test_home_shows_each_role_its_own_work(client_for: Callable[..., Client]) -> None:
    titles = {
        key: [w.url_name for _, items in client_for(key).get("/").context["shelves"] for w, *_ in items]
        for key in ("aldona", "jurga", "mantas")
    }
    assert "audit:list" in titles["aldona"]
    assert "audit:list" not in titles["jurga"]
    assert "accounts_list" in titles["jurga"]
    assert "cases:list" in titles["mantas"]
    assert not {name for name in titles["mantas"] if name.split(":")[0] in ("search", "dossiers", "databases", "audit")}


def test_a_zone_whose_database_is_down_takes_no_other_work_along(
    client_for: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(actor: Any) -> int:
        raise OperationalError("no such file")

    monkeypatch.setattr(
        "gija.commons.pages.work._WORK", {"audit:list": Work("audit.read", "x", "audit:list", "x", down)}
    )
    page = client_for("aldona").get("/")
    assert page.status_code == 200
    [(_, items)] = page.context["shelves"]
    assert [(waiting, known) for _, waiting, known in items] == [(None, False)]


def test_work_for_an_action_nobody_has_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no role"):
        work("nobody.does.this", "x", "x", "x")
    assert "x" not in [w.url_name for w in registered()]


def test_the_menu_shows_the_work_by_subject_in_its_order(client_for: Callable[..., Client]) -> None:
    page = client_for("mantas", "en").get("/")
    shelves = [(title, [w.url_name for w, *_ in items]) for title, items in page.context["shelves"]]
    assert shelves[0][0] == "People and cases"
    assert shelves[0][1][:2] == ["cases:list", "pathway:list"]
    assert [title for title, _ in shelves] == [s.text.en for s in subjects() if s.text.en in dict(shelves)]


def test_each_page_of_work_stands_under_one_subject_and_no_subject_names_another() -> None:
    named = [name for subject in subjects() for name in subject.url_names]
    assert sorted(named) == sorted(w.url_name for w in registered())
    with pytest.raises(ValueError, match="no subject"):
        work("audit.read", "x", "nowhere:list", "x")


def test_a_subject_marks_the_page_one_is_on(client_for: Callable[..., Client]) -> None:
    page = client_for("mantas", "lt").get(reverse("cases:list")).content.decode()
    assert 'aria-current="true">Žmonės ir bylos</summary>' in page


def table(query: str, rows: Any = None) -> Table:
    columns = [Column("name", "Name", lambda a: a.name, sort="name"), Column("email", "E-mail", lambda a: a.email)]
    request = RequestFactory().get(f"/?{query}")
    return Table.of(
        request, Account.objects.all() if rows is None else rows, columns, caption="x", order="name", per_page=2
    )


def names(shown: Table) -> list[object]:
    return [row[0].value for row in shown.rows]


def test_table_sorts_only_by_what_a_column_declares(cast: Cast) -> None:
    assert names(table("sort=-name"))[0] == "Tomas Tyrėjas"
    for evil in ("password", "-password", "roles__role", "name;drop", "?"):
        assert names(table(f"sort={evil}")) == names(table(""))


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", ""])
def test_table_takes_any_nonsense_for_a_page(cast: Cast, page: str) -> None:
    try:
        assert len(table(f"page={page}").rows) == 2
    except EmptyPage:
        pytest.fail("a page that does not exist broke the table")


def test_table_says_its_sort_to_screen_readers(cast: Cast) -> None:
    assert [h.direction for h in table("sort=-name").headings] == ["descending", "none"]
    assert table("sort=-name").headings[0].address == "sort=name"


def test_table_of_nothing_is_empty() -> None:
    assert table("", []).rows == []
