"""An answered table as a file. Every line says between what the true number lies."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator

from gija.formats import xlsx
from gija.methods.disclosure.values import Release
from gija.rapporteur.selfservice import shown
from gija.rapporteur.selfservice.models import Ask
from gija.rapporteur.selfservice.setting import transitions
from gija.vocabulary.text import Text

PERIOD, NUMBER = Text("Period", "Laikotarpis"), shown.NUMBER
LEAST, MOST = Text("True number at least", "Tikras skaičius ne mažesnis kaip"), Text("At most", "Ne didesnis kaip")
TITLE = Text("Table on request, {period}", "Lentelė pagal užklausą, {period}")
TAB = Text("Table", "Lentelė")
ERROR = Text(
    "Every number has noise: it is off by {bound} at most, on average by nothing; standard deviation {deviation}. "
    "The same people always have the same noise, so sums do not come out. 1 and 2 are never shown.",
    "Kiekvienas skaičius pakeistas triukšmu: daugiausia per {bound}, vidutiniškai nulis; standartinis nuokrypis – "
    "{deviation}. Tiems patiems žmonėms triukšmas visada tas pats, todėl sumos nesutampa. 1 ir 2 niekada nerodomi.",
)
ASKED = Text("Question {number} of {day}, answered to: {who}.", "{day} užklausa Nr. {number}, atsakyta: {who}.")


def error() -> Text:
    """How far off the numbers are, in words."""
    noise = transitions()
    deviation = f"{noise.variance**0.5:.1f}"
    return ERROR.fill(bound=noise.greatest_change, deviation=Text(deviation, deviation.replace(".", ",")))


def csv_of(one: Ask, release: Release, language: str) -> bytes:
    """UTF-8 with a byte order mark so that spreadsheets read it, semicolons; no cell begins like a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([name.in_(language) for name in _headings(release)])
    writer.writerows(_rows(one, release, language))
    return ("\ufeff" + out.getvalue()).encode()


def xlsx_of(one: Ask, release: Release, language: str) -> bytes:
    """A sheet with the error below it. The same question gives the same bytes."""
    of = len(shown.names(release))
    columns = tuple(
        xlsx.Column(name.in_(language), numeric=place > of) for place, name in enumerate(_headings(release))
    )
    title = TITLE.fill(period=one.period).in_(language)
    asked = ASKED.fill(number=one.pk, day=one.at.date().isoformat(), who=one.institution_name)
    sheet = xlsx.Sheet(
        TAB.in_(language), title, columns, tuple(_rows(one, release, language)),
        (error().in_(language), asked.in_(language)),
    )  # fmt: skip
    made = dt.datetime.combine(one.at.date(), dt.time(), tzinfo=dt.UTC)
    return xlsx.write([sheet], title=title, language=language, made=made)


def _headings(release: Release) -> tuple[Text, ...]:
    return (PERIOD, *shown.names(release), NUMBER, LEAST, MOST)


def _rows(one: Ask, release: Release, language: str) -> Iterator[tuple[str | int, ...]]:
    for line in shown.lines(release):
        yield (one.period, *(text.in_(language) for text in line.of), line.value, line.least, line.most)


KINDS: dict[str, Callable[[Ask, Release, str], bytes]] = {"csv": csv_of, "xlsx": xlsx_of}
