"""What stands behind a count, in sentences."""

from __future__ import annotations

from gija.methods.linkage.calibrated import FLOOR, STEP, Floats
from gija.methods.linkage.mixture import Fitted
from gija.methods.linkage.pairs import Compared
from gija.vocabulary.text import Text

HIGH = round((0.85 - FLOOR) / STEP)  # from here on two records of one list look like one person

JOINS = Text(
    "{records} records in {lists} lists; {sure} joins are sure, {unsure} more are possible.",
    "Įrašų – {records}, sąrašų – {lists}; neabejotinų sutapimų – {sure}, galimų – dar {unsure}.",
)
MISSED = Text(
    "About {missed} joins are expected that cannot be seen, and are counted in.",
    "Dar tikimasi apie {missed} nematomų sutapimų; jie įskaičiuoti.",
)
FAULTY = Text(
    "The writing looks faulty: the interval leans on the calibration at a high rate of faults.",
    "Panašu, kad rašyta su daug klaidų: intervalas remiasi kalibravimu esant dideliam klaidų dažniui.",
)
WITHIN = Text(
    "{count} pairs within one list look like one person. Look for duplicates there first: each list should hold a "
    "person once.",
    "Viename sąraše panašių į vieną žmogų porų: {count}. Pirmiausia patikrinkite, ar sąraše nėra dublikatų: kiekvienas "
    "žmogus jame turi būti vieną kartą.",
)
ONE_LIST = Text("There is one list only: its records are its people.", "Sąrašas tik vienas: kiek įrašų, tiek žmonių.")


def notes(met: Compared, fitted: Fitted, used: Floats, missed: float) -> tuple[Text, ...]:
    """What a reader of the count should know."""
    if sum(1 for size in met.sizes if size) < 2:
        return (ONE_LIST, *_within(met))
    sure = int((used >= 0.95).sum())
    unsure = int(((used >= 0.05) & (used < 0.95)).sum())
    found = [JOINS.fill(records=sum(met.sizes), lists=len(met.sizes), sure=sure, unsure=unsure)]
    if missed >= 0.5:
        found.append(MISSED.fill(missed=round(missed)))
    if fitted.levels[2] > 0.5:
        found.append(FAULTY)
    return (*found, *_within(met))


def _within(met: Compared) -> tuple[Text, ...]:
    alike = int((met.within >= HIGH).sum())
    return (WITHIN.fill(count=alike),) if alike else ()
