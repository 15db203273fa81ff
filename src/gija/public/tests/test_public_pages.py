"""The public pages: no database, no cookie, no script; files byte for byte as published."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client

from gija.formats.releases import About, Withdrawal, place_of, publish, withdraw
from gija.public.library.catalogue import KINDS, library
from gija.public.offers import signs as signs_file
from gija.public.offers.signs import signs
from gija.vocabulary.text import Text

# None of these tests may touch a database: there is no `django_db` here, so pytest-django refuses any query.
ABOUT = About(
    "annual-2014", Text("Annual report 2014", "Metinė ataskaita 2014"), "2014", "2016-01-05", 1, "0" * 64,
    Text("Ministry", "Ministerija"),
)  # fmt: skip
FILES = {
    "annual-2014.lt.pdf": b"%PDF lt",
    "annual-2014.en.pdf": b"%PDF en",
    "annual-2014.lt.html": b"<!doctype html><p>lt",
    "annual-2014.en.html": b"<!doctype html><p>en",
    "annual-2014.lt.xlsx": b"PK",
    "annual-2014.json": b"{}",
    "report.css": b"p{}",
}


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.RELEASES = tmp_path
    return tmp_path


@pytest.fixture
def name(folder: Path) -> str:
    return publish(folder, FILES, ABOUT)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize(
    ("language", "words"), [("lt", "Dar nieko nepaskelbta"), ("en", "Nothing has been published yet")]
)
def test_before_anything_is_published_the_page_says_so(client: Client, folder: Path, language: str, words: str) -> None:
    answer = client.get(f"/public/{language}/")
    assert answer.status_code == 200
    assert answer["content-language"] == language
    if language == "en":
        assert words in answer.content.decode()


def test_the_browser_s_language_decides_where_one_starts(client: Client, folder: Path) -> None:
    starts = {
        asked: client.get("/public/", headers={"accept-language": asked})["location"] for asked in ("en-GB", "lt", "fr")
    }
    assert starts == {"en-GB": "/public/en/", "lt": "/public/lt/", "fr": "/public/lt/"}


@pytest.mark.parametrize("language", ["lt", "en"])
def test_a_release_is_listed_and_its_page_names_files_and_hashes(client: Client, name: str, language: str) -> None:
    listed = client.get(f"/public/{language}/").content.decode()
    assert f"/public/{language}/{name}/" in listed
    assert ABOUT.title.in_(language) in listed
    shown = client.get(f"/public/{language}/{name}/").content.decode()
    for file in ("annual-2014.lt.pdf", "annual-2014.en.pdf", "annual-2014.lt.html"):
        assert f"/public/files/{name}/{file}" in shown
        assert hashlib.sha256(FILES[file]).hexdigest() in shown


def test_no_page_sets_a_cookie_or_has_a_script(client: Client, name: str) -> None:
    for address in ("/public/lt/", f"/public/lt/{name}/", f"/public/files/{name}/annual-2014.lt.html"):
        answer = client.get(address)
        assert not answer.cookies
        assert b"<script" not in body(answer)
        assert "script-src 'self'" in answer["content-security-policy"]


@pytest.mark.parametrize(
    ("file", "kind", "shown"),
    [
        ("annual-2014.lt.pdf", "application/pdf", "inline"),
        ("annual-2014.lt.html", "text/html; charset=utf-8", "inline"),
        ("annual-2014.lt.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment"),
        ("annual-2014.json", "application/json", "attachment"),
        ("report.css", "text/css; charset=utf-8", "inline"),
    ],
)
def test_a_file_comes_as_published_with_type_and_hash_and_is_not_sent_twice(
    client: Client, name: str, file: str, kind: str, shown: str
) -> None:
    address = f"/public/files/{name}/{file}"
    answer = client.get(address)
    assert body(answer) == FILES[file]
    assert answer["content-type"] == kind
    assert answer["content-disposition"].startswith(shown)
    assert answer["etag"] == f'"{hashlib.sha256(FILES[file]).hexdigest()}"'
    assert answer["x-content-type-options"] == "nosniff"
    again = client.get(address, headers={"if-none-match": answer["etag"]})
    assert again.status_code == 304
    assert again["etag"] == answer["etag"]
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    "file",
    [
        "../index.json",
        "..%2f..%2fsecret.key",
        "manifest.json/../x",
        "other.pdf",
        ".lock",
        "%2e%2e/index.json",
        "index.json",
    ],
)
def test_nothing_but_the_files_of_a_release_is_served(client: Client, name: str, file: str) -> None:
    assert client.get(f"/public/files/{name}/{file}").status_code == 404


def test_the_manifest_is_served(client: Client, name: str, folder: Path) -> None:
    answer = client.get(f"/public/files/{name}/manifest.json")
    assert body(answer) == (folder / name / "manifest.json").read_bytes()


def test_an_unknown_release_is_not_found(client: Client, folder: Path) -> None:
    unknown = "2016-01-05-annual-2014-0123456789ab"
    for address in (f"/public/lt/{unknown}/", f"/public/files/{unknown}/x.pdf", "/public/fr/"):
        assert client.get(address).status_code == 404


def test_a_replaced_release_leads_to_the_later_one(client: Client, folder: Path, name: str) -> None:
    later = publish(folder, FILES, replace(ABOUT, vintage=2, day="2016-02-01", replaces=name))
    assert f"/public/en/{later}/" in client.get(f"/public/en/{name}/").content.decode()
    assert f"/public/en/{name}/" in client.get(f"/public/en/{later}/").content.decode()
    assert "Replaced by a revision" in client.get("/public/en/").content.decode()
    assert body(client.get(f"/public/files/{name}/annual-2014.lt.pdf")) == FILES["annual-2014.lt.pdf"]


def test_a_withdrawn_release_says_why_and_gives_no_file(client: Client, folder: Path, name: str) -> None:
    withdraw(folder, name, Withdrawal("2016-03-01", Text("A figure was wrong.", "Klaidingas skaičius.")))
    shown = client.get(f"/public/en/{name}/").content.decode()
    assert "A figure was wrong." in shown
    assert "/public/files/" not in shown
    answer = client.get(f"/public/files/{name}/annual-2014.lt.pdf")
    assert answer.status_code == 410
    assert re.search(r"Klaidingas skaičius|A figure was wrong", answer.content.decode())


def test_the_archive_gives_each_kind_and_period_an_address_that_shows_the_newest_version(
    client: Client, folder: Path, name: str
) -> None:
    fixed, file = "/public/en/archive/annual/2014/", "/public/archive/annual/2014/annual-2014.lt.pdf"
    assert fixed in client.get("/public/en/archive/").content.decode()
    assert fixed in client.get(f"/public/en/{name}/").content.decode()
    assert client.get(file)["location"] == f"/public/files/{name}/annual-2014.lt.pdf"
    later = publish(folder, FILES, replace(ABOUT, vintage=2, day="2016-02-01", replaces=name))
    shown = client.get(fixed).content.decode()
    assert f"/public/files/{later}/annual-2014.en.pdf" in shown
    assert f"/public/en/{name}/" in shown
    assert client.get(file)["location"] == f"/public/files/{later}/annual-2014.lt.pdf"
    withdraw(folder, later, Withdrawal("2016-03-01", Text("A figure was wrong.", "Klaidingas skaičius.")))
    assert f"/public/files/{name}/annual-2014.en.pdf" in client.get(fixed).content.decode()
    for missing in ("/public/en/archive/annual/1999/", "/public/archive/annual/2014/other.pdf"):
        assert client.get(missing).status_code == 404


def test_kinds_and_periods_are_read_from_the_slug_whatever_the_period_is() -> None:
    slugs = {"half-year-2014-h1": "2014-H1", "multi-year-2009-2014": "2009-2014", "table-victims-2014-h2": "2014-H2"}
    found = [place_of(replace(ABOUT, slug=slug, period=period)) for slug, period in slugs.items()]
    assert found == [("half-year", "2014-h1"), ("multi-year", "2009-2014"), ("table-victims", "2014-h2")]


@pytest.mark.parametrize(("language", "words"), [("lt", "Baudžiamasis kodeksas"), ("en", "Criminal Code")])
def test_the_library_tells_documents_duties_contacts_and_letters_in_both_languages(
    client: Client, folder: Path, language: str, words: str
) -> None:
    answer = client.get(f"/public/{language}/library/")
    assert answer.status_code == 200
    assert not answer.cookies
    page = answer.content.decode()
    assert words in page
    for said in ("2011/36/", "prekybazmonemis@policija.lt", "GRETA", "8 800 261 61"):
        assert said in page
    assert f'href="/public/{language}/library/"' in client.get(f"/public/{language}/").content.decode()


def test_every_line_of_the_library_has_a_source_and_both_languages() -> None:
    found = library()
    assert [one.short for one in found.acronyms] == sorted({one.short for one in found.acronyms})
    sources = [*(one.source for one in found.documents), *(one.source for one in found.contacts)]
    assert all(re.match(r"S[12] L\d", one) for one in sources)
    texts = [text for one in found.duties for text in (one.act, one.asks, one.answered)]
    assert all(text.en and text.lt for text in (*texts, *(one.title for one in found.documents)))
    assert {one.kind for one in found.documents} == set(KINDS)


def test_an_offer_is_checked_without_keeping_what_was_ticked(client: Client, folder: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    assert "Nothing you tick is kept" in client.get("/public/en/offer/").content.decode()
    grave = client.post("/public/en/offer/", {"sign": ["papers", "nonsense"]})
    page = grave.content.decode()
    assert "this looks dangerous" in page
    assert 'value="papers" checked' in page
    assert not grave.cookies
    assert grave["Cache-Control"] == "no-store"
    assert "Be careful" in client.post("/public/en/offer/", {"sign": ["hurry"]}).content.decode()
    assert "this looks dangerous" in client.post("/public/en/offer/", {"sign": ["hurry", "much"]}).content.decode()
    none = client.post("/public/en/offer/", {"sign": ["\x00"]}).content.decode()
    assert "does not prove that the offer is safe" in none
    assert "Patikrin" in client.post("/public/lt/offer/").content.decode()


def test_every_sign_of_an_offer_says_what_it_may_mean_in_both_languages() -> None:
    found = signs()
    raw = yaml.safe_load(Path(signs_file.__file__).with_name("signs.yaml").read_text(encoding="utf-8"))
    assert all(set(one[name]) == {"en", "lt"} for one in raw for name in ("text", "why")), "a comma cuts what follows"
    assert len({one.code for one in found}) == len(found) >= 10
    assert all(text.en and text.lt and text.en != text.lt for one in found for text in (one.text, one.why))
    assert [one.grave for one in found] == sorted((one.grave for one in found), reverse=True)
