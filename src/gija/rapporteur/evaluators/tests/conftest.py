"""What the tests of tenders share: who keeps them, an evaluator, a tender as far as it is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from gija.commons.testing import Cast
from gija.methods.money import money
from gija.rapporteur.evaluators import services
from gija.rapporteur.evaluators.models import Tender
from gija.rapporteur.evaluators.services import Criterion, Terms
from gija.vocabulary.text import Text

# Nobody here exists.
PEOPLE = {
    "vaida": ("Vaida Pranešėja", "national_rapporteur", "moi"),
    "paulius": ("Paulius Koordinatorius", "national_coordinator", "moi"),
    "dalia": ("Dalia Teikėja", "data_supplier", "kpb"),
    "edita": ("Edita Vertintoja", "evaluator", "viltis"),
}
SAID = Text("Report", "Ataskaita")
CRITERIA = (Criterion("quality", Text("Quality", "Kokybė"), 60), Criterion("price", Text("Price", "Kaina"), 40))


@pytest.fixture
def evaluating() -> tuple[str, ...]:
    """Nobody is under contract before a test signs one."""
    return ()


@pytest.fixture
def cast(cast: Cast) -> Cast:
    return cast.join(PEOPLE)


@pytest.fixture
def called(cast: Cast) -> Callable[[str], Tender]:
    """`called("tender-x")`: a tender for the report on 2013–2014, called, with two admitted bids."""

    def tender(code: str) -> Tender:
        vaida, today = cast.actor("vaida"), timezone.localdate()
        services.prepare(vaida, code, SAID, (2013, 2014), SAID, CRITERIA)
        services.call(vaida, code, 1, "CVP-1", today, today + dt.timedelta(days=30))
        for name, organisation in (("Viltis", "viltis"), ("UAB „Kita“", "")):
            bid = services.bid(vaida, code, name, organisation, today, money("5000", "EUR"))
            services.admit(vaida, bid.pk, 1, True, "")
        return Tender.objects.get(code=code)

    return tender


@pytest.fixture
def signed(cast: Cast, called: Callable[[str], Tender]) -> Callable[..., Tender]:
    """`signed("tender-x")`: scored, awarded to Viltis and under contract from today for a year."""

    def tender(code: str, starts: int = 0, days: int = 365) -> Tender:
        vaida, of, today = cast.actor("vaida"), called(code), timezone.localdate()
        for bid, points in zip(of.bids.all(), (90, 70), strict=True):
            services.score(vaida, bid.pk, "Komisijos pirmininkas (-ė)", {"quality": points, "price": 50})
        services.award(vaida, code, of.version, of.bids.get(organisation="viltis").pk)
        first = today + dt.timedelta(days=starts)
        terms = Terms("VRM-7", today, first, first + dt.timedelta(days=days), money("4800", "EUR"))
        services.sign(vaida, code, of.version + 1, terms, SAID, first + dt.timedelta(days=days))
        return Tender.objects.get(code=code)

    return tender
