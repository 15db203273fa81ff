"""Log-linear fits: the score equations hold, existence is what a brute-force program says, selection is repeatable."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.stats import poisson

from gija.methods.estimation import CaptureTable, Model, World, multinomial_profile, profile, simulate
from gija.methods.estimation.poisson.existence import code_of
from gija.methods.estimation.selection.families import hierarchical
from gija.methods.estimation.selection.tails import log_tail
from gija.vocabulary.errors import GijaError


def design(model: Model, cells: list[int]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([[float(cell & term == term) for term in model.terms] for cell in cells])


def brute_code(counts: tuple[int, ...], model: Model) -> int:
    """By the definition: rank of the live cells, and is there a positive vector with the same sums (Farkas)."""
    zero = [t for t in model.terms if not sum(c for h, c in enumerate(counts) if h & t == t)]
    cells = [h for h in range(1, len(counts)) if not any(h & t == t for t in zero)]
    own = Model(model.lists, model.interactions)
    kept = [i for i, t in enumerate(own.terms) if t not in zero]
    matrix = design(own, cells)[:, kept]
    sums = matrix.T @ np.array([counts[h] for h in cells], float)
    # Largest s with x >= s, x having the sums of the data: the estimate exists where s can be above 0.
    cost = np.zeros(len(cells) + 1)
    cost[-1] = -1
    equal = np.hstack([matrix.T, np.zeros((len(kept), 1))])
    upper = np.hstack([-np.eye(len(cells)), np.ones((len(cells), 1))])
    found = linprog(
        cost, A_ub=upper, b_ub=np.zeros(len(cells)), A_eq=equal, b_eq=sums, bounds=[(None, None)] * len(cost)
    )
    many = np.linalg.matrix_rank(matrix) < len(kept)
    return (1 if -found.fun < 1e-7 else 0) + (2 if many else 0)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([0, 0, 1, 3, 8]), min_size=15, max_size=15).filter(any), st.integers(0, 112))
def test_existence_is_what_the_definition_says(own: list[int], which: int) -> None:
    model = hierarchical(4, 3)[which]
    counts = (0, *own)
    assert code_of(np.array(counts, float), model.terms) == brute_code(counts, model)


@pytest.mark.parametrize("model", ["", "[12,3,4]", "[12,34]", "[123,14,34]"])
def test_fitted_sums_are_those_of_the_data(four: CaptureTable, model: str) -> None:
    fit = four.loglinear(model)
    expected = np.array((0.0, *fit.expected[1:]))
    for term in fit.model.terms:
        fitted = sum(expected[h] for h in range(16) if h & term == term)
        assert fitted == pytest.approx(four.meeting(term), rel=1e-9)
    assert fit.expected[0] == pytest.approx(fit.dark)


def test_a_term_without_people_goes_to_minus_infinity_and_still_counts() -> None:
    table = CaptureTable.of("ABC", {(0,): 40, (1,): 30, (2,): 20, (0, 1): 6, (1, 2): 4})
    fit = table.loglinear("[13,2]")
    assert fit.coefficients[0b101] == -np.inf
    assert fit.expected[0b101] == fit.expected[0b111] == 0.0
    assert fit.bic == pytest.approx(-2 * fit.log_likelihood + np.log(100) * 5)


@pytest.mark.parametrize(
    ("model", "code"), [("[12,3]", "estimation.no_estimate"), ("[12,13,23]", "estimation.not_unique")]
)
def test_a_model_without_one_estimate_is_refused_with_the_cells_that_force_it(model: str, code: str) -> None:
    table = CaptureTable.of("ABC", {(0,): 40, (1,): 30, (2,): 20, (0, 1): 6})
    with pytest.raises(GijaError) as refused:
        table.loglinear(model)
    assert refused.value.code == code
    assert ("A:C" in refused.value.text.lt) == (code == "estimation.no_estimate")


def test_wald_and_profile_limits_hold_the_estimate_and_nest(four: CaptureTable) -> None:
    fit = four.loglinear("[12,3,4]")
    for wide, close in [
        (fit.wald(), fit.wald(0.8)),
        (profile(four, "[12,3,4]"), profile(four, "[12,3,4]", 0.8)),
        multinomial_profile(four, "[12,3,4]").intervals,
    ]:
        assert wide.low < close.low < fit.total < close.high < wide.high


def test_models_are_written_and_read_alike() -> None:
    for model in hierarchical(4, 3):
        assert Model.of(4, model.name) == model
    with pytest.raises(GijaError, match="15"):
        Model.of(4, "[15]")


@pytest.mark.parametrize(("lists", "order", "number"), [(3, 2, 8), (4, 2, 64), (4, 3, 113), (5, 2, 1024), (5, 4, 6893)])
def test_there_are_as_many_hierarchical_models_as_known(lists: int, order: int, number: int) -> None:
    models = hierarchical(lists, order)
    assert len(set(models)) == len(models) == number


def test_too_many_models_are_refused_before_they_are_made() -> None:
    with pytest.raises(GijaError, match="50000"):
        hierarchical(7, 2)


@pytest.mark.parametrize(("seen", "mean"), list(product([0, 1, 7, 40], [0.3, 6.5, 41.0])))
def test_poisson_tails_are_those_of_the_distribution(seen: int, mean: float) -> None:
    wanted = min(poisson.logcdf(seen, mean), poisson.logsf(seen - 1, mean))
    assert log_tail(float(seen), mean) == pytest.approx(wanted, rel=1e-9, abs=1e-12)


def test_tails_beyond_the_smallest_number_keep_their_order() -> None:
    assert -np.inf < log_tail(5000.0, 100.0) < log_tail(4000.0, 100.0) < np.log(1e-308)


def test_stepwise_finds_the_dependence_of_a_world_that_has_one() -> None:
    table = simulate(World(20_000, (0.2, 0.2, 0.2, 0.2), {(1, 2): 1.5}), seed=3)
    found = table.stepwise(1e-6)
    assert [table.label(step.pair) for step in found.steps] == ["B:C"]
    assert found.fit.total == pytest.approx(20_000, rel=0.03)


def test_ties_go_to_the_first_pair() -> None:
    singles = {(0,): 60, (1,): 60, (2,): 60, (3,): 60}
    table = CaptureTable.of("ABCD", singles | {(0, 1): 25, (2, 3): 25, (0, 2): 3, (1, 3): 3, (0, 3): 3, (1, 2): 3})
    assert table.label(table.stepwise().steps[0].pair) == "A:B"


def test_downhill_ends_where_no_neighbour_is_better(four: CaptureTable) -> None:
    from gija.methods.estimation.selection.downhill import neighbours

    found = four.downhill()
    for model in neighbours(found.model):
        if four.check(model).fine:
            assert four.loglinear(model).bic >= found.bic
    ranked = four.all_models(3)
    assert ranked.ranked[0].bic <= found.bic
    assert sum(one.weight for one in ranked.ranked) == pytest.approx(1.0)
