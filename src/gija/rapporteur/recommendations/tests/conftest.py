"""What the tests of recommendations share: who keeps them, addressees, a recommendation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from gija.commons.testing import Cast
from gija.rapporteur.recommendations import services
from gija.rapporteur.recommendations.models import Recommendation
from gija.rapporteur.recommendations.services import Advice
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


@pytest.fixture
def made(cast: Cast) -> Callable[..., Recommendation]:
    """`made("greta-1")`: recommended to the bureau and the ministry in 2019."""

    def recommendation(code: str, due: dt.date | None = dt.date(2020, 6, 1)) -> Recommendation:
        advice = Advice(
            "greta", Text("Second report", "Antroji ataskaita"), dt.date(2019, 6, 21),
            Text("Identify victims sooner", "Anksčiau nustatyti aukas"), ("kpb", "moi"), place="§ 114", due_on=due,
        )  # fmt: skip
        return services.add(cast.actor("vaida"), code, advice)

    return recommendation
