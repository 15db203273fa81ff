"""From figure to figure: each step from the data of both suppliers, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from gija.methods.reconciling.values import ZERO, Amount, Decomposition, Figure, Step

Told = Iterable[Step]


def decompose(
    a: Figure, b: Figure, others: Sequence[Figure] = (), recorded: Mapping[str, Amount] | None = None
) -> Decomposition:
    """The way from `a` to `b`, in the order of `STEPS`.

    `others`: what the same suppliers tell of the same period in other definitions or periods. `recorded`: step -> what
    the two bodies agreed on, seen from `a` to `b`; it stands only where the data do not tell the step. The way back is
    the same with the other sign. Where one of the two has no value there is no way, and no steps.
    """
    if a.value is None or b.value is None:
        return Decomposition(a, b, ())
    own = [one for one in others if one.supplier == a.supplier and one.value is not None]
    theirs = [one for one in others if one.supplier == b.supplier and one.value is not None]
    steps: list[Step] = [
        *_definition(a, b, own, theirs),
        _period(a, b, own, theirs),
        _coverage(a, b),
        _overlap(a, b),
        *_tellings(a, b),
    ]
    said = recorded or {}
    steps = [Step(s.step, said[s.step], "recorded", s.reasons, s.columns) if s.amount is None and s.step in said else s
             for s in steps]  # fmt: skip
    return Decomposition(a, b, tuple(steps))


def _reasons(a: Figure, b: Figure, step: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*a.reasons.get(step, ()), *b.reasons.get(step, ()))))


def _definition(a: Figure, b: Figure, own: list[Figure], theirs: list[Figure]) -> Told:
    """Own figures that lie between the two definitions bring them nearer; what still differs is not told."""
    reasons = _reasons(a, b, "definition")
    apart = a.covers ^ b.covers
    if not apart:
        yield Step("definition", ZERO, "same", reasons)
        return

    def between(one: Figure, of: Figure) -> bool:
        like = (one.base, one.span, one.reach) == (of.base, of.span, of.reach)
        return like and a.covers & b.covers <= one.covers <= a.covers | b.covers

    firsts = [a, *(one for one in own if one.key != a.key and between(one, a))]
    seconds = [b, *(one for one in theirs if one.key != b.key and between(one, b))]
    pairs = [(x, y) for x in firsts for y in seconds]
    nearest = min(len(x.covers ^ y.covers) for x, y in pairs)
    if nearest < len(apart):
        best = [(x, y) for x, y in pairs if len(x.covers ^ y.covers) == nearest]
        left = frozenset[str]().union(*(x.covers ^ y.covers for x, y in best))
        yield _converted("definition", a, b, best, reasons, apart - left)
        if left:
            yield Step("definition", None, "untold", reasons, left)
    else:
        yield Step("definition", None, "untold", reasons, apart)


def _converted(
    step: str, a: Figure, b: Figure, pairs: Sequence[tuple[Figure, Figure]], reasons: tuple[str, ...],
    columns: frozenset[str] = frozenset(),
) -> Step:  # fmt: skip
    """The amount by own figures of both; where they say it in several ways, an interval that holds all of them."""
    amounts = [_value(x) - _value(a) + _value(b) - _value(y) for x, y in pairs]
    used = tuple(sorted({one.key for pair in pairs for one in pair} - {a.key, b.key}))
    return Step(step, Amount.hull(amounts), "converted", reasons, columns, used)


def _value(one: Figure) -> int:
    if one.value is None:
        raise ValueError("a figure without a value is no way to another")
    return one.value


def _period(a: Figure, b: Figure, own: list[Figure], theirs: list[Figure]) -> Step:
    """The same base and months, and no definition that lets a person last over a period: nothing differs."""
    reasons = _reasons(a, b, "period")

    def when(one: Figure) -> object:
        return (one.base, one.span) if one.base and one.span else None

    if when(a) is not None and when(a) == when(b):
        return Step("period", None, "untold", reasons) if reasons else Step("period", ZERO, "same")
    firsts = [a, *(one for one in own if one.key != a.key and _like(one, a))]
    seconds = [b, *(one for one in theirs if one.key != b.key and _like(one, b))]
    pairs = [(x, y) for x in firsts for y in seconds if when(x) is not None and when(x) == when(y)]
    return _converted("period", a, b, pairs, reasons) if pairs else Step("period", None, "untold", reasons)


def _like(one: Figure, of: Figure) -> bool:
    return (one.covers, one.reach) == (of.covers, of.reach)


def _coverage(a: Figure, b: Figure) -> Step:
    """Whose cases one counts and the other does not, by its values for each body."""
    reasons = _reasons(a, b, "coverage")
    if not a.reach or not b.reach:
        return Step("coverage", None, "untold", reasons)
    if a.reach == b.reach:
        return Step("coverage", None, "untold", reasons) if reasons else Step("coverage", ZERO, "same")
    sides = [_only(one, other) for one, other in ((b, a), (a, b))]
    if None in sides:
        return Step("coverage", None, "untold", reasons)
    more, less = (side or 0 for side in sides)
    return Step("coverage", Amount.of(more - less), "parts", reasons)


def _only(one: Figure, other: Figure) -> int | None:
    """What it counts of bodies that the other does not count; None where a value is missing."""
    values = [one.parts.get(body) for body in sorted(one.reach - other.reach)]
    return None if None in values else sum(value or 0 for value in values)


def _overlap(a: Figure, b: Figure) -> Step:
    """How often persons are counted again, by counting once: fewer people than the figure says."""
    reasons = _reasons(a, b, "overlap")
    again, before = _again(b), _again(a)
    if again is None or before is None:
        return Step("overlap", None, "untold", reasons)
    return Step("overlap", again - before, "same" if (again, before) == (ZERO, ZERO) else "people", reasons)


def _again(one: Figure) -> Amount | None:
    if one.people is not None:
        whole = _value(one)
        return Amount(max(0, whole - one.people.high), max(0, whole - one.people.low))
    return ZERO if one.once and not one.reasons.get("overlap") else None


def _tellings(a: Figure, b: Figure) -> Told:
    """Late data and errors: what either was revised by since both were known. A figure that was told once, after the
    other, does not say what came to be known between."""
    reasons = {step: _reasons(a, b, step) for step in ("late", "error")}
    if not a.tellings or not b.tellings:
        yield from (Step(step, None, "untold", why) for step, why in reasons.items())
        return
    day = min(a.tellings[-1].day, b.tellings[-1].day)
    moved = [_moved(one, lambda t: t.day <= day) for one in (a, b)]
    late = _between(moved, "late")
    error = _between(moved, "error")
    same = a.tellings[-1].day == b.tellings[-1].day
    yield Step("late", late, ("same" if same else "tellings") if late is not None else "untold", reasons["late"])
    # That nothing was corrected does not say that nothing is wrong.
    told = error is not None and error != ZERO
    yield Step("error", error if told else None, "tellings" if told else "untold", reasons["error"])


def _moved(one: Figure, known: Callable[..., bool]) -> Mapping[str, int] | None:
    """By how much the figure changed since, by kind of revision; None where it was not known then."""
    before = [t for t in one.tellings if known(t)]
    if not before or before[-1].value is None:
        return None
    found, last = {"late": 0, "error": 0}, before[-1].value
    for telling in one.tellings[len(before) :]:
        if telling.value is None:
            return None
        found["error" if telling.correction else "late"] += telling.value - last
        last = telling.value
    return found


def _between(moved: Sequence[Mapping[str, int] | None], kind: str) -> Amount | None:
    first, second = moved
    return None if first is None or second is None else Amount.of(second[kind] - first[kind])
