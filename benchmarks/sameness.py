"""The model of an organisation's own case files: trained and judged on people of the demo country.

Each person is written down once or twice, each time in its own way (`linking.worlds`): slips, spellings and scripts,
surnames before marriage, partial dates; codes with slips, phones that changed. Half the people train, the others judge.

    python -m benchmarks.sameness [--write FILE]
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from benchmarks.linking.worlds import victims, write
from gija.demo.country.people import People, make_people
from gija.methods.sameness import Model, Seen, likely_pairs
from gija.methods.sameness.training import trained
from gija.methods.sameness.values import written

COMPARED = ("name", "birth_date", "sex", "phone", "personal_code")
PRIOR = 1e-4  # declared: among 1,000 case files some fifty pairs of half a million
JOIN, TELL = 0.99, 0.2  # declared: an organisation's page joins nothing by itself; from `tell` on a person is asked
FALSE_CODE = 0.005  # declared: codes of two persons that differ in one digit are read wrongly now and then
CODE, SLIP, PHONE, SAME_PHONE = 0.5, 0.03, 0.6, 0.7  # known to whoever writes; wrong in a digit; known; unchanged


def seen(country: People, row: int, number: str, noise: str, random: np.random.Generator) -> Seen:
    """A person as one case file has them."""
    person = write(country, row, noise, random)
    code = str(country.code[row]) if country.code[row] and random.random() < CODE else ""
    if code and random.random() < SLIP:
        at = int(random.integers(3, 11))
        code = code[:at] + str((int(code[at]) + int(random.integers(1, 10))) % 10) + code[at + 1 :]
    phone = ""
    if random.random() < PHONE:
        own = country.phone[row] if random.random() < SAME_PHONE else 0
        phone = f"+{own or 37060000000 + int(random.integers(9_999_999))}"
    codes, phones = ((one,) if one else () for one in (code, phone))
    return Seen(number, person.names, person.birth_date, person.sex, codes=codes, phones=phones)


def files(
    country: People, rows: list[int], twice: float, noise: str, random: np.random.Generator
) -> tuple[list[Seen], list[str]]:
    """Case files of these people, a share of whom came twice; and whose each is."""
    found, whose = [], []
    for row in rows:
        for again in range(1 + int(random.random() < twice)):
            found.append(seen(country, row, f"{row}-{again}", noise, random))
            whose.append(str(row))
    return found, whose


def train(country: People, rows: list[int], random: np.random.Generator) -> Model:
    """The model of these people."""
    people, whose = files(country, rows, 0.5, "ordinary", random)
    numbers = trained(people, whose, COMPARED, pairs=300_000, seed=2013)
    numbers.m["personal_code"]["other"] = max(numbers.m["personal_code"]["other"], FALSE_CODE)
    facts = {"records": len(people), "people": len(set(whose)), "random_pairs": 300_000, "seed": 2013}
    return Model("1", PRIOR, JOIN, TELL, numbers.m, numbers.u, facts)


def judge(model: Model, country: People, rows: list[int], noise: str, random: np.random.Generator) -> str:
    """How many of the true pairs are put to a person, and how many false ones with them."""
    people, whose = files(country, rows, 0.1, noise, random)
    of = dict(zip((one.id for one in people), whose, strict=True))
    start = time.process_time()
    pairs = likely_pairs(people, model)
    took = time.process_time() - start
    right = sum(of[pair.one] == of[pair.other] for pair in pairs)
    true = len(people) - len(rows)
    return (
        f"{noise:>9}: {len(people)} files, {true} true pairs: {right} found, {len(pairs) - right} false asked about; "
        f"CPU {took:.1f} s"
    )


def main() -> None:
    """Train, judge, and write the model where asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", type=Path)
    target = parser.parse_args().write
    country, random = make_people(20_000, 20131), np.random.default_rng(2013)
    rows = random.permutation(victims(country)).tolist()
    model = train(country, rows[:2500], random)
    for noise in ("low", "ordinary", "high"):
        print(judge(model, country, rows[2500:3500], noise, random))
    if target:
        target.write_text(written(model), encoding="utf-8")


if __name__ == "__main__":
    main()
