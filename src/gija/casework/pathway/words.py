"""What waits, what is missing and what was done, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

DUE = {
    "review": _("risk to be looked at again"),
    "undecided": _("screening to be decided"),
    "asked": _("closure to be approved"),
    "child": _("steps for a child are missing"),
}
NEEDS = {
    "screening": _("A first screening that was decided."),
    "contact": _("A note of how the person may be reached safely."),
    "consent": _("The person's consent to services, in the case."),
    "risk": _("A risk assessment whose day of review has not passed."),
    "child": _("The required steps for a child."),
}
ACTS = {
    "stage": _("A stage was entered."),
    "screening": _("A first screening was kept."),
    "decide": _("A screening was decided."),
    "risk": _("The risk was assessed."),
    "contact": _("It was noted how the person may be reached."),
    "child": _("A step for a child was noted."),
    "close_ask": _("The closure was asked for."),
    "close": _("The closure was approved."),
    "close_return": _("The closure was returned."),
    "reopen": _("The case was reopened."),
    "strike": _("An entry was struck out: entered in error."),
}
STATES = {
    "asked": _("waits for approval"),
    "approved": _("approved"),
    "returned": _("returned"),
    "reopened": _("reopened"),
}
