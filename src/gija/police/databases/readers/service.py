"""Reads a service that answers JSON over HTTP, page by page: only GET, no redirects, bounded in time and size.

The name of a table is the path of its rows below the address of the service. Numbers stay as written.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from threading import Timer
from typing import Any

import httpx

from gija.police.databases.conditions import AnyOf, Condition, KeyIs, Same, Since
from gija.police.databases.connection_map import Service
from gija.police.databases.mapping import Mapping
from gija.police.databases.readers import service_faults as faults
from gija.police.databases.readers.base import LONGEST_CELL, Row, Stop, wanted
from gija.police.databases.readers.engines import fill
from gija.police.databases.readers.json_rows import cell, columns_of, parsed, rows_at
from gija.police.databases.readers.service_pages import Page, first, following

LATER = 0.2  # seconds after the end of time, when the line itself is cut
ASKED_AT_ONCE = 50  # questions by a filter for which the whole is not read instead
CHUNK = 65_536


class ServiceReader:
    """One service, asked over one client."""

    def __init__(self, mapping: Mapping, service: Service, seconds: float) -> None:
        self.code, self.said, self.seconds, self.mapping = mapping.code, service, seconds, mapping
        headers = {name: fill(value, mapping) for name, value in service.headers.items()}
        if service.token:
            headers["Authorization"] = f"Bearer {fill(service.token, mapping)}"
        headers |= {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "gija"}
        try:
            self.url = httpx.URL(fill(service.url, mapping).rstrip("/") + "/")
            # Neither proxies nor passwords of the machine's own environment: the mapping says where its token goes.
            self.client = httpx.Client(headers=headers, follow_redirects=False, trust_env=False)
        except (httpx.InvalidURL, ValueError, UnicodeError):
            raise faults.down(self.code, "-") from None
        self._lines: list[Any] = []  # open sockets, cut when time is over

    def columns(self, table: str) -> tuple[str, ...]:
        stop = Stop(self.seconds, 1, self.said.page_megabytes * 1_000_000)
        with self._watched(stop):
            rows, _ = self._page(table, first(self.said, self.url.join(table), {}), stop)
        return columns_of(rows)

    def few(self, table: str, most: int, stop: Stop) -> bool:
        return True  # a condition on words cannot be put to a service: its rows are all read anyway

    def rows(self, table: str, columns: tuple[str, ...], where: Condition | None, stop: Stop) -> Iterator[Row]:
        with self._watched(stop):
            yield from self._rows(table, columns, where, stop)

    def _rows(self, table: str, columns: tuple[str, ...], where: Condition | None, stop: Stop) -> Iterator[Row]:
        number, must = 0, self._must(table, columns)
        keys = where if isinstance(where, KeyIs) else None  # nobody compares keys again after us
        for question in self._questions(where):
            page: Page | None = first(self.said, self.url.join(table), question)
            seen = set[httpx.URL]()
            while page is not None:
                if page.whole in seen:
                    raise faults.page_again(self.code, table)
                seen.add(page.whole)
                found, answer = self._page(table, page, stop)
                for raw in found:
                    number += 1
                    wanted(self.code, table, must, tuple(columns_of([raw], must)))
                    cells = {name: cell(raw, name)[:LONGEST_CELL] for name in columns}
                    if stop.full(cells):
                        return
                    if keys is None or tuple(cells[name] for name in keys.columns) in keys.keys:
                        yield Row(number, cells)
                page = following(self.said, page, answer, len(found), self.code, table)

    def _must(self, table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
        """The columns that every row must have: all, or only the key of a service that leaves out what is empty."""
        if not self.said.omits_empty:
            return columns
        known = self.mapping.table(table)
        return known.key if known else ()

    def _questions(self, where: Condition | None) -> list[dict[str, str]]:
        """The parameters of each request that together bring all rows which may fit; one without any brings all."""
        asked = _exact(where, self.said.filters) if where is not None else None
        return [{}] if asked is None or len(asked) > ASKED_AT_ONCE else asked

    def _page(self, table: str, page: Page, stop: Stop) -> tuple[list[dict[str, Any]], Any]:
        stop.in_time(self.code)
        try:
            answer = parsed(self._body(table, page, stop))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
            raise faults.fault(self.code, error, table, stop) from None
        except (ValueError, RecursionError):
            raise faults.not_json(self.code, table) from None
        return rows_at(answer, self.said.rows, self.code, table), answer

    def _body(self, table: str, page: Page, stop: Stop) -> bytes:
        """The answer as it came, never more than one page may hold."""
        most, body = self.said.page_megabytes * 1_000_000, bytearray()
        timeout = httpx.Timeout(max(stop.left, 0.05))
        trace = {"trace": self._trace}
        with self.client.stream("GET", page.whole, timeout=timeout, extensions=trace) as answer:
            faults.status(self.code, answer, table, stop)
            for chunk in answer.iter_raw(CHUNK):
                stop.in_time(self.code)
                body += chunk
                if len(body) > most:
                    raise faults.page_too_large(self.code, table, self.said.page_megabytes)
        return bytes(body)

    def _trace(self, event: str, told: dict[str, Any]) -> None:
        """Remembers the socket of each new line."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            with suppress(Exception):
                self._lines.append(told["return_value"].get_extra_info("socket"))

    def _watched(self, stop: Stop) -> _Watch:
        return _Watch(Timer(max(stop.left, 0) + LATER, self._hang_up))

    def _hang_up(self) -> None:
        """Shut the lines down under the client: a server that drips one byte at a time is over, too."""
        for line in self._lines:
            with suppress(Exception):
                line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with suppress(Exception):
            self.client.close()


class _Watch:
    """A timer that runs within a block."""

    def __init__(self, timer: Timer) -> None:
        self.timer = timer
        timer.daemon = True

    def __enter__(self) -> None:
        self.timer.start()

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()


def _exact(where: Condition, filters: dict[str, str]) -> list[dict[str, str]] | None:
    """The condition as parameters, one set a request; None where it cannot be said by them."""
    if isinstance(where, AnyOf):
        parts = [_exact(part, filters) for part in where.parts]
        return None if any(part is None for part in parts) else _unique([one for part in parts for one in part or ()])
    if isinstance(where, KeyIs) and any(name in filters for name in where.columns):
        named = [(at, filters[name]) for at, name in enumerate(where.columns) if name in filters]
        return _unique([{parameter: key[at] for at, parameter in named} for key in where.keys])
    if isinstance(where, Since) and where.column in filters:
        return [{filters[where.column]: where.day}]
    if isinstance(where, Same) and len(where.columns) == 1 and where.columns[0] in filters:
        return _unique([{filters[where.columns[0]]: value} for value in (*where.written, *where.bare)])
    return None


def _unique(questions: list[dict[str, str]]) -> list[dict[str, str]]:
    return [dict(one) for one in dict.fromkeys(tuple(sorted(q.items())) for q in questions)]
