"""The tables as data: what each is called, what it counts by which lists, in words; and the function that counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from gija.casework.clocks import counting as clocks
from gija.casework.compensation import counting as compensation
from gija.casework.referral import counting as referral
from gija.commons.handover.rules import Counts, Measure, Rule, days
from gija.messages.fields import Words
from gija.methods.tables import Period
from gija.vocabulary.text import Text

SEX_AND_AGE = ("sex", "age_group")
TO_WHOM = {"victim": "victims", "at_risk": "at_risk"}  # code of `assisted_status` -> end of the measure's name
PEOPLE = tuple(Measure(f"assisted_{end}", SEX_AND_AGE) for end in TO_WHOM.values())
COUNTED_ONCE = Text(
    "Victims and persons at risk to whom a service that was not struck out was given on at least one day; each person "
    "once, however many services and cases. The status is the one that held on the last such day, the age that of the "
    "first. Persons at risk stand apart and are never added to victims.",
    "Aukos ir rizikos grupės asmenys, kuriems bent vieną dieną teikta paslauga (neišbraukta); kiekvienas asmuo vieną "
    "kartą, kad ir kiek būtų paslaugų ir bylų. Statusas – galiojęs paskutinę tokią dieną, amžius – pirmąją. Rizikos "
    "grupės asmenys nurodomi atskirai ir prie aukų niekada nepridedami.",
)
NOT_COUNTED = Text(
    "Whoever was found not to be a victim, or whose status is not noted. Whom two institutions assisted, both count.",
    "Neskaičiuojami asmenys, pripažinti ne aukomis arba be nurodyto statuso. Asmenį, kuriam padėjo dvi įstaigos, "
    "skaičiuoja abi.",
)


def _claims(institution: str, period: Period) -> Counts:
    found = compensation.claims(institution, period.year)
    return {f"compensation_{name}": cells for name, cells in found.items()}


def _sums(institution: str, period: Period) -> Counts:
    return {f"compensation_{name}_sum": cells for name, cells in compensation.sums(institution, period.year).items()}


def _periods(institution: str, period: Period) -> Counts:
    at = (institution, *days(period))
    return {
        "reflection_granted": clocks.begun_reflections(*at), "reflection_ended": clocks.ended_reflections(*at),
        "permits_granted": clocks.begun_permits(*at), "permits_ended": clocks.ended_permits(*at),
    }  # fmt: skip


def _referrals(institution: str, period: Period) -> Counts:
    at = (institution, *days(period))
    return {"referrals_sent": referral.sent(*at), "referrals_received": referral.received(*at)}


def _lags(institution: str, period: Period) -> Counts:
    from gija.casework.figures import lags

    return {"time_lag_cases": lags.counted(institution, *days(period))}


def _assistance(institution: str, period: Period) -> Counts:
    first, end = days(period)
    return _assisted(institution, first, end - dt.timedelta(days=1), services=True)


def _assisted(institution: str, first: dt.date, last: dt.date, *, services: bool = False) -> Counts:
    from gija.casework.assistance import counting
    from gija.casework.assistance.queries import assisted

    when = counting.Days(first, last)
    counted = counting.count(assisted(institution, when), when)
    found: dict[str, dict[tuple[str, ...], int]] = {}
    _split(found, "assisted", counted.people)
    if services:
        _split(found, "services_to", counted.services)
    return found


def _split(found: dict[str, dict[tuple[str, ...], int]], name: str, counted: Mapping[Any, int]) -> None:
    for (status, *key), number in counted.items():
        found.setdefault(f"{name}_{TO_WHOM[status]}", {})[tuple(key)] = number


def grant(of: Any) -> Rule:
    """The report on one grant: the people assisted on its days, by the rule of the half-year's table."""

    def counts(institution: str, period: Period) -> Counts:
        first, end = days(period)
        first, last = max(first, of.first_day), min(end - dt.timedelta(days=1), of.last_day)
        return _assisted(institution, first, last) if first <= last else {}

    return Rule(
        GRANT, GRANT_TITLE, PEOPLE, counts, None, COUNTED_ONCE,
        Text(
            NOT_COUNTED.en + " Everybody assisted on the days of the grant counts, whoever paid for the service.",
            NOT_COUNTED.lt + " Skaičiuojami visi, kuriems padėta dotacijos dienomis, kad ir kas už paslaugą mokėjo.",
        ),
    )  # fmt: skip


GRANT = "grant_people"
GRANT_TITLE = Words(en="People assisted under the grant", lt="Asmenys, kuriems padėta pagal dotaciją")


def _measures(names: str, *lists: str) -> tuple[Measure, ...]:
    return tuple(Measure(name, lists) for name in names.split())


