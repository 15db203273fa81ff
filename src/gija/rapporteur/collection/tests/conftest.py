"""What the tests of data calls share: suppliers with their heads, the Rapporteur, a call, figures that fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gija.commons.testing import Cast
from gija.rapporteur.collection import cells, queries, services
from gija.rapporteur.collection.models import Call, Submission
from gija.rapporteur.collection.tests import generated

# Nobody here exists.
PEOPLE = {
    "vaida": ("Vaida Pranešėja", "national_rapporteur", "moi"),
    "paulius": ("Paulius Koordinatorius", "national_coordinator", "moi"),
    "dalia": ("Dalia Teikėja", "data_supplier", "kpb"),
    "zita": ("Zita Teikėja", "data_supplier", "kpb"),
    "vytas": ("Vytas Vadovas", "supplier_head", "kpb"),
    "ona": ("Ona Teikėja", "data_supplier", "viltis"),
}
ENTRY, PERIOD = "criminal_justice", "2024"


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The common cast with the Rapporteur, three suppliers of the police bureau (one its head) and one of an NGO."""
    return cast.join(PEOPLE)


@pytest.fixture
def call(cast: Cast) -> Call:
    """The call for the criminal justice statistics of 2024, opened by Vaida."""
    return services.open_call(cast.actor("vaida"), ENTRY, PERIOD)


@pytest.fixture
def kpb(call: Call) -> Submission:
    """What the police bureau is asked for in it."""
    return call.submissions.get(institution="kpb")


@pytest.fixture
def step(cast: Cast) -> Callable[..., Submission]:
    """`step("accepted", submission)`: brings a submission as far as a state, with figures that fit."""

    def brought(state: str, of: Submission, figures: cells.Figures | None = None) -> Submission:
        told = figures if figures is not None else generated.fitting(queries.asked(of))
        found = services.fill(cast.actor("dalia"), of.pk, of.version, told)
        found = answered(cast, found)
        for wanted, act, who in (
            ("handed", services.hand_over, "dalia"),
            ("approved", services.approve, "vytas"),
            ("accepted", services.accept, "vaida"),
        ):
            if state == "filling":
                break
            found = act(cast.actor(who), found.pk, found.version)
            if state == wanted:
                break
        return found

    return brought


def answered(cast: Cast, of: Submission) -> Submission:
    """Every finding answered by Dalia."""
    answers = {one.finding.code: "Patikrinta, skaičius teisingas." for one in queries.findings(of)}
    return services.answer(cast.actor("dalia"), of.pk, of.version, answers)


@pytest.fixture
def as_text() -> Callable[[Any], str]:
    return lambda answer: answer.content.decode()
