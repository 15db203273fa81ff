"""Institutions and accounts of the demo country. What stands already is left as it is."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation

from gija.commons.accounts.demo import DEMO_PASSWORD
from gija.commons.accounts.models import Account
from gija.commons.accounts.services import make_account
from gija.commons.directory.load import load
from gija.commons.directory.models import Institution
from gija.commons.directory.services import make_institution
from gija.demo.country.chance import data
from gija.vocabulary.errors import GijaError


def require_demo_mode() -> None:
    """Refuses (`demo.not_demo_mode`) an installation that may hold real data: its demo accounts have no secrets."""
    if not settings.DEMO:
        raise GijaError("demo.not_demo_mode")


def enter_everybody() -> int:
    """Enter the institutions of Lithuania, those of the demo, and an account for each role, with the contract that the
    evaluator's needs; how many institutions and accounts were new."""
    said = data("institutions")
    new = len(load())
    for code, about in said["institutions"].items():
        if not Institution.objects.filter(code=code).exists():
            make_institution(code, about["en"], about["lt"], about["kind"])
            new += 1
    language = (translation.get_language() or "lt")[:2]
    for email, about in said["accounts"].items():
        if not Account.objects.filter(email=email).exists():
            make_account(
                email, about["name"], DEMO_PASSWORD, about["role"], about["institution"], language=language, demo=True
            )
            new += 1
    if "rapporteur" in settings.ZONES:
        from gija.demo.tendering import contract_evaluator  # late: an installation without this zone has no tenders

        contract_evaluator(said["evaluation"])
    return new
