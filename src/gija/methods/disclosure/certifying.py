"""Makes certificates: proof on paper that a release gives nothing away (`certificates` tells what is in one)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from gija.methods.disclosure.attacker.adding import Factors
from gija.methods.disclosure.attacker.system import Target
from gija.methods.disclosure.stored import digest, release_to
from gija.methods.disclosure.values import Release
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.disclosure.attacker.attack import Attack
    from gija.methods.disclosure.auditing import Judged

FORMAT = 2


def certify(attack: Attack, kept: Sequence[tuple[Target, Judged]], ledger: str, candidate: Release) -> dict[str, Any]:
    """The certificate of an audit that found nothing because of the candidate, as plain JSON values. `ledger`: the
    digest of all releases before. `disclosure.solver` where a limit of changes cannot be shown by adding up."""
    tables = _Tables(attack)
    counts = [tables.entry(target, cell) for target, cell in kept]
    limits, wider = _limits(attack)
    rows = _rows(attack, _used([*counts, wider, *limits]))
    content: dict[str, Any] = {
        "format": FORMAT,
        "candidate": candidate.name,
        "candidate_digest": digest(release_to(candidate)),
        "ledger_digest": ledger,
        "rule": [attack.rule.threshold, attack.rule.span, attack.rule.zeros],
        "rows": {str(n): _row(attack, n) for n in rows},
        "limits": [limit for limit in limits if limit["row"] in rows or limit["row"] in wider.get("weights", {})],
        "wider": wider,
        "counts": counts,
        "base": {str(unknown): value for unknown, value in sorted(_base(attack, rows, kept).items())},
        "tables": tables.told(),
    }
    return {**content, "digest": digest(content)}


def _limits(attack: Attack) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """How many came and went at most, with the proofs of what was not told."""
    found = [{"row": one.row, "fewest": one.fewest, "factors": _plain(one.factors)} for one in attack.limits]
    wider = attack.wider
    if not wider.more:
        return found, {}
    if wider.weights is None or wider.factors is None:
        raise GijaError("disclosure.solver", status="limits of changes without a proof")
    return found, {"more": wider.more, "less": wider.less, "weights": _plain(wider.weights),
                   "factors": _plain(wider.factors)}  # fmt: skip


def _plain(factors: Factors | None) -> dict[str, str]:
    return {str(row): str(times) for row, times in sorted((factors or {}).items())}


def _used(proofs: Iterable[dict[str, Any]]) -> set[int]:
    """The rows that proofs name."""
    names = ("factors", "weights", "above", "low", "high")
    return {int(row) for one in proofs for name in names for row in one.get(name, ())}


def _rows(attack: Attack, used: set[int]) -> list[int]:
    system = attack.system
    return [n for n, row in enumerate(system.rows) if n in used or any(u in attack.touched for u, _ in row.form)]


def _row(attack: Attack, number: int) -> list[Any]:
    row = attack.system.rows[number]
    return [[list(term) for term in row.form], row.low, row.high, row.release]


def _base(attack: Attack, rows: Sequence[int], kept: Iterable[tuple[Target, Judged]]) -> dict[int, int]:
    """One table that fits: what is known, and a point of each part that the rows or counts speak of."""
    needed = {u for n in rows for u, _ in attack.system.rows[n].form}
    needed |= {u for target, _ in kept for u, _ in target.form}
    base = {u: value for u in needed if (value := attack.reduced.value[u]) is not None}
    for number in sorted({attack.part_of[u] for u in needed if u not in base}):
        part = attack.parts[number]
        if not len(part.points):
            part.whole(((part.unknowns[0], 1),), most=False)
        if not len(part.points):
            raise GijaError("disclosure.solver", status="no table found")
        base |= {u: int(v) for u, v in zip(part.unknowns, part.points[0], strict=True)}
    return base


class _Tables:
    """The tables of the certificate, each once: (part, which of its points)."""

    def __init__(self, attack: Attack) -> None:
        self.attack = attack
        self.numbers: dict[tuple[int, bytes], int] = {}

    def entry(self, target: Target, cell: Judged) -> dict[str, Any]:
        seen, both = self.attack.seen(target.form)
        if seen is None:
            raise GijaError("disclosure.solver", status="no table found")
        least, most = ([self._number(n, point) for n, point in sorted(one.items())] for one in both)
        names = {"kind": target.kind, "population": target.population, "vintage": target.vintage}
        return {**names, "place": [list(one) for one in target.place], "form": [list(t) for t in target.form],
                "ends": [seen.low, seen.high], "least": least, "most": most, **_proof(cell)}  # fmt: skip

    def _number(self, part: int, point: Any) -> int:
        return self.numbers.setdefault((part, point.tobytes()), len(self.numbers))

    def told(self) -> list[dict[str, int]]:
        import numpy as np

        found = []
        for part, raw in self.numbers:
            values = np.frombuffer(raw, np.int64)
            found.append({str(u): int(v) for u, v in zip(self.attack.parts[part].unknowns, values, strict=True)})
        return found


def _proof(cell: Judged) -> dict[str, Any]:
    """Of a count that was known before: how; of one that is large enough: that it is."""
    if cell.proof is None:
        return {}
    if cell.before:
        return {"low": _plain(cell.proof.low), "high": _plain(cell.proof.high)}
    return {"above": _plain(cell.proof.low)}
