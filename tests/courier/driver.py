"""One installation as processes of its own: started once, it forks what it is told to, so that a restart is quick.

Run by `installations.py` with the environment of the installation. Reads commands on standard input, one a line:
`start act|work|carry|serve PORT`, `call NAME [JSON]`; answers one line of JSON each.
"""
# ruff: noqa: E402  Django must be set up before its models can be imported

from __future__ import annotations

import faulthandler
import json
import os
import random
import signal
import sys
import time
import traceback
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gija.config.settings")
django.setup()

from django.db import connections, transaction

from gija.commons.audit.models import Entry
from gija.commons.audit.services import record, verify
from gija.commons.courier import commands, peers
from gija.commons.courier.keys import card, read_card
from gija.commons.courier.models import Incoming, Outgoing, Peer
from gija.commons.courier.services import send
from gija.commons.courier.zones import local_zones
from gija.messages.victims import VictimRecord, VictimRecordWithdrawn

FIRST_YEAR = 1950  # of birth in the first revision; each correction is a year later, so that its content shows


def new_record(number: str = "", revision: int = 1) -> VictimRecord:
    """A record of version 2 with answers and parts of the whole model."""
    return VictimRecord.model_validate({
        "record_id": number or str(uuid.uuid4()), "revision": revision, "sender": "viltis", "sender_kind": "ngo",
        "registration_month": "2014-03", "status": "presumed", "status_month": "2014-03",
        "status_authority_kind": "ngo", "sex": "F", "birth_year": FIRST_YEAR + revision, "age_group": "adult",
        "citizenship": ("LTU",), "exploitation_forms": ("sexual",), "exploitation_realised": "realised",
        "means": ("deception",), "services": ({"service": "medical", "start": "2014-03"},),
        "consents": ("service", "statistics"), "missing": {"municipality": "NC"},
        "education": "3", "languages": ("rus", "lit"), "perpetrators": ({"sex": "M"}, {"sex": "F"}),
        "status_history": ({"status": "presumed", "month": "2014-03", "authority_kind": "ngo"},),
    })  # fmt: skip


def submitted(made: Any) -> str:
    with transaction.atomic(using="casework"):
        record("casework", None, "casework.case.submit", object_id=made.record_id)
        send("casework", made, to_zone="register")
    return str(made.record_id)


def one_act() -> str:
    return submitted(new_record())


def any_act(chance: random.Random) -> str:
    """A new record, a correction of an earlier one, or its withdrawal (which a later correction undoes)."""
    bodies = sent_bodies()
    if not bodies or chance.random() < 0.5:
        return one_act()
    number = chance.choice(sorted({body["record_id"] for _kind, body in bodies}))
    of_record = [(kind, body) for kind, body in bodies if body["record_id"] == number]
    last = max(body["revision"] for _kind, body in of_record)
    if chance.random() < 0.3 and of_record[-1][0] == "victim_record":
        return submitted(VictimRecordWithdrawn(record_id=number, revision=last, sender="viltis", month="2014-09"))
    return submitted(new_record(number, last + 1))


def sent_bodies() -> list[tuple[str, dict[str, Any]]]:
    """Kind and content of every letter on a record, in the order in which they were written."""
    rows = Outgoing.objects.using("casework").order_by("sequence").values_list("kind", "body")
    return [(kind, json.loads(body)) for kind, body in rows]


def expected() -> list[list[Any]]:
    """What the register must hold of what was sent: [number, revision, birth year], and [number, 0, 0] for a record
    of which nothing is left. Every letter is sent once, so order does not matter."""
    upto: dict[str, int] = {}
    kept: dict[str, list[int]] = {}
    for kind, body in sent_bodies():
        kept.setdefault(body["record_id"], [])
        if kind == "victim_record_withdrawn":
            upto[body["record_id"]] = max(upto.get(body["record_id"], 0), body["revision"])
        else:
            kept[body["record_id"]].append(body["revision"])
    found = []
    for number, revisions in kept.items():
        left = [revision for revision in revisions if revision > upto.get(number, 0)]
        found += [[number, revision, FIRST_YEAR + revision] for revision in left] or [[number, 0, 0]]
    return sorted(found)


def held() -> list[list[Any]]:
    """What the register holds, in the shape of `expected`; the highest revision holds, its answers are whole."""
    from gija.register.records.models import Record

    found: list[list[Any]] = []
    for one in Record.objects.prefetch_related("revisions__answers", "revisions__services"):
        revisions = list(one.revisions.all())
        assert one.current == max((r.number for r in revisions), default=None)
        assert one.withdrawn is not bool(revisions)
        assert all((len(r.answers.all()), len(r.services.all())) == (8, 1) for r in revisions)
        found += [[one.pk, r.number, r.birth_year] for r in revisions] or [[one.pk, 0, 0]]
    return sorted(found)


def act() -> None:
    """Submit, correct and withdraw records until killed."""
    chance = random.Random()
    while True:
        any_act(chance)
        time.sleep(0.05)


def work() -> None:
    """The worker, as `gija work` runs it."""
    commands.PAUSE = 0.02
    commands.run()


def carry() -> None:
    """Sealed files to and fro until killed: what lies in our box is read, answered with receipts and cleared away; what
    waits is sealed and laid into the other's box."""
    from gija.commons.courier import sealed
    from gija.commons.courier.keys import identity

    post, (peer,) = Path(os.environ["GIJA_VAR"]).parent.parent / "post", Peer.objects.values_list("code", flat=True)
    ours, theirs = post / identity().code, post / peer
    for box in (ours, theirs):
        box.mkdir(parents=True, exist_ok=True)
    while True:
        for file in sorted(ours.glob("*.age")):
            sealed.receive_file(file, theirs / f"{uuid.uuid4()}.age")
            file.unlink()
        if sealed.waiting(peer):
            sealed.send_file(peer, theirs / f"{uuid.uuid4()}.age")
        time.sleep(0.02)


