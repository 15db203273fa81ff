"""From one page of a service to the next, as its mapping says; never to another server."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import httpx

from gija.police.databases.connection_map import Pages, Service
from gija.police.databases.readers import service_faults as faults


@dataclass(frozen=True, slots=True)
class Page:
    """One request: its address and the parameters beside those that the address has; `whole` tells it from others."""

    url: httpx.URL
    parameters: dict[str, str]

    @property
    def whole(self) -> httpx.URL:
        return self.url.copy_merge_params(self.parameters) if self.parameters else self.url


def first(service: Service, url: httpx.URL, question: dict[str, str]) -> Page:
    pages, parameters = service.pages, dict(question)
    if pages is not None:
        if pages.size is not None:
            parameters[pages.size_parameter] = str(pages.size)
        if pages.number is not None:
            parameters[pages.number] = str(pages.from_)
        if pages.offset is not None:
            parameters[pages.offset] = "0"
    return Page(url, parameters)


def following(service: Service, page: Page, answer: Any, rows: int, database: str, table: str) -> Page | None:
    """The page after this one; None after the last. Refused: `database.page_elsewhere`."""
    pages = service.pages
    if pages is None:
        return None
    if pages.next is not None:
        return _linked(page, _at(answer, pages.next), database, table)
    if pages.cursor is not None:
        cursor = _at(answer, pages.cursor)
        return replace(page, parameters=page.parameters | {pages.parameter: cursor}) if cursor else None
    return _counted(pages, page, rows)


def _linked(page: Page, link: str, database: str, table: str) -> Page | None:
    if not link:
        return None
    try:
        url = page.url.join(link)
    except httpx.InvalidURL:
        raise faults.page_elsewhere(database, table) from None
    if (url.scheme, url.host, url.port) != (page.url.scheme, page.url.host, page.url.port):
        raise faults.page_elsewhere(database, table)
    return Page(url, {})


def _counted(pages: Pages, page: Page, rows: int) -> Page | None:
    """An empty page is the last, and so is one that is not full."""
    if not rows or (pages.size is not None and rows < pages.size):
        return None
    name, step = (pages.number, 1) if pages.number is not None else (pages.offset or "", rows)
    return replace(page, parameters=page.parameters | {name: str(int(page.parameters[name]) + step)})


def _at(answer: Any, place: str) -> str:
    found = answer
    for step in place.split("."):
        found = found.get(step) if isinstance(found, dict) else None
    return found if isinstance(found, str) else ""
