"""What is seen of the records: by their codes, by member, and as the counting rules take them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from gija.commons.directory.queries import text_on
from gija.commons.permissions import Actor, require
from gija.methods.tables import Period
from gija.register.records import answered, rules
from gija.register.records.leaving import this_month
from gija.register.records.models import Record, Revision
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

STATISTICS = "statistics"  # the scope of consent
UNKNOWN = "unknown"  # where a record names no form of exploitation


def current(period_end: str = "9999-12") -> QuerySet[Revision]:
    """The revisions that hold now, of records registered up to the end of a period (a month)."""
    held = Revision.objects.filter(number=F("record__current"), registration_month__lte=period_end)
    return held.select_related("record")


def counted(period_end: str = "9999-12") -> QuerySet[Revision]:
    """The same as tables count them: with withdrawn records that stay in this half-year's tables (`leaving`)."""
    leaving = Q(number=F("record__leaving"), record__leaves__gt=this_month())
    held = Revision.objects.filter(leaving | Q(number=F("record__current")), registration_month__lte=period_end)
    return held.select_related("record")


def listed(
    actor: Actor, *, sender: str = "", status: str = "", form: str = "", period: Period | None = None
) -> QuerySet[Revision]:
    """The revisions that hold of the records this actor may see, filtered."""
    found = current().filter(record__in=rules.visible(actor)).prefetch_related("forms")
    if sender:
        found = found.filter(record__sender=sender)
    if status:
        found = found.filter(status=status)
    if form:
        found = found.filter(forms__place=1, forms__form=form)
    if period:
        found = found.filter(registration_month__range=(period.first_month, period.last_month))
    return found


def released(scope: str) -> QuerySet[Revision]:
    """The revisions that hold of records whose person agrees to this scope now (`research`, `referral`, `statistics`):
    what a release that rests on the scope may be made of. A consent taken back takes the record out of the next one."""
    return current().filter(consents__scope=scope)


def answers_of(revision: Revision) -> dict[str, dict[int, dict[str, list[object]]]]:
    """What a revision says in the record model: group -> item -> field -> values, in order; `record` has item 0."""
    found: dict[str, dict[int, dict[str, list[object]]]] = {}
    for one in sorted(revision.answers.all(), key=lambda a: (a.group, a.item, a.field, a.place)):
        value = next(v for column in answered.COLUMNS if (v := getattr(one, column)) is not None)
        found.setdefault(one.group, {}).setdefault(one.item, {}).setdefault(one.field, []).append(value)
    return found


def withdrawn(actor: Actor) -> QuerySet[Record]:
    """The tombstones this actor may see."""
    return rules.visible(actor).filter(withdrawn=True)


def record(actor: Actor, record_id: str) -> Record:
    """One record. Refused: `register.records.not_found`; another institution's is `NotPermittedError`."""
    found = Record.objects.filter(pk=record_id).first()
    if found is None:
        raise GijaError("register.records.not_found")
    require(actor, rules.READ, found.sender)
    return found


# Field of the record -> whether a revision says something in it.
FIELDS: dict[str, Text] = {
    "status_month": Text("Month of the status", "Statuso mėnuo"),
    "sex": Text("Sex", "Lytis"),
    "birth_year": Text("Year of birth", "Gimimo metai"),
    "age_group": Text("Age group", "Amžiaus grupė"),
    "citizenship": Text("Citizenship", "Pilietybė"),
    "municipality": Text("Municipality", "Savivaldybė"),
    "form": Text("Form of exploitation", "Išnaudojimo forma"),
    "exploitation_realised": Text("Realised or intended", "Įvykęs ar numatytas išnaudojimas"),
    "recruitment": Text("Way of recruitment", "Verbavimo būdas"),
    "means": Text("Means", "Poveikio būdai"),
    "countries": Text("Countries", "Šalys"),
    "services": Text("Services", "Paslaugos"),
}


def _said(revision: Revision) -> set[str]:
    """The fields in which a revision says something; “unknown” says nothing."""
    main = [one.form for one in revision.forms.all() if one.place == 1]
    values: Mapping[str, object] = {
        "status_month": revision.status_month,
        "sex": revision.sex if revision.sex != "U" else None,
        "birth_year": revision.birth_year,
        "age_group": revision.age_group if revision.age_group != UNKNOWN else None,
        "citizenship": revision.citizenships.all(),
        "municipality": revision.municipality,
        "form": main and main[0] != UNKNOWN,
        "exploitation_realised": revision.exploitation_realised != UNKNOWN,
        "recruitment": revision.recruitments.all(),
        "means": revision.means.all(),
        "countries": revision.countryparts.all(),
        "services": revision.services.all(),
    }
    return {name for name, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of a member's records say something in a field, and why the others do not (code of `missing` -> how
    many; `""`: no reason is asked in this field)."""

    field: str
    label: Text
    filled: int
    records: int
    reasons: Mapping[str, int]

    @property
    def share(self) -> int | None:
        """Whole per cent, rounded down; None where there are no records: nothing is not complete."""
        return 100 * self.filled // self.records if self.records else None


@dataclass(frozen=True, slots=True)
class Member:
    """An institution that sends records."""

    code: str
    name: Text
    kind: str
    records: int
    withdrawn: int
    corrected: int  # records with more than one revision
    last_received: str  # month
    fields: tuple[Completeness, ...]

    @property
    def share(self) -> int | None:
        """Whole per cent of all fields of all records."""
        whole = sum(one.records for one in self.fields)
        return 100 * sum(one.filled for one in self.fields) // whole if whole else None


PARTS = ("forms", "citizenships", "recruitments", "means", "countryparts", "services", "missings")


def members(actor: Actor) -> list[Member]:
    """The members this actor may see, by name."""
    records = rules.visible(actor, rules.MEMBERS)
    held: dict[str, list[Revision]] = {}
    for revision in current().filter(record__in=records).prefetch_related(*PARTS):
        held.setdefault(revision.record.sender, []).append(revision)
    by_sender: dict[str, list[Record]] = {}
    for one in records:
        by_sender.setdefault(one.sender, []).append(one)
    found = [_member(code, ones, held.get(code, [])) for code, ones in by_sender.items()]
    return sorted(found, key=lambda member: (member.name.lt, member.code))


def member(actor: Actor, code: str) -> Member:
    """One member; `register.members.not_found`, and `NotPermittedError` for another institution's."""
    if not Record.objects.filter(sender=code).exists():
        raise GijaError("register.members.not_found")
    require(actor, rules.MEMBERS, code)
    return next(found for found in members(actor) if found.code == code)


def _member(code: str, records: Iterable[Record], held: list[Revision]) -> Member:
    kept = list(records)
    latest = max(held, key=lambda r: (r.received_month, r.pk), default=None)
    said = [_said(revision) for revision in held]
    reasons = [{m.field: m.reason for m in revision.missings.all()} for revision in held]
    return Member(
        code,
        text_on(code),
        latest.sender_kind if latest else "",
        len(held),
        sum(one.withdrawn for one in kept),
        sum(revision.number > 1 for revision in held),
        max(one.received_month for one in kept),
        tuple(_completeness(field, label, said, reasons) for field, label in FIELDS.items()),
    )


def _completeness(field: str, label: Text, said: list[set[str]], reasons: list[dict[str, str]]) -> Completeness:
    empty = [why for told, why in zip(said, reasons, strict=True) if field not in told]
    return Completeness(field, label, len(said) - len(empty), len(said), Counter(why.get(field, "") for why in empty))
