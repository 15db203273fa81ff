"""A plan as values: chapters, tasks, measures, indicators; how it is written in YAML and kept as JSON.

`read` takes what `written` gives. Both languages everywhere; codes of measures are stable through all editions.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gija.methods.money import Money, money
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

CODE = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")


@dataclass(frozen=True, slots=True)
class Target:
    """By what a measure is judged. `observation`: the indicator of the statistics that tells it, where one does."""

    text: Text
    unit: str = ""
    baseline: str = ""
    target: str = ""
    observation: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that was promised."""

    code: str
    text: Text
    responsible: tuple[str, ...] = ()  # institutions of the directory
    supporting: tuple[str, ...] = ()
    starts: dt.date | None = None
    ends: dt.date | None = None
    money: tuple[Money, ...] = ()
    targets: tuple[Target, ...] = ()
    challenges: tuple[str, ...] = ()  # of the list `plan_challenge`
    source: str = ""

    @property
    def institutions(self) -> frozenset[str]:
        return frozenset((*self.responsible, *self.supporting))


@dataclass(frozen=True, slots=True)
class Task:
    code: str
    text: Text
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    code: str
    text: Text
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """All of a plan's content."""

    chapters: tuple[Chapter, ...] = ()

    def tasks(self) -> Iterator[tuple[Chapter, Task]]:
        return ((chapter, task) for chapter in self.chapters for task in chapter.tasks)

    def measures(self) -> Iterator[Measure]:
        return (measure for _, task in self.tasks() for measure in task.measures)

    def measure(self, code: str) -> Measure:
        """The measure of a code; `plan.no_measure` where there is none."""
        found = next((one for one in self.measures() if one.code == code), None)
        if found is None:
            raise GijaError("plan.no_measure", measure=code[:40])
        return found

    def codes(self) -> list[str]:
        """Of every item, in order."""
        below = [(t.code, *(m.code for m in t.measures)) for _, t in self.tasks()]
        return [c.code for c in self.chapters] + [code for one in below for code in one]


def read(raw: Any) -> Tree:
    """From YAML or JSON. Refuses with the place what is missing, written twice or of the wrong kind (`plan.file`)."""
    if not isinstance(raw, Mapping) or not isinstance(raw.get("chapters"), list):
        raise GijaError("plan.file", place="chapters", reason=_NO_CHAPTERS)
    found = Tree(tuple(_chapter(one, f"chapters[{n}]") for n, one in enumerate(raw["chapters"], start=1)))
    seen: set[str] = set()
    for code in found.codes():
        if code in seen:
            raise GijaError("plan.file", place=code, reason=_TWICE)
        seen.add(code)
    return found


_NO_CHAPTERS = Text("there are no chapters", "nėra skyrių")
_TWICE = Text("this code stands twice", "kodas pavartotas du kartus")
_CODE = Text(
    "a code is up to 40 small letters, digits, points and hyphens",
    "kodas – iki 40 mažųjų raidžių, skaitmenų, taškų ir brūkšnelių",
)
_TEXT = Text("a text in both languages is needed", "reikia teksto abiem kalbomis")
_DAY = Text("a day is written 2014-12-31", "diena rašoma 2014-12-31")
_ORDER = Text("it ends before it begins", "baigiasi anksčiau, nei prasideda")
_UNKNOWN = Text("this field is not known", "tokio lauko nėra")
_LIST = Text("a list is needed", "reikia sąrašo")


def _fail(place: str, reason: Text) -> GijaError:
    return GijaError("plan.file", place=place, reason=reason)


def _fields(raw: Any, place: str, allowed: str) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise _fail(place, _TEXT)
    for name in raw:
        if name not in allowed.split():
            raise _fail(f"{place}.{name}", _UNKNOWN)
    return raw


def _text(raw: Mapping[str, Any], place: str) -> Text:
    both = [" ".join(str(raw.get(language) or "").split()) for language in ("en", "lt")]
    if not all(both):
        raise _fail(place, _TEXT)
    return Text(*both)


def _code(raw: Mapping[str, Any], place: str) -> str:
    found = str(raw.get("code", ""))
    if not CODE.fullmatch(found):
        raise _fail(f"{place}.code", _CODE)
    return found


def _list(raw: Mapping[str, Any], name: str, place: str) -> list[Any]:
    found = raw.get(name) or []
    if not isinstance(found, list):
        raise _fail(f"{place}.{name}", _LIST)
    return found


