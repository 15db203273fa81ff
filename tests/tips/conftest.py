"""The public site and the desk of the police with the folder between them: neither knows the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from gija.police.tips import publishing
from gija.police.tips.keys import Made
from gija.police.tips.tests.conftest import _light, desk

__all__ = ["_light", "desk"]


@pytest.fixture
def between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk: Made) -> Path:
    """The folder, with the key of a desk that Tomas has made in it; nobody has to wait before sending."""
    monkeypatch.setenv("GIJA_TIPS_SPOOL", str(tmp_path))
    monkeypatch.setenv("GIJA_TIPS_WORK_BITS", "10")
    monkeypatch.setattr("gija.public.tips.config.WAIT", 0)
    publishing.carry()
    return tmp_path
