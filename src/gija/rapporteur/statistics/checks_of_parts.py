"""Checks of breakdowns: parts never exceed the whole, what is left over is told, and how complete each one is."""

from __future__ import annotations

from collections.abc import Iterator

from gija.rapporteur.statistics.breakdowns import dimension_text, text
from gija.rapporteur.statistics.checks import Finding, finding, rule
from gija.rapporteur.statistics.points import Point
from gija.rapporteur.statistics.splits import Split, splits
from gija.vocabulary.text import Text


def parts(points: tuple[Point, ...]) -> Iterator[Finding]:
    """Parts against their whole. Nearly all there: the residual is told; much missing: the breakdown is incomplete."""
    below = float(rule("incomplete")["below"])
    for split in splits(points):
        if split.residual < 0:
            yield _told("parts_exceed_total", split)
        elif split.known and split.residual and split.share >= below:
            yield _told("residual", split, residual=split.residual)
        elif split.known and split.residual:
            yield _told("incomplete", split, share=round(100 * split.share))


def _told(name: str, split: Split, **values: object) -> Finding:
    return finding(
        name, split.whole.indicator, split.whole.period,
        parts=split.sum, total=split.total, dimension=_where(split),
        added=" + ".join(str(part.value) for part in split.parts), **values,
    )  # fmt: skip


def _where(split: Split) -> Text:
    """The dimension, and of which part it is where the whole is itself a part."""
    of = dimension_text(split.dimension)
    if split.whole.is_total:
        return of
    inside = text(split.whole.breakdown)
    return Text(f"{of.en}; {inside.en}", f"{of.lt}; {inside.lt}")


ALONE = (parts,)
