"""A refusal on the command line leaves its one entry, as on the pages."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from gija import cli
from gija.commons.testing import Cast


@pytest.mark.django_db(databases="__all__")
def test_mantas_is_refused_on_the_command_line_and_it_is_noted(
    cast: Cast,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    audit_entries: Callable[[str], list[Any]],
) -> None:
    settings.DEMO = True
    monkeypatch.setattr(sys, "argv", ["gija", "search", "history", "--account", cast["mantas"].email])
    monkeypatch.setenv("GIJA_LANG", "lt")
    with translation.override("lt"), pytest.raises(SystemExit) as ended:  # main sets a language; put it back
        cli.main()
    assert ended.value.code == 2
    assert "Jūs neturite teisės to daryti (police.search.read)." in capsys.readouterr().err
    assert [(e.actor, e.action, e.outcome) for e in audit_entries("police")] == [
        ("Mantas Beteisis", "police.search.read", "refused")
    ]
