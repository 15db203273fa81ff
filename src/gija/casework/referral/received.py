"""What was received of a person, as page 1 of a case of one's own."""

from __future__ import annotations

import json
from typing import Any

from django.utils import timezone

from gija.casework.exchange.contents import CONTACT, IDENTITY
from gija.casework.referral.models import Referral
from gija.vocabulary.lists import code_list

UNKNOWN = "UNK"  # of the code list `missing`


def received_page(found: Referral) -> dict[str, Any]:
    """Fields of page 1, to open a case with. What the other side did not say is *asked but unknown*."""
    package: dict[str, Any] = json.loads(found.content) if found.content else {}
    said: dict[str, Any] = {**package.get("identity", {}), **package.get("contact", {})}
    event = package.get("event", {})
    told = event.get("citizenship")
    citizenship = [code for code in told if code in code_list("country")] if isinstance(told, list) else []
    page: dict[str, Any] = {name: said.get(name, "") for name in (*IDENTITY, *CONTACT, "sex")}
    page |= {name: event.get(name, "") for name in ("age_group", "municipality")}
    return page | {
        "registered_on": timezone.localdate().isoformat(), "citizenship": citizenship,
        "citizenship_missing": "" if citizenship else UNKNOWN,
        "birth_date_missing": "" if said.get("birth_date") else UNKNOWN,
        "reference": "" if said.get("family_name") or said.get("given_names") else f"R-{found.short}",
    }  # fmt: skip
