"""nomenklatura's blocker and logic-v2 over the same people and questions; run by that peer's own python."""

# mypy: ignore-errors

import json
import logging
import resource
import sys
import time
from pathlib import Path

from followthemoney import Dataset, StatementEntity
from nomenklatura.blocker.index import Index
from nomenklatura.matching import LogicV2

logging.disable(logging.CRITICAL)


def entity(dataset, key, names, first="", last=""):
    properties = {"name": names} | ({"firstName": [first], "lastName": [last]} if first else {})
    return StatementEntity.from_data(dataset, {"id": key, "schema": "Person", "properties": properties})


class View:
    """The people as the blocker reads them."""

    scope = Dataset.make({"name": "bench", "title": "bench"})

    def __init__(self, people):
        self._people = people

    def person(self, number):
        given, family, former = self._people[number][:3]
        names = [f"{given} {family}"] + ([f"{given} {former}"] if former else [])
        return entity(self.scope, f"p{number}", names, given, family)

    def entities(self, include_schemata=None):
        return map(self.person, range(len(self._people)))


def best(view, asked, candidates, config):
    """The numbers of the 20 candidates that score best."""
    numbers = [int(str(found)[1:]) for found, _ in candidates]
    return [n for _, n in sorted((-LogicV2.compare(asked, view.person(n), config).score, n) for n in numbers)[:20]]


def clock():
    return time.perf_counter(), time.process_time()


def main(folder: Path, count: int) -> None:
    people = [json.loads(line) for line in (folder / "people.jsonl").open(encoding="utf-8")]
    questions = json.loads((folder / "questions.json").read_text(encoding="utf-8"))[:count]
    view, (wall, cpu) = View(people), clock()
    index = Index(view, folder / "nomenklatura", {"max_candidates": 75})
    index.build()
    told = {"build_wall": time.perf_counter() - wall, "build_cpu": time.process_time() - cpu}
    asked = {f"q{n}": entity(view.scope, f"q{n}", [q["text"]]) for n, q in enumerate(questions)}
    kinds = {q["kind"]: [sum(q["kind"] == other["kind"] for other in questions), 0] for q in questions}
    config, (wall, cpu) = LogicV2.default_config(), clock()
    for key, candidates in index.match_entities(asked.values()):
        question = questions[int(str(key)[1:])]
        found = [people[n] for n in best(view, asked[str(key)], candidates, config)]
        kinds[question["kind"]][1] += any(question["meant"] in ([p[0], p[1]], [p[0], p[2]]) for p in found)
    told |= {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "asked": len(questions)}
    told |= {"kinds": kinds, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3}
    print(json.dumps(told))


main(Path(sys.argv[1]), int(sys.argv[2]))
