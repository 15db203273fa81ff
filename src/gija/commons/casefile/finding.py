"""Search before create: who has a case here already, by keyed hashes (`keys`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from gija.commons.casefile.file import CaseFile
from gija.commons.casefile.keys import code_key, name_key
from gija.commons.encryption.fields import blind_indexes


def keys(institution: str, said: Mapping[str, Any]) -> dict[str, str]:
    """Index field -> what is hashed for it; only those there is something for."""
    wanted = (said.get(name) or "" for name in ("given_names", "family_name", "birth_date"))
    found = {
        "personal_code_index": code_key(institution, said.get("personal_code") or ""),
        "name_index": name_key(institution, *wanted),
    }
    return {name: key for name, key in found.items() if key}


def known(file: CaseFile, institution: str, said: Mapping[str, Any]) -> QuerySet[Any]:
    """The cases of this institution whose person has the same personal code, or the same name and date of birth, or
    that have the same own number."""
    same = Q(reference__iexact=said["reference"]) if said.get("reference") else Q(pk__in=[])
    for name, key in keys(institution, said).items():
        same |= Q(**{f"person__{name}__in": blind_indexes(file.person, name, key)})
    found: QuerySet[Any] = file.case.objects.filter(same, institution=institution)
    return found
