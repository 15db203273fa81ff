"""The second main job from end to end: case files of many institutions become a half-year report; identity stays home.

Each step goes through the services that people use, under their accounts, and leaves what stands already as it is.
"""

from __future__ import annotations

from pathlib import Path

from gija.commons.courier import work
from gija.commons.directory.queries import text_on
from gija.commons.permissions import Actor
from gija.demo import adding_up
from gija.demo.build import Told
from gija.demo.main_job import Teller
from gija.demo.reporting import published_report
from gija.demo.victims.entering import actor_for, enter, of_another_seed, refused, waiting
from gija.demo.victims.whole import Lists
from gija.demo.words import say
from gija.methods.disclosure.values import Rule
from gija.methods.tables import Period
from gija.police.dossiers.files import write_files
from gija.rapporteur.bodies import sample as promises
from gija.rapporteur.reconciliation import exports
from gija.rapporteur.reconciliation import queries as reconciliation
from gija.rapporteur.reports.models import Kind
from gija.rapporteur.statistics import queries as figures
from gija.rapporteur.statistics import services as statistics
from gija.register.tables import queries as tables
from gija.register.tables import services as register
from gija.register.tables.models import Table
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

YEARS = (2012, 2013, 2014)
HALF, YEAR = "2014-H2", "2014"  # what the reports are about
PERIODS = tuple(Period(year, half) for year in YEARS for half in (1, 2))


def run(lists: Lists, out: Path, tell: Teller, told: Told) -> list[Path]:
    """Enter and send the cases, make, approve and hand over the half-year tables, load the published figures, compare,
    report and publish; the files written to `out`.

    Refused: `demo.other_lists` where the case files hold lists of another seed; and what the services refuse.
    """
    _enter(lists, tell, told)
    told("step_carry", "")
    _carry(tell)
    _adds_up(tell)
    told("step_tables", "")
    _hand_over(lists, tell)
    told("step_figures", "")
    made = _compare(tell)
    told("step_reports", "")
    made |= _report(tell)
    return write_files(out, made, force=True)


def _enter(lists: Lists, tell: Teller, told: Told) -> None:
    if of_another_seed(lists.entries):
        raise GijaError("demo.other_lists")
    left, total = waiting(lists.entries), len(lists.entries)
    institutions = len({entry.slot.institution for entry in lists.entries})
    tell("job_enter", institutions=institutions, cases=total, people=len(lists.people))
    done = total - len(left)
    if done:
        tell("job_entered_before", cases=done)

    def counted(institution: str) -> None:
        nonlocal done
        done += 1
        told("step_cases", f"{done}/{total}, {text_on(institution).in_(tell.language)}")

    enter(left, lists.seed, counted)
    for entry, error in refused(lists.entries):
        name = text_on(entry.slot.institution).in_(tell.language)
        tell("job_refused", reference=entry.reference, institution=name, reason=error.text.in_(tell.language))


def _carry(tell: Teller) -> None:
    """Let the courier carry everything; what it could not carry stops the job."""
    outcome = work.run_once()
    tell("job_carry", letters=outcome.delivered)
    if outcome.refused or outcome.dead or outcome.held:
        raise GijaError("demo.not_carried", letters=outcome.refused + outcome.dead + outcome.held)


def _adds_up(tell: Teller) -> None:
    tell("job_adds_up", records=adding_up.records())
    for year in YEARS:
        for line in adding_up.compared(year):
            tell("job_as_published" if line.agrees else "job_not_as_published", **line.words(tell.language))


def _hand_over(lists: Lists, tell: Teller) -> None:
    makers = (actor_for("builds"), actor_for("approves"))
    tell("job_tables", **_who("maker", makers[0], tell), **_who("second", makers[1], tell), tables=len(PERIODS))
    made = [_table(period, makers) for period in PERIODS]
    outcome = work.run_once()
    tell("job_handed_over", tables=len(made), letters=outcome.delivered)
    last = next(table for table in made if str(tables.period_of(table)) == HALF)
    seen = tables.figures_of(last)
    small = sum(Rule().small(cell.value or 0) for cell in seen.counts)
    low, high = seen.bounds or (None, None)
    said = {"records": seen.counts.total.value, "lower": low, "upper": high}
    told = {name: "–" if value is None else value for name, value in said.items()}
    when = tables.period_of(last).text.in_(tell.language)
    tell("job_people", period=when, **told, people=adding_up.people(lists, HALF), small=small)


def _table(period: Period, makers: tuple[Actor, Actor]) -> Table:
    """The approved table of a period: made if there is none of the present figures, approved by who did not make it."""
    try:
        found = register.build(makers[0], period)
    except GijaError as error:
        if error.code != "register.table_unchanged":
            raise
        found = tables.of_period(period)[0]
    if found.approved_by is None:
        second = next(actor for actor in reversed(makers) if actor.account != found.made_by)
        found = register.approve(second, found.pk)
    return found


def _compare(tell: Teller) -> dict[str, bytes]:
    actor = actor_for("reports")
    statistics.load_published(actor)
    promises.enter(actor, "kpb", "demo_university")
    cited = figures.points(kinds=("cited",))
    years = sorted({point.period[:4] for point in cited})
    tell("job_published", **_who("name", actor, tell), figures=len(cited), first=years[0], last=years[-1])
    tell("job_findings", findings=len(figures.validate()))
    rows = reconciliation.differences()
    for row in rows:
        if row.main and row.comparable and int(row.period) in YEARS:
            state, ngo = row.values
            tell("job_ratio", year=row.period, state=state, ngo=ngo, ratio=row.ratio_text.in_(tell.language))
    return {"reconciliation.csv": exports.differences_csv(rows, tell.language)}


def _report(tell: Teller) -> dict[str, bytes]:
    author, second = actor_for("reports"), actor_for("agrees")
    tell("job_reports", **_who("name", author, tell), **_who("second", second, tell))
    made: dict[str, bytes] = {}
    for kind, period, names in (
        (Kind.HALF_YEAR, HALF, {"pdf": "half-year.pdf", "xlsx": "half-year.xlsx"}),
        (Kind.ANNUAL, YEAR, {"pdf": f"annual-{YEAR}.pdf"}),
    ):
        release, files = published_report(author, second, kind, period, tell.language, tuple(names))
        tell("job_release", release=release)
        made |= {name: files[ending] for ending, name in names.items()}
    return made


def _who(place: str, actor: Actor, tell: Teller) -> dict[str, str]:
    role = code_list("role")[actor.role].text.in_(tell.language)
    institution = text_on(actor.institution).in_(tell.language)
    return {place: say("who", tell.language, name=actor.name, role=role, institution=institution)}
