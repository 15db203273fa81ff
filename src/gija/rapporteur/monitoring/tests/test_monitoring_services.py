"""Checking all series, alerts, notes: what is claimed, what is refused, what leaves a trace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from gija.commons.permissions import NotPermittedError
from gija.commons.testing import Cast
from gija.methods.trends import Verdict
from gija.rapporteur.monitoring import queries, services
from gija.rapporteur.monitoring.lines import lines
from gija.rapporteur.monitoring.models import Alert, AlertState, Finding, Kind, NoteVersion
from gija.rapporteur.monitoring.services import Written
from gija.rapporteur.monitoring.tests.conftest import SUPPLIED, point
from gija.rapporteur.tasks.models import Task
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")
FUTURE = dt.date(2099, 1, 1)
WORDS = "Daugiau vaikų verbuojama internetu nei anksčiau."


def written(**more: Any) -> Written:
    fields: dict[str, Any] = {
        "title": "Vaikų verbavimas internetu", "text": WORDS, "series": ("victims_state",),
        "sources": ("Policijos raštas Nr. 5",), "handling": "H2", "review_on": FUTURE,
    }  # fmt: skip
    return Written(**(fields | more))


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(GijaError) as error:
        act()
    assert error.value.code == code


def test_published_series_are_too_short_between_their_breaks_and_nothing_is_claimed(
    cast: Cast, loaded: int, audit_entries: Callable[[str], list[Any]]
) -> None:
    before = len(audit_entries("rapporteur"))
    made = services.check(cast.actor("vaida"))
    found = {one.indicator: one for one in Finding.objects.filter(child=False)}
    assert found["victims_state"].verdict == Verdict.TOO_SHORT
    assert made.claims == Finding.objects.filter(verdict__in=("rise", "fall", "change")).count()
    new = audit_entries("rapporteur")[before:]
    assert [entry.action for entry in new] == ["rapporteur.monitoring.watch"]


def test_a_supplier_series_that_rises_beyond_chance_opens_one_alert_and_the_same_figures_no_other(
    cast: Cast, keep: Callable[..., None]
) -> None:
    keep(*(point(str(2040 + year), 20 + 25 * year, SUPPLIED) for year in range(9)))
    made = services.check(cast.actor("vaida"))
    assert made.claims >= 1
    alert = Alert.objects.get(kind=Kind.TREND, about="persons_convicted")
    assert "Rises" in alert.text_en
    assert "Didėja" in alert.text_lt
    services.check(cast.actor("vaida"))
    assert Alert.objects.filter(kind=Kind.TREND, about="persons_convicted").count() == 1
    assert not queries.findings(cast.actor("egle")).filter(key__contains="reported").exists()
    assert queries.findings(cast.actor("paulius")).filter(key__contains="reported").exists()


def test_few_cases_are_refused_with_how_many_would_be_needed(cast: Cast, keep: Callable[..., None]) -> None:
    keep(*(point(str(2060 + year), year % 3, SUPPLIED) for year in range(8)))
    services.check(cast.actor("vaida"))
    found = Finding.objects.get(key__contains="reported|kpb", indicator="persons_convicted")
    assert found.verdict == Verdict.TOO_FEW
    assert str(found.needed) in found.said_lt


def test_a_figure_missing_beside_others_of_the_same_body_calls_once(cast: Cast, keep: Callable[..., None]) -> None:
    keep(*(point(str(2070 + year), 9, SUPPLIED) for year in range(3)))
    keep(*(point(str(2070 + year), 9, SUPPLIED, "persons_prosecuted") for year in range(2)))
    services.check(cast.actor("vaida"))
    assert [a.about for a in Alert.objects.filter(kind=Kind.MISSING, key__contains="|kpb|")] == ["persons_prosecuted"]


def test_an_alert_becomes_a_task_once_or_is_put_aside_with_a_reason(cast: Cast, loaded: int) -> None:
    vaida = cast.actor("vaida")
    one, two = (
        Alert.objects.create(key=key, kind=Kind.MISSING, about="victims_state", text_en="x", text_lt="x",
                             opened_at=dt.datetime.now(dt.UTC))
        for key in ("one", "two")
    )  # fmt: skip
    task = services.to_task(vaida, one.pk, "Paaiškinti, kodėl trūksta duomenų", "", "kpb", FUTURE)
    assert (task.about_kind, task.about_id, task.institution) == ("alert", str(one.pk), "kpb")
    refused("monitoring.decided", lambda: services.dismiss(vaida, one.pk, "Nebereikia: paaiškinta raštu"))
    refused("monitoring.reason", lambda: services.dismiss(vaida, two.pk, "ne"))
    refused(
        "tasks.deadline", lambda: services.to_task(vaida, two.pk, "Paaiškinti trūkumą", "", "kpb", dt.date(2001, 1, 1))
    )
    assert Alert.objects.get(pk=two.pk).state == AlertState.OPEN  # nothing half done
    assert Task.objects.filter(about_id=str(two.pk)).count() == 0
    services.dismiss(vaida, two.pk, "Nebereikia: paaiškinta raštu")
    with pytest.raises(NotPermittedError):
        services.dismiss(cast.actor("paulius"), two.pk, "Nebereikia: paaiškinta raštu")


def test_a_note_keeps_every_version_and_is_never_changed(cast: Cast, audit_entries: Callable[[str], list[Any]]) -> None:
    vaida = cast.actor("vaida")
    before = len(audit_entries("rapporteur"))
    first = services.write_note(vaida, written())
    second = services.write_note(vaida, written(text="Naujas vertinimas po patikros."), first.code, 1)
    assert [one.number for one in queries.versions(vaida, first.code)] == [2, 1]
    refused("monitoring.version", lambda: services.write_note(vaida, written(), first.code, 1))
    refused("statistics.never_overwritten", lambda: NoteVersion.objects.filter(code=first.code).update(text="x"))
    refused("statistics.never_overwritten", second.delete)
    assert [entry.action for entry in audit_entries("rapporteur")[before:]] == ["rapporteur.note.write"] * 2


def test_a_note_without_evidence_or_review_is_refused_and_others_cannot_write_or_read(cast: Cast) -> None:
    vaida = cast.actor("vaida")
    refused("monitoring.evidence", lambda: services.write_note(vaida, written(series=(), sources=(" ",))))
    refused("monitoring.review", lambda: services.write_note(vaida, written(review_on=dt.date(2001, 1, 1))))
    refused("monitoring.reason", lambda: services.write_note(vaida, written(text="trumpa")))
    for key in ("paulius", "egle", "vilma", "dalia"):
        with pytest.raises(NotPermittedError):
            services.write_note(cast.actor(key), written())
    for key in ("egle", "vilma", "dalia"):
        with pytest.raises(NotPermittedError):
            queries.notes(cast.actor(key))


def test_a_note_whose_review_day_passed_calls(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made = services.write_note(cast.actor("vaida"), written(review_on=dt.date(2098, 1, 1)))
    from gija.rapporteur.monitoring import watching

    own = [(one.code, one.number, one.review_on) for one in queries.reviewed_notes() if one.code == made.code]
    assert watching.reviews(own, dt.date(2097, 12, 31)) == []
    assert [(one.kind, one.about) for one in watching.reviews(own, dt.date(2098, 1, 2))] == [(Kind.REVIEW, made.code)]


def test_a_line_breaks_where_its_basis_changes_and_where_the_law_did() -> None:
    made = lines([point(str(2009 + year), 10, indicator="investigations_registered") for year in range(6)])
    assert made[0].breaks == (4,)  # the Criminal Code was widened in the middle of 2012: 2013 is the first new year
    cohort = point("2012", 5).basis.__class__("cohort", "convicted", "convicted_in_year", "ministry")
    changed = lines([point("2010", 5), point("2011", None), point("2012", 5, cohort), point("2013", 5, cohort)])
    assert changed[0].breaks == (2,)
    assert changed[0].counts.values == (5, None, 5, 5)


def test_a_figure_that_is_not_exact_is_drawn_and_not_tested() -> None:
    from dataclasses import replace

    about = replace(point("2011", 80), qualifier="about")
    assert lines([point("2010", 5), about])[0].counts.values == (5, None)
