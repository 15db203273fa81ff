"""A table that many tests use: an invented world with a known truth."""

from __future__ import annotations

import pytest

from gija.methods.estimation import CaptureTable, World, simulate

from .literature import DATA, Tables, tables


@pytest.fixture(scope="session")
def four() -> CaptureTable:
    """2,000 people and four lists, of which the first two know of each other."""
    return simulate(World(2000, (0.3, 0.2, 0.25, 0.15), {(0, 1): 1.0}), seed=7)


@pytest.fixture(scope="session")
def known() -> Tables:
    """The tables of the literature."""
    if not DATA.is_dir():
        pytest.skip("the data sets of the literature are not here")
    return tables()
