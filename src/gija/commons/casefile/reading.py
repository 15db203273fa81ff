"""Reads what a form, a file or another room says of a case, the same way for each; says what is wrong, field by field.

A fault names the field, the rule and its limits, never what was written: it may be shown, kept and downloaded.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import Any

from django.utils import timezone

from gija.commons.casefile.fields import BY_NAME, EVENT, FIELDS, PERSON, Field, Kind
from gija.commons.casefile.rules import age_group, bounds, may_have_duty
from gija.methods.names.identifiers import canonical, valid
from gija.methods.names.identifiers.codes import birth_date_of
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

Values = dict[str, Any]
EARLIEST = dt.date(1900, 1, 1)
_NAME = re.compile(r"[^\d=+@<>{}\[\]|\\;:\"#$%^*_~!?\x00-\x1f]*")
YES = frozenset({"1", "true", "on", "yes", "taip"})
NO = frozenset({"0", "false", "no", "ne"})
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?")
_EURO = re.compile(r"(\d{1,6})(?:\.(\d{1,2}))?")  # below a million, as the gate lets pass


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """One field that cannot stay so."""

    field: str
    code: str
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def error(self) -> GijaError:
        """The sentence of the fault."""
        return GijaError(self.code, **self.values)


class FaultsError(GijaError):
    """Refused for faults in fields; `faults` lists them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("casefile.faults", fields=", ".join(dict.fromkeys(f.field for f in self.faults)))


class _WrongError(Exception):
    def __init__(self, code: str, **values: Any) -> None:
        self.code, self.values = code, values


def read(raw: Mapping[str, Any], fields: Iterable[Field] = FIELDS, *, whole: bool = True, kind: str = "") -> Values:
    """The values of these fields; raises `FaultsError`. See `check`."""
    values, faults = check(raw, fields, whole=whole, kind=kind)
    if faults:
        raise FaultsError(faults)
    return values


def check(
    raw: Mapping[str, Any], fields: Iterable[Field] = FIELDS, *, whole: bool = True, kind: str = ""
) -> tuple[Values, list[Fault]]:
    """Every field read, and what is wrong. `raw`: text as written (codes or their labels; several parted by `;`), or
    values already read. `whole` False: what is empty may stay so for now. `kind`: that of the institution."""
    values: Values = {}
    faults: list[Fault] = []
    for one in fields:
        try:
            values[one.name] = READERS[one.kind](one, raw.get(one.name))
        except _WrongError as wrong:
            faults.append(Fault(one.name, wrong.code, wrong.values))
    wrong_ones = {fault.field for fault in faults}
    names = {one.name for one in fields} - wrong_ones
    if names >= {"sex"}:
        faults += _person(values, wrong_ones)
    faults += [f for f in _together(values, names, kind) if f.field not in wrong_ones]
    if whole:
        empty = [one.name for one in fields if one.required and one.name not in wrong_ones and not values[one.name]]
        faults += [Fault(name, "casefile.required") for name in empty]
    elif "registered_on" in names and not values["registered_on"]:
        faults.append(Fault("registered_on", "casefile.required"))
    return values, faults


def _person(values: Values, wrong: set[str]) -> list[Fault]:
    """What the parts of page 1 must say together. Fills in what follows from the rest."""
    faults = []
    code, born = (values.get(name) or "" for name in ("personal_code", "birth_date"))
    registered: dt.date | None = values.get("registered_on")
    told = birth_date_of(code) if code else None
    if told and not born and "birth_date" not in wrong:
        values["birth_date"] = born = told
    elif told and born and not told.startswith(born):
        faults.append(Fault("birth_date", "casefile.born_otherwise"))
    if not any(values.get(name) for name in ("given_names", "family_name", "reference")) and not wrong & {
        "given_names", "family_name", "reference",
    }:  # fmt: skip
        faults.append(Fault("given_names", "casefile.nobody"))
    span = bounds(born) if born else None
    if span and registered and span[0] > registered:
        faults.append(Fault("birth_date", "casefile.born_later"))
    elif registered and not wrong & {"birth_date", "age_group"}:
        faults += _age(values, age_group(born, registered) if born else "")
    return faults + [
        Fault(f"{name}_missing", "casefile.reason_missing")
        for name in ("birth_date", "citizenship")
        if not values.get(name) and not values.get(f"{name}_missing") and not wrong & {name, f"{name}_missing"}
    ]


def _age(values: Values, told: str) -> list[Fault]:
    said = values.get("age_group")
    if told and said and said != told:
        return [Fault("age_group", "casefile.age_otherwise")]
    if not told and not said:
        return [Fault("age_group", "casefile.age_needed")]
    values["age_group"] = told or said
    return []


def _together(values: Values, names: Collection[str], kind: str) -> list[Fault]:
    """What fields of page 2 must say together."""
    faults = []
    if "consents" in names and values["consents"] and not values.get("consents_on"):
        faults.append(Fault("consents_on", "casefile.consent_day"))
    if "legal_duty" in names and values["legal_duty"]:
        if kind and not may_have_duty(kind):
            faults.append(Fault("legal_duty", "casefile.no_duty"))
        elif not values.get("legal_basis"):
            faults.append(Fault("legal_basis", "casefile.basis_missing"))
    if "exploitation_others" in names and "exploitation_main" in values:
        values["exploitation_others"] = [c for c in values["exploitation_others"] if c != values["exploitation_main"]]
    return faults


