"""The attacker's system: unknown counts (whole, not negative), what must hold among them, and what could be found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

from gija.methods.disclosure.attacker.figures import Figure, Place, axes, figures
from gija.methods.disclosure.attacker.spaces import Blocks, Space, space
from gija.methods.disclosure.values import Knowledge, Release
from gija.methods.tables.values import TOTAL

Form = tuple[tuple[int, int], ...]  # (unknown, factor): a sum that somebody may want to know
STRUCTURE = -1  # a row that no release says: two ways to count the same people
PEOPLE, CAME, WENT = "people", "came", "went"


@dataclass(frozen=True, slots=True)
class Row:
    """`low` <= sum of the form <= `high` (None: no bound). `release`: who said so. `figure`: its place in the list."""

    form: Form
    low: int | None
    high: int | None
    release: int = STRUCTURE
    figure: int = -1


@dataclass
class System:
    """Rows over `size` unknowns, of which none is negative. `budgets`: (population, vintage) -> (slice,
    unknown) of those that count who came and went (of which the attacker holds there are few). `limits`: the rows of
    how many came and went at most where a release tells something; the attacker's guess is their bound."""

    size: int = 0
    rows: list[Row] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    spaces: dict[str, Space] = field(default_factory=dict)
    chains: dict[str, dict[Blocks, list[int]]] = field(default_factory=dict)  # population -> slice -> vintages
    index: dict[tuple[str, str, int, int, Blocks], int] = field(default_factory=dict)
    budgets: dict[tuple[str, int], list[tuple[Blocks, int]]] = field(default_factory=dict)
    first: int = 0  # the row of the first figure
    limits: range = range(0)

    def form(self, population: str, place: Place, vintage: int, what: str = PEOPLE) -> Form:
        """How many people (or who came, went) are at a place in a vintage, as a sum of unknowns."""
        room = self.spaces[population]
        clique = room.clique_of(place)
        found = (self.index.get((population, what, clique, vintage, atom)) for atom in room.atoms(clique, place))
        return tuple((unknown, 1) for unknown in found if unknown is not None)

    def changes(self, release: int, vintage: int) -> Form:
        """How many people came or went since the vintage before where this release tells something."""
        slices: dict[str, set[Blocks]] = defaultdict(set)
        for figure in self.figures:
            if figure.release == release and figure.vintage == vintage:
                slices[figure.population] |= self.spaces[figure.population].slices(figure.place)
        return tuple(
            (unknown, 1)
            for population, mine in slices.items()
            for slice_, unknown in self.budgets.get((population, vintage), ())
            if slice_ in mine
        )

    def covered(self, population: str, place: Place, vintage: int) -> bool:
        """Has anything been said of all of the place in this vintage?"""
        chain = self.chains[population]
        return all(vintage in chain.get(slice_, ()) for slice_ in self.spaces[population].slices(place))

    def before(self, population: str, place: Place, vintage: int) -> int | None:
        """The vintage before this one, where all of the place has the same."""
        chain = self.chains[population]
        earlier = {
            max((v for v in chain.get(slice_, ()) if v < vintage), default=None)
            for slice_ in self.spaces[population].slices(place)
        }
        return earlier.pop() if len(earlier) == 1 else None


def system(releases: Sequence[Release], knowledge: Knowledge) -> System:
    """What all these releases together say. Refuses tables that cannot be over the same people (`tables.hierarchy`),
    figures of all time (`disclosure.no_total`), crossings of too many codes (`disclosure.too_large`)."""
    found = System(figures=figures(releases, knowledge))
    by_population: dict[str, list[Figure]] = defaultdict(list)
    for figure in found.figures:
        by_population[figure.population].append(figure)
    for population, mine in axes(releases, knowledge.members).items():
        told = by_population.get(population, [])
        found.spaces[population] = space(mine, [figure.place for figure in told])
        _unknowns(found, population, told)
        _same_people(found, population)
        _vintages(found, population)
    found.first = len(found.rows)
    found.rows += [
        Row(found.form(f.population, f.place, f.vintage), f.low, f.high, f.release, number)
        for number, f in enumerate(found.figures)
    ]
    limited: dict[Form, int] = {}
    for number, release in enumerate(releases):
        form = found.changes(number, release.vintage) if release.vintage > 1 else ()
        if form:
            limited.setdefault(form, number)
    found.limits = range(len(found.rows), len(found.rows) + len(limited))
    found.rows += [Row(form, None, None, number) for form, number in limited.items()]
    return found


def _unknowns(found: System, population: str, told: Iterable[Figure]) -> None:
    room = found.spaces[population]
    chain: dict[Blocks, set[int]] = defaultdict(set)
    for figure in told:
        for slice_ in room.slices(figure.place):
            chain[slice_].add(figure.vintage)
    found.chains[population] = {slice_: sorted(vintages) for slice_, vintages in chain.items()}
    for clique in range(len(room.cliques)):
        for atom in room.atoms(clique, ()):
            vintages = found.chains[population].get(room.slice_of(clique, atom), ())
            for turn, vintage in enumerate(vintages):
                for what in (PEOPLE, CAME, WENT) if turn else (PEOPLE,):
                    found.index[population, what, clique, vintage, atom] = found.size
                    if what != PEOPLE and clique == 0:
                        slice_ = room.slice_of(clique, atom)
                        found.budgets.setdefault((population, vintage), []).append((slice_, found.size))
                    found.size += 1


