"""Promises of the demo country: what the sources tell of plans, bodies, recommendations and contractors, and beside it
one invented meeting, task, recommendation and tender, so that no page stands empty.

Each step goes through the services that people use; what stands already is left as it is.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from gija.commons.permissions import Actor
from gija.methods.money import money
from gija.rapporteur.bodies import holding, services
from gija.rapporteur.bodies.models import Body
from gija.rapporteur.bodies.services import Founding, Votes
from gija.rapporteur.evaluators import services as tenders
from gija.rapporteur.evaluators.models import Tender
from gija.rapporteur.evaluators.services import Criterion, Terms
from gija.rapporteur.plan import services as plans
from gija.rapporteur.recommendations import services as recommendations
from gija.rapporteur.recommendations.models import Recommendation
from gija.rapporteur.recommendations.services import Advice
from gija.vocabulary.text import Text

CODE = "demo-commission"
TENDER = "demo-report"
ADVICE = "demo-greta"
REPORT = Text("Independent report 2013–2014 (demo)", "Nepriklausoma 2013–2014 m. ataskaita (demonstracija)")


def enter(keeper: Actor, office: str, contractor: str) -> None:
    """Enter it all. `keeper` holds the Rapporteur's or the coordinator's rights; `office`: the institution that has a
    seat and gets a task; `contractor`: that of the evaluator, under contract from today."""
    plans.load(keeper)
    services.load(keeper)
    holding.load(keeper)
    recommendations.load(keeper)
    tenders.load(keeper)
    if not Body.objects.filter(code=CODE).exists():
        _meeting(keeper, office)
    if not Recommendation.objects.filter(code=ADVICE).exists():
        _advice(keeper, office)
    if not Tender.objects.filter(code=TENDER).exists():
        _tender(keeper, contractor)


def _meeting(keeper: Actor, office: str) -> None:
    """A commission that met a month ago, decided by votes, and gave a task."""
    today = timezone.localdate()
    text = Text("Interdepartmental commission (demo)", "Tarpžinybinė komisija (demonstracija)")
    chair = Text("Minister of the Interior", "Vidaus reikalų ministras (-ė)")
    services.add(
        keeper, CODE, Founding("commission", text, chair="moi", chair_text=chair, starts=today.replace(day=1, month=1))
    )
    for institution in dict.fromkeys(("moi", office)):
        services.seat(keeper, CODE, institution, Text("Head of the institution", "Institucijos vadovas (-ė)"), None)
    called = services.call(keeper, CODE, today - dt.timedelta(days=30), Text("Training", "Pareigūnų mokymas"))
    minutes = Text("The report was heard.", "Išklausyta ataskaita apie pareigūnų mokymą.")
    services.hold(keeper, called.pk, 1, (office,), minutes, "DEMO-1")
    decided = Text("Officers are trained to identify victims.", "Pareigūnai mokomi atpažinti nukentėjusiuosius.")
    decision = services.decide(keeper, called.pk, "1", decided, True, Votes(1, 0, 1))
    due = today + dt.timedelta(days=60)
    services.task(keeper, decision.pk, "Parengti mokymų planą (demonstracija)", "", office, due)


def _advice(keeper: Actor, office: str) -> None:
    today = timezone.localdate()
    advice = Advice(
        "greta", Text("Report of an invented visit", "Išgalvoto vizito ataskaita"), today - dt.timedelta(days=90),
        Text("Identify victims sooner (demo).", "Anksčiau atpažinti nukentėjusiuosius (demonstracija)."), (office,),
        place="§ 1", due_on=today + dt.timedelta(days=180),
    )  # fmt: skip
    recommendations.add(keeper, ADVICE, advice)


def _tender(keeper: Actor, contractor: str) -> None:
    """Called, one bid, scored, awarded, under contract from today for half a year."""
    today = timezone.localdate()
    asked = Text("Experience of three years in evaluation.", "Trejų metų vertinimo patirtis.")
    criteria = (Criterion("quality", Text("Quality", "Kokybė"), 60), Criterion("price", Text("Price", "Kaina"), 40))
    tenders.prepare(keeper, TENDER, REPORT, (2013, 2014), asked, criteria)
    tenders.call(keeper, TENDER, 1, "DEMO-CVP-1", today, today)
    bid = tenders.bid(keeper, TENDER, "Universitetas (demonstracija)", contractor, today, money("5000", "EUR"))
    tenders.admit(keeper, bid.pk, 1, True, "")
    tenders.score(keeper, bid.pk, "Komisijos pirmininkas (-ė)", {"quality": 80, "price": 50})
    tenders.award(keeper, TENDER, 2, bid.pk)
    ends = today + dt.timedelta(days=182)
    tenders.sign(keeper, TENDER, 3, Terms("DEMO-7", today, today, ends, money("4800", "EUR")), REPORT, ends)
