"""What the tests of the register share: its administrators, a member's supervisor, records that arrive by letter."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from gija.commons.testing import Cast
from gija.messages.victims import VictimRecord, VictimRecordWithdrawn

ZONES = ["default", "casework", "police", "register", "rapporteur"]
INSTITUTIONS = {
    "iom": ("igo", "IOM Vilnius (invented)", "TMO Vilniaus biuras (išgalvotas)"),
    "prieglauda": ("ngo", "Prieglauda (an invented centre)", "Prieglauda (išgalvotas centras)"),
}
PEOPLE = {
    "dalia": ("Dalia Registrė", "register_administrator", "iom"),
    "linas": ("Linas Tikrintojas", "register_administrator", "iom"),
    "egle": ("Eglė Vadovė", "case_supervisor", "viltis"),
    "vida": ("Vida Globėja", "case_worker", "prieglauda"),
}

# A made-up record of Viltis, but for its number.
RECORD: dict[str, Any] = {
    "revision": 1,
    "sender": "viltis",
    "sender_kind": "ngo",
    "registration_month": "2014-03",
    "status": "presumed",
    "status_month": "2014-03",
    "status_authority_kind": "ngo",
    "sex": "F",
    "birth_year": 1990,
    "age_group": "adult",
    "citizenship": ("LTU",),
    "exploitation_forms": ("sexual", "labour"),
    "exploitation_realised": "realised",
    "recruitment_methods": ("friends",),
    "means": ("deception",),
    "countries": ({"country": "GBR", "role": "exploitation"},),
    "services": ({"service": "medical", "start": "2014-03"},),
    "consents": ("service", "statistics"),
    "missing": {"municipality": "NC"},
}


@pytest.fixture
def people(cast: Cast) -> Cast:
    """The cast with Dalia and Linas who run the register, Eglė of Viltis and Vida of Prieglauda."""
    from gija.commons.directory.models import Institution
    from gija.commons.directory.services import make_institution

    for code, (kind, en, lt) in INSTITUTIONS.items():
        if not Institution.objects.filter(code=code).exists():
            make_institution(code, en, lt, kind)
    return cast.join(PEOPLE)


@pytest.fixture
def record_of() -> Callable[..., VictimRecord]:
    """`record_of(sex="M")`: a made-up record of Viltis with a new number."""

    def made(**changes: Any) -> VictimRecord:
        return VictimRecord(**{"record_id": str(uuid.uuid4()), **RECORD, **changes})

    return made


def withdrawal(message: VictimRecord, **changes: Any) -> VictimRecordWithdrawn:
    fields = {
        "record_id": message.record_id,
        "revision": message.revision,
        "sender": message.sender,
        "month": "2014-09",
    }
    return VictimRecordWithdrawn(**{**fields, **changes})


@pytest.fixture
def arrives(people: Cast) -> Callable[..., None]:
    """`arrives(message, …)`: sent by their institutions and carried to the register by the worker."""
    from gija.commons.courier.services import send
    from gija.commons.courier.work import run_once

    def sent(*messages: Any) -> None:
        with transaction.atomic(using="casework"):
            for message in messages:
                send("casework", message, to_zone="register")
        run_once(strict=True)

    return sent


def envelope(kind: str = "victim_record") -> Any:
    """An envelope for a handler called without the courier."""
    from gija.commons.courier.envelope import Envelope

    return Envelope(str(uuid.uuid4()), kind, 1, "a", "casework", "b", "register", 1, timezone.now())


@pytest.fixture
def half_year(arrives: Any, record_of: Any) -> Callable[..., list[VictimRecord]]:
    """`half_year()`: a first half of 2014 with 40 records: 30 of NGOs, 10 of the police; 12 are men."""

    def filled(month: str = "2014-03", count: int = 40) -> list[VictimRecord]:
        made = []
        for n in range(count):
            police = n % 4 == 3
            made.append(
                record_of(
                    sender="vilnius_police" if police else ("viltis", "prieglauda")[n % 4 == 1],
                    sender_kind="police" if police else "ngo",
                    registration_month=month,
                    status="recognised" if police else "presumed",
                    status_month=month,
                    sex="M" if n % 10 < 3 else "F",
                    age_group="child" if n < 2 else "adult",
                    birth_year=2000 if n < 2 else 1990,
                    exploitation_forms=("labour",) if n % 2 else ("sexual",),
                    consents=() if police else ("service", "statistics"),
                )
            )
        arrives(*made)
        return made

    return filled