# ---- each kind ----


def text(value: Any) -> str:
    """Text on one line without control characters and outer spaces."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(value or "")).split())


def _text(one: Field, value: Any) -> str:
    said = text(value)
    if len(said) > one.longest:
        raise _WrongError("casefile.too_long", limit=one.longest)
    return said


def _long(one: Field, value: Any) -> str:
    said = "".join(c if c.isprintable() or c == "\n" else " " for c in str(value or "").replace("\r\n", "\n")).strip()
    if len(said) > one.longest:
        raise _WrongError("casefile.too_long", limit=one.longest)
    return said


def _name(one: Field, value: Any) -> str:
    said = _text(one, value)
    if not _NAME.fullmatch(said):
        raise _WrongError("casefile.name")
    return said


def day(value: Any) -> dt.date | None:
    """A day: a date, or text (2014-03-05, 2014.03.05); None where there is none. Raises ValueError."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not text(value):
        return None
    return dt.date.fromisoformat(text(value).replace(".", "-").replace("/", "-").removesuffix("-"))


def _date(one: Field, value: Any) -> dt.date | None:
    try:
        said = day(value)
    except ValueError:
        raise _WrongError("casefile.day") from None
    if said and said < EARLIEST:
        raise _WrongError("casefile.day")
    if said and one.name != "review_on" and said > timezone.localdate():
        raise _WrongError("casefile.future")
    return said


def _born(one: Field, value: Any) -> str:
    said = text(value).replace(".", "-").replace("/", "-").removesuffix("-")
    span = bounds(said) if said else None
    if said and (span is None or span[0] < EARLIEST):
        raise _WrongError("casefile.born")
    if span and span[0] > timezone.localdate():
        raise _WrongError("casefile.future")
    return said


@cache
def _codes(name: str) -> Mapping[str, str]:
    """Code and label in both languages, folded -> code."""
    found: dict[str, str] = {}
    for code in code_list(name):
        if not code.retired:
            for said in (code.text.en, code.text.lt, str(code.extra.get("alpha2", "")), code.code):
                found[said.casefold()] = code.code
    return found


def _code(one: Field, value: Any) -> str:
    said = text(value).casefold()
    if not said:
        return ""
    try:
        return _codes(one.list)[said]
    except KeyError:
        raise _WrongError("casefile.code", list=code_list(one.list).text) from None


def _several(one: Field, value: Any) -> list[str]:
    if isinstance(value, str):
        whole = text(value).casefold()
        value = [value] if whole in _codes(one.list) else re.split(r"[;\n]", value)
    return list(dict.fromkeys(code for part in value or () if (code := _code(one, part))))


def _flag(one: Field, value: Any) -> bool:
    return value is True or text(value).casefold() in YES


def _yes_no(one: Field, value: Any) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    said = text(value).casefold()
    if not said:
        return None
    if said in YES or said in NO:
        return said in YES
    raise _WrongError("casefile.yes_no")


def _month(one: Field, value: Any) -> str:
    """A month, as text (2014-03); a day of it will do."""
    said = value.isoformat() if isinstance(value, dt.date) else text(value).replace(".", "-").replace("/", "-")
    found = _MONTH.fullmatch(said.removesuffix("-"))
    if said and (not found or said[:7] < "1900-01"):
        raise _WrongError("casefile.month")
    if said[:7] > timezone.localdate().strftime("%Y-%m"):
        raise _WrongError("casefile.future")
    return said[:7]


def _count(one: Field, value: Any) -> int | None:
    said = text("" if value is None else str(value))
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and len(said) <= 6 and int(said) <= one.most):
        raise _WrongError("casefile.count", limit=one.most)
    return int(said)


def _money(one: Field, value: Any) -> int | None:
    """Euro as written (`1 234,50`, `1234.5`); cents. A number is cents already."""
    if value is None or type(value) is int:
        return value
    said = text(value).replace(" ", "").replace("€", "").replace(",", ".")
    if not said:
        return None
    found = _EURO.fullmatch(said)
    if not found:
        raise _WrongError("casefile.money")
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def _identifier(type_: str, field_: str, code: str) -> Callable[[Field, Any], str]:
    def reader(one: Field, value: Any) -> str:
        said = text(value)
        found = canonical(type_, field_, said) if said else ""
        if found is None or (found and type_ == "person" and not valid(type_, field_, found)):
            raise _WrongError(code)
        return found

    return reader


READERS: dict[Kind, Callable[[Field, Any], Any]] = {
    Kind.NAME: _name,
    Kind.TEXT: _text,
    Kind.LONG: _long,
    Kind.DATE: _date,
    Kind.BORN: _born,
    Kind.CODE: _code,
    Kind.CODES: _several,
    Kind.ROWS: _several,
    Kind.FLAG: _flag,
    Kind.YES_NO: _yes_no,
    Kind.MONTH: _month,
    Kind.COUNT: _count,
    Kind.MONEY: _money,
    Kind.PERSONAL_CODE: _identifier("person", "personal_code", "casefile.personal_code"),
    Kind.PHONE: _identifier("phone", "number", "casefile.phone"),
    Kind.EMAIL: _identifier("online_handle", "email", "casefile.email"),
}

__all__ = ["BY_NAME", "EVENT", "PERSON", "Fault", "FaultsError", "Values", "check", "read"]
