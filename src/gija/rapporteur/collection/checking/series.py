"""Against earlier periods: changes and outliers beyond chance, zeros, what vanished, what was sent again."""

from __future__ import annotations

from collections.abc import Iterator

from gija.rapporteur.collection import cells
from gija.rapporteur.collection.checking import chance
from gija.rapporteur.collection.checking.findings import Finding, Looked, finding, rules
from gija.vocabulary.lists import code_list


def against_last(of: Looked) -> Iterator[Finding]:
    """Each number beside that of the period before. A cell is told once: zero, else change, else outlier."""
    for cell, one in of.figures.items():
        history = [then[cell].value for then in of.earlier if cell in then]
        known = [value for value in history if value is not None]
        before = history[0] if history else None
        if one.value is None:
            if before is not None:
                status = code_list("value_status")[one.status].text
                yield finding("vanished", cell, status=status, before=before)
        elif before is not None:
            yield from _number(of, cell, one.value, before, known)


def _number(of: Looked, cell: str, value: int, before: int, history: list[int]) -> Iterator[Finding]:
    change, outlier = rules()["change"], rules()["outlier"]
    if value == 0 and _zero(of, cell, before, history):
        yield finding("zero", cell, before=before)
        return
    told = len(history) >= outlier["periods"]
    usual = chance.against_history(value, history) if told else 1.0
    if told and usual < outlier["below"]:
        said = ", ".join(map(str, reversed(history[: outlier["periods"] + 2])))
        yield finding("outlier", cell, value=value, history=said, p=_p(usual))
    elif not told and (p := chance.two_counts(value, before)) < change["below"]:
        yield finding("change", cell, value=value, before=before, p=_p(p))


def _zero(of: Looked, cell: str, before: int, history: list[int]) -> bool:
    """Is this 0 unlikely? Of parts there are many, so theirs must be less likely than a total's; parts of a whole that
    is 0 are told with it."""
    limits, total = rules()["zero"], cells.key(cells.indicator_of(cell))
    if cell != total and _value(of.figures, total) == 0:
        return False
    below = limits["below"] if cell == total else limits["below_of_part"]
    return bool(before >= limits["at_least"] and chance.against_history(0, history) < below)


def _p(p: float) -> str:
    return "< 0.0001" if p < 0.0001 else f"{p:.4f}"


def repeated(of: Looked) -> Iterator[Finding]:
    """An indicator told just as in the period before, or a large total that is the same to the person."""
    if not of.earlier:
        return
    then = of.earlier[0]
    for indicator in dict.fromkeys(cells.indicator_of(cell) for cell in of.cells):
        total = cells.key(indicator)
        now = of.figures.get(total)
        was = then.get(total)
        if now is None or was is None or now.value is None or now.value != was.value:
            continue
        own = [cell for cell in of.cells if cells.indicator_of(cell) == indicator and cell != total]
        same = all(_value(of.figures, cell) == _value(then, cell) for cell in own)
        positive = sum(bool(_value(of.figures, cell)) for cell in own)
        if same and positive >= rules()["repeated"]["parts"] and now.value >= rules()["repeated"]["at_least"]:
            yield finding("repeated", total, value=now.value)
        elif now.value >= rules()["repeated_total"]["at_least"]:
            yield finding("repeated_total", total, value=now.value)


def _value(figures: cells.Figures, cell: str) -> int | None:
    return figures[cell].value if cell in figures else None
