"""Who is read back out of encodings, by which attacker, against which hardening: people of the demo country.

`python benchmarks/attacks/linkage.py [--people 200] [--seeds 3]`. The table goes into docs/security/linkage.md. An
attack counts as right what it names rightly of all records; `guessing` is what blind guessing would get.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment, quadratic_assignment

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.linking.worlds import victims
from gija.demo.country.people import make_people
from gija.methods.linkage import Scheme, encode, scheme
from gija.methods.linkage.encoding import Encodings, _subkey, pack, unpack
from gija.methods.linkage.hardening import shuffled, undone
from gija.methods.linkage.measures import dictionary, repeated
from gija.methods.linkage.tokens import tokens
from gija.methods.names import Person

OPEN = scheme("gija-1-open")
SCHEMES = {
    "none": OPEN,
    "BLIP 5 %": scheme("gija-1"),
    "rule 90 alone": replace(scheme("gija-2"), hardening="rule90"),
    "gija-2": scheme("gija-2"),
}
Floats = npt.NDArray[np.float64]
PROFILE = 20  # most alike others that a record is told by


@dataclass(frozen=True)
class Target:
    """`encodings` are of `people[:hidden]`, in no order the attacker knows, under a `key` unknown to them; theirs is
    `people[unknown:]`: the first `unknown` of the hidden are not on it."""

    people: Sequence[Person]
    encodings: Encodings
    unknown: int
    key: bytes  # for checking, and for the attacker who holds it
    made_by: Scheme

    @property
    def listed(self) -> Sequence[Person]:
        return self.people[self.unknown :]

    @property
    def hidden(self) -> int:
        return len(self.encodings)


def target(
    made_by: Scheme, hidden: int, times: float, seed: int, known: Sequence[Person], covered: float = 1.0
) -> Target:
    """`hidden` people's encodings; the attacker's list has `times` as many, `covered` of the hidden among them."""
    unknown = round(hidden * (1 - covered))
    chosen = np.random.default_rng(seed).choice(len(known), round(hidden * times) + unknown, replace=False)
    people = [known[at] for at in chosen.tolist()]
    key = f"the key of the attack {seed}, unknown to the attacker".encode()
    encodings = encode(people[:hidden], key, made_by=made_by, sender="ngo")
    return Target(people, encodings, unknown, key, made_by)


def frequency(held: Target) -> float:
    """Records whose encoding stands more than once: only those can be laid beside frequent people."""
    return sum(count for count in repeated(held.encodings) if count > 1) / held.hidden


def patterns(held: Target, alike: float = 0.6) -> float:
    """Pattern mining (after Vidanage et al. 2019): bits that stand and fall together are taken for one letter group or
    date piece. The share of tokens borne by at least ten people of which more than half of the bits come out as one
    pure group."""
    bits = unpack(held.encodings).astype(np.float64)
    seen = (bits.mean(axis=0) > 0.02) & (bits.mean(axis=0) < 0.98)
    places = np.flatnonzero(seen)
    together = np.atleast_2d(np.corrcoef(bits[:, places].T)) >= alike
    groups: list[set[int]] = []
    left = set(range(len(places)))
    while left:
        group, edge = set[int](), [left.pop()]
        while edge:
            one = edge.pop()
            group.add(one)
            near = {at for at in np.flatnonzero(together[one]).tolist() if at in left}
            left -= near
            edge += near
        groups.append({int(places[at]) for at in group})
    found = dictionary(held.people[: held.hidden], held.key, held.made_by)
    borne = _borne(held)
    frequent = [bits_of for token, bits_of in found.items() if borne[token] >= 10 and len(bits_of) > 3]
    out = [t for t in frequent if any(2 * len(g & t) > max(len(t), len(g)) for g in groups if len(g) > 2)]
    return len(out) / max(1, len(frequent))


def _borne(held: Target) -> Counter[tuple[str, str]]:
    """How many of the hidden people bear each token."""
    whose = held.people[: held.hidden]
    return Counter(at for person in whose for at in {(t.space, t.text) for t in tokens(person, held.made_by)})


def graph(held: Target) -> float:
    """Graph matching (Vidanage et al. 2020): the attacker encodes the list under a key of their own, in the scheme and
    without hardening, and lays the graphs of who resembles whom over each other (Vogelstein et al. 2015); rule 90 is
    taken back first as well. The share of all records named rightly, in the best of these ways."""
    ways = [(held.encodings, held.made_by), (held.encodings, OPEN)]
    if "rule90" in held.made_by.hardening:
        ways.append((pack(undone(unpack(held.encodings))), OPEN))
    return max(_laid_over(held, *way) for way in ways)


def neighbours(held: Target) -> float:
    """What taking shuffled rule 90 back would need: of each bit the two that share a bit with it, guessed to be those
    it goes together with most. The share guessed rightly; the order is known where nothing is shuffled."""
    if "shuffled" not in held.made_by.hardening:
        return float("rule90" in held.made_by.hardening)
    place = np.argsort(shuffled(_subkey(held.key, held.made_by.version, "order")))  # where each bit has gone
    together = np.asarray(np.corrcoef(unpack(held.encodings).astype(np.float64).T))
    np.fill_diagonal(together, -1)
    guessed = np.argsort(-together, axis=1)[:, :2]
    true = {int(place[at]): {int(place[at - 2]), int(place[(at + 2) % len(place)])} for at in range(len(place))}
    return float(np.mean([len(true[at] & set(pair)) / 2 for at, pair in enumerate(guessed.tolist())]))


def _laid_over(held: Target, encodings: Encodings, made_by: Scheme) -> float:
    own = encode(held.listed, b"a key of the attacker's own, anything will do", made_by=made_by, sender="x")
    order = np.random.default_rng(7).permutation(held.hidden)  # the attacker knows no order
    theirs, ours = _alike(encodings[order]), _alike(own)
    size = max(len(theirs), len(ours))
    start = np.zeros((size, size))
    rows, columns = linear_sum_assignment(_apart(_profiles(theirs), _profiles(ours)))
    start[rows, columns] = 1
    spare = sorted(set(range(size)) - set(columns.tolist()))
    start[sorted(set(range(size)) - set(rows.tolist())), spare] = 1
    padded = [np.pad(one, (0, size - len(one))) for one in (theirs, ours)]
    options = {"maximize": True, "P0": 0.7 * start + 0.3 / size, "rng": np.random.default_rng(1), "maxiter": 60}
    matched = quadratic_assignment(*padded, method="faq", options=options).col_ind[: held.hidden]
    return float((matched == order - held.unknown).mean())


def _alike(encodings: Encodings) -> Floats:
    bits = unpack(encodings).astype(np.float64)
    count = bits.sum(axis=1)
    dice: Floats = 2 * (bits @ bits.T) / (count[:, None] + count[None, :])
    np.fill_diagonal(dice, np.nan)
    scaled: Floats = np.nan_to_num((dice - np.nanmean(dice)) / np.nanstd(dice))
    return scaled


def _profiles(alike: Floats) -> Floats:
    ordered = np.sort(alike, axis=1)[:, ::-1]
    spread = np.quantile(alike, np.linspace(0, 1, PROFILE), axis=1).T
    return np.asarray(np.hstack([ordered[:, :PROFILE], spread]))


def _apart(one: Floats, other: Floats) -> Floats:
    return np.asarray(np.abs(one[:, None, :] - other[None, :, :]).mean(axis=2))


def key_holder(held: Target) -> float:
    """Dictionary: who holds key and encodings encodes the list under it and takes the nearest."""
    own = unpack(encode(held.listed, held.key, made_by=held.made_by, sender="x")).astype(np.float64)
    bits = unpack(held.encodings).astype(np.float64)
    dice = 2 * (bits @ own.T) / (bits.sum(axis=1)[:, None] + own.sum(axis=1)[None, :])
    return float((dice.argmax(axis=1) == np.arange(held.hidden)).mean())


# name -> size of the attacker's list beside the victims, share of the victims on it, the attack
ATTACKS: dict[str, tuple[float, float, Callable[[Target], float]]] = {
    "frequency: encodings that repeat": (1, 1, frequency),
    "pattern mining: tokens found": (1, 1, patterns),
    "rule 90: bits whose neighbours are found": (1, 1, neighbours),
    "graph, list = exactly the victims": (1, 1, graph),
    "graph, list 1.5 x, all victims on it": (1.5, 1, graph),
    "graph, list 3 x, all victims on it": (3, 1, graph),
    "graph, list 1 x, half the victims on it": (1, 0.5, graph),
    "dictionary by a key holder, list 3 x": (3, 1, key_holder),
}


def measured(people: int, seeds: int, known: Sequence[Person]) -> dict[tuple[str, str], float]:
    """Attack and scheme -> mean share over the seeds."""
    found: dict[tuple[str, str], float] = {}
    for version, made_by in SCHEMES.items():
        for name, (times, covered, attack) in ATTACKS.items():
            held = (target(made_by, people, times, seed, known, covered) for seed in range(seeds))
            found[name, version] = statistics.mean(attack(one) for one in held)
    return found


def country(people: int = 20_000, seed: int = 2006) -> list[Person]:
    """People of the demo country of whom victims are made, as an organisation would write them."""
    made = make_people(people, seed)
    random = np.random.default_rng(seed)
    rows = random.permutation(victims(made))[:2000]
    return [
        Person(
            (f"{made.given[at]} {made.family[at]}",), birth_date=_day(int(made.born[at])), sex="FM"[int(made.male[at])]
        )
        for at in rows.tolist()
    ]


def _day(since_1970: int) -> str:
    return (dt.date(1970, 1, 1) + dt.timedelta(days=since_1970)).isoformat()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seeds", type=int, default=3)
    asked, _ = parser.parse_known_args()  # run as a part of `python -m benchmarks`, its own name stands there
    spent = time.process_time()
    found = measured(asked.people, asked.seeds, country())
    spent = time.process_time() - spent
    print(f"{asked.people} people, {asked.seeds} runs; guessing names {1 / asked.people:.1%}; {spent:.0f} s CPU")
    print(f"{'':<42}" + "".join(f"{version:>16}" for version in SCHEMES))
    for name in ATTACKS:
        print(f"{name:<42}" + "".join(f"{found[name, version]:>16.1%}" for version in SCHEMES))


if __name__ == "__main__":
    main()