def _same_people(found: System, population: str) -> None:
    """Two cliques count the same people by the axes they share."""
    room = found.spaces[population]
    for one, other, shared in room.ties:
        sums: dict[tuple[str, int, Blocks], list[tuple[int, int]]] = defaultdict(list)
        for clique, factor in ((one, 1), (other, -1)):
            places = [room.cliques[clique].index(axis) for axis in shared]
            for what, vintage, atom, unknown in _of_clique(found, population, clique):
                sums[what, vintage, tuple(atom[p] for p in places)].append((unknown, factor))
        found.rows += [Row(tuple(form), 0, 0) for form in sums.values()]


def _of_clique(found: System, population: str, clique: int) -> Iterator[tuple[str, int, Blocks, int]]:
    room = found.spaces[population]
    for atom in room.atoms(clique, ()):
        vintages = found.chains[population].get(room.slice_of(clique, atom), ())
        for vintage, what in product(vintages, (PEOPLE, CAME, WENT)):
            unknown = found.index.get((population, what, clique, vintage, atom))
            if unknown is not None:
                yield what, vintage, atom, unknown


def _vintages(found: System, population: str) -> None:
    """A later vintage is the one before it, with who came and without who went."""
    room, index = found.spaces[population], found.index
    for clique in range(len(room.cliques)):
        for atom in room.atoms(clique, ()):
            vintages = found.chains[population].get(room.slice_of(clique, atom), [])
            for old, new in pairwise(vintages):
                was, now = (index[population, PEOPLE, clique, v, atom] for v in (old, new))
                came, went = (index[population, what, clique, new, atom] for what in (CAME, WENT))
                found.rows.append(Row(((now, 1), (was, -1), (came, -1), (went, 1)), 0, 0))
                found.rows.append(Row(((was, 1), (went, -1)), 0, None))


@dataclass(frozen=True, slots=True)
class Target:
    """Something that must not be found. `kind`: `closed` (a suppressed figure), `rounded` (a rounded one), `noisy` (an
    earlier answer's: of it only that it is small), `open` (told though it is small), `derived` (never told itself),
    `change` (between two vintages)."""

    kind: str
    population: str
    place: Place
    vintage: int
    form: Form
    figure: int = -1
    own: bool = False  # the new release itself closes (or rounds) it


def targets(found: System, touched: set[int], fresh: int | None = None) -> list[Target]:
    """Everything that could be found and has to do with these unknowns, or that the new release itself closes."""
    of_figures = [t for t in _told(found, fresh) if t.own or any(u in touched for u, _ in t.form)]
    known = {(f.population, f.place, f.vintage) for f in found.figures if f.told or f.closed or f.low or f.high}
    derived = [t for t in _derived(found, touched) if (t.population, t.place, t.vintage) not in known]
    return of_figures + derived + _changes(found, touched)


def _told(found: System, fresh: int | None) -> Iterator[Target]:
    hidden = [(n, f) for n, f in enumerate(found.figures) if f.judged and not f.told]
    own = {(f.population, f.place, f.vintage) for _, f in hidden if f.release == fresh}
    seen = set()
    for number, figure in hidden:
        kind = "closed" if figure.closed else "noisy" if figure.noisy and figure.release != fresh else "rounded"
        key = (figure.population, figure.place, figure.vintage, kind)
        if key in seen:
            continue
        seen.add(key)
        form = found.rows[found.first + number].form
        yield Target(kind, figure.population, figure.place, figure.vintage, form, number, key[:3] in own)


def places(found: System, population: str, touched: set[int]) -> Iterator[tuple[Place, int]]:
    """Each place of the axes crossed somewhere, and each vintage, that has to do with these unknowns."""
    room = found.spaces[population]
    for support in room.supports:
        clique = next(n for n, names in enumerate(room.cliques) if set(support) <= set(names))
        names = room.cliques[clique]
        where: set[tuple[int, Blocks]] = set()
        for what, vintage, atom, unknown in _of_clique(found, population, clique):
            if unknown in touched and what == PEOPLE:
                where.add((vintage, tuple(atom[names.index(axis)] for axis in support)))
        if not where:
            continue
        codes = [[c for c in room.blocks[a] if c != TOTAL or not room.axes[a].open] for a in support]
        yield from _touching(room, support, codes, where)


def _touching(
    room: Space, support: Sequence[str], codes: Sequence[Sequence[str]], where: set[tuple[int, Blocks]]
) -> Iterator[tuple[Place, int]]:
    above: list[Mapping[int, list[str]]] = []
    for axis, mine in zip(support, codes, strict=True):
        up: dict[int, list[str]] = defaultdict(list)
        for code in mine:
            for block in room.blocks[axis][code]:
                up[block].append(code)
        above.append(up)
    seen = set()
    for vintage, atom in sorted(where):
        for key in product(*(up[block] for up, block in zip(above, atom, strict=True))):
            if (vintage, key) not in seen:
                seen.add((vintage, key))
                yield tuple((a, c) for a, c in zip(support, key, strict=True) if c != TOTAL), vintage


def _derived(found: System, touched: set[int]) -> Iterator[Target]:
    for population in found.spaces:
        seen = set()
        for place, vintage in places(found, population, touched):
            if (place, vintage) not in seen and found.covered(population, place, vintage):
                seen.add((place, vintage))
                yield Target("derived", population, place, vintage, found.form(population, place, vintage))


def _changes(found: System, touched: set[int]) -> list[Target]:
    """The difference between two vintages at each place that says more than when."""
    changes = []
    for population, room in found.spaces.items():
        seen = set()
        for place, vintage in places(found, population, touched):
            old = found.before(population, place, vintage)
            if old is None or (place, vintage) in seen or {axis for axis, _ in place} <= set(room.growing):
                continue
            seen.add((place, vintage))
            now, was = found.form(population, place, vintage), found.form(population, place, old)
            form = (*now, *((unknown, -1) for unknown, _ in was))
            changes.append(Target("change", population, place, vintage, form))
    return changes
