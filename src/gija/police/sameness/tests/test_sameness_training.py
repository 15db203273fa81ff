"""Training on a small demo country gives a model that joins nobody wrongly among people it has not seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from gija.demo.build import build_files, write_mappings
from gija.police.sameness import shipped
from gija.police.sameness.training import judge, sample, train

pytestmark = pytest.mark.slow


def demo(folder: Path, seed: int) -> tuple[Path, Path]:
    build_files(folder / "data", 800, seed)
    write_mappings(folder / "data", folder / "mappings")
    return folder / "mappings", folder / "data" / "truth_same.csv"


def test_the_shipped_model_joins_nobody_wrongly_and_training_is_repeatable(tmp_path: Path) -> None:
    given = sample(*demo(tmp_path, 11), most=1500)
    quality = judge(given, shipped())
    assert quality.joined > 50
    assert quality.wrong == 0
    assert train(given, "t") == train(given, "t")
