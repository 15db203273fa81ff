"""A sentence: what kind for what kind of person, and whether it lies within the range of its article on that day."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gija.police.criminal_cases.models import CriminalCase, Sentence, Stage
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.offences import Span, offence
from gija.vocabulary.text import Text

WITH = ("convicted", "fined")  # the stages that bring a sentence
LONGEST_MONTHS, LARGEST = 1200, Decimal("9999999999.99")
WORDS = 500


@dataclass(frozen=True, slots=True)
class Imposed:
    """What a court (or officer) imposed. `months` of imprisonment, `amount` and ISO 4217 `currency` of a fine; `why`:
    where it lies outside the range that is told."""

    kind: str
    months: int | None = None
    amount: Decimal | None = None
    currency: str = ""
    why: str = ""


def put(case: CriminalCase, stage: Stage, said: Imposed) -> Sentence:
    """The row of a sentence. Refused: a stage without one, or struck out (`criminal.no_sentence`); a kind that such a
    person cannot get (`criminal.sentence_kind`); a measure that is missing or none (`criminal.measure`); outside
    the range of the article without a reason (`criminal.outside`); the same kind again (`criminal.sentence_twice`)."""
    if stage.stage not in WITH or stage.struck_on:
        raise GijaError("criminal.no_sentence")
    if stage.sentences.filter(kind=said.kind).exists():
        raise GijaError("criminal.sentence_twice")
    measure = _kind(stage, said)
    months, amount = _measures(measure, said)
    law = offence(case.offence)
    size = Decimal(months) if months is not None else amount
    penalty = law.penalty_on(case.offended_on) if case.offended_on else None
    if penalty and amount is not None and penalty.fine_amount and penalty.fine_amount.unit != said.currency:
        size = None  # another money than the law's: not compared
    verdict = law.verdict(case.offended_on, said.kind, size)
    why = " ".join(said.why.replace("\x00", "").split())[:WORDS]
    if verdict in ("below", "above") and len(why) < 3:
        span = (penalty.imprisonment if months is not None else penalty.fine_amount) if penalty else None
        raise GijaError("criminal.outside", range=told(span))
    return Sentence.objects.create(
        stage=stage, institution=stage.institution, kind=said.kind, months=months, amount=amount,
        currency=said.currency if amount is not None else "", verdict=verdict, why=why,
    )  # fmt: skip


def _kind(stage: Stage, said: Imposed) -> str:
    """What is measured of such a sentence: `months`, `money` or nothing."""
    codes = code_list("sentence_kind")
    fits = stage.party is not None and said.kind in codes and stage.party.kind in codes[said.kind].extra["of"]
    if not fits or (stage.stage == "fined" and said.kind != "fine"):
        raise GijaError("criminal.sentence_kind")
    return str(codes[said.kind].extra.get("measure", ""))


def _measures(measure: str, said: Imposed) -> tuple[int | None, Decimal | None]:
    if measure == "months":
        if said.months is None or not 0 < said.months <= LONGEST_MONTHS:
            raise GijaError("criminal.measure")
        return said.months, None
    if measure == "money":
        right = said.amount is not None and said.amount.is_finite() and 0 < said.amount <= LARGEST
        if not right or said.amount != round(said.amount or 0, 2) or said.currency not in ("EUR", "LTL"):
            raise GijaError("criminal.measure")
        return None, said.amount
    return None, None


def told(span: Span | None) -> Text:
    """A range in words: "2–12 years"; an end that is not told as three dots."""
    if span is None:
        return Text("…", "…")
    ends = "–".join("…" if one is None else str(one) for one in (span.least, span.most))
    return (
        Text(f"{ends} years", f"{ends} m.")
        if span.unit == "years"
        else Text(f"{ends} {span.unit}", f"{ends} {span.unit}")
    )