CLAIMS = (
    "compensation_filed compensation_awarded compensation_refused compensation_appealed compensation_paid",
    "compensation_source",
)
_ALL = (
    Rule(
        "compensation", Words(en="Compensation: claims of a year", lt="Kompensacijos: metų reikalavimai"),
        _measures(*CLAIMS), _claims, False,
        Text(
            "Claims filed, awarded, refused, appealed and paid in the year, from the offender and from the state fund. "
            "A claim counts once a year in each; one that was filed and awarded in the same year counts in both.",
            "Per metus pateikti, patenkinti, atmesti, apskųsti ir išmokėti reikalavimai kaltininkui ir valstybės "
            "fondui. Kiekvienoje eilutėje reikalavimas per metus skaičiuojamas vieną kartą; tais pačiais metais "
            "pateiktas ir patenkintas – abiejose.",
        ),
        Text(
            "What was taken back as entered in error; claims of people whose case this institution does not keep.",
            "Neskaičiuojama tai, kas atšaukta kaip įrašyta per klaidą, ir asmenų, kurių bylų įstaiga neturi, "
            "reikalavimai.",
        ),
    ),
    Rule(
        "compensation_sums", Words(en="Compensation: sums of a year, in euros", lt="Kompensacijos: metų sumos eurais"),
        _measures("compensation_awarded_sum compensation_paid_sum", "compensation_source"), _sums, False,
        Text(
            "What the last decision of the year on each claim awarded, and what was paid to persons in the year; litas "
            "by the fixed rate, rounded to whole euros. It stays with the Rapporteur and is never published.",
            "Kiek priteista ar paskirta paskutiniu metų sprendimu pagal kiekvieną reikalavimą ir kiek per metus "
            "išmokėta; litai perskaičiuoti pagal neatšaukiamą kursą, suapvalinta iki sveikų eurų. Lieka pas pranešėją "
            "ir niekada neskelbiama.",
        ),
        Text(
            "What the state got back from offenders; a sum of an earlier year that an appeal changed stays there.",
            "Neskaičiuojama tai, ką valstybė išieškojo iš kaltininkų; ankstesnių metų suma, kurią pakeitė skundas, "
            "lieka tuose metuose.",
        ),
    ),
    Rule(
        "periods",
        Words(en="Reflection periods and residence permits", lt="Apsisprendimo laikotarpiai ir leidimai gyventi"),
        (
            Measure("reflection_granted", ("age_group",)), Measure("reflection_ended", ("period_end",)),
            Measure("permits_granted", ("permit_turn",)), Measure("permits_ended", ("period_end",)),
        ),
        _periods, True,
        Text(
            "Reflection periods that began in the half-year, by age group at registration, and those that ended, by "
            "what the person decided; permits that began (first ones and renewals), and those that ended without a "
            "renewal.",
            "Per pusmetį prasidėję apsisprendimo laikotarpiai pagal amžiaus grupę registruojant ir pasibaigę pagal "
            "asmens sprendimą; įsigalioję leidimai (pirmieji ir pratęsti) ir pasibaigę nepratęsti.",
        ),
        Text(
            "What was struck out; periods that nobody noted here. The authority that granted one may count it too.",
            "Neskaičiuojama tai, kas išbraukta ar čia nepažymėta. Tą patį laikotarpį gali skaičiuoti ir jį suteikusi "
            "institucija.",
        ),
    ),
    Rule(
        "referrals", Words(en="Referrals sent and received", lt="Išsiųsti ir gauti nukreipimai"),
        _measures("referrals_sent referrals_received", "referral_status", "referral_reason"), _referrals, True,
        Text(
            "Referrals sent and received in the half-year, each once, by reason and by the state that is known on the "
            "day the table is made.",
            "Per pusmetį išsiųsti ir gauti nukreipimai, kiekvienas vieną kartą, pagal priežastį ir lentelės sudarymo "
            "dieną žinomą būseną.",
        ),
        Text(
            "Telephone calls and advice without a referral. What one institution sent, another received: the two "
            "numbers are not added.",
            "Neskaičiuojami skambučiai ir patarimai be nukreipimo. Ką viena įstaiga išsiuntė, kita gavo: šie skaičiai "
            "nesudedami.",
        ),
    ),
    Rule(
        "assistance",
        Words(en="People assisted and services given", lt="Asmenys, kuriems padėta, ir suteiktos paslaugos"),
        (*PEOPLE, *_measures("services_to_victims services_to_at_risk", "service")), _assistance, True,
        Text(
            COUNTED_ONCE.en + " Services: for each person each kind once.",
            COUNTED_ONCE.lt + " Paslaugos: kiekvienam asmeniui kiekviena rūšis vieną kartą.",
        ),
        NOT_COUNTED,
    ),
    Rule(
        "time_lags", Words(en="Time from the first contact", lt="Laikas nuo pirmojo kontakto"),
        _measures("time_lag_cases", "time_lag", "time_lag_band"), _lags, True,
        Text(
            "Cases in which a step came for the first time in the half-year, by days from the first contact: "
            "identification (or recognition in criminal proceedings), a referral sent, assistance, a residence permit, "
            "an award of compensation. First contact: the day of registration, or of a signal noted before. A case "
            "counts once in each kind of step; kinds are not added. Unknown: the day of the step is not noted, or lies "
            "before the first contact.",
            "Bylos, kuriose žingsnis per pusmetį įvyko pirmą kartą, pagal dienas nuo pirmojo kontakto: nustatymas (ar "
            "pripažinimas baudžiamajame procese), išsiųstas nukreipimas, pagalba, leidimas gyventi, priteista ar "
            "paskirta kompensacija. Pirmasis kontaktas – registravimo diena arba anksčiau pažymėto signalo diena. "
            "Kiekvienos rūšies žingsnyje byla skaičiuojama vieną kartą; rūšys nesudedamos. Nežinoma – žingsnio diena "
            "nepažymėta arba ankstesnė už pirmąjį kontaktą.",
        ),
        Text(
            "Steps that have not come yet, steps that were struck out, and what nobody noted here. A person with cases "
            "at two institutions is in the tables of both.",
            "Neskaičiuojami dar neįvykę ir išbraukti žingsniai bei tai, kas nepažymėta. Asmuo, kurio bylas turi dvi "
            "įstaigos, yra abiejų lentelėse.",
        ),
    ),
)  # fmt: skip
RULES: Mapping[str, Rule] = {rule.name: rule for rule in _ALL}
