"""Generated case files written at once: persons really encrypted, with histories, periods, referrals, claims, pairs."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any

FAMILY = ("Pavyzdė", "Išgalvota", "Netikroji", "Sumanytė", "Tariama", "Niekienė", "Sapnaitė", "Kitokia")
GIVEN = ("Ona", "Rūta", "Olena", "Iryna", "Mariana", "Adomas", "Andrei", "Vesna", "Lina", "Julija")
STATUSES = ("presumed", "identified", "recognised")
FORMS = ("sexual", "labour", "begging", "criminal", "forced_marriage")
SERVICES = ("psych", "medical", "accommodation", "legal", "social")
BATCH = 500
NOW = dt.datetime.now(dt.UTC)
TODAY = NOW.date()


def saved(model: Any, rows: list[Any]) -> list[Any]:
    return list(model.objects.bulk_create(rows, batch_size=BATCH))


def letters(number: int) -> str:
    """A number as letters: a name has no digits."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def people(institution: str, number: int, chance: random.Random) -> list[Any]:
    """Persons, each encrypted field by field, with the keyed hashes they are found by."""
    from gija.casework.cases.models import Person

    return saved(Person, [
        Person(
            institution=institution, given_names=chance.choice(GIVEN),
            family_name=f"{chance.choice(FAMILY)} {letters(place)}",
            birth_date=str(dt.date(1970, 1, 1) + dt.timedelta(days=place)), personal_code=f"{place:011d}",
            phone=f"+3706{place:07d}", email=f"x{place}@example.lt",
        )
        for place in range(number)
    ])  # fmt: skip


def cases(institution: str, account: int, number: int, seed: int) -> list[Any]:
    """Cases with their persons, statuses, consents, services and notes."""
    from gija.casework.cases.models import Assistance, Case, Consent, Note, Status

    chance = random.Random(seed)
    rows = []
    for place, person in enumerate(people(institution, number, chance)):
        sent = chance.choice((None, 1, 1, 2))
        day = TODAY - dt.timedelta(days=chance.randrange(3650))
        rows.append(Case(
            person=person, institution=institution, institution_name=institution, institution_kind="ngo",
            reference=f"{day.year}-{place:05d}", registered_on=day, sex=chance.choice("FM"), birth_year=1970,
            age_group=chance.choice(("adult", "child")), citizenship=[chance.choice(("LTU", "UKR", "MDA"))],
            exploitation_main=chance.choice(FORMS), exploitation_realised="realised", account=account,
            actor_name="Worker", opened_at=NOW - dt.timedelta(days=place % 3650), version=2, sent_version=sent,
            completed_at=None if place % 50 == 0 else NOW, review_on=day if place % 20 == 0 else None,
        ))  # fmt: skip
    made = saved(Case, rows)
    by = {"institution": institution, "account": account, "actor_name": "Worker", "entered_at": NOW}
    saved(Status, [Status(case=one, status=chance.choice(STATUSES), on=one.registered_on, authority_kind="ngo",
                          authority="Viltis", **by)
                   for one in made for _ in range(chance.randrange(1, 4))])  # fmt: skip
    saved(Consent, [Consent(case=one, scope=scope, given_on=one.registered_on, **by)
                    for one in made for scope in ("service", "statistics", "referral")])  # fmt: skip
    saved(Assistance, [Assistance(case=one, service=chance.choice(SERVICES), start=one.registered_on, provider="Viltis",
                                  provider_kind="ngo", **by)
                       for one in made for _ in range(chance.randrange(6))])  # fmt: skip
    saved(Note, [Note(case=one, text="Kalbėta, sutarta susitikti dar kartą.", **by) for one in made[::2]])
    return made


def periods(made: list[Any], chance: random.Random) -> None:
    """A reflection period of each second case, permits and own dates of others: most over, hundreds running."""
    from gija.casework.clocks.models import Period, Turn

    rows = []
    for place, one in enumerate(made):
        kind = ("reflection_period", "residence_permit", "own_date", "court_appeal")[place % 4]
        began = TODAY - dt.timedelta(days=chance.randrange(60 if place % 10 == 0 else 3000))
        last = began + dt.timedelta(days={"reflection_period": 30, "residence_permit": 182}.get(kind, 40))
        over = last < TODAY and place % 25
        rows.append(Period(
            institution=one.institution, case=one, kind=kind, title="Teismo posėdis" if kind == "own_date" else "",
            began_on=began, last_on=last, first_on=began, reference="12-3", account=one.account, actor_name="Worker",
            entered_at=NOW, decided_on=began if over else None, cooperates=True if over else None,
            done_on=last if over and kind != "reflection_period" else None,
        ))  # fmt: skip
    saved(Turn, [Turn(institution=one.institution, of=one, act="begin", on=one.began_on, by="Worker", at=NOW)
                 for one in saved(Period, rows)])  # fmt: skip


