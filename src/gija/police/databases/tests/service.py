"""A service on loopback that answers JSON: the residents in pages, or as badly as a test wants it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

TOKEN = "s3cret.of-a.service"
Bad = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Service:
    """What it holds and what it was asked; `bad` answers in place of it."""

    rows: list[dict[str, Any]]
    port: int = 0
    size: int = 2
    bad: Bad | None = None
    asked: list[dict[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    def answer(self, asked: dict[str, str]) -> dict[str, Any]:
        found = [r for r in self.rows if all(str(r.get(k)) == v for k, v in asked.items() if k in ("ID", "AK"))]
        start = int(asked.get("start", 0))
        page = found[start : start + self.size]
        more = start + self.size < len(found)
        links = {"next": f"?start={start + self.size}"} if more else {}
        return {"data": {"items": page}, "links": links, "cursor": str(start + self.size) if more else None}


@contextmanager
def serving(service: Service) -> Iterator[Service]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = dict(parse_qsl(parts.query))
            service.asked.append(asked)
            with suppress(OSError):  # whoever asked may have gone
                if service.bad:
                    service.bad(self)
                elif self.headers.get("Authorization") != f"Bearer {TOKEN}":
                    status(401)(self)
                elif parts.path != "/api/GYVENTOJAI":
                    status(404)(self)
                else:
                    send(self, json.dumps(service.answer(asked)).encode())

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, body: bytes, **headers: str) -> None:
    handler.send_response(200)
    for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def status(number: int, **headers: str) -> Bad:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(number)
        for name, value in {"Content-Length": "0", **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()

    return answer
