"""A service that answers JSON is a database like any other; however badly it behaves, it harms nobody."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from gija.methods.search.values import Query
from gija.police.databases import index, pickup
from gija.police.databases.ask import ask
from gija.police.databases.check import check
from gija.police.databases.mapping import Mapping, MappingError
from gija.police.databases.readers.json_rows import cell, columns_of, parsed
from gija.police.databases.tests.conftest import HEADER, ROWS
from gija.police.databases.tests.service import TOKEN, Bad, Service, send, serving, status
from gija.police.databases.values import State

Mapped = Callable[..., Mapping]
JONAS = Query("person", {"name": "Jonas Kravčionok"})
PAGES = {
    "next": "{next: links.next}",
    "cursor": "{cursor: cursor, parameter: start}",
    "offset": "{offset: start, size: 2}",
}


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setenv("GIJA_TEST_TOKEN", TOKEN)
    with serving(Service([dict(zip(HEADER, row, strict=True)) for row in ROWS])) as running:
        yield running


def connection(service: Service, pages: str = PAGES["next"], more: str = "", rows: str = "data.items") -> str:
    said = [f'url: "{service.url}"', "token: ${GIJA_TEST_TOKEN}", f"rows: {rows}", f"pages: {pages}", more]
    return "service:\n" + "\n".join(f"    {line}" for line in said if line)


@pytest.mark.parametrize("pages", PAGES)
def test_a_service_is_asked_live_page_by_page_like_any_database(mapped: Mapped, service: Service, pages: str) -> None:
    (answer,) = ask(JONAS, [mapped(connection(service, PAGES[pages]))])
    assert (answer.state, answer.error) == (State.ANSWERED, None)
    assert [match.record.id for match in answer.matches.found] == ["GYVENTOJAI:2:person"]
    assert len(service.asked) == 2  # pages


def test_a_service_is_indexed_checked_and_picked_up(mapped: Mapped, service: Service) -> None:
    mapping = mapped(connection(service), access="indexed")
    assert (index.refresh(mapping).rows, check(mapping).passed) == (3, True)
    assert ask(JONAS, [mapping])[0].matches.found[0].record.id == "GYVENTOJAI:2:person"
    got = pickup.records(mapping, ["GYVENTOJAI:1:person", "GYVENTOJAI:77:person"])
    assert (got.state, got.gone) == (State.ANSWERED, ("GYVENTOJAI:77:person",))
    assert {p.record for e in got.entities for p in e.provenance} == {"GYVENTOJAI:1"}
    (mentioned,) = pickup.mentions({("phone", "number", "+37061234567")}, [mapping])
    assert {p.record for e in mentioned.entities for p in e.provenance} == {"GYVENTOJAI:1", "GYVENTOJAI:2"}


def test_what_a_service_can_look_up_itself_is_left_to_it(mapped: Mapped, service: Service) -> None:
    mapping = mapped(connection(service, more="filters: {AK: AK, ID: ID}"))
    (answer,) = ask(Query("person", {"personal_code": "49005170003"}), [mapping])
    assert [match.record.id for match in answer.matches.found] == ["GYVENTOJAI:1:person"]
    assert all("AK" in asked for asked in service.asked)
    service.asked.clear()
    assert pickup.records(mapping, ["GYVENTOJAI:2:person"]).entities
    assert service.asked == [{"ID": "2"}]


def test_a_wrong_token_is_refused_access_and_never_told(
    mapped: Mapped, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIJA_TEST_TOKEN", "wrong-token")
    (answer,) = ask(JONAS, [mapped(connection(service))])
    assert answer.state is State.REFUSED
    assert "wrong-token" not in str(answer.error)


@pytest.mark.parametrize(
    ("bad", "state", "code"),
    [
        (status(404), State.WRONG_SCHEMA, "database.http_status"),
        (status(302, Location="http://127.0.0.1:1/"), State.WRONG_SCHEMA, "database.http_status"),
        (status(503), State.DOWN, "database.http_status"),
        (status(429), State.LATE, "database.late"),
        (lambda h: send(h, b"<html>"), State.WRONG_SCHEMA, "database.not_json"),
        (lambda h: send(h, b'{"data": {"items": [{"ID": "Jonas\xff"}]}}'), State.WRONG_SCHEMA, "database.not_json"),
        (lambda h: send(h, b"[" * 200_000), State.WRONG_SCHEMA, "database.not_json"),
        (lambda h: send(h, b'{"data": {"items": 7}}'), State.WRONG_SCHEMA, "database.no_rows_there"),
        (lambda h: send(h, b'{"data": {"items": [7]}}'), State.WRONG_SCHEMA, "database.no_rows_there"),
        (lambda h: send(h, b'{"data": {"items": [{"ID": 1}]}}'), State.WRONG_SCHEMA, "database.column_missing"),
        (lambda h: send(h, b"x", Content_Encoding="gzip"), State.WRONG_SCHEMA, "database.packed"),
        (lambda h: h.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"), State.DOWN, "database.broke_off"),
        (lambda h: h.wfile.write(b"nothing of the kind\r\n\r\n"), State.DOWN, "database.broke_off"),
    ],
)
def test_each_fault_of_a_service_has_its_state_and_quotes_nothing(
    mapped: Mapped, service: Service, bad: Bad, state: State, code: str
) -> None:
    service.bad = bad
    (answer,) = ask(JONAS, [mapped(connection(service))])
    assert answer.error is not None
    assert (answer.state, answer.error.code) == (state, code)
    assert "Jonas" not in answer.error.text.en + answer.error.text.lt


def items(rows: int, **more: Any) -> bytes:
    row = dict.fromkeys(HEADER, "") | {"VARDAS": "Jonas", "PAVARDE": "Kravčionok"}
    return json.dumps({"data": {"items": [row | {"ID": n} for n in range(1, rows + 1)]}, **more}).encode()


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("http://127.0.0.1:1/elsewhere", "database.page_elsewhere"),
        ("//other.example/x", "database.page_elsewhere"),
        ("https://127.0.0.1/x", "database.page_elsewhere"),
        ("?", "database.page_again"),
    ],
)
def test_pages_that_lead_elsewhere_or_in_a_circle_end_and_what_came_is_marked(
    mapped: Mapped, service: Service, link: str, code: str
) -> None:
    service.bad = lambda h: send(h, items(1, links={"next": link}))
    (answer,) = ask(JONAS, [mapped(connection(service))])
    assert answer.error is not None
    assert (answer.error.code, answer.state.silent, answer.matches.cut) == (code, True, True)


def flood(handler: BaseHTTPRequestHandler) -> None:
    """Ten gigabytes, begun like an answer."""
    handler.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"data": {"items": [')
    block = b'{"ID": "' + b"x" * 1_000_000 + b'"}, '
    for _ in range(10_000):
        handler.wfile.write(block)


def test_a_service_that_sends_ten_gigabytes_is_cut_within_memory(mapped: Mapped, service: Service) -> None:
    service.bad = flood
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    (answer,) = ask(JONAS, [mapped(connection(service, more="page_megabytes: 16"), timeout="20s")])
    assert answer.error is not None
    assert (answer.state, answer.error.code) == (State.LATE, "database.page_too_large")
    assert time.monotonic() - started < 15
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000  # kilobytes


def test_pages_without_end_are_cut_at_the_limit_of_rows(mapped: Mapped, service: Service) -> None:
    count = iter(range(1, 1_000_000))
    service.bad = lambda h: send(h, items(100, links={"next": f"?start={next(count)}"}))
    (answer,) = ask(JONAS, [mapped(connection(service), timeout="20s", more="limits: {rows: 1000}\n")])
    assert answer.error is not None
    assert (answer.error.code, answer.matches.cut, len(service.asked)) == ("database.cut", True, 11)


def sleeps(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(30)


def drips(handler: BaseHTTPRequestHandler) -> None:
    """One byte now and then, so that no wait for a next byte is ever long."""
    for byte in b"HTTP/1.1 200 OK\r\n\r\n" + b" " * 100:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(0.3)


@pytest.mark.parametrize("bad", [sleeps, drips])
def test_a_service_that_does_not_come_to_an_end_is_late_and_let_go(mapped: Mapped, service: Service, bad: Bad) -> None:
    import threading

    service.bad = bad
    started = time.monotonic()
    (answer,) = ask(JONAS, [mapped(connection(service), timeout="1s")])
    assert (answer.state, time.monotonic() - started < 2.5) == (State.LATE, True)
    time.sleep(0.7)
    assert not [thread for thread in threading.enumerate() if thread.name == "gija-residents"]


def test_a_half_answer_of_a_service_is_shown_and_marked(mapped: Mapped, service: Service) -> None:
    pages = iter([lambda h: send(h, items(2, links={"next": "?start=2"})), status(500)])
    service.bad = lambda h: next(pages)(h)
    (answer,) = ask(JONAS, [mapped(connection(service))])
    assert (answer.state, answer.matches.cut, len(answer.matches.found)) == (State.DOWN, True, 2)


def test_a_service_may_leave_out_what_is_empty_but_never_the_key(mapped: Mapped, service: Service) -> None:
    service.rows = [{"ID": 7, "VARDAS": "Jonas", "PAVARDE": "Kravčionok", "AK": None}]
    mapping = mapped(connection(service, more="omits_empty: true"))
    assert [m.record.id for m in ask(JONAS, [mapping])[0].matches.found] == ["GYVENTOJAI:7:person"]
    service.rows = [{"VARDAS": "Jonas"}]
    assert ask(JONAS, [mapping])[0].state is State.WRONG_SCHEMA


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("http://127.0.0.1", "http://register.example", "mapping.plain_http"),
        ("http://127.0.0.1", "ftp://127.0.0.1", "mapping.scheme"),
        ("http://127.0.0.1", "https://user:pass@register.example", "mapping.password"),
        ("${GIJA_TEST_TOKEN}", "abc123", "mapping.secret_bare"),
        ("rows: data.items", "headers: {X-Api-Key: abc123}", "mapping.secret_bare"),
        ("next: links.next", "next: a, offset: b", "mapping.value"),
    ],
)
def test_people_travel_encrypted_and_no_secret_stands_in_a_mapping(
    mapped: Mapped, service: Service, old: str, new: str, code: str
) -> None:
    with pytest.raises(MappingError) as caught:
        mapped(connection(service).replace(old, new))
    assert caught.value.code == code
    assert "abc123" not in caught.value.text.en + caught.value.text.lt


ROW = {
    "id": 7,
    "a.b": "dotted",
    "name": {"first": "Ona", "last": None},
    "phones": [{"no": "1"}, {"no": "2"}, {"other": "x"}],
    "tags": ["a", "b", "a"],
    "none": [],
}


@pytest.mark.parametrize(
    ("column", "found"),
    [
        ("id", "7"),
        ("a.b", "dotted"),
        ("name.first", "Ona"),
        ("name.last", ""),
        ("phones.no", "1; 2"),
        ("tags", "a; b"),
        ("none", ""),
        ("name", ""),
    ],
)
def test_a_column_of_a_service_may_be_a_path(column: str, found: str) -> None:
    assert cell(ROW, column) == found
    assert column in columns_of([ROW], [column])


def test_numbers_stay_as_they_are_written() -> None:
    assert parsed(b"[1.50, 10000000000000000000000, 1e3]") == ["1.50", "10000000000000000000000", "1e3"]
