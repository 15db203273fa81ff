"""What else is known of two people lifts a likely name or takes off; it never makes a hit alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gija.methods.names import Person, person_score
from gija.methods.names.comparing import HIT_THRESHOLD
from gija.methods.names.persons import person_number, person_of

ASKED = Person(("Jonas Girdauskas",), birth_date="1980-03-04", sex="M")


def scored(**known: object) -> float:
    return person_score(ASKED, Person(**({"names": ("Jonas Girdauskas",), "sex": "M"} | known))).score  # type: ignore[arg-type]


def test_dates_weigh_as_much_as_they_tell() -> None:
    same, swapped, year = scored(birth_date="1980-03-04"), scored(birth_date="1980-04-03"), scored(birth_date="1980")
    near, other = scored(birth_date="1980-03-14"), scored(birth_date="1962-11-30")
    assert 1.0 > same > 0.98
    assert same > year > swapped > near > HIT_THRESHOLD > other


def test_an_equal_date_of_birth_alone_is_no_hit() -> None:
    assert person_score(Person(birth_date="1980-03-04"), Person(birth_date="1980-03-04")).score == 0.0
    assert scored(names=("Petras Vaitkus",), birth_date="1980-03-04") < 0.5


def test_evidence_lifts_a_name_written_wrongly() -> None:
    wrong = ("Jonas Girdavkas",)
    assert scored(names=wrong) < scored(names=wrong, birth_date="1980-03-04")


def test_one_personal_code_is_one_person_whatever_the_name() -> None:
    a, b = (
        Person(("Lina Petkutė",), personal_code="48003040012"),
        Person(("Lina Girdauskienė",), personal_code="4 800304 0012"),
    )
    assert person_score(a, b).score >= 0.9
    assert person_score(a, Person(personal_code="48003040012")).score > HIT_THRESHOLD
    c = Person(("Lina Petkutė",), personal_code="48105060099")
    assert person_score(a, c).score < HIT_THRESHOLD


def test_another_sex_takes_off() -> None:
    assert scored(sex="F") < scored(sex="M")


def test_a_former_name_is_said() -> None:
    found = person_score(Person(("Lina Petkutė",)), Person(("Lina Girdauskienė",), ("Lina Petkutė",)))
    assert found.score >= 0.9
    assert "former" in {p.how for p in found.parts}


def test_a_record_becomes_a_person() -> None:
    fields = {"given_name": ("Lina",), "family_name": ("Girdauskienė",), "former_name": ("Petkutė",), "sex": ("F",)}
    assert person_of(fields) == Person(("Lina Girdauskienė",), ("Lina Petkutė",), sex="F")


PERSONS = st.builds(
    Person,
    names=st.lists(
        st.sampled_from(["Jonas Girdauskas", "Ona Petkutė", "Йонас Гирдаускас", "Girdauskas"]), max_size=2
    ).map(tuple),
    birth_date=st.sampled_from(["", "1980", "1980-03", "1980-03-04", "1980-04-03", "unknown", "1950-01-01"]),
    sex=st.sampled_from(["", "F", "M"]),
    personal_code=st.sampled_from(["", "38003040012", "38003040021", "x"]),
)


@given(PERSONS, PERSONS)
def test_comparing_persons_is_symmetric_in_range_and_quick_and_slow_agree(a: Person, b: Person) -> None:
    found = person_score(a, b).score
    assert found == person_score(b, a).score == person_number(a, b)
    assert 0.0 <= found <= 1.0
