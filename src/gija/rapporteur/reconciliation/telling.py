"""The way between two figures in words, in both languages: what a page, a file and a chapter say alike."""

from __future__ import annotations

from dataclasses import dataclass

from gija.figures.charts import Part
from gija.figures.waterfall import REST_KIND, STEP, UNTOLD, WHOLE, Bar, Waterfall, said
from gija.methods.reconciling import Step
from gija.rapporteur.reconciliation.comparing import reason_text
from gija.rapporteur.reconciliation.grid import Pair, Result, Row, body_name
from gija.rapporteur.statistics import breakdowns
from gija.rapporteur.statistics.points import Point
from gija.vocabulary import definitions
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

HOW = {
    "same": Text("Nothing differs here.", "Šiuo požiūriu nesiskiria."),
    "converted": Text("From the supplier's own figures: {used}.", "Pagal paties teikėjo reikšmes: {used}."),
    "parts": Text(
        "Values by the body whose cases are counted.", "Reikšmės pagal įstaigą, kurios atvejai skaičiuojami."
    ),
    "people": Text(
        "Different persons, from counting once; an interval, for no names are compared.",
        "Skirtingi asmenys, suskaičiuoti vieną kartą; intervalas, nes vardai nelyginami.",
    ),
    "tellings": Text("Revisions since both figures were known.", "Patikslinimai nuo tada, kai žinomos abi reikšmės."),
    "recorded": Text(
        "Recorded by one body, agreed to by another.", "Įrašė viena institucija, kita sutiko."
    ),
    "untold": Text(
        "The data do not tell: to be recorded by the two bodies.", "Duomenys nerodo: turi įrašyti abi institucijos."
    ),
}  # fmt: skip
SAME_DAY = Text(
    "Both were known on the same day; neither was revised since.",
    "Abi žinomos nuo tos pačios dienos; nė viena vėliau netikslinta.",
)
REST = Text("Not explained", "Nepaaiškinta")
REST_UNTOLD = Text(
    "What is left. In it are the steps that nobody has recorded: {steps}.",
    "Likutis. Jame – niekieno neįrašyti žingsniai: {steps}.",
)
REST_NONE = Text("Nothing is left.", "Nieko neliko.")
REST_LEFT = Text("What is left when every step is told.", "Likutis, kai nurodyti visi žingsniai.")
TITLE = Text("{family}, {period}: from {a} to {b}", "{family}, {period}: nuo {a} iki {b}")
NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One step in words. `low` and `high` are None where nobody tells it."""

    code: str
    name: Text
    low: int | None
    high: int | None
    how: Text
    reasons: tuple[Text, ...] = ()

    def amount(self, language: str) -> str:
        kind = STEP if self.code != "rest" else REST_KIND
        return said(Bar(_PART, kind, self.low, self.high), language) if self.known else UNTOLD.in_(language)

    @property
    def known(self) -> bool:
        return self.low is not None


_PART = Part("reconciliation_step", "definition", NOTHING)


def figure_text(row: Row) -> Text:
    """What a figure is, and whose: `Persons assisted by NGOs, Victim (NGO)`."""
    point = row.point
    of = code_list("indicator")[point.indicator].text
    part = breakdowns.text(point.breakdown) if point.breakdown else NOTHING
    names = [", ".join(filter(None, (of.in_(one), part.in_(one)))) for one in ("en", "lt")]
    bodies = [body_name(row, one) for one in ("en", "lt")]
    return Text(f"{names[0]} ({bodies[0]})", f"{names[1]} ({bodies[1]})")


def lines(result: Result, pair: Pair) -> tuple[Line, ...]:
    """Every step, then what no step explains; nothing where one of the two figures is missing."""
    found = pair.found
    rest = found.remainder
    if rest is None:
        return ()
    told = [_line(result, one) for one in found.steps]
    return (*told, Line("rest", REST, rest.low, rest.high, _rest(pair)))


def _line(result: Result, one: Step) -> Line:
    low, high = (one.amount.low, one.amount.high) if one.amount else (None, None)
    how = HOW[one.how]
    if one.step in ("late", "error") and one.how == "same":
        how = SAME_DAY
    if one.used:
        rows = [row for row in result.rows if row.key in one.used]
        texts = [(figure_text(row), row.point.value) for row in rows]
        used = Text("; ".join(f"{t.en}: {v}" for t, v in texts), "; ".join(f"{t.lt}: {v}" for t, v in texts))
        how = how.fill(used=used)
    elif one.how == "converted":
        how = HOW["converted"].fill(used=Text("those of the other definition", "kitos apibrėžties"))
    return Line(one.step, _name(one), low, high, how, tuple(reason_text(code) for code in one.reasons))


def _name(one: Step) -> Text:
    of = code_list("reconciliation_step")[one.step].text
    if not one.columns:
        return of
    stages = [column_text(c) for c in (*definitions.columns(), *sorted(one.columns)) if c in one.columns]
    stages = list(dict.fromkeys(stages))
    small = [(t.en[0].lower() + t.en[1:], t.lt[0].lower() + t.lt[1:]) for t in stages]
    return Text(f"{of.en}: {', '.join(s[0] for s in small)}", f"{of.lt}: {', '.join(s[1] for s in small)}")


COLUMNS = {
    "recognised": Text("Recognised in criminal proceedings", "Pripažintos baudžiamajame procese"),
    "identified": Text("Identified", "Nustatytos"),
    "presumed": Text("Presumed", "Galimos"),
    "at_risk": Text("At risk", "Rizikos grupė"),
}


def column_text(code: str) -> Text:
    """A column of the grid in words; a stage that is a column of its own, as its list says."""
    return COLUMNS[code] if code in COLUMNS else code_list("observation_stage")[code].text


def _rest(pair: Pair) -> Text:
    if pair.found.explained:
        return REST_NONE
    untold = list(dict.fromkeys(one.step for one in pair.found.untold))
    if not untold:
        return REST_LEFT
    names = [code_list("reconciliation_step")[one].text for one in untold]
    steps = Text(", ".join(n.en.lower() for n in names), ", ".join(n.lt.lower() for n in names))
    return REST_UNTOLD.fill(steps=steps)


def waterfall(result: Result, pair: Pair) -> Waterfall | None:
    """The chart of the way; None where one of the two figures is missing."""
    first, second = (result.row(one.key) for one in (pair.found.a, pair.found.b))
    rest = pair.found.remainder
    if rest is None or first is None or second is None:
        return None
    steps = [_bar(one) for one in pair.found.steps]
    last = Bar(Part("reconciliation_step", "rest", REST), REST_KIND, rest.low, rest.high)
    unit = code_list("indicator_unit")[code_list("indicator")[first.point.indicator].extra["unit"]].text
    return Waterfall(title(result, pair), unit, (_whole(first), *steps, last, _whole(second)))


def _bar(one: Step) -> Bar:
    part = Part("reconciliation_step", one.step, _name(one))
    return Bar(part, STEP, *((one.amount.low, one.amount.high) if one.amount else (None, None)))


def _whole(row: Row) -> Bar:
    return Bar(Part("indicator", row.point.indicator, figure_text(row)), WHOLE, row.point.value, row.point.value)


def title(result: Result, pair: Pair) -> Text:
    values = {"a": pair.difference.values[0], "b": pair.difference.values[1]}
    return TITLE.fill(family=result.family.text, period=result.period, **values)


def counted(point: Point) -> tuple[tuple[str, Text], ...]:
    """Base, stage, definition and authority of a figure, in words."""
    basis = point.basis
    lists = (("base", "observation_base"), ("stage", "observation_stage"), ("definition", "observation_definition"),
             ("authority", "institution_kind"))  # fmt: skip
    return tuple((name, code_list(of)[getattr(basis, name)].text) for name, of in lists)
