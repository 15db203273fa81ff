"""The pairs that may be one person, with their weights: blocking and comparison by splink on DuckDB, in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from gija.methods.names import compare, fold, keys
from gija.methods.sameness.people import BETWEEN, Seen
from gija.methods.sameness.values import LEVELS, UNKNOWN, Evidence, Model, Pair

if TYPE_CHECKING:
    from splink import Linker, SettingsCreator

SPELLING, CLOSE = 0.9, 0.75  # on the scale of `gija.methods.names.compare`
COMMON = 40  # a key of a name that more persons share than this is too common to compare all who have it
LISTS = ("marks", "citizenship", "near", "codes", "phones")  # the columns that hold several values

# The condition of each level, on the columns of the left and right record.
_NAME = "name_likeness(names_l, names_r)"
_DAY = "birth_date_l = birth_date_r AND length(birth_date_l) = 10"
_PARTLY = "starts_with(birth_date_l, birth_date_r) OR starts_with(birth_date_r, birth_date_l)"
_SWAPPED = (
    "birth_date_l[1:4] = birth_date_r[1:4] AND birth_date_l[6:7] = birth_date_r[9:10] "
    "AND birth_date_l[9:10] = birth_date_r[6:7]"
)
_BOTH = "length(birth_date_l) = 10 AND length(birth_date_r) = 10"
CONDITIONS: Mapping[str, Mapping[str, str]] = {
    "name": {"equal": f"{_NAME} >= 0.999", "spelling": f"{_NAME} >= {SPELLING}", "close": f"{_NAME} >= {CLOSE}"},
    "birth_date": {
        "equal": _DAY,
        "partly": _PARTLY,
        "slip": f"{_BOTH} AND (({_SWAPPED}) OR levenshtein(birth_date_l, birth_date_r) = 1)",
    },
    "sex": {"equal": "sex_l = sex_r"},
    "citizenship": {"equal": "list_has_any(citizenship_l, citizenship_r)"},
    "near": {"shared": "list_has_any(near_l, near_r)"},
    "personal_code": {
        "equal": "list_has_any(codes_l, codes_r)",
        "slip": "damerau_levenshtein(codes_l[1], codes_r[1]) = 1",
    },
    "phone": {"equal": "list_has_any(phones_l, phones_r)"},
}
_EMPTY = {
    "name": "names_l = '' OR names_r = ''",
    "birth_date": "birth_date_l = '' OR birth_date_r = ''",
    "sex": "sex_l = '' OR sex_r = ''",
    "citizenship": "len(citizenship_l) = 0 OR len(citizenship_r) = 0",
    "near": "len(near_l) = 0 OR len(near_r) = 0",
    "personal_code": "len(codes_l) = 0 OR len(codes_r) = 0",
    "phone": "len(phones_l) = 0 OR len(phones_r) = 0",
}
CODES = "personal_code"


def likely_pairs(people: Sequence[Seen], model: Model, least: float | None = None) -> tuple[Pair, ...]:
    """The pairs whose probability reaches `least` (the model's `tell`), the likeliest first.

    Compared are persons with a common full birth date, tie, phone or personal code, or the same key of a rare enough
    name. Whoever carry different personal codes are never a pair, unless the model weighs the codes itself. The same
    people give the same pairs.
    """
    if not _comparable(people):
        return ()
    with_codes = {one.id: set(one.codes) for one in people}
    found = [
        pair
        for pair in _predicted(people, model, model.tell if least is None else least)
        if CODES in model.m or not _told_apart(with_codes[pair.one], with_codes[pair.other])
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.weight, pair.one, pair.other)))


def _told_apart(one: Collection[str], other: Collection[str]) -> bool:
    return bool(one) and bool(other) and set(one).isdisjoint(other)


def _comparable(people: Sequence[Seen]) -> bool:
    """Is there any pair to compare? Most small charts have none, and need no engine started."""
    met: set[str] = set()
    for one, marks in zip(people, _marks(people), strict=True):
        own = {*marks, *one.near, *one.phones, *one.codes, *([one.birth_date] if len(one.birth_date) == 10 else ())}
        if not met.isdisjoint(own):
            return True
        met |= own
    return False


def _marks(people: Sequence[Seen]) -> list[list[str]]:
    """For each person the keys of their names that are rare enough to compare by."""
    own = [set().union(*(keys(name) for name in one.names)) for one in people]
    counts: dict[str, int] = {}
    for marks in own:
        for mark in marks:
            counts[mark] = counts.get(mark, 0) + 1
    return [sorted(mark for mark in marks if counts[mark] <= COMMON) for marks in own]


@lru_cache(maxsize=200_000)
def _likeness(one: str, other: str) -> float:
    """How far the best two of the names agree, 0..1."""
    best = 0.0
    for a in one.split(BETWEEN):
        for b in other.split(BETWEEN):
            best = 1.0 if fold(a) == fold(b) else max(best, compare(a, b).score)
            if best >= 1.0:
                return 1.0
    return best


def table(people: Sequence[Seen]) -> dict[str, list[Any]]:
    """The people as columns for DuckDB."""
    return {
        "unique_id": [one.id for one in people],
        "names": [BETWEEN.join(one.names) for one in people],
        "marks": _marks(people),
        "birth_date": [one.birth_date for one in people],
        "day": [one.birth_date if len(one.birth_date) == 10 else None for one in people],
        "sex": [one.sex for one in people],
        "citizenship": [list(one.citizenship) for one in people],
        "near": [list(one.near) for one in people],
        "codes": [list(one.codes) for one in people],
        "phones": [list(one.phones) for one in people],
    }


def linker(people: Sequence[Seen], settings: SettingsCreator, more: Mapping[str, list[Any]] | None = None) -> Linker:
    """A splink linker over these people, in a DuckDB of its own in memory, one thread, no file and no network."""
    import duckdb
    import pyarrow as pa
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    whole = table(people) | dict(more or {})
    kinds = {name: pa.list_(pa.string()) if name in LISTS else pa.string() for name in whole}
    arrow = pa.table({name: pa.array(some, kinds[name]) for name, some in whole.items()})
    connection = duckdb.connect(":memory:", config={"threads": 1, "enable_external_access": False})
    connection.create_function("name_likeness", _likeness, ["VARCHAR", "VARCHAR"], "DOUBLE")
    return Linker(DuckDBAPI(connection).register(arrow), settings, log_level="ERROR")


def settings(compared: Iterable[str], model: Model | None) -> SettingsCreator:
    """Comparisons, levels and blocking; with the model's numbers, or without any, for training."""
    from splink import SettingsCreator, block_on
    from splink.internals.blocking_rule_library import CustomRule

    asked = tuple(compared)
    common = [column for of, column in (("near", "near"), (CODES, "codes"), ("phone", "phones")) if of in asked]
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_comparison(of, model) for of in asked],
        blocking_rules_to_generate_predictions=[
            block_on("day"),
            *(CustomRule(f"l.{name} = r.{name}", arrays_to_explode=[name]) for name in (*common, "marks")),
        ],
        probability_two_random_records_match=model.prior if model else 1e-6,
        retain_intermediate_calculation_columns=True,
    )


