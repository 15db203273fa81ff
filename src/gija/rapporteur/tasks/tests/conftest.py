"""What the tests of tasks share: who gives them, and two institutions that do them."""

from __future__ import annotations

import pytest

from gija.commons.testing import Cast

# Nobody here exists.
PEOPLE = {
    "vaida": ("Vaida Pranešėja", "national_rapporteur", "moi"),
    "dalia": ("Dalia Teikėja", "data_supplier", "kpb"),
    "ona": ("Ona Teikėja", "data_supplier", "viltis"),
    "egle": ("Eglė Vertintoja", "evaluator", "moi"),
}


@pytest.fixture
def cast(cast: Cast) -> Cast:
    return cast.join(PEOPLE)
