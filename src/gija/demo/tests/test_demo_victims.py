"""The lists of victims: totals as published, line by line; a known overlap; the same for the same seed; like life."""

from __future__ import annotations

import csv
import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from gija.commons.casefile.fields import FIELDS
from gija.demo.country.chance import data
from gija.demo.country.whole import make_country
from gija.demo.victims.truth import truth_of, write_truth
from gija.demo.victims.whole import Lists, make_lists
from gija.demo.victims.writing import Entry
from gija.methods.names.identifiers import valid

SHARED = Path(os.environ.get("GIJA_SHARED", Path(__file__).parents[5] / "shared"))
RESIDENTS = 5_000


@pytest.fixture(scope="module")
def lists() -> Lists:
    return make_lists(2013)


def having(lists: Lists, kind: str, year: int) -> list[Entry]:
    return [e for e in lists.counted if e.slot.kind == kind and e.slot.year == year]


# Source: S1 (000_06f006028b061e0d.txt), L136 for 2014, L138 for 2013, L140 for 2012.
@pytest.mark.parametrize(
    ("year", "total", "victims", "at_risk", "men"),
    [(2014, 133, 80, 53, 50), (2013, 129, 74, 55, 33), (2012, 152, 92, 60, 55)],
)
def test_people_assisted_by_ngos_add_up_to_what_was_published(
    lists: Lists, year: int, total: int, victims: int, at_risk: int, men: int
) -> None:
    found = having(lists, "ngo", year)
    statuses = Counter("at_risk" if e.data["status"] == "at_risk" else "victim" for e in found)
    assert len(found) == total
    assert statuses == {"victim": victims, "at_risk": at_risk}
    assert sum(e.data["sex"] == "M" for e in found) == men


# Source: S1, L154 for 2014 (sexes and ages), L156 for 2013 (three minors), L158 for 2012 (total only).
@pytest.mark.parametrize(
    ("year", "status", "total", "children", "parts"),
    [
        (2014, "recognised", 47, 3, {("adult", "F"): 19, ("adult", "M"): 25, ("child", "F"): 1, ("child", "M"): 2}),
        (2013, "identified", 47, 3, None),
        (2012, "recognised", 14, None, None),
    ],
)
def test_victims_of_the_police_add_up_to_what_was_published(
    lists: Lists,
    year: int,
    status: str,
    total: int,
    children: int | None,
    parts: dict[tuple[str, str], int] | None,
) -> None:
    found = having(lists, "police", year)
    said = Counter((e.data["age_group"], e.data["sex"]) for e in found)
    assert len(found) == total
    assert {e.data["status"] for e in found} == {status}
    assert children is None or sum(n for (age, _), n in said.items() if age == "child") == children
    assert parts is None or said == parts


@pytest.mark.skipif(not (SHARED / "data/seed/seed_statistics.csv").exists(), reason="the seeds are not here")
def test_the_published_totals_are_those_of_the_seeds() -> None:
    with (SHARED / "data/seed/seed_statistics.csv").open(encoding="utf-8", newline="") as opened:
        rows = {(r["year"], r["indicator"], r["breakdown"]): r for r in csv.DictReader(opened)}
    ngo = {"total": "total", "victim": "status=victim", "at_risk": "status=at_risk", "men": "sex=M"}
    said = data("victims")["published"]
    for year, figures in said["ngo"].items():
        for name, breakdown in ngo.items():
            row = rows[str(year), "persons_assisted_ngo", breakdown]
            assert int(row["value"]) == figures[name]
            assert row["source_document"].endswith(figures["line"])
    for year, figures in said["police"].items():
        base = "victims_recognised_criminal_procedure" if year == 2014 else "victims_in_investigations_started"
        row = rows[str(year), base, "total"]
        assert int(row["value"]) == figures["total"]
        assert row["source_document"].endswith(figures["line"])


def test_the_same_seed_makes_the_same_lists_and_another_seed_other_people(lists: Lists) -> None:
    assert make_lists(2013) == lists
    other = make_lists(7)
    assert [p.personal_code for p in other.people] != [p.personal_code for p in lists.people]
    assert Counter(e.slot for e in other.entries).total() == len(lists.entries)