def serve(port: str) -> None:
    """The pages over TLS, each request in a thread of its own."""
    import ssl
    from socketserver import ThreadingMixIn
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

    from gija.config.wsgi import application

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    class Silent(WSGIRequestHandler):
        disable_nagle_algorithm = True  # it writes in small pieces

        def log_message(self, *arguments: Any) -> None: ...

    while True:
        try:
            server = make_server("127.0.0.1", int(port), application, Server, Silent)
        except OSError:  # the one killed before us has not quite let go of the port
            time.sleep(0.01)
        else:
            break
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.environ["TEST_CERTIFICATE"], os.environ["TEST_KEY"])
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.serve_forever()


def prepare() -> dict[str, Any]:
    """Migrate, enter the institution the records are of. Gives the card."""
    from gija.commons.directory.services import make_institution
    from gija.config.migrate import migrate_all

    migrate_all()
    make_institution("viltis", "Viltis", "Viltis", "ngo")
    return card().model_dump(mode="json")


def add_peer(card: dict[str, Any], url: str = "", certificate: str = "") -> str:
    return peers.add_peer(read_card(json.dumps(card)), url=url, certificate=certificate).code


def state() -> dict[str, Any]:
    """What is in the outboxes, inboxes, the register and the audit trails."""
    found: dict[str, Any] = {"peers": {p.code: [p.failures, p.error_code] for p in Peer.objects.all()}}
    for zone in connections.settings:
        rows = Outgoing.objects.using(zone)
        found[zone] = {
            "outbox": {s: rows.filter(state=s).count() for s in Outgoing.State.values},
            "errors": sorted(set(rows.exclude(error_code="").values_list("error_code", flat=True))),
            "sent": sorted(rows.values_list("id", flat=True)),
            "inbox": Incoming.objects.using(zone).count(),
            "received": Entry.objects.using(zone).filter(action="courier.receive", outcome="done").count(),
            "submitted": Entry.objects.using(zone).filter(action="casework.case.submit").count(),
            "findings": [one.kind for one in verify(zone)],
        }
    if "register" in local_zones():
        found["kept"] = held()
    if "casework" in local_zones():
        found["expected"] = expected()
    return found


def waiting() -> int:
    return Outgoing.objects.using("casework").filter(state__in=("waiting", "filed")).count()


def run_once() -> dict[str, int]:
    from gija.commons.courier.work import run_once as once

    done = once()
    return {"delivered": done.delivered, "refused": done.refused, "held": done.held}


def acts(count: int) -> list[str]:
    return [one_act() for _ in range(count)]


def rename(code: str, en: str, lt: str, day: str) -> None:
    import datetime as dt

    from gija.commons.directory import services

    services.rename(code, en, lt, dt.date.fromisoformat(day))


def enter(code: str, parent: str | None = None) -> None:
    from gija.commons.directory.services import make_institution

    make_institution(code, code, code, "ngo", parent)


def names(code: str) -> list[list[str]]:
    from gija.commons.directory.models import InstitutionName

    return [[n.lt, str(n.valid_from), str(n.valid_to)] for n in InstitutionName.objects.filter(institution=code)]


def send_file(peer: str, file: str) -> int:
    from gija.commons.courier import sealed

    return sealed.send_file(peer, Path(file))


def receive_file(file: str, receipts: str | None = None) -> dict[str, Any]:
    from gija.commons.courier import sealed
    from gija.vocabulary.errors import GijaError

    try:
        read = sealed.receive_file(Path(file), Path(receipts) if receipts else None)
    except GijaError as error:
        return {"error": error.code, "en": error.text.en, "lt": error.text.lt}
    counts = {name: getattr(read, name) for name in ("new", "again", "refused", "receipts")}
    return {**counts, "faults": [fault.code for fault in read.faults]}


ROLES: dict[str, Callable[..., None]] = {"act": act, "work": work, "serve": serve, "carry": carry}
CALLS: dict[str, Callable[..., Any]] = {
    f.__name__: f
    for f in (prepare, add_peer, state, waiting, run_once, acts, rename, enter, names, send_file, receive_file)
}


def forked(role: Callable[..., None], *arguments: str) -> int:
    """A child that does `role` until it is killed. It is nobody's to wait for (SIGCHLD is ignored)."""
    pid = os.fork()
    if pid:
        return pid
    try:
        sys.stdin.close()
        os.dup2(2, 1)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        faulthandler.register(signal.SIGUSR1, all_threads=True)
        role(*arguments)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(0)


def called(name: str, arguments: dict[str, Any]) -> Any:
    """What a call gives, done in a child as well, so that the parent never holds a connection."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reading)
        try:
            answer: Any = {"given": CALLS[name](**arguments)}
        except Exception as fault:
            answer = {"fault": repr(fault)}
        with os.fdopen(writing, "w") as out:
            json.dump(answer, out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as back:
        return json.load(back)


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    from gija.config.wsgi import application  # loads the pages once, before any fork

    assert application
    for line in sys.stdin:
        word, name, *rest = line.rstrip("\n").split(" ", 2)
        answer = forked(ROLES[name], *rest) if word == "start" else called(name, json.loads(rest[0]) if rest else {})
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
