"""What the vocabulary's tests share: the folder of source material, where there is one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The first example of a property reads the lists from disk: no fault of the property.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

CHECKOUT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="session")
def shared() -> Path:
    """`../shared` of the checkout, or `GIJA_SHARED`; the test is skipped where there is none."""
    folder = Path(os.environ.get("GIJA_SHARED", CHECKOUT.parent / "shared"))
    if not (folder / "data" / "vocabulary").is_dir():
        pytest.skip("the folder of source material is not here")
    return folder
