"""Analysis: own records as they are, the common register so that nobody can be found by what is told or subtracted."""

from __future__ import annotations

import csv
import io
import random
from itertools import product
from typing import Any

import pytest

from gija.commons.permissions import NotPermittedError
from gija.methods.tables import TOTAL, Period
from gija.register.analysis import queries, services
from gija.register.analysis.crossing import Cross, above, crossed, level_of, safe, whole
from gija.register.analysis.dimensions import chosen, rules, rules_of, ways
from gija.register.analysis.memory import Told, clash
from gija.register.analysis.models import Asked
from gija.register.analysis.persons import Person, Said, merged
from gija.register.conftest import ZONES
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=ZONES)
HALF = Period(2014, 1)
PAGE = "/register/analysis/"


def of(*codes: str) -> Any:
    return chosen(codes)


def people(rng: random.Random, count: int) -> list[Person]:
    return [
        Person(
            {
                "sex": frozenset({rng.choice("FFFMMU")}),
                "age_group": frozenset({rng.choice(("adult", "adult", "child"))}),
                "means": frozenset(rng.sample(("deception", "force", "threat"), rng.randint(1, 2))),
            },
            frozenset({rng.choice(("viltis", "prieglauda", "vilnius_police"))}),
        )
        for _ in range(count)
    ]


def test_a_person_with_several_codes_counts_once_in_the_total() -> None:
    one = Person({"sex": frozenset("F"), "means": frozenset({"deception", "force"})}, frozenset({"viltis"}))
    counts = crossed([one], of("sex", "means"))
    assert counts[TOTAL, TOTAL] == counts["F", TOTAL] == counts["F", "force"] == counts[TOTAL, "deception"] == 1


def test_records_of_one_cluster_are_one_person(monkeypatch: pytest.MonkeyPatch) -> None:
    from gija.register.analysis import persons

    monkeypatch.setattr(persons, "clusters_of", lambda records: {"a": "x", "b": "x"})
    by = of("status", "sex", "means")
    told = {
        "a": ("viltis", "presumed", "F", "force"),
        "b": ("prieglauda", "recognised", "_U", "threat"),
        "c": ("prieglauda", "presumed", "M", "_U"),
    }
    records = [
        Said(number, sender, "2014-01", {way.code: frozenset({code}) for way, code in zip(by, codes, strict=True)})
        for number, (sender, *codes) in told.items()
    ]
    first, second = merged(records, by)
    assert first.codes == {
        "status": frozenset({"recognised"}),
        "sex": frozenset("F"),
        "means": frozenset({"force", "threat"}),
    }
    assert first.senders == {"viltis", "prieglauda"}
    assert second.codes["sex"] == {"M"}


@pytest.mark.parametrize("seed", range(60))
def test_no_small_number_is_told_nor_found_by_subtraction_from_the_line_above_or_ones_own(seed: int) -> None:
    rng = random.Random(seed)
    found = people(rng, rng.choice((3, 12, 40, 90)))
    by = of("sex", "age_group", "means")
    told, counts = safe(found, by, "viltis").cells, crossed(found, by)
    others = crossed([p for p in found if p.senders != {"viltis"}], by)
    for key, value in told.items():
        if value is None:
            continue
        assert value == counts[key]
        assert not 0 < value < 5
        assert not 0 < others[key] < 5
        for place, up in above(key):
            if by[place].many:
                upper = told.get(up)
                assert upper is None or not 0 < upper - value < 5
    for place in (0, 1):  # dimensions with one code a person: what is closed is never one unknown beside its total
        one_way = {k: v for k, v in told.items() if level_of(k) == {place}}
        closed = [k for k, v in one_way.items() if v is None]
        assert len(closed) != 1, "one closed cell beside an open total is found by subtraction"
    for level in {level_of(k) for k in told if len(level_of(k)) > 1}:
        assert {k for k in told if level_of(k) == level} == {k for k in counts if level_of(k) == level and counts[k]}


def table(cells: dict[Any, int | None], *codes: str, period: Period = HALF) -> Told:
    return Told(period, Cross(of(*codes), cells))


def test_what_was_told_before_is_remembered() -> None:
    before = table({(TOTAL,): 40, ("F",): 28, ("M",): 12}, "sex")
    assert not clash(before, [before])
    assert clash(table({(TOTAL,): 41, ("F",): 29, ("M",): 12}, "sex"), [before]), "one more: who it is would show"
    assert not clash(table({(TOTAL,): 48, ("F",): 36, ("M",): 12}, "sex"), [before])
    year = table({(TOTAL,): 43, ("F",): 30, ("M",): 13}, "sex", period=Period(2014))
    assert clash(year, [before]), "the other half would be told by subtraction"
    closed = table({(TOTAL,): 40, ("F",): None, ("M",): None}, "sex")
    assert clash(before, [closed]), "what was withheld is not opened"
    assert not clash(closed, [before])
    by_means = table({(TOTAL,): 40, ("force",): 38}, "means")
    assert clash(by_means, [before]), "two without force"


