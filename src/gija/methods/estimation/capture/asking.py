"""What can be asked of a table, as its methods; each is a function of its own room, loaded when it is called."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gija.methods.estimation.capture.table import CaptureTable, Ints


def _room(name: str) -> Any:
    return importlib.import_module(f"gija.methods.estimation.{name}")


class Asking:
    """The methods of `CaptureTable`; see the function of the same name for what each promises and refuses."""

    __slots__ = ()

    @staticmethod
    def read(file: Path | str) -> CaptureTable:
        return _room("capture.reading").read_table(file)  # type: ignore[no-any-return]

    def merge(self, names: Sequence[str], into: str | None = None) -> CaptureTable:
        return _room("capture.changing").merge(self, names, into)  # type: ignore[no-any-return]

    def drop(self, names: Iterable[str]) -> CaptureTable:
        return _room("capture.changing").drop(self, names)  # type: ignore[no-any-return]

    def condition(self, name: str) -> tuple[CaptureTable, int]:
        return _room("capture.changing").condition(self, name)  # type: ignore[no-any-return]

    def overlap(self) -> Ints:
        return _room("capture.changing").overlap(self)  # type: ignore[no-any-return]

    def loglinear(self, model: object = "") -> Any:
        return _room("poisson.fitting").loglinear(self, model)

    def check(self, model: object = "") -> Any:
        return _room("poisson.existence").check(self, model)

    def stepwise(self, threshold: float = 0.02) -> Any:
        return _room("selection.stepwise").stepwise(self, threshold)

    def aic_stepwise(self, threshold: float = 0.001) -> Any:
        return _room("selection.older").aic_stepwise(self, threshold)

    def all_models(self, order: int = 2) -> Any:
        return _room("selection.every").all_models(self, order)

    def downhill(self, order: int | None = None) -> Any:
        return _room("selection.downhill").downhill(self, order)

    def bootstrap(self, select: str = "stepwise", **how: Any) -> Any:
        return _room("resampling.running").bootstrap(self, select, **how)

    def decomposable(self, **how: Any) -> Any:
        return _room("graphs.posterior").decomposable(self, **how)

    def latent_class(self, **how: Any) -> Any:
        return _room("latent.chains").latent_class(self, **how)

    def bayes_threshold(self, **how: Any) -> Any:
        return _room("bayes.threshold").bayes_threshold(self, **how)

    def chapman(self) -> Any:
        return _room("two_lists").chapman(self)

    def diagnose(self, estimates: Sequence[Any] = ()) -> Any:
        return _room("telling.gates").diagnose(self, estimates)
