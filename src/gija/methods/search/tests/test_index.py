"""The index answers by name and by identifier, says how old it is, and holds only what was built."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gija.methods.search import HIT_THRESHOLD, Index, Query, Record, score
from gija.methods.search.storage import STATE
from gija.vocabulary.errors import GijaError

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def person(id_: str, given: str, family: str, **more: str) -> Record:
    fields = {"given_name": (given,), "family_name": (family,)} | {k: (v,) for k, v in more.items()}
    return Record(id_, "residents", "person", fields)


CAST = (
    person("p1", "Rasa", "Vaitkevičienė", birth_date="1980-03-04", former_name="Petkutė", personal_code="48003040012"),
    person("p2", "Jonas", "Girdauskas", birth_date="1975-01-01"),
    person("p3", "Jonas", "Girdauskas", birth_date="1991-12-31"),
    person("p4", "Vytautas", "Jonaitis"),
    Record("p5", "residents", "person", {"name": ("Ванда Кравчонок",)}),
    Record("v1", "cars", "vehicle", {"plate": ("ABC 123",), "vin": ("1M8GDM9AXKP042788",), "colour": ("balta",)}),
    Record("t1", "calls", "phone", {"number": ("8 612 34567",)}),
    Record("d1", "border", "document", {"number": ("LA 123456",), "country": ("LTU",)}),
    Record("o1", "firms", "organisation", {"name": ("UAB „Žalias šilas“",), "code": ("110053842",)}),
    Record("o2", "firms", "organisation", {"name": ("Žaliasis kelias, MB",)}),
    Record("a1", "residents", "address", {"text": ("Liepų g. 5-12, Vilnius",)}),
    Record("k1", "bank", "account", {"iban": ("LT12 1000 0111 0100 1000",)}),
    Record("h1", "adverts", "online_handle", {"handle": ("@vilke_lt",), "platform": ("telegram",)}),
    Record("e1", "events", "event", {"text": ("Patikrinimas sodyboje prie ežero",), "place": ("Molėtai",)}),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return Index.build(iter(CAST), tmp_path_factory.mktemp("index"), as_of=NOW)


def found(index: Index, type_: str, **values: str) -> list[str]:
    return [m.record.id for m in index.search(Query(type_, values)).found]


@pytest.mark.parametrize(
    ("type_", "values", "expected"),
    [
        ("person", {"name": "Rasa Vaitkevičienė"}, ["p1"]),
        ("person", {"name": "VAITKEVICIENE RASA"}, ["p1"]),
        ("person", {"name": "Вайткявичене Раса"}, ["p1"]),
        ("person", {"given_name": "Rasa", "family_name": "Vaitkevičiene"}, ["p1"]),
        ("person", {"name": "Rasa Petkutė"}, ["p1"]),
        ("person", {"personal_code": "4 800304 0012"}, ["p1"]),
        ("person", {"name": "Jonas Girdavskas"}, ["p2", "p3"]),
        ("person", {"name": "Jonas Girdauskas", "birth_date": "1991-12-31"}, ["p3"]),
        ("person", {"name": "Wanda Krawczonok"}, ["p5"]),
        ("person", {"name": "Vytautas Janaitis"}, []),
        ("person", {"name": "Petras Niekas"}, []),
        ("person", {"birth_date": "1975-01-01"}, []),
        ("person", {}, []),
        ("vehicle", {"plate": "abc123"}, ["v1"]),
        ("vehicle", {"plate": "АВС-123"}, ["v1"]),
        ("vehicle", {"vin": "1m8gdm9axkp042788"}, ["v1"]),
        ("vehicle", {"plate": "ABC124"}, []),
        ("phone", {"number": "+370 612 34567"}, ["t1"]),
        ("document", {"number": "la123456"}, ["d1"]),
        ("organisation", {"name": "zalias silas"}, ["o1"]),
        ("organisation", {"code": "110053842"}, ["o1"]),
        ("organisation", {"name": "Raudonas šilas"}, []),
        ("address", {"text": "Vilniaus m., Liepų gatvė 5, butas 12"}, ["a1"]),
        ("address", {"text": "Liepų g. 5-13, Vilnius"}, []),
        ("account", {"iban": "LT121000011101001000"}, ["k1"]),
        ("online_handle", {"handle": "https://t.me/Vilke_LT"}, ["h1"]),
        ("event", {"text": "patikrinimas sodyboje prie ežero"}, ["e1"]),
    ],
)  # fmt: skip
def test_questions_find_what_they_should(index: Index, type_: str, values: dict[str, str], expected: list[str]) -> None:
    assert found(index, type_, **values) == expected


def test_nearer_comes_first_and_scores_are_explained(index: Index) -> None:
    answer = index.search(Query("person", {"name": "Jonas Girdauskas", "birth_date": "1991-12-31"}), at_least=0.0)
    first, second = answer.found[:2]
    assert first.record.id == "p3"
    assert first.comparison.score > HIT_THRESHOLD > second.comparison.score
    assert all(p.text.lt for m in answer.found for p in m.comparison.parts)


def test_index_and_live_candidates_are_scored_alike(index: Index) -> None:
    query = Query("person", {"name": "Раса Вайткявичене", "birth_date": "1980"})
    match = index.search(query).found[0]
    assert match.comparison == score(query, CAST[0])


def test_a_cut_answer_says_so(index: Index) -> None:
    query = Query("person", {"name": "Jonas Girdauskas"})
    assert not index.search(query).cut
    cut = index.search(query, limit=1)
    assert cut.cut
    assert len(cut.found) == 1


def test_many_queries_are_answered_in_their_order(index: Index) -> None:
    queries = [
        Query("vehicle", {"plate": "ABC123"}),
        Query("person", {"name": "Niekas"}),
        Query("phone", {"number": "861234567"}),
    ]
    answers = list(index.search_many(queries))
    assert [[m.record.id for m in a.found] for a in answers] == [["v1"], [], ["t1"]]


def test_records_come_back_as_they_went_in(index: Index) -> None:
    assert index.search(Query("person", {"name": "Rasa Vaitkevičienė"})).found[0].record == CAST[0]


def test_size_and_moment_are_known(index: Index) -> None:
    assert (index.size, index.as_of) == (len(CAST), NOW)


def test_a_moment_without_time_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="time zone"):
        Index.build([], tmp_path, as_of=datetime(2026, 1, 1))  # noqa: DTZ001


def test_an_empty_index_answers_nothing(tmp_path: Path) -> None:
    index = Index.build([], tmp_path, as_of=NOW)
    assert index.size == 0
    assert index.search(Query("person", {"name": "Jonas Girdauskas"})).found == ()


def test_strange_values_do_no_harm(tmp_path: Path) -> None:
    odd = [
        Record("1", "x", "person", {"name": ("", "\t\n", "Jonas\tGird\u2028auskas", "\ud800", "a" * 5000)}),
        Record("2", "x", "thing", {"colour": ("žalia",)}),
        Record("3", "x", "person", {}),
        Record("4", "x", "online_handle", {"handle": ("vilkė\ud800",)}),
    ]
    index = Index.build(odd, tmp_path, as_of=NOW)
    assert index.size == 4
    assert index.search(Query("person", {"name": '"+-!(){}[]^~*?:\\/ AND OR'}), at_least=0).found == ()
    assert index.search(Query("thing", {"colour": "žalia"})).found == ()


def test_what_is_missing_or_damaged_is_said(tmp_path: Path) -> None:
    with pytest.raises(GijaError) as raised:
        Index.open(tmp_path / "nothing")
    assert raised.value.code == "index.missing"
    Index.build(CAST, tmp_path, as_of=NOW)
    state = next(tmp_path.glob(f"generation-*/{STATE}"))
    for content, code in (
        ('{"format": 0, "as_of": "2026-01-01T00:00:00+00:00", "size": 1}', "index.format"),
        ("{", "index.damaged"),
    ):
        state.write_text(content)
        with pytest.raises(GijaError) as raised:
            Index.open(tmp_path)
        assert raised.value.code == code
    state.unlink()
    with pytest.raises(GijaError) as raised:
        Index.open(tmp_path)
    assert raised.value.code == "index.damaged"


def test_records_are_streamed(tmp_path: Path) -> None:
    taken = 0

    def stream() -> Iterator[Record]:
        nonlocal taken
        for number in range(3000):
            taken += 1
            yield person(str(number), "Jonas", f"Gird{number}auskas")

    assert Index.build(stream(), tmp_path, as_of=NOW).size == taken == 3000
