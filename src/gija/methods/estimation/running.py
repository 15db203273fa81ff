"""One run: the methods that were asked for on one table, with all that is needed to repeat it to the last digit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import Any

from gija import __version__
from gija.methods.estimation.capture.table import CaptureTable
from gija.methods.estimation.checks.linking import over_interval
from gija.methods.estimation.checks.lists import conditioned, leave_one_out
from gija.methods.estimation.checks.values import Row
from gija.methods.estimation.telling.gates import Diagnosis, Gate, diagnose
from gija.methods.estimation.telling.ranges import Range, over_methods, sentences
from gija.methods.estimation.values import Estimate, Interval
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

METHODS = ("stepwise", "bic", "downhill", "decomposable", "latent", "threshold")
USUAL = ("stepwise", "downhill", "decomposable", "latent", "threshold")
CHECKS = 500  # replicates of a check, at most
FEW_DRAWS, STEPS = 400.0, (0.1, 0.6)  # chains worth fewer draws, or a share of steps beyond these, are told
CHECKED = ("conditioned", "leave_one_out", "linkage")
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Run:
    """What was computed and from what. `results` holds each method's own answer and the checks, for plots."""

    table: CaptureTable
    seed: int
    replicates: int
    estimates: tuple[Estimate, ...]
    diagnosis: Diagnosis
    range: Range | None
    sentences: tuple[Text, ...]
    versions: dict[str, str]
    results: dict[str, Any] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """As plain values, for a file: data and their hash, seed, versions, estimates, gates, range, sentences."""
        return {
            "data": {"lists": self.table.lists, "counts": self.table.counts, "sha256": self.table.digest},
            "seed": self.seed,
            "replicates": self.replicates,
            "versions": self.versions,
            "estimates": [asdict(one) for one in self.estimates],
            "label": self.diagnosis.label,
            "gates": [asdict(gate) for gate in self.diagnosis.gates],
            "checks": {name: [asdict(row) for row in self.results.get(name, ())] for name in CHECKED},
            "range": asdict(self.range) if self.range else None,
            "sentences": [asdict(text) for text in self.sentences],
        }


def run(
    table: CaptureTable,
    methods: Sequence[str] = USUAL,
    *,
    seed: int = 1,
    replicates: int = 1000,
    workers: int = 1,
    tell: Tell | None = None,
    possible: Collection[str] = (),
    people: tuple[int, int] | None = None,
) -> Run:
    """All methods in the order asked for. Two lists get Chapman's estimate and nothing else. A method that finds no
    estimate is in the answer without a number. The same table, methods, seed and replicates give the same answer for
    any number of `workers`. `tell` hears (method, done, of). `possible`: see `diagnose`. `people`: the 90 % interval of
    counting once for the people seen, which is carried through as a method of its own. Raises `estimation.method`."""
    for method in methods:
        if method not in METHODS:
            raise GijaError("estimation.method", name=method, known=", ".join(METHODS))
    results: dict[str, Any] = {}
    estimates = []
    for method in methods if table.width > 2 else ("chapman",):
        try:
            results[method], estimate = _one(table, method, seed, replicates, workers, tell)
        except GijaError as error:
            estimate = Estimate(method, table.observed, None, notes=(error.text,))
        estimates.append(estimate)
    if people and table.width > 2:
        results["linkage"] = _linked(table, people, seed)
        estimates.append(_as_estimate(table, results["linkage"][-1]))
    if tell:
        tell("checks", 0, 1)
    known, without = _checks(table, estimates, seed, replicates)
    results |= {"conditioned": known, "leave_one_out": without}
    told = diagnose(table, estimates, known, without, possible)
    used = {name: version(name) for name in ("numpy", "scipy", "numba")} | {"gija": __version__}
    return Run(
        table, seed, replicates, tuple(estimates), told, over_methods(estimates), sentences(table, estimates, told),
        used, results,
    )  # fmt: skip


def recalled(record: Mapping[str, Any]) -> Run:
    """The run that a record was taken of, without what only its plots need."""
    table = CaptureTable(tuple(record["data"]["lists"]), tuple(record["data"]["counts"]))
    gates = tuple(Gate(**{**gate, "text": Text(**gate["text"])}) for gate in record["gates"])
    return Run(
        table, record["seed"], record["replicates"], tuple(map(_estimate_of, record["estimates"])),
        Diagnosis(gates, record["label"]), Range(**record["range"]) if record["range"] else None,
        tuple(Text(**text) for text in record["sentences"]), dict(record["versions"]),
    )  # fmt: skip


def _estimate_of(raw: Mapping[str, Any]) -> Estimate:
    own = {
        **raw,
        "intervals": tuple(Interval(**{k: float(v) for k, v in one.items()}) for one in raw["intervals"]),
        "flags": tuple(raw["flags"]),
    }
    return Estimate(**{**own, "notes": tuple(Text(**note) for note in raw["notes"])})


def _linked(table: CaptureTable, people: tuple[int, int], seed: int) -> tuple[Row, ...]:
    low, high = people
    return tuple(over_interval(table, low, high, resampled=one, seed=seed) for one in (False, True))


def _as_estimate(table: CaptureTable, row: Row) -> Estimate:
    return Estimate("linking", table.observed, row.total, (row.interval,) if row.interval else ())


def _checks(
    table: CaptureTable, estimates: Sequence[Estimate], seed: int, replicates: int
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Each list estimated from the others, and left out; nothing where no method gave a number."""
    if table.width < 3 or all(one.total is None for one in estimates):
        return (), ()
    few = min(replicates, CHECKS)
    return conditioned(table, few, seed), leave_one_out(table, few, seed)


def _one(
    table: CaptureTable, method: str, seed: int, replicates: int, workers: int, tell: Tell | None
) -> tuple[Any, Estimate]:
    """The method's own answer, and the same as `Estimate`."""

    def heard(done: int, of: int) -> None:
        if tell:
            tell(method, done, of)

    seen = table.observed
    if method in ("stepwise", "bic", "downhill"):
        made = table.bootstrap(method, replicates=replicates, seed=seed, workers=workers, progress=heard)
        return made, Estimate(
            method, seen, made.estimate, made.intervals, made.model, len(made.replicates), made.failed,
            flags=("at_edge",) if made.at_edge else (),
        )  # fmt: skip
    if method == "decomposable":
        posterior = table.decomposable()
        return posterior, Estimate(
            method, seen, posterior.median, posterior.intervals, posterior.graphs[0].name, at_top=posterior.at_top
        )
    if method == "latent":
        chains = table.latent_class(seed=seed, workers=workers, progress=heard)
        flags = [*(["few_draws"] if chains.effective < FEW_DRAWS else []), *(["full_classes"] if chains.full else [])]
        return chains, Estimate(method, seen, chains.median, chains.intervals, rhat=chains.rhat, flags=tuple(flags))
    if method == "threshold":
        left = table.bayes_threshold(seed=seed)
        flag = () if STEPS[0] <= left.taken <= STEPS[1] else ("steps",)
        return left, Estimate(method, seen, left.median, left.intervals, left.model.name, flags=flag)
    only = table.chapman()
    return only, only
