"""What may be sent of a case: kinds of information to choose from, made into plain JSON, read again in words.

What comes from elsewhere is checked for its shape before it is kept; a code we do not know is shown as it came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gija.commons.casefile import facts, queries, words
from gija.commons.casefile.fields import BY_NAME
from gija.commons.pages.templatetags.gija import code_text
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

FORM = "gija.victim_information/1"
KINDS: Mapping[str, Text] = {
    "identity": Text("Who it is", "Kas tai per asmuo"),
    "contact": Text("How to reach the person", "Kaip susisiekti su asmeniu"),
    "status": Text("Statuses", "Statusai"),
    "event": Text("What happened", "Kas įvyko"),
    "assistance": Text("Services", "Paslaugos"),
    "note": Text("Notes", "Pastabos"),
}
IDENTITY = ("given_names", "family_name", "other_names", "birth_date", "personal_code")
CONTACT = ("phone", "email", "representative")
NOT_EVENT = {"services", "consents", "status", "status_month", "status_authority_kind", "sender_kind"}
Rows = list[tuple[str, str]]

Short = Annotated[str, Field(max_length=300)]
Named = dict[Annotated[str, Field(max_length=60)], Short]


class Package(BaseModel):
    """The shape of a package."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    form: Annotated[str, Field(pattern="^gija.victim_information/1$")]
    record: Annotated[str, Field(max_length=36)] = ""  # number of the sender's record in the register, if there is one
    identity: Named = {}
    contact: Named = {}
    status: Annotated[list[Named], Field(max_length=200)] = []
    event: dict[str, Any] = {}
    assistance: Annotated[list[Named], Field(max_length=500)] = []
    note: Annotated[list[Annotated[str, Field(max_length=20_000)]], Field(max_length=200)] = []


def about(case: Any) -> dict[str, str]:
    """Who a case is about, to ask another organisation for them."""
    return _filled(case.person, IDENTITY)


def package(case: Any, kinds: Iterable[str]) -> dict[str, Any]:
    """The chosen kinds of what the case says, as plain values."""
    makers: dict[str, Callable[[], Any]] = {
        "identity": lambda: about(case) | ({"sex": case.sex} if case.sex else {}),
        "contact": lambda: _filled(case.person, CONTACT),
        "status": lambda: [
            _said(
                {"status": one.status, "on": one.on, "authority_kind": one.authority_kind, "authority": one.authority}
            )
            for one in queries.standing(case.statuses)
        ],
        "event": lambda: _event(case),
        "assistance": lambda: [
            _said({name: getattr(one, name) for name in ("service", "start", "end", "provider_kind", "provider")})
            for one in queries.standing(case.assistance)
        ],
        "note": lambda: [one.text for one in queries.standing(case.notes)],
    }
    record = {"record": case.record_id} if case.in_register else {}
    return {"form": FORM, **record, **{kind: makers[kind]() for kind in KINDS if kind in set(kinds)}}


def _filled(row: Any, names: Iterable[str]) -> dict[str, str]:
    return {name: value for name in names if (value := getattr(row, name))}


def _said(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items() if value}


def _event(case: Any) -> dict[str, Any]:
    found = {name: value for name, value in facts.facts_of(case).items() if value not in (None, "", [])}
    countries = [
        {"country": country, "role": name.removeprefix("countries_")}
        for name in sorted(found)
        if name.startswith("countries_")
        for country in found[name]
    ]
    kept = {k: v for k, v in found.items() if k not in NOT_EVENT and not k.startswith("countries_")}
    return kept | ({"countries": countries} if countries else {})


def checked(content: Mapping[str, Any]) -> dict[str, Any]:
    """A package that came from elsewhere; `exchange.malformed` where it is none or could not be shown."""
    try:
        found = Package.model_validate(content)
        for language in ("en", "lt"):
            sections(content, language)
    except (ValidationError, AttributeError, KeyError, TypeError, ValueError, RecursionError):
        raise GijaError("exchange.malformed") from None
    return found.model_dump(exclude_unset=True)


def sections(content: Mapping[str, Any], language: str) -> list[tuple[str, list[Rows]]]:
    """What a package says, kind by kind in words: title and entries, each as rows of label and value."""
    made: dict[str, Callable[[Any], list[Rows]]] = {
        "identity": lambda said: [_rows(said, language)],
        "contact": lambda said: [_rows(said, language)],
        "status": lambda said: [_rows(one, language) for one in said],
        "event": lambda said: [[(line.label, "; ".join(line.words)) for line in words.lines(said, language)]],
        "assistance": lambda said: [_rows(one, language) for one in said],
        "note": lambda said: [[(KINDS["note"].in_(language), one)] for one in said],
    }
    return [
        (title.in_(language), [rows for rows in made[kind](content[kind]) if rows])
        for kind, title in KINDS.items()
        if kind in content
    ]


LABELS = {
    "sex": Text("Sex", "Lytis"),
    "status": Text("Status", "Statusas"),
    "on": Text("Since", "Nuo"),
    "authority_kind": Text("Kind of institution", "Įstaigos rūšis"),
    "authority": Text("Institution", "Įstaiga"),
    "service": Text("Service", "Paslauga"),
    "start": Text("From", "Nuo"),
    "end": Text("To", "Iki"),
    "provider_kind": Text("Kind of provider", "Teikėjo rūšis"),
    "provider": Text("Provider", "Teikėjas"),
}
LISTS = {
    "sex": "sex", "status": "victim_status", "authority_kind": "institution_kind", "service": "service",
    "provider_kind": "institution_kind",
}  # fmt: skip


def _rows(said: Mapping[str, str], language: str) -> Rows:
    return [(_label(name, language), _value(name, value)) for name, value in said.items()]


def _label(name: str, language: str) -> str:
    if name in LABELS:
        return LABELS[name].in_(language)
    return str(BY_NAME[name].label) if name in BY_NAME else name


def _value(name: str, value: str) -> str:
    listed = LISTS.get(name, "")
    return code_text(value, listed) if listed and value in code_list(listed) else value
