"""The record of a victim, field by field (`record_model.yaml`): what forms ask, what the gate lets pass, what is kept.

Facts are a mapping in the shape of the message: field code -> code, codes, month, number; `message` of a group -> a
list of mappings. `Condition`s look at facts; what is not asked is neither demanded nor sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from gija.vocabulary.files import read_yaml
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

LEAVES = ("code", "year", "month", "count", "flag", "id", "money")  # kinds that may pass the gate
STAYS = ("day", "text")  # kinds of fields that stay home
HOMES = ("column", "history", "answer", "derived", "part")
REASON_ALWAYS = ("birth_year", "citizenship", "municipality", "status_month")  # since the first version of the message

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold of the facts. `any`: one of these codes stands there; `none`: none of them does;
    `outside`: a country that is no member of this region stands there; `filled`: something stands there, or not."""

    field: str
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    outside: str = ""
    filled: bool | None = None

    def holds(self, facts: Facts) -> bool:
        """Whether it holds; an empty field holds only `none` and `filled: false`."""
        said = _several(facts.get(self.field))
        if self.filled is not None:
            return bool(said) == self.filled
        if self.outside:
            members = code_list("region")[self.outside].extra["members"]
            return any(code not in members for code in said)
        return any(code in self.any for code in said) if self.any else not any(code in self.none for code in said)

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Condition:
        """From YAML."""
        several = {name: tuple(raw.get(name, ())) for name in ("any", "none")}
        return cls(raw["field"], several["any"], several["none"], raw.get("outside", ""), raw.get("filled"))


def _several(value: Any) -> tuple[Any, ...]:
    if value is None or value == "":
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (value,)


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `name`: how it is called in the message, inside its group; `only`: child or adult; `row`: its row in
    the source material's model; `stays`: why it never leaves (None: it passes the gate)."""

    code: str
    row: str
    entity: str
    kind: str
    text: Text
    name: str
    list: str = ""
    many: bool = False
    ordered: bool = False
    required: str = ""  # "", always, when
    only: str = ""
    asked: tuple[Condition, ...] = ()
    asked_by: tuple[str, ...] = ()
    group: str = ""
    page: str = ""
    home: str = "answer"
    day: bool = False
    event: bool = False
    most: int = 999_999
    help: Text | None = None
    stays: Text | None = None
    htcds: tuple[str, ...] = ()
    ctdc: tuple[str, ...] = ()
    note: str = ""

    @property
    def leaves(self) -> bool:
        """Does it pass the gate?"""
        return self.stays is None

    def is_asked(self, facts: Facts) -> bool:
        """Is it asked, by what was answered before and by who asks (`sender_kind`)?"""
        if self.only and facts.get("age_group") not in (self.only, "unknown", None, ""):
            return False
        return _asked(self.asked, self.asked_by, facts)


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the record of which there may be several: `message` is its name in the message, `most` how many."""

    code: str
    text: Text
    page: str
    message: str
    most: int
    asked: tuple[Condition, ...]
    asked_by: tuple[str, ...]

    def is_asked(self, facts: Facts) -> bool:
        """Is it asked, by what was answered before and by who asks?"""
        return _asked(self.asked, self.asked_by, facts)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Its fields; a further event has those of the event."""
        if self.code == "further_event":
            return tuple(one for one in fields() if one.event)
        return tuple(one for one in fields() if one.group == self.code)


def _asked(asked: Iterable[Condition], asked_by: tuple[str, ...], facts: Facts) -> bool:
    kind = facts.get("sender_kind")
    if asked_by and kind and kind not in asked_by:
        return False
    return all(one.holds(facts) for one in asked)


def _field(code: str, raw: Mapping[str, Any]) -> Field:
    group = raw.get("group", "")
    own = {name: raw[name] for name in ("list", "many", "ordered", "required", "only", "page", "day", "event", "most",
                                        "note") if name in raw}  # fmt: skip
    return Field(
        code, raw["row"], raw["entity"], raw["kind"], Text.of(raw), _name(code, group, raw),
        asked=tuple(Condition.of(one) for one in raw.get("asked", ())), asked_by=tuple(raw.get("asked_by", ())),
        group=group, home=raw.get("home", "part" if group else "answer"),
        help=Text.of(raw["help"]) if "help" in raw else None, stays=Text.of(raw["stays"]) if "stays" in raw else None,
        htcds=tuple(raw.get("htcds", "").split()), ctdc=tuple(raw.get("ctdc", "").split()), **own,
    )  # fmt: skip


def _name(code: str, group: str, raw: Mapping[str, Any]) -> str:
    name: str = raw.get("message", code.removeprefix(f"{group}_") if group else code)
    return name


def _group(code: str, raw: Mapping[str, Any]) -> Group:
    asked = tuple(Condition.of(one) for one in raw.get("asked", ()))
    return Group(code, Text.of(raw), raw["page"], raw["message"], raw["most"], asked, tuple(raw.get("asked_by", ())))


@cache
def _all() -> dict[str, Field]:
    return {code: _field(code, raw) for code, raw in read_yaml("record_model.yaml")["fields"].items()}


@cache
def _groups() -> dict[str, Group]:
    return {code: _group(code, raw) for code, raw in read_yaml("record_model.yaml")["groups"].items()}


@cache
def version() -> int:
    """The version of the model, which is that of the message."""
    return int(read_yaml("record_model.yaml")["version"])


def fields() -> tuple[Field, ...]:
    """Every field, in the order of the file."""
    return tuple(_all().values())


def field(code: str) -> Field:
    """The field `code`; KeyError for an unknown one."""
    return _all()[code]


def groups() -> tuple[Group, ...]:
    """Every group, in the order of the file."""
    return tuple(_groups().values())


def group(code: str) -> Group:
    """The group `code`; KeyError for an unknown one."""
    return _groups()[code]


@cache
def pages() -> Mapping[str, Text]:
    """The pages of the form and what they are called, in order."""
    return {code: Text.of(raw) for code, raw in read_yaml("record_model.yaml")["pages"].items()}


@cache
def answers() -> tuple[Field, ...]:
    """The fields that are answered once for a case, besides the columns it has had since the first version."""
    return tuple(one for one in fields() if one.home == "answer")


def sent_answers() -> tuple[Field, ...]:
    """Those of them that pass the gate."""
    return tuple(one for one in answers() if one.leaves)
