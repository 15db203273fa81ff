"""Values of a gathering: where it starts, how far it may go, whose content it may hold, what it brought."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from importlib.resources import files

import yaml

from gija.methods.graph.handling import every_provenance, strictest
from gija.methods.graph.values import Chart, Entity, Provenance
from gija.police.databases.values import PickUp, State
from gija.vocabulary.text import Text

WITHHELD = "withheld:"  # ids of the anonymous entities that stand for persons whose owners must be asked
NOTEBOOK = "notebook"  # the "database" of what an analyst put on a chart that came back
Progress = Callable[[int, int, int], None]  # step, steps, entities so far


@dataclass(frozen=True, slots=True)
class Start:
    """The confirmed record: database, `TABLE:key:alias` and entity type."""

    database: str
    record: str
    type: str


@dataclass(frozen=True, slots=True)
class Caps:
    """How much a dossier may hold; what is left out is told.

    `relations`: neighbours that one entity brings along by one type of relation. `entities`: in all. `asked`:
    identifiers put to the databases in one step.
    """

    relations: int = 40
    entities: int = 1500
    asked: int = 400
    by_type: Mapping[str, int] = field(default_factory=dict)  # relation type -> its own cap

    @classmethod
    def usual(cls) -> Caps:
        """The caps of `caps.yaml`."""
        return _usual()

    def of(self, relation: str) -> int:
        """How many neighbours one entity brings along by this type of relation."""
        return self.by_type.get(relation, self.relations)


@cache
def _usual() -> Caps:
    raw = yaml.safe_load(files("gija.police.dossiers").joinpath("caps.yaml").read_text(encoding="utf-8"))
    return Caps(raw["usual"], raw["entities"], raw["asked"], raw["relations"])


@dataclass(frozen=True, slots=True)
class Rights:
    """Whose content the gatherer may hold. `person` refuses one person everywhere; `record` one record of a database.

    `seal` turns a record into a mark that tells it again within one dossier and says nothing of it; `marks` are those
    already given: sealed record -> anonymous entity.
    """

    person: Callable[[Entity], bool]
    record: Callable[[Provenance], bool]
    owner: Callable[[str], tuple[str, str]]  # database -> institution, contact
    seal: Callable[[str], str]
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cut:
    """What was left out: `of` is "relations" (round one entity), "entities" or "asked"."""

    of: str
    left_out: int
    entity: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """How one database did over the whole gathering: the worst of its states, and whether it gave everything."""

    database: str
    state: State
    as_of: datetime | None
    seconds: float = 0.0
    cut: bool = False
    withheld: int = 0
    error: Text | None = None

    @property
    def complete(self) -> bool:
        """It answered every time and nothing was left out."""
        return self.state is State.ANSWERED and not self.cut

    def and_(self, pick_up: PickUp) -> DatabaseState:
        """The same with one more answer. Once silent it stays so: a part of what it holds is missing."""
        worse = self.state is State.ANSWERED and pick_up.state is not State.ANSWERED
        return replace(
            self,
            state=pick_up.state if worse else self.state,
            as_of=pick_up.as_of or self.as_of,
            seconds=self.seconds + pick_up.seconds,
            cut=self.cut or pick_up.cut,
            error=pick_up.error.text if pick_up.error and self.error is None else self.error,
        )

    def after(self, later: DatabaseState) -> DatabaseState:
        """This and what a later act brought: the gap of a silence stays in the chart."""
        return replace(
            later,
            state=self.state if self.state is not State.ANSWERED else later.state,
            seconds=self.seconds + later.seconds,
            cut=self.cut or later.cut,
            withheld=max(self.withheld, later.withheld),
            error=self.error or later.error,
        )


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a gathering brought: the chart without anything withheld, the state of each database, what was left out."""

    chart: Chart
    states: tuple[DatabaseState, ...]
    cuts: tuple[Cut, ...] = field(default=())
    marks: Mapping[str, str] = field(default_factory=dict)  # sealed record -> anonymous entity

    @property
    def withheld(self) -> int:
        return sum(1 for entity in self.chart.entities if entity.id.startswith(WITHHELD))

    @property
    def handling(self) -> str:
        """The strictest handling code of any piece: that of the dossier."""
        return strictest(every_provenance(self.chart))

    @property
    def silent(self) -> tuple[str, ...]:
        """The databases of which a part or all is missing."""
        return tuple(state.database for state in self.states if not state.complete)
