"""The second main job in its own installation: killed and taken up, the same bytes again, nobody behind the gate."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from gija.demo.country.chance import data
from gija.demo.country.spellings import cyrillic, plain, polish
from gija.demo.country.whole import make_country
from gija.demo.victims.whole import Lists, make_lists
from gija.methods.names.identifiers import written

# One worker: each that took a part of it would build the country and run the job anew.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("second_job")]
PEOPLE, SEED = 500, 2013
FILES = ("half-year.pdf", "half-year.xlsx", "reconciliation.csv", "annual-2014.pdf")
ZONES = ("register", "rapporteur")  # what must not know anybody


@dataclass(frozen=True)
class Installation:
    """A demo installation in a folder, used as a person uses it: by its commands."""

    folder: Path

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        environment = os.environ | {"GIJA_DEMO": "1", "GIJA_VAR": str(self.folder / "var"), "GIJA_LANG": "en"}
        for name in [name for name in environment if name.startswith(("DJANGO_", "GIJA_DATABASE_"))]:
            del environment[name]
        command = [sys.executable, "-m", "gija", *arguments]
        return subprocess.Popen(
            command, env=environment, cwd=self.folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def run(self, *arguments: str) -> str:
        with self.start(*arguments) as running:
            said, faults = running.communicate(timeout=600)
        assert running.returncode == 0, faults
        return said

    def database(self, name: str) -> Path:
        return self.folder / "var" / f"{name}.sqlite3"

    def count(self, database: str, question: str) -> int:
        if not self.database(database).exists():
            return 0
        with closing(sqlite3.connect(self.database(database))) as opened:
            try:
                return int(opened.execute(question).fetchone()[0])
            except sqlite3.OperationalError:  # not migrated yet
                return 0

    def dump(self, database: str) -> str:
        """Everything in it, table by table."""
        with closing(sqlite3.connect(self.database(database))) as opened:
            return "\n".join(opened.iterdump())

    def raw(self, database: str) -> bytes:
        """Its files, with what was deleted and the write-ahead log."""
        return b"".join(file.read_bytes() for file in sorted(self.folder.glob(f"var/{database}.sqlite3*")))

    @cached_property
    def out(self) -> Path:
        return self.folder / "out"


CASES = "SELECT count(*) FROM casework_cases_case"


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Built; the second job killed in the midst of entering, then run to its end."""
    made = Installation(tmp_path_factory.mktemp("installation"))
    made.run("demo", "build", "--people", str(PEOPLE), "--seed", str(SEED))
    running = made.start("demo", "run", "--job", "half-year", "--out", str(made.out))
    deadline = time.monotonic() + 120
    while made.count("casework", CASES) < 40:
        assert running.poll() is None, running.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    said = made.run("demo", "run", "--job", "half-year", "--out", str(made.out))
    assert "Entered before" in said
    assert "not carried" not in said
    return made


@pytest.fixture(scope="module")
def lists() -> Lists:
    return make_lists(SEED)


def test_a_killed_run_loses_nothing_and_doubles_nothing(done: Installation, lists: Lists) -> None:
    police = done.count("police", "SELECT count(*) FROM police_proceedings_case")
    assert done.count("casework", CASES) + police == len(lists.entries)
    held = "SELECT count(*) FROM register_records_record WHERE withdrawn = {}"
    assert done.count("register", held.format(0)) == len(lists.counted)
    assert done.count("register", held.format(1)) == 1
    done.run("audit", "verify")


def test_the_files_are_there_and_the_same_again(done: Installation) -> None:
    before = {name: (done.out / name).read_bytes() for name in FILES}
    assert before["half-year.pdf"].startswith(b"%PDF")
    again = done.folder / "again"
    said = done.run("demo", "run", "--job", "half-year", "--out", str(again))
    assert {name: (again / name).read_bytes() for name in FILES} == before
    for year, figures in data("victims")["published"]["ngo"].items():
        assert f"{year}, NGOs: {figures['total']}" in said
    assert said.count("as published (S1, L") == 6


