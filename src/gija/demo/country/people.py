"""The residents and the travellers from outside: who they are, their families and homes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gija.demo.country import codes
from gija.demo.country.chance import NO_DAY, TODAY_DAY, Bools, Ints, Texts, data, pick, stream, texts
from gija.demo.country.names import COMMUNITIES, Pool, pool

FOREIGN_SHARE = 0.08  # people who only travel here, beside each resident
YEAR = 365.2425


@dataclass
class People:
    """Columns over all people, residents first. A person is their row number; -1 is nobody, `NO_DAY` no day."""

    residents: int
    male: Ints  # 1 or 0
    community: Ints  # index in COMMUNITIES
    born: Ints  # days since 1970
    code: Ints  # personal code, 0 for those who are not residents
    given: Texts
    family: Texts
    former: Texts  # surname before marriage, or ""
    spouse: Ints
    mother: Ints
    father: Ints
    home: Ints  # number of the household
    citizenship: Texts
    phone: Ints  # 37061234567, or 0
    id_card: Ints  # 8 digits, 0 for none
    passport: Texts  # number as printed, or ""
    died: Ints

    def __len__(self) -> int:
        return len(self.male)

    def ages(self) -> Ints:
        return ((TODAY_DAY - self.born) / YEAR).astype(np.int64)


def make_people(count: int, seed: int) -> People:
    """`count` residents and their share of travellers from outside."""
    foreign = int(count * FOREIGN_SHARE)
    pools = {name: pool(name, seed, max(300, min(12_000, int(count**0.62)))) for name in COMMUNITIES}
    community, born, male = _persons(count, foreign, seed)
    people = _nameless(count, community, born, male)
    spouse, mother, father = _families(people, seed)
    people.spouse, people.mother, people.father = spouse, mother, father
    _name(people, pools, seed)
    people.home = _homes(people)
    _numbers(people, seed)
    return people


def _persons(count: int, foreign: int, seed: int) -> tuple[Ints, Ints, Ints]:
    """Community, day of birth and sex. Ages as in an ageing country; travellers are of working age."""
    random, said = stream(seed, "people"), data("names")
    shares = np.array([said[name]["share"] for name in COMMUNITIES])
    abroad = np.array([said[name]["abroad"] for name in COMMUNITIES])
    community = np.concatenate([pick(random, shares, count), pick(random, abroad, foreign)])
    bands = np.array([0, 10, 18, 25, 35, 50, 65, 80, 96])
    band = pick(random, np.array([0.097, 0.080, 0.066, 0.120, 0.205, 0.222, 0.155, 0.055]), count)
    age = bands[band] + random.random(count) * (bands[band + 1] - bands[band])
    age = np.concatenate([age, 18 + random.gamma(3.0, 6.0, foreign).clip(max=60)])
    born = TODAY_DAY - 1 - (age * YEAR).astype(np.int64)
    # More boys are born, women live longer.
    male = (random.random(count + foreign) < 0.513 - (age > 50) * 0.04 - (age > 65) * 0.12).astype(np.int64)
    return community, born, male


def _nameless(residents: int, community: Ints, born: Ints, male: Ints) -> People:
    total = len(born)
    empty, nobody, zero = texts([""] * total), np.full(total, -1), np.zeros(total, dtype=np.int64)
    said = data("names")
    own = texts([said[name]["citizenship"] for name in COMMUNITIES])
    resident = np.arange(total) < residents
    code = np.where(resident, codes.personal_codes(male, born), 0)
    died = np.full(total, NO_DAY)
    return People(
        residents=residents, male=male, community=community, born=born, code=code, given=empty.copy(),
        family=empty.copy(), former=empty.copy(), spouse=nobody, mother=nobody, father=nobody, home=nobody,
        citizenship=np.where(resident, "LTU", own[community]).astype(object), phone=zero, id_card=zero,
        passport=empty.copy(), died=died,
    )  # fmt: skip


def _families(people: People, seed: int) -> tuple[Ints, Ints, Ints]:
    """Spouses of like age (mostly in the same community), and each minor's parents among couples of fitting age."""
    random = stream(seed, "families")
    total, n = len(people), people.residents
    age = people.ages()[:n]
    spouse, mother, father = np.full(total, -1), np.full(total, -1), np.full(total, -1)
    # Sorted by community and birth, the couples are neighbours; one in ten looks further.
    near = people.community[:n] * 40_000 * (random.random(n) < 0.9) + people.born[:n] + random.normal(0, 900, n)
    free = (age >= 22) & (random.random(n) < 0.62)
    sides = [np.flatnonzero(free & (people.male[:n] == sex)) for sex in (0, 1)]
    women, men = (side[np.argsort(near[side], kind="stable")] for side in sides)
    couples = min(len(women), len(men))
    women, men = women[:couples], men[:couples]
    fits = np.abs(people.born[women] - people.born[men]) < 14 * YEAR
    women, men = women[fits], men[fits]
    spouse[women], spouse[men] = men, women
    order = np.argsort(people.born[women], kind="stable")
    women, born = women[order], people.born[women][order]
    children = np.flatnonzero(age < 22)
    wanted = people.born[children] - ((27 + random.normal(0, 5, len(children))).clip(18, 43) * YEAR)
    place = np.searchsorted(born, wanted)
    known = (place < len(women)) & (place > 0) & (random.random(len(children)) < 0.93)
    mothers = women[place.clip(max=max(len(women) - 1, 0))] if len(women) else np.full(len(children), -1)
    gap = people.born[children] - people.born[mothers]
    known &= (gap > 16 * YEAR) & (gap < 46 * YEAR)
    mother[children[known]] = mothers[known]
    father[children[known]] = spouse[mothers[known]]
    people.community[children[known]] = people.community[father[children[known]]]
    return spouse, mother, father