def _comparison(of: str, model: Model | None) -> Any:
    import splink.comparison_level_library as levels
    from splink.comparison_library import CustomComparison

    made: list[Any] = [levels.CustomLevel(_EMPTY[of], UNKNOWN).configure(is_null_level=True)]
    for level in LEVELS[of]:
        condition = CONDITIONS[of].get(level)
        one = levels.CustomLevel(condition, level) if condition else levels.ElseLevel()
        numbers: dict[str, Any] = (
            {"m_probability": model.m[of][level], "u_probability": model.u[of][level]} if model else {}
        )
        made.append(one.configure(label_for_charts=level, **numbers))
    return CustomComparison(output_column_name=of, comparison_levels=made)


@cache
def _level_of(of: str) -> dict[int, str]:
    """splink counts levels down to 0, the last; -1 is unknown."""
    names = list(LEVELS[of])
    return {-1: UNKNOWN} | {len(names) - 1 - place: name for place, name in enumerate(names)}


def _predicted(people: Sequence[Seen], model: Model, least: float) -> Iterator[Pair]:
    frame = linker(people, settings(model.compared, model)).inference.predict(threshold_match_probability=least)
    for row in frame.as_record_list():
        evidence = tuple(_evidence(of, int(row[f"gamma_{of}"]), model) for of in model.compared)
        one, other = sorted((str(row["unique_id_l"]), str(row["unique_id_r"])))
        yield Pair(one, other, float(row["match_weight"]), model.prior_bits, evidence)


def _evidence(of: str, gamma: int, model: Model) -> Evidence:
    level = _level_of(of)[gamma]
    return Evidence(of, level, model.weight(of, level))
