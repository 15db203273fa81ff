"""What the tests of plans share: coordinator, Rapporteur, suppliers, evaluator; the plans of the source documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from gija.commons.testing import Cast
from gija.rapporteur.plan import services
from gija.rapporteur.plan.models import Plan
from gija.rapporteur.plan.seeds import Written
from gija.rapporteur.plan.tree import Chapter, Measure, Target, Task, Tree
from gija.vocabulary.text import Text

# Nobody here exists.
PEOPLE = {
    "vaida": ("Vaida Pranešėja", "national_rapporteur", "moi"),
    "paulius": ("Paulius Koordinatorius", "national_coordinator", "moi"),
    "dalia": ("Dalia Teikėja", "data_supplier", "kpb"),
    "ona": ("Ona Teikėja", "data_supplier", "viltis"),
    "edita": ("Edita Vertintoja", "evaluator", "viltis"),
}


@pytest.fixture
def cast(cast: Cast) -> Cast:
    return cast.join(PEOPLE)


def small(code: str = "1-1") -> Tree:
    """A tree of one measure of the police bureau."""
    target = Target(Text("Officers trained", "Apmokyti pareigūnai"), "", "0", "100")
    measure = Measure(
        code, Text("Train the officers", "Apmokyti pareigūnus"), ("kpb",), ("moi",), dt.date(2026, 1, 1),
        dt.date(2027, 12, 31), targets=(target,),
    )  # fmt: skip
    task = Task("1", Text("Training", "Mokymas"), (measure,))
    return Tree((Chapter("a", Text("All", "Viskas"), (task,)),))


@pytest.fixture
def made(cast: Cast) -> Callable[[str], Plan]:
    """`made("plan-x")`: a plan of 2026–2027 in its first edition. Editions cannot be removed: use another code
    each time in tests that keep their transaction."""

    def plan(code: str) -> Plan:
        there = Plan.objects.filter(code=code).first()
        written = Written(
            code, "plan", Text("Plan of a test", "Bandomasis planas"), dt.date(2026, 1, 1), dt.date(2027, 12, 31),
            "moi", small(), adopted_by="government", day=dt.date(2025, 12, 1),
            document=Text("Resolution No 1", "Nutarimas Nr. 1"),
        )  # fmt: skip
        return there or services.load(cast.actor("vaida"), (written,))[0]

    return plan