def test_ones_own_records_are_counted_as_they_are(half_year: Any, people: Any) -> None:
    made = half_year()
    own = [m for m in made if m.sender == "viltis"]
    cross, bounds = queries.own(people.actor("egle"), HALF, of("sex", "form", "recruitment"))
    assert cross.total == len(own) == bounds[1]
    assert cross.cells["M", TOTAL, TOTAL] == sum(m.sex == "M" for m in own)
    everything, _bounds = queries.own(people.actor("dalia"), HALF, of("sex"))
    assert everything.total == len(made)


def test_the_common_register_is_told_through_the_gate_and_remembered(
    half_year: Any, arrives: Any, record_of: Any, people: Any, audit_entries: Any
) -> None:
    half_year()
    before = len(audit_entries("register"))
    asked = services.ask(people.actor("egle"), HALF, of("sex", "age_group"))
    cells = queries.table_of(asked).cells
    assert cells[TOTAL, TOTAL] == 40
    assert all(value is None or value == 0 or value >= 5 for value in cells.values())
    assert ("F", "child") not in cells, "two children: the crossed breakdown is withheld whole"
    assert [e.action for e in audit_entries("register")[before:]] == ["register.analysis.common"]
    arrives(record_of(registration_month="2014-03", sender="prieglauda", sex="F"))
    again = services.ask(people.actor("egle"), HALF, of("sex", "age_group"))
    assert again.pk == asked.pk, "one record more: the same table is told again"
    with pytest.raises(GijaError) as refused:
        services.ask(people.actor("egle"), HALF, of("sex", "form"))
    assert refused.value.code == "register.analysis.too_close"
    assert services.ask(people.actor("vida"), HALF, of("sex")).institution == "prieglauda", (
        "each member has its own memory"
    )


def test_consent_to_statistics_is_needed_for_the_common_register_only(
    arrives: Any, record_of: Any, people: Any
) -> None:
    arrives(*(record_of(consents=("service",)) for _ in range(8)))
    assert queries.own(people.actor("egle"), HALF, of("sex"))[0].total == 8
    assert queries.table_of(services.ask(people.actor("egle"), HALF, of("sex"))).total == 0


def test_nobody_sees_what_another_institution_was_told(half_year: Any, people: Any, client_for: Any) -> None:
    half_year()
    asked = services.ask(people.actor("egle"), HALF, of("sex"))
    with pytest.raises(NotPermittedError):
        queries.one(people.actor("vida"), asked.pk)
    assert client_for("vida").get(f"{PAGE}common/{asked.pk}/").status_code == 403


def test_a_period_that_is_not_over_and_wrong_dimensions_are_refused(people: Any) -> None:
    with pytest.raises(GijaError) as refused:
        services.ask(people.actor("egle"), Period(2099), of("sex"))
    assert refused.value.code == "register.period_open"
    for wrong in ((), ("sex", "sex"), ("name",), ("sex", "form", "means", "status")):
        with pytest.raises(GijaError) as refused:
            chosen(wrong)
        assert refused.value.code == "register.analysis.ways"


def test_every_dimension_counts_and_has_its_rule_in_both_languages(half_year: Any, people: Any) -> None:
    half_year()
    for code, way in ways().items():
        cross, _bounds = queries.own(people.actor("dalia"), HALF, (way,))
        assert cross.total == 40, code
        assert any(code in rule.of for rule in rules().values()), f"{code} has no rule of its own"
    for rule in rules().values():
        assert set(rule.of) <= set(ways())
        assert rule.text.en != rule.text.lt
    assert {"once", "last_status", "consent"} <= {rule.code for rule in rules_of(of("status"))}
    assert "consent" not in {rule.code for rule in rules_of(of("status"), common=False)}


@pytest.mark.parametrize("language", ["en", "lt"])
def test_pages_and_files(half_year: Any, people: Any, client_for: Any, language: str) -> None:
    half_year()
    client = client_for("egle", language)
    page = client.get(PAGE, {"period": "2014-H1", "first": "sex", "second": "form", "third": "recruitment"})
    assert page.status_code == 200
    assert "<svg" in page.content.decode()
    assert client.get(PAGE, {"period": "2014-H1", "first": "sex", "second": "sex"}).status_code == 422
    rows = list(
        csv.reader(
            io.StringIO(client.get(f"{PAGE}own/2014-H1/sex-form/table.csv").content.decode("utf-8-sig")), delimiter=";"
        )
    )
    assert rows[1][-1] == "20"
    assert client.get(f"{PAGE}own/2014-H1/sex-form/table.xlsx").content[:2] == b"PK"
    answer = client.post(f"{PAGE}common/", {"period": "2014-H1", "first": "sex", "second": "age_group"})
    assert answer.status_code == 302
    told = client.get(answer["location"]).content.decode()
    assert 'id="rule-once"' in told
    assert client.get(f"{answer['location']}table.csv").status_code == 200
    assert client.get(f"{answer['location']}table.xlsx").content[:2] == b"PK"
    assert client.get(f"{PAGE}common/").status_code == 200
    assert Asked.objects.count() == 1


def test_whole_and_safe_agree_where_all_is_large() -> None:
    many = [
        Person({"sex": frozenset(sex), "age_group": frozenset({age})}, frozenset({"viltis", "prieglauda"}))
        for sex, age in product("FM", ("adult", "child"))
        for _ in range(9)
    ]
    by = of("sex", "age_group")
    assert safe(many, by, "viltis").cells == whole(many, by).cells
