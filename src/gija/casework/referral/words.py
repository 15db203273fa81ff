"""Sides and acts in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gija.casework.referral.models import Side

SIDES = {Side.SENDS: _("we refer"), Side.TAKES: _("referred to us")}
TAGS = {"in_progress": "warn", "accepted": "good", "done": "good", "rejected": "bad", "revoked": "quiet"}
ACTS = {
    "send": _("The person was referred."),
    "accept": _("Accepted."),
    "accepted": _("Accepted."),
    "reject": _("Rejected."),
    "rejected": _("Rejected."),
    "done": _("What was asked for was given."),
    "revoke": _("Called back."),
    "revoked": _("Called back."),
    "note": _("The answer on paper was noted."),
    "review": _("A supervisor looked at the ground of the referral without consent."),
}
