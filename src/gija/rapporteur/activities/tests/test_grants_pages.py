"""Pages of grants open for whom they are meant; a table is taken with right and audit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gija.commons.permissions import NotPermittedError
from gija.commons.testing import Cast
from gija.rapporteur.activities.models import Application, Call, Grant
from gija.rapporteur.activities.years import exports

from .conftest import keep, report

pytestmark = pytest.mark.django_db(databases="__all__")
BASE = "/rapporteur/grants/"
Assessed = Callable[..., list[Application]]
Granted = Callable[..., list[Grant]]
Called = Callable[..., Call]


def test_the_table_of_a_year_is_taken_with_right_and_audit(cast: Cast, granted: Granted, audit_entries: Any) -> None:
    granted("taken", year=2045)
    before = len(audit_entries("rapporteur"))
    assert exports.taken(cast.actor("gitana"), 2045).startswith("\ufeff".encode())
    assert len(audit_entries("rapporteur")) == before + 1
    for who in ("arnas", "daiva"):
        with pytest.raises(NotPermittedError):
            exports.taken(cast.actor(who), 2045)


def test_every_page_opens_for_whom_it_is_meant(cast: Cast, granted: Granted, client_for: Any) -> None:
    one, _other = granted("pages", year=2046)
    keep(report(one, {("victim", "F", "adult"): 3}, period="2046"))
    pk, pays, told = one.application_id, one.instalments.all()[0].pk, one.persons.get().pk
    officer = ["", "add/", "calls/pages/", "calls/pages/end/", f"applications/{pk}/", f"applications/{pk}/letter/",
               f"applications/{pk}/appeal/", f"applications/{pk}/contract/", f"contracts/{one.number}/",
               f"contracts/{one.number}/amend/", f"contracts/{one.number}/instalments/add/",
               f"instalments/{pays}/pay/", f"persons/{told}/decide/", "years/",
               "years/2046/", "years/2014/"]  # fmt: skip
    supplier = ["own/", "own/calls/pages/", f"own/applications/{pk}/", f"own/applications/{pk}/letter/",
                f"own/grants/{one.number}/", f"own/grants/{one.number}/money/"]  # fmt: skip
    for who, language, paths in (("gitana", "lt", officer), ("daiva", "en", supplier), ("arnas", "en", ["assess/"])):
        client = client_for(who, language)
        for path in paths:
            assert client.get(BASE + path).status_code == 200, path