# Source: S1, L136: 80 victims in 2014; L138: 74 in 2013; L140: 92 in 2012. L154, L156: 47 victims of the police.
def test_handed_over_tables_add_up_to_the_published_victims(done: Installation) -> None:
    with closing(sqlite3.connect(done.database("rapporteur"))) as opened:
        rows = opened.execute(
            "SELECT period, breakdown, value FROM statistics_observation WHERE indicator='register_records'"
        ).fetchall()
    halves = {(period, json.loads(breakdown).get("organisation:institution_kind")): n for period, breakdown, n in rows}
    told = {(2012, "ngo"): 92, (2013, "ngo"): 74, (2014, "ngo"): 80, (2013, "police"): 47, (2014, "police"): 47}
    for (year, organisation), published in told.items():
        assert halves[f"{year}-H1", organisation] + halves[f"{year}-H2", organisation] == published, (
            year,
            organisation,
        )
    assert halves["2012-H1", "police"] == 3, "handed over whole: only the Rapporteur's gate closes small numbers"


# Random numbers of rows (UUID 4) and hashes (SHA-256), whole.
DRAWN = re.compile(r"\b(?:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|[0-9a-f]{64})\b")


def _names(lists: Lists) -> set[str]:
    """Every part of a name, as the lists and the country write it: with and without marks, Polish, Cyrillic."""
    people = make_country(PEOPLE, SEED).people
    whole = {str(name) for column in (people.given, people.family, people.former) for name in column}
    whole |= {name for person in lists.people for name in (person.given, person.family, person.former)}
    kept = ("given_names", "family_name", "other_names")
    whole |= {str(entry.data.get(name, "")) for entry in lists.entries for name in kept}
    forms = {form(name) for name in whole if name for form in (str, plain, polish, cyrillic)}
    return {part.casefold() for name in forms for part in re.findall(r"[^\W\d_]+", name) if len(part) > 2}


def _numbers(lists: Lists) -> set[str]:
    """Personal codes, and phones in every way they are written."""
    people = make_country(PEOPLE, SEED).people
    codes = {str(code) for code in people.code.tolist() if code} | {p.personal_code for p in lists.people}
    phones = {f"+{phone}" for phone in people.phone.tolist() if phone} | {p.phone for p in lists.people}
    return (codes - {""}) | {way for phone in phones for way in (phone, *written("phone", "number", phone))}


@pytest.mark.parametrize("zone", ZONES)
def test_no_name_phone_code_or_email_of_anybody_is_behind_the_gate(done: Installation, lists: Lists, zone: str) -> None:
    dump = done.dump(zone)
    words = set(re.findall(r"[^\W\d_]+", dump.casefold()))
    assert len(words) > 100
    assert words & _names(lists) == set()
    said = DRAWN.sub("", dump)  # among a million drawn digits eight in a row are somebody's phone now and then
    assert [number for number in _numbers(lists) if number in said] == []
    assert [p.email for p in lists.people if p.email in dump] == []
    assert not any(entry.reference in dump for entry in lists.entries)


@pytest.mark.parametrize("zone", [*ZONES, "casework", "police"])
def test_the_files_on_disk_hold_no_number_or_family_name_of_a_victim(
    done: Installation, lists: Lists, zone: str
) -> None:
    """Also of the case files: identity is encrypted there. The raw bytes hold what was deleted, too."""
    raw = done.raw(zone)
    assert len(raw) > 10_000
    words = set(re.findall(r"[^\W\d_]+", raw.decode("utf-8", "ignore").casefold()))
    found = {p.family.casefold() for p in lists.people if len(p.family) > 6} & words
    assert found == set()
    for person in lists.people:
        for secret in (person.personal_code, person.phone, person.email):
            assert not secret or secret.encode() not in raw, person.id


def test_the_truth_beside_it_says_what_the_register_cannot(done: Installation) -> None:
    truth = json.loads((done.folder / "var/demo/victims.json").read_text(encoding="utf-8"))
    half = truth["periods"]["2014-H2"]["victims"]
    said = done.run("demo", "run", "--job", "half-year", "--out", str(done.folder / "third"))
    assert f"{half['records']} records of victims" in said
    assert f"in truth {half['people']}" in said


def test_lists_of_another_seed_do_not_mix(done: Installation) -> None:
    done.run("demo", "build", "--people", str(PEOPLE), "--seed", "7")
    with done.start("demo", "run", "--job", "half-year", "--out", str(done.out)) as running:
        _, faults = running.communicate(timeout=120)
    assert running.returncode == 2
    assert "another seed" in faults
    assert "Traceback" not in faults
