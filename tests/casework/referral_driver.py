"""An installation that refers or is referred to, in a process of its own: what `tests/courier/driver.py` does, with the
acts of case work. Run by `test_referral_kills.py`.
"""

from __future__ import annotations

import random
import sys
import time
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "courier"))

import driver  # type: ignore[import-not-found]

from gija.casework.referral.models import Referral
from gija.commons.permissions import Actor

SENDER, TAKER = "viltis", "prieglobstis"
PERSON = {
    "registered_on": "2026-01-05", "given_names": "Ona", "family_name": "Pavyzdytė", "birth_date": "1990-05-17",
    "sex": "F", "citizenship": ["LTU"], "municipality": "LT-57", "status": "presumed", "status_on": "2026-01-05",
    "authority_kind": "ngo", "exploitation_main": "sexual", "exploitation_realised": "realised",
    "means": ["deception"], "recruitment_methods": ["friends"], "consents": ["service", "referral"],
    "consents_on": "2026-01-05",
}  # fmt: skip


def ready(institution: str, cases: int) -> None:
    """The shelter beside Viltis, which `prepare` made; a case worker of the institution, and so many cases."""
    from gija.casework.cases.services import open_case
    from gija.commons.accounts.services import make_account
    from gija.commons.directory.services import make_institution

    make_institution(TAKER, TAKER, TAKER, "ngo")
    make_account("x@gija.example", "X", "Geras-slaptazodis-2013", "case_worker", institution)
    for place in range(cases):
        open_case(worker(), PERSON | {"reference": f"2026-{place}"}, anyway=True)


def tie(peer: str, institution: str) -> None:
    driver.peers.tie(peer, [institution])


def worker() -> Actor:
    from gija.commons.accounts.queries import account_by_email, actor_of

    return actor_of(account_by_email("x@gija.example"))


def refer() -> None:
    """Refer, send the same form again, call back: until killed."""
    from gija.casework.cases.models import Case
    from gija.casework.referral import services

    chance, actor, cases = random.Random(), worker(), list(Case.objects.values_list("pk", flat=True))
    while True:
        number = str(uuid.uuid4())
        said = services.Said(TAKER, "services", ["accommodation"], "Reikia vietos.")
        for _again in range(chance.choice((1, 1, 2))):
            services.refer(actor, chance.choice(cases), said, number)
        if chance.random() < 0.2:
            acted(actor, services.revoke, chance.choice(list(Referral.objects.all())))
        time.sleep(0.05)


def answer() -> None:
    """Accept, reject and settle what came, until killed."""
    from gija.casework.referral import services

    chance, actor = random.Random(), worker()
    while True:
        for one in Referral.objects.filter(state__in=("in_progress", "accepted"))[:5]:
            if one.state == "accepted":
                acted(actor, services.done, one)
            elif chance.random() < 0.3:
                acted(actor, services.reject, one, "no_room")
            else:
                acted(actor, services.accept, one)
        time.sleep(0.05)


def acted(actor: Actor, act: Any, one: Referral, *said: str) -> None:
    """One act on a referral; what was settled meanwhile stays as it is."""
    from gija.vocabulary.errors import GijaError

    try:
        act(actor, one.pk, one.version, *said)
    except GijaError as error:
        if error.code not in ("referral.wrong_state", "casefile.changed_meanwhile"):
            raise


def told() -> dict[str, Any]:
    """What stands here: each referral with its state and how often, letters sent, received and dead, broken chains."""
    from gija.commons.audit.services import verify
    from gija.commons.courier.models import Incoming, Outgoing

    kinds = ("victim_referral", "victim_referral_answer")
    out = Outgoing.objects.using("casework").filter(kind__in=kinds)
    came = Incoming.objects.using("casework").filter(kind__in=kinds)
    begun = Counter(Referral.objects.filter(steps__act="send").values_list("referral", flat=True))
    return {
        "states": dict(Referral.objects.values_list("referral", "state")),
        "rows": Referral.objects.count(),
        "begun": sorted(set(begun.values())),
        "sent": sorted(out.values_list("id", flat=True)),
        "came": sorted(came.values_list("letter", flat=True)),
        "undelivered": out.exclude(state="delivered").count(),
        "findings": [one.kind for zone in ("default", "casework") for one in verify(zone)],
    }


driver.ROLES.update(refer=refer, answer=answer)
driver.CALLS.update(ready=ready, tie=tie, told=told)

if __name__ == "__main__":
    driver.main()
