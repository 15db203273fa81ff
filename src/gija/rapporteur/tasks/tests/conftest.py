"""What the tests of tasks share: who gives them, and two institutions that do them."""

from __future__ import annotations

import pytest

from gija.commons.testing import PASSWORD, Cast

# Nobody here exists.
PEOPLE = {
    "vaida": ("Vaida Pranešėja", "national_rapporteur", "moi"),
    "dalia": ("Dalia Teikėja", "data_supplier", "kpb"),
    "ona": ("Ona Teikėja", "data_supplier", "viltis"),
    "egle": ("Eglė Vertintoja", "evaluator", "moi"),
}


@pytest.fixture
def cast(cast: Cast) -> Cast:
    from gija.commons.accounts.models import Account
    from gija.commons.accounts.services import make_account

    for key, (name, role, institution) in PEOPLE.items():
        email = f"{key}@gija.example"
        there = Account.objects.filter(email=email).first()
        cast.accounts[key] = there or make_account(email, name, PASSWORD, role, institution, demo=True)
    return cast
