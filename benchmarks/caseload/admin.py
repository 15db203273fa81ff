"""The peers: Django's admin changelist over the same rows with the same columns; a scan of all persons, opened.

`python -m benchmarks.caseload.admin RUNS PERSON` prints page -> [CPU ms, wall ms].
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

if __name__ == "__main__":
    import django

    django.setup()

from django.contrib import admin
from django.test import RequestFactory
from django.urls import path

from gija.casework.cases.models import Case, Person
from gija.casework.clocks.models import Period
from gija.casework.compensation.models import Claim
from gija.casework.duplicates.models import Pair
from gija.casework.referral.models import Referral
from gija.police.tips.models import Tip


class Open(admin.AdminSite):
    """Everybody may look: rights are not what is measured."""

    def has_permission(self, request: Any) -> bool:
        return True


SITE = Open()
LISTS: dict[str, tuple[Any, list[str], list[str], str]] = {
    "cases": (Case, ["reference", "registered_on", "age_group", "exploitation_main", "review_on", "sent_version"],
              ["age_group", "exploitation_main"], "-registered_on"),
    "periods": (Period, ["kind", "case", "began_on", "last_on"], ["kind"], "last_on"),
    "referrals": (Referral, ["side", "partner_name", "case", "made_at", "answer_by", "state"], ["state", "side"],
                  "-made_at"),
    "claims": (Claim, ["source", "case", "amount", "state"], ["source", "state"], "-entered_at"),
    "possible duplicates": (Pair, ["one", "other", "weight", "found_at", "answer"], ["answer"], "-weight"),
    "tips": (Tip, ["received_at", "channel", "kind", "urgency", "due_on", "account_name", "state"], ["state"],
             "due_on"),
}  # fmt: skip


if TYPE_CHECKING:  # the class takes no types at run time
    Admin = admin.ModelAdmin[Any]
else:
    Admin = admin.ModelAdmin


class Rows(Admin):
    list_per_page = 25
    list_select_related = True

    def get_queryset(self, request: Any) -> Any:
        found = super().get_queryset(request).filter(institution__in=("viltis", "police_x"))
        return found.exclude(state="closed") if self.model is Tip else found

    def has_module_permission(self, request: Any) -> bool:
        return True

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        return True

    has_change_permission = has_add_permission = has_delete_permission = has_view_permission


for _name, (_model, _columns, _filters, _order) in LISTS.items():
    _said = {"list_display": _columns, "list_filter": _filters, "ordering": [_order]}
    SITE.register(_model, type(f"Rows{_model.__name__}", (Rows,), _said))

urlpatterns = [path("admin/", SITE.urls)]


def timed(act: Callable[[], object], runs: int) -> tuple[float, float]:
    act()
    times = []
    for _ in range(runs):
        cpu, wall = time.process_time(), time.perf_counter()
        act()
        times.append((1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall)))
    return statistics.median(t[0] for t in times), statistics.median(t[1] for t in times)


def changelist(model: Any) -> None:
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.sessions.backends.signed_cookies import SessionStore

    request: Any = RequestFactory().get("/admin/")
    request.user, request.session = AnonymousUser(), SessionStore()
    request.actor, request.htmx = None, False
    answer: Any = SITE._registry[model].changelist_view(request)
    if answer.render().status_code != 200:
        raise SystemExit(f"{model}: {answer.status_code}")


def scan(person: dict[str, str]) -> None:
    """Whoever has this name and day, with every person read and opened."""
    wanted = tuple(person.values())
    rows = Person.objects.filter(institution="viltis")
    found = [one.pk for one in rows if (one.given_names, one.family_name, one.birth_date) == wanted]
    if not list(Case.objects.filter(person__in=found)):
        raise SystemExit("nobody found")


def main() -> None:
    runs, person = int(sys.argv[1]), json.loads(sys.argv[2])
    said = {page: timed(partial(changelist, model), runs) for page, (model, *_) in LISTS.items()}
    print(json.dumps(said | {"find by name": timed(lambda: scan(person), 2)}))


if __name__ == "__main__":
    main()
