"""What the tests of bodies share: who keeps them, institutions with a seat, a commission."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from gija.commons.testing import Cast
from gija.rapporteur.bodies import services
from gija.rapporteur.bodies.models import Body, Meeting
from gija.rapporteur.bodies.services import Founding
from gija.vocabulary.text import Text

# Nobody here exists.
PEOPLE = {
    "vaida": ("Vaida Pranešėja", "national_rapporteur", "moi"),
    "paulius": ("Paulius Koordinatorius", "national_coordinator", "moi"),
    "dalia": ("Dalia Teikėja", "data_supplier", "kpb"),
    "ona": ("Ona Teikėja", "data_supplier", "viltis"),
    "edita": ("Edita Vertintoja", "evaluator", "viltis"),
}
START = dt.date(2020, 1, 1)


@pytest.fixture
def cast(cast: Cast) -> Cast:
    return cast.join(PEOPLE)


@pytest.fixture
def made(cast: Cast) -> Callable[[str], Body]:
    """`made("commission-x")`: a commission in which the ministry, the bureau and the organisation have seats."""

    def body(code: str) -> Body:
        vaida = cast.actor("vaida")
        text = Text("Commission of a test", "Bandomoji komisija")
        found = services.add(vaida, code, Founding("commission", text, chair="moi", starts=START))
        for institution in ("moi", "kpb", "viltis"):
            services.seat(vaida, code, institution, Text("Head", "Vadovas (-ė)"), START)
        return found

    return body


@pytest.fixture
def held(cast: Cast, made: Callable[[str], Body]) -> Callable[[str], Meeting]:
    """`held("commission-x")`: its first meeting, to which the ministry and the bureau came."""

    def meeting(code: str) -> Meeting:
        vaida, body = cast.actor("vaida"), made(code)
        called = services.call(vaida, body.code, dt.date(2024, 5, 6), Text("", "1. Ataskaita"))
        return services.hold(vaida, called.pk, 1, ("moi", "kpb"), Text("", "Išklausyta ataskaita."), "P-12")

    return meeting
