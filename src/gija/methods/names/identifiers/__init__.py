"""Identifiers of people and things: one canonical form, its written variants, and its check digits.

For databases, search and graph: equal identifiers are one thing. Asked for by the hit/no-hit system of 2011 (NIIS).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gija.methods.names.identifiers import addresses, codes, online, phones, vehicles
from gija.methods.names.identifiers.partial import Pattern, pattern


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of identifier is read, checked and commonly written."""

    canonical: Callable[[str], str | None]
    valid: Callable[[str], bool]  # takes the canonical form
    written: Callable[[str], tuple[str, ...]]  # takes the canonical form


def _alone(canonical: str) -> tuple[str, ...]:
    return (canonical,)


def _always(_: str) -> bool:
    return True


KINDS: dict[tuple[str, str], Kind] = {
    ("person", "personal_code"): Kind(codes.personal_code, codes.personal_code_valid, codes.personal_code_written),
    ("organisation", "code"): Kind(codes.organisation_code, codes.organisation_code_valid, _alone),
    ("organisation", "vat"): Kind(codes.vat, codes.vat_valid, _alone),
    ("vehicle", "plate"): Kind(vehicles.plate, vehicles.plate_valid, vehicles.plate_written),
    ("vehicle", "vin"): Kind(vehicles.vin, vehicles.vin_valid, _alone),
    ("phone", "number"): Kind(phones.number, phones.number_valid, phones.number_written),
    ("document", "number"): Kind(codes.document, _always, codes.document_written),
    ("account", "iban"): Kind(codes.iban, codes.iban_valid, codes.iban_written),
    ("address", "text"): Kind(addresses.address, _always, _alone),
    ("online_handle", "handle"): Kind(online.handle, _always, online.handle_written),
    ("online_handle", "email"): Kind(online.email, _always, _alone),
}


def is_identifier(type_: str, field: str) -> bool:
    """Whether this field of this entity type identifies (has a canonical form)."""
    return (type_, field) in KINDS


def canonical(type_: str, field: str, value: str) -> str | None:
    """The one form in which two spellings of the same identifier are equal; None for what cannot be one.

    A wrong check digit does not make it None: databases hold mistyped numbers, and those are found by the same mistake
    (see `valid`). Never raises. Example: `canonical("phone", "number", "8 612 34567") == "+37061234567"`.
    """
    kind = KINDS.get((type_, field))
    return kind.canonical(value) if kind and value and len(value) <= 500 else None


def valid(type_: str, field: str, value: str) -> bool:
    """Whether the value is an identifier of this kind and its check digits, where the kind has them, are right."""
    kind = KINDS.get((type_, field))
    found = canonical(type_, field, value)
    return bool(kind and found and kind.valid(found))


def written(type_: str, field: str, value: str) -> tuple[str, ...]:
    """How people and databases write this identifier, the canonical form first; empty where it is none.

    For asking a live database that holds the value as text: `WHERE plate IN (written(...))`.
    """
    kind = KINDS.get((type_, field))
    found = canonical(type_, field, value)
    if not kind or not found:
        return ()
    return tuple(dict.fromkeys((found, *kind.written(found), value.strip())))


__all__ = ["KINDS", "Kind", "Pattern", "canonical", "is_identifier", "pattern", "valid", "written"]
