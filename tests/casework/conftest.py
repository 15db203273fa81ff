"""A second support organisation beside Viltis, and cases of invented people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gija.casework.cases import services
from gija.commons.accounts.queries import actor_of
from gija.commons.accounts.services import make_account
from gija.commons.courier import handlers
from gija.commons.directory.models import Institution
from gija.commons.directory.services import make_institution
from gija.commons.permissions import Actor
from gija.commons.testing import PASSWORD

# Nobody here exists; the personal code has a right check digit so that it is read as one.
ONA = {
    "registered_on": "2014-03-05", "reference": "2014-017", "given_names": "Ona", "family_name": "Pavyzdytė",
    "other_names": "Pavyzdienė", "birth_date": "1990-05-17", "sex": "F", "citizenship": ["LTU"],
    "municipality": "LT-57", "personal_code": "49005170017", "phone": "8 612 34567", "email": "Ona.P@example.lt",
}  # fmt: skip
HAPPENED = {
    "status": "presumed", "status_on": "2014-03-05", "authority_kind": "ngo", "authority": "Viltis, Birutė Globėjienė",
    "exploitation_main": "sexual", "exploitation_others": ["labour"], "exploitation_realised": "realised",
    "recruitment_methods": ["friends"], "means": ["deception"], "countries_recruitment": ["LTU"],
    "countries_exploitation": ["GBR", "DEU"], "consents": ["service", "statistics"], "consents_on": "2014-03-05",
    "note": "Ona bijo Petro iš Kauno, tel. 861298765.",
}  # fmt: skip
WHOLE = {**ONA, **HAPPENED}


def _code(ten: str) -> str:
    for weights in ((1, 2, 3, 4, 5, 6, 7, 8, 9, 1), (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)):
        rest = sum(int(d) * w for d, w in zip(ten, weights, strict=True)) % 11
        if rest < 10:
            return f"{ten}{rest}"
    return f"{ten}0"


ONA["personal_code"] = WHOLE["personal_code"] = _code("4900517001")

CHILD = {
    **ONA, "reference": "2014-018", "given_names": "Adomas", "family_name": "Mažonis", "other_names": "",
    "birth_date": "2000-02-01", "sex": "M", "personal_code": "", "phone": "", "email": "",
    "representative": "Globos skyrius",
}  # fmt: skip


@pytest.fixture
def rival(cast: Any) -> Actor:
    """Nijolė, a case worker of another organisation."""
    if not Institution.objects.filter(code="prieglobstis").exists():
        make_institution("prieglobstis", "Shelter (invented)", "Prieglobstis (išgalvota)", "ngo")
    account = make_account("nijole@gija.example", "Nijolė Kitokia", PASSWORD, "case_worker", "prieglobstis", demo=True)
    return actor_of(account)


@pytest.fixture
def worker(cast: Any) -> Actor:
    """Mantas, case worker of Viltis."""
    found: Actor = cast.actor("mantas")
    return found


@pytest.fixture
def case(worker: Actor) -> Any:
    """Ona's case at Viltis, whole."""
    return services.open_case(worker, WHOLE)


@pytest.fixture
def fresh() -> Callable[[Any], Any]:
    """`fresh(case)`: the case as it stands in the database now."""

    def read(case: Any) -> Any:
        return type(case).objects.select_related("person").get(pk=case.pk)

    return read


@pytest.fixture
def read_once() -> Callable[[Any], Any]:
    """`read_once(case)`: the case with its histories as they stand now, for thousands of things to be thrown at it."""

    def read(case: Any) -> Any:
        histories = ("statuses", "assistance", "consents", "parts")
        return type(case).objects.select_related("person").prefetch_related(*histories).get(pk=case.pk)

    return read


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What a register receives, in order, in place of the real handlers."""
    got: list[Any] = []
    for kind in ("victim_record", "victim_record_withdrawn"):
        monkeypatch.setitem(handlers._HANDLERS, (kind, "register"), lambda message, envelope: got.append(message))
    return got
