"""The method on a public test collection it was not made for: febrl's dataset 1, invented Australians, 500 twice."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from gija.methods.linkage import count_people, encode
from gija.methods.names import Person

HERE = Path(__file__).resolve()
SHARED = Path(
    os.environ.get("GIJA_SHARED") or next((p / "shared" for p in HERE.parents if (p / "shared").is_dir()), "absent")
)
FILE = SHARED / "data" / "linkage" / "dataset1.csv"


@pytest.mark.skipif(not FILE.is_file(), reason="the test collection is not here")
def test_each_of_500_is_found_in_the_other_list() -> None:
    lists: dict[str, list[Person]] = {"org": [], "dup": []}
    with FILE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, skipinitialspace=True):
            born = row["date_of_birth"].strip()
            date = f"{born[:4]}-{born[4:6]}-{born[6:8]}" if len(born) == 8 else ""
            person = Person((f"{row['given_name'].strip()} {row['surname'].strip()}",), birth_date=date)
            lists[row["rec_id"].split("-")[2].strip()].append(person)
    assert [len(held) for held in lists.values()] == [500, 500]
    found = count_people([encode(held, b"k" * 32, sender=name) for name, held in lists.items()])
    assert abs(found.value - 500) <= 40
