"""Referrals: the standard keeps one that came in and one that went out; the record all, by kind of institution."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gija.formats.htcds import cells, codes, standard
from gija.formats.htcds.values import Findings
from gija.vocabulary.lists import code_list

INCOMING = ("cas_ReferringOrganisation", "cas_IncomingReferralDate", "cas_ReasonForIncomingReferral")
OUTGOING = ("cas_ReferredOrganisation", "cas_OutgoingReferralDate", "cas_ReasonForOutgoingReferral")


def read(said: Mapping[str, str], facts: dict[str, Any], found: Findings) -> None:
    """Put the two referrals into the facts. Who it was stays out: of an organisation that is named, the kind is not
    known."""
    parts = []
    if any(name in said for name in INCOMING):
        kind = {"from_kind": one} if (one := _kind(INCOMING[0], said, found)) else {}
        own = facts.get("sender_kind") or "other"
        parts.append({**kind, "to_kind": own, "status": "accepted", **_rest(INCOMING, "answered", said, found)})
    if any(name in said for name in OUTGOING):
        kind_to = _kind(OUTGOING[0], said, found) or "other"
        parts.append({"to_kind": kind_to, "status": "in_progress", **_rest(OUTGOING, "sent", said, found)})
    if parts:
        facts["referrals"] = parts


def _kind(name: str, said: Mapping[str, str], found: Findings) -> str:
    if name not in said:
        return ""
    value = standard.folded(said[name])
    theirs = standard.values("org_Type").get(value)
    code = codes.to_ours("org_Type")[theirs] if theirs else codes.labelled("institution_kind").get(value, "")
    if not code:
        found.note(name, "organisation_lost")
    return code


def _rest(names: tuple[str, ...], day: str, said: Mapping[str, str], found: Findings) -> dict[str, str]:
    _, date, reason = names
    rest = {}
    if date in said and (month := cells.month(date, said[date], found)):
        rest[day] = month
    if reason in said and (why := cells.coded(reason, said[reason], found, listed="referral_reason")):
        rest["reason"] = why[0]
    return rest


def written(facts: Mapping[str, Any]) -> dict[str, str]:
    """The latest that went out and the latest that came in (one that was answered and never sent)."""
    cells_: dict[str, str] = {}
    parts = facts.get("referrals", ())
    came = [one for one in parts if _came(one)]
    went = [one for one in parts if not _came(one)]
    for several, names, kind, day in ((came, INCOMING, "from_kind", "answered"), (went, OUTGOING, "to_kind", "sent")):
        if several:
            last = max(several, key=lambda one: one.get(day) or "")
            cells_ |= _cells(last, names, kind, day)
    return cells_


def _came(one: Mapping[str, Any]) -> bool:
    return not one.get("sent") and one.get("status") in ("accepted", "done")


def _cells(one: Mapping[str, Any], names: tuple[str, ...], kind: str, day: str) -> dict[str, str]:
    who, date, reason = names
    found = {}
    if (code := one.get(kind)) and code != "other":
        theirs = codes.to_theirs("org_Type").get(code)
        found[who] = theirs[0] if theirs else code_list("institution_kind")[code].text.en
    if one.get(day):
        found[date] = one[day]
    if one.get("reason"):
        found[reason] = codes.to_theirs(reason, "referral_reason")[one["reason"]][0]
    return found