def _name(people: People, pools: dict[str, Pool], seed: int) -> None:
    """Given names and surnames: children bear their father's, most married women their husband's."""
    random, total = stream(seed, "names"), len(people)
    surname, chance = np.zeros(total, dtype=np.int64), random.random(total)
    for number, name in enumerate(COMMUNITIES):
        here = np.flatnonzero(people.community == number)
        own = pools[name]
        surname[here] = pick(random, own.family_shares, len(here))
        men, women = here[people.male[here] == 1], here[people.male[here] == 0]
        people.given[men] = own.men[pick(random, own.men_shares, len(men))]
        people.given[women] = own.women[pick(random, own.women_shares, len(women))]
    child = people.father >= 0
    surname[child] = surname[people.father[child]]
    single = _forms(
        people, pools, surname, people.community, np.where(people.male == 1, "male", "unmarried").astype(object)
    )
    people.family = single
    wives = (people.spouse >= 0) & (people.male == 0)
    # 8 in 100 keep their name, 12 take the short form, 5 join both names.
    taken = np.flatnonzero(wives & (chance > 0.08))
    husband = people.spouse[taken]
    form = np.where(chance[taken] < 0.20, "short", "married").astype(object)
    married = _forms(people, pools, surname[husband], people.community[husband], form)
    both = chance[taken] > 0.95
    people.former[taken] = single[taken]
    people.family[taken] = np.where(both, single[taken] + "-" + married, married)


def _forms(people: People, pools: dict[str, Pool], surname: Ints, community: Ints, form: Texts) -> Texts:
    made = texts([""] * len(surname))
    for number, name in enumerate(COMMUNITIES):
        for kind, names in pools[name].family.items():
            here = np.flatnonzero((community == number) & (form == kind))
            made[here] = names[surname[here]]
    return made


def _homes(people: People) -> Ints:
    """Households: a couple with their minors; everyone else alone. Numbered from 0 in the order of their heads."""
    row = np.arange(len(people))
    head = np.where((people.spouse >= 0) & (people.male == 0), people.spouse, row)
    minor = (people.father >= 0) & (people.ages() < 20)
    head = np.where(minor, people.father, head)
    return np.unique(head, return_inverse=True)[1].astype(np.int64)


def _numbers(people: People, seed: int) -> None:
    """Phones, identity cards, passports, deaths."""
    random, total, n = stream(seed, "numbers"), len(people), people.residents
    ages = people.ages()
    spread = np.arange(total, dtype=np.int64) * 7_654_321 % 9_999_991  # all different
    has_phone: Bools = (ages >= 9) & (random.random(total) < 0.94)
    people.phone = np.where(has_phone, 370_60_000_000 + spread, 0)
    people.id_card = np.where((np.arange(total) < n) & (random.random(total) < 0.97), 10_000_000 + spread, 0)
    passport = np.flatnonzero(random.random(total) < 0.6)
    prefix = {"LTU": "2", "POL": "EK", "RUS": "75", "UKR": "FE", "BLR": "MP"}
    for person in np.union1d(passport, np.arange(n, total)).tolist():
        people.passport[person] = f"{prefix[people.citizenship[person]]}{spread[person] % 10_000_000:07d}"
    gone = np.flatnonzero((np.arange(total) < n) & (ages > 60) & (random.random(total) < 0.01))
    people.died[gone] = TODAY_DAY - random.integers(1, 700, len(gone))