def referrals(made: list[Any], chance: random.Random, partners: list[str]) -> None:
    """Half sent, half received with what was told of the person; some hundreds wait."""
    import json
    import uuid

    from gija.casework.referral.models import Referral, Side, Step, Way

    told = json.dumps({"identity": {"given_names": "Ona", "family_name": "Tariama 7", "birth_date": "1970-01-08"}})
    rows = []
    for place, one in enumerate(made):
        takes = place % 2 == 0
        state = "in_progress" if place % 30 < 2 else chance.choice(("accepted", "rejected", "done", "revoked"))
        rows.append(Referral(
            institution=one.institution, referral=str(uuid.UUID(int=chance.getrandbits(128), version=4)),
            side=Side.TAKES if takes else Side.SENDS, way=Way.LETTER, partner=chance.choice(partners),
            partner_name="Prieglobstis", case=None if takes else one, state=state, reason="services",
            services=["accommodation"], note="Prašome priimti.",
            content=told if takes and state == "in_progress" else "",
            ground="" if place % 40 else "life_in_danger", why="" if place % 40 else "Pavojus",
            answer_by=TODAY + dt.timedelta(days=place % 11 - 5), account=one.account, actor_name="Worker",
            made_at=NOW - dt.timedelta(days=place % 900),
        ))  # fmt: skip
    saved(Step, [Step(institution=one.institution, of=one, act="send", ours=True, by="Worker", at=NOW)
                 for one in saved(Referral, rows)])  # fmt: skip


def claims(made: list[Any], chance: random.Random) -> None:
    """A claim of each case, filed, most decided, some paid."""
    from gija.casework.compensation.models import Claim, Turn

    rows, turns = [], []
    for one in made:
        state = chance.choice(("filed", "decided", "paid", "refused"))
        claim = Claim(
            institution=one.institution, case=one, source=chance.choice(("offender", "state")), amount=Decimal(9000),
            before="Vilniaus apygardos teismas", reference="2-1", state=state, account=one.account, actor_name="Worker",
            entered_at=NOW,
        )  # fmt: skip
        rows.append(claim)
        happened = {"filed": ("filed",), "paid": ("filed", "decided", "paid")}.get(state, ("filed", state))
        for step, what in enumerate(happened):
            on = one.registered_on + dt.timedelta(days=step * 60)
            turns.append(Turn(institution=one.institution, of=claim, turn=what, on=on, by="Worker", at=NOW,
                              amount=Decimal(5000) if what in ("decided", "paid") else None))  # fmt: skip
    saved(Claim, rows)
    saved(Turn, turns)


def pairs(made: list[Any], chance: random.Random) -> None:
    """Possible duplicates: pairs of neighbours."""
    from gija.casework.duplicates.models import Pair

    ends = [sorted(two, key=lambda one: one.pk) for two in zip(made[::10], made[1::10], strict=False)]
    saved(Pair, [Pair(institution=one.institution, one=one, other=other, weight=chance.uniform(1, 30), prior=-12.0,
                      evidence=[], model="1", found_at=NOW, answer=chance.choice(("", "", "same", "different")))
                 for one, other in ends])  # fmt: skip


def exchanges(made: list[Any], chance: random.Random, partners: list[str]) -> None:
    """Exchanges with other organisations in every state."""
    import uuid

    from gija.casework.exchange.models import Exchange, Side, State

    saved(Exchange, [
        Exchange(
            institution=one.institution, exchange=str(uuid.UUID(int=chance.getrandbits(128), version=4)), case=one,
            side=chance.choice(Side.values), partner=chance.choice(partners), partner_name="Prieglobstis",
            kinds=["contact"], installation="x", state=chance.choice(State.values), purpose="Pagalba", made_at=NOW,
            expires_on=TODAY + dt.timedelta(days=30), account=one.account, actor_name="Worker",
        )
        for one in made[::5]
    ])  # fmt: skip


def world(account: int, number: int, others: list[str]) -> list[Any]:
    """Everything: `number` cases at Viltis, a tenth as many at each other institution. Viltis's cases."""
    from django.db import transaction

    from gija.casework.cases.file import FILE

    chance = random.Random(7)
    with transaction.atomic(using=FILE.zone):
        for seed, other in enumerate(others, start=2):
            cases(other, 0, number // 10, seed)
        made = cases("viltis", account, number, 1)
        for one in (periods, pairs):
            one(made, chance)
        claims(made[::4], chance)
        for two in (referrals, exchanges):
            two(made, chance, others)
    return made
