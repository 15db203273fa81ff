"""People of the demo country, and questions for them in the ways names are corrupted there."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from gija.demo.country.chance import dates
from gija.demo.country.people import People, make_people
from gija.demo.questions import KINDS, UNMARRIED
from gija.methods.search import Record

LEFT_OUT = ("swapped_day",)  # a corrupted date: the questions here tell the name only


@dataclass(frozen=True, slots=True)
class Question:
    kind: str
    text: str
    meant: tuple[str, str]  # given name and surname of the one who is meant, as that person bears or bore it


def people_and_questions(folder: Path, count: int, seed: int, each: int) -> None:
    """`write_world` in a process of its own, so that the country's memory is not counted to what is measured."""
    command = [sys.executable, "-m", "benchmarks.searching.world", str(folder), *map(str, (count, seed, each))]
    subprocess.run(command, check=True)


def write_world(folder: Path, count: int, seed: int, each: int) -> None:
    """`people.jsonl` (a list of fields a line) and `questions.json` (`each` of every kind)."""
    people = make_people(count, seed)
    born, rows = dates(people.born, "%Y-%m-%d"), range(count)
    with (folder / "people.jsonl").open("w", encoding="utf-8") as file:
        for n in rows:
            sex, code = "M" if people.male[n] else "F", str(people.code[n])
            line = (people.given[n], people.family[n], people.former[n], born[n], sex, code)
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    questions = [asdict(question) for question in _questions(people, count, seed, each)]
    (folder / "questions.json").write_text(json.dumps(questions, ensure_ascii=False), encoding="utf-8")


def _questions(people: People, count: int, seed: int, each: int) -> list[Question]:
    random, found = np.random.default_rng(seed), list[Question]()
    for kind, corrupt in KINDS.items():
        asked = 0
        while kind not in LEFT_OUT and asked < each:
            n = int(random.integers(count))
            given, family, former = people.given[n], people.family[n], people.former[n]
            if (kind == "maiden" and not former) or (kind == "married" and not UNMARRIED.search(family)):
                continue
            meant = (given, former if kind == "maiden" else family)
            found.append(Question(kind, corrupt(given, family, former, random), meant))
            asked += 1
    order = random.permutation(len(found))
    return [found[n] for n in order]


def read_people(folder: Path) -> list[list[str]]:
    with (folder / "people.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def read_questions(folder: Path) -> list[Question]:
    found = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    return [Question(q["kind"], q["text"], (q["meant"][0], q["meant"][1])) for q in found]


def record(number: int, line: str) -> Record:
    given, family, former, born, sex, code = json.loads(line)
    fields = {"given_name": (given,), "family_name": (family,), "birth_date": (born,), "sex": (sex,)}
    if former:
        fields["former_name"] = (former,)
    return Record(f"PEOPLE:{number}:person", "bench", "person", fields | {"personal_code": (code,)})


def right(question: Question, given: str, family: str, former: str) -> bool:
    """Whether this person bears the name that was meant: a namesake is the same answer, for only the name is told."""
    return question.meant in ((given, family), (given, former))


if __name__ == "__main__":
    write_world(Path(sys.argv[1]), *map(int, sys.argv[2:5]))