def test_the_overlap_between_the_lists_is_the_wanted_one(lists: Lists) -> None:
    met: dict[str, list[Entry]] = {}
    for entry in lists.counted:
        met.setdefault(entry.person, []).append(entry)
    found: Counter[tuple[tuple[str, ...], int]] = Counter()
    for cases in met.values():
        if len(cases) > 1:
            years = {e.slot.year for e in cases}
            found[tuple(sorted(e.slot.kind for e in cases)), max(years) - min(years)] += 1
    wanted: Counter[tuple[tuple[str, ...], int]] = Counter()
    for wish in data("victims")["met"]:
        wanted[tuple(sorted(wish["kinds"])), wish.get("later", 0)] += sum(wish["count"].values())
    assert found == wanted


def test_nobody_is_twice_on_the_list_of_one_institution(lists: Lists) -> None:
    places = Counter((e.person, e.slot.institution) for e in lists.entries)
    assert max(places.values()) == 1


def test_different_people_are_fewer_than_records_and_more_than_any_list_alone(lists: Lists) -> None:
    for period, counts in truth_of(lists)["periods"].items():
        for name, groups in (("everybody", ("victim", "at_risk")), ("victims", ("victim",))):
            kept = [e for e in lists.counted if e.half.startswith(period) and e.slot.group in groups]
            longest = max(Counter(e.slot.institution for e in kept).values())
            assert longest < counts[name]["people"] < counts[name]["records"] == len(kept), (period, name)


def test_a_person_is_of_one_sex_and_age_on_all_lists(lists: Lists) -> None:
    people = {person.id: person for person in lists.people}
    for entry in lists.entries:
        person = people[entry.person]
        assert entry.data["sex"] == ("M" if person.male else "F")
        on = entry.data["registered_on"]
        born = person.born.isoformat()
        age = int(on[:4]) - int(born[:4]) - (on[5:] < born[5:])
        assert (age < 18) == (entry.data["age_group"] == "child"), entry.reference


def test_a_kept_personal_code_and_birth_are_the_persons_own(lists: Lists) -> None:
    people = {person.id: person for person in lists.people}
    for entry in lists.entries:
        person, code = people[entry.person], entry.data.get("personal_code", "")
        if code:
            assert code == person.personal_code
            assert valid("person", "personal_code", code)
            assert person.born.isoformat().startswith(entry.data["birth_date"])


def test_no_victim_has_a_number_of_a_resident(lists: Lists) -> None:
    residents = make_country(RESIDENTS, 2013).people
    codes, phones = set(residents.code.tolist()), set(residents.phone.tolist())
    for person in lists.people:
        assert not person.personal_code or int(person.personal_code) not in codes
        assert int(person.phone) not in phones
        assert valid("phone", "number", person.phone)
    own = [p.personal_code for p in lists.people if p.personal_code]
    assert len(set(own)) == len(own)


def test_lists_know_what_such_lists_know(lists: Lists) -> None:
    """Not everybody's code, some slips: the lists cannot be joined by comparing letters."""
    people = {person.id: person for person in lists.people}
    ngo = [e for e in lists.counted if e.slot.kind == "ngo"]
    coded = sum(bool(e.data.get("personal_code")) for e in ngo) / len(ngo)
    assert 0.4 < coded < 0.7
    slips = sum(e.data.get("family_name", "") not in ("", people[e.person].family) for e in lists.counted)
    assert slips > 10
    assert any(e.data.get("birth_date_missing") for e in ngo)


def test_cases_speak_in_the_fields_of_a_case_file(lists: Lists) -> None:
    known = {field.name for field in FIELDS}
    for entry in lists.entries:
        assert set(entry.data) <= known
        assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", entry.case)
    assert len({entry.case for entry in lists.entries}) == len(lists.entries)


def test_the_truth_is_written_once_and_tells_every_case(lists: Lists, tmp_path: Path) -> None:
    path = write_truth(lists, tmp_path)
    before = path.stat().st_mtime_ns
    assert write_truth(lists, tmp_path).stat().st_mtime_ns == before
    said = json.loads(path.read_text(encoding="utf-8"))
    assert sum(len(person["cases"]) for person in said["people"]) == len(lists.entries)
    assert (said["all"]["everybody"]["records"], said["all"]["everybody"]["people"]) == (597, 472)
    for name, records in (("everybody", 133 + 47 + 26), ("victims", 80 + 47 + 26)):
        halves = [said["periods"][f"2014-H{half}"][name]["records"] for half in (1, 2)]
        assert sum(halves) == said["periods"]["2014"][name]["records"] == records
