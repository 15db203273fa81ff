"""States of a memorandum in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gija.casework.memoranda.queries import State

STATES = {
    State.AHEAD: _("not in force yet"),
    State.IN_FORCE: _("in force"),
    State.EXPIRING: _("expires soon"),
    State.EXPIRED: _("expired"),
    State.ENDED: _("ended early"),
    State.RENEWED: _("renewed"),
    State.STRUCK: _("struck out"),
    State.MISSING: _("missing"),
}
TAGS = {
    State.IN_FORCE: "good", State.EXPIRING: "warn", State.EXPIRED: "bad", State.ENDED: "quiet", State.RENEWED: "quiet",
    State.STRUCK: "quiet", State.MISSING: "quiet", State.AHEAD: "quiet",
}  # fmt: skip