def _chapter(raw: Any, place: str) -> Chapter:
    own = _fields(raw, place, "code en lt tasks")
    tasks = [_task(one, f"{place}.tasks[{n}]") for n, one in enumerate(_list(own, "tasks", place), start=1)]
    return Chapter(_code(own, place), _text(own, place), tuple(tasks))


def _task(raw: Any, place: str) -> Task:
    own = _fields(raw, place, "code en lt measures")
    below = [_measure(one, f"{place}.measures[{n}]") for n, one in enumerate(_list(own, "measures", place), start=1)]
    return Task(_code(own, place), _text(own, place), tuple(below))


def _measure(raw: Any, place: str) -> Measure:
    own = _fields(raw, place, "code en lt responsible supporting starts ends money targets challenges source")
    starts, ends = _day(own, "starts", place), _day(own, "ends", place)
    if starts and ends and ends < starts:
        raise _fail(f"{place}.ends", _ORDER)
    return Measure(
        _code(own, place),
        _text(own, place),
        tuple(map(str, _list(own, "responsible", place))),
        tuple(map(str, _list(own, "supporting", place))),
        starts,
        ends,
        tuple(_money(one, f"{place}.money") for one in _list(own, "money", place)),
        tuple(_target(one, f"{place}.targets") for one in _list(own, "targets", place)),
        tuple(map(str, _list(own, "challenges", place))),
        str(own.get("source") or ""),
    )


def _day(raw: Mapping[str, Any], name: str, place: str) -> dt.date | None:
    said = raw.get(name)
    if said in (None, ""):
        return None
    try:
        return dt.date.fromisoformat(str(said))
    except ValueError:
        raise _fail(f"{place}.{name}", _DAY) from None


def _money(raw: Any, place: str) -> Money:
    own = _fields(raw, place, "amount currency")
    return money(str(own.get("amount", "")), str(own.get("currency", "")))


def _target(raw: Any, place: str) -> Target:
    own = _fields(raw, place, "en lt unit baseline target observation")
    return Target(_text(own, place), *(str(own.get(n) or "") for n in ("unit", "baseline", "target", "observation")))


def written(tree: Tree) -> dict[str, Any]:
    """As plain values: the form of the file, and what is kept."""
    return {"chapters": [_below(c, tasks=[_below(t, measures=[_of(m) for m in t.measures]) for t in c.tasks])
                         for c in tree.chapters]}  # fmt: skip


def _below(item: Chapter | Task, **more: Any) -> dict[str, Any]:
    return {"code": item.code, "en": item.text.en, "lt": item.text.lt} | more


def _of(one: Measure) -> dict[str, Any]:
    raw = {
        "code": one.code,
        "en": one.text.en,
        "lt": one.text.lt,
        "responsible": list(one.responsible),
        "supporting": list(one.supporting),
        "starts": one.starts.isoformat() if one.starts else None,
        "ends": one.ends.isoformat() if one.ends else None,
        "money": [{"amount": str(m.amount), "currency": m.currency} for m in one.money],
        "targets": [_told(t) for t in one.targets],
        "challenges": list(one.challenges),
        "source": one.source,
    }
    return {name: value for name, value in raw.items() if value}


def _told(one: Target) -> dict[str, str]:
    raw = {"unit": one.unit, "baseline": one.baseline, "target": one.target, "observation": one.observation}
    return {"en": one.text.en, "lt": one.text.lt} | {name: value for name, value in raw.items() if value}


def with_measure(tree: Tree, task: str, measure: Measure) -> Tree:
    """The tree with a measure added to a task, or put in the place of that of the same code."""
    if task not in {one.code for _, one in tree.tasks()}:
        raise GijaError("plan.no_task", task=task[:40])

    def of(one: Task) -> Task:
        kept = tuple(measure if m.code == measure.code else m for m in one.measures)
        if one.code == task and measure.code not in {m.code for m in kept}:
            kept = (*kept, measure)
        return replace(one, measures=kept)

    return Tree(tuple(replace(c, tasks=tuple(of(t) for t in c.tasks)) for c in tree.chapters))


def without(tree: Tree, code: str) -> Tree:
    """The tree without an item and what stands below it; `plan.no_measure` where there is none."""
    if code not in tree.codes():
        raise GijaError("plan.no_measure", measure=code[:40])

    def tasks(chapter: Chapter) -> tuple[Task, ...]:
        left = (t for t in chapter.tasks if t.code != code)
        return tuple(replace(t, measures=tuple(m for m in t.measures if m.code != code)) for t in left)

    return Tree(tuple(replace(c, tasks=tasks(c)) for c in tree.chapters if c.code != code))
