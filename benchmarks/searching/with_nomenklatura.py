"""nomenklatura's blocker and logic-v2 over the same people and questions; run by that peer's own python."""

# mypy: ignore-errors

import json
import logging
import resource
import sys
import time
from pathlib import Path

logging.disable(logging.CRITICAL)


def main(folder: Path, count: int) -> None:
    from followthemoney import Dataset, StatementEntity
    from nomenklatura.blocker.index import Index
    from nomenklatura.matching import LogicV2

    dataset = Dataset.make({"name": "bench", "title": "bench"})
    people = [json.loads(line) for line in (folder / "people.jsonl").open(encoding="utf-8")]
    questions = json.loads((folder / "questions.json").read_text(encoding="utf-8"))[:count]

    def entity(key, names, first="", last=""):
        properties = {"name": names} | ({"firstName": [first], "lastName": [last]} if first else {})
        data = {"id": key, "schema": "Person", "properties": properties}
        return StatementEntity.from_data(dataset, data)

    def person(number):
        given, family, former = people[number][:3]
        names = [f"{given} {family}"] + ([f"{given} {former}"] if former else [])
        return entity(f"p{number}", names, given, family)

    class View:
        scope = dataset

        def entities(self, include_schemata=None):
            return map(person, range(len(people)))

    wall, cpu = time.perf_counter(), time.process_time()
    index = Index(View(), folder / "nomenklatura", {"max_candidates": 75})
    index.build()
    told = {"build_wall": time.perf_counter() - wall, "build_cpu": time.process_time() - cpu}
    asked = {f"q{n}": entity(f"q{n}", [q["text"]]) for n, q in enumerate(questions)}
    kinds = {q["kind"]: [0, 0] for q in questions}
    for question in questions:
        kinds[question["kind"]][0] += 1
    config = LogicV2.default_config()
    wall, cpu = time.perf_counter(), time.process_time()
    for key, candidates in index.match_entities(asked.values()):
        question = questions[int(str(key)[1:])]
        numbers = [int(str(found)[1:]) for found, _ in candidates]
        scored = sorted((-LogicV2.compare(asked[str(key)], person(n), config).score, n) for n in numbers)
        best = [people[n] for _, n in scored[:20]]
        kinds[question["kind"]][1] += any(question["meant"] in ([p[0], p[1]], [p[0], p[2]]) for p in best)
    told |= {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "asked": len(questions)}
    told |= {"kinds": kinds, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3}
    print(json.dumps(told))


main(Path(sys.argv[1]), int(sys.argv[2]))
