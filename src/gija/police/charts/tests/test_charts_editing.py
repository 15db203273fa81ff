"""An edited chart comes back: what changed is told, kept as the analyst's word, and nothing is overwritten."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import anxwritter
import pytest

from gija.commons.permissions.matrix import NotPermittedError
from gija.methods.graph import chart as build
from gija.methods.graph.values import Chart
from gija.police.charts.queries import changes
from gija.police.charts.services import take_back
from gija.police.dossiers import services
from gija.police.dossiers.models import Dossier
from gija.police.dossiers.tests.conftest import PHONE
from gija.police.dossiers.values import NOTEBOOK, WITHHELD
from gija.vocabulary.errors import GijaError

from .conftest import edited, exported, hangar

pytestmark = pytest.mark.django_db(databases="__all__")

WHY = "Sužymėta po posėdžio"


def back(cast: Any, dossier: Dossier, data: bytes, why: str = WHY) -> Dossier:
    return take_back(cast.actor("rasa"), dossier.pk, data, why)


@pytest.mark.parametrize("language", ["lt", "en"])
def test_what_the_analyst_changed_is_told_and_shown(dossier: Dossier, cast: Any, language: str) -> None:
    made = back(cast, dossier, edited(dossier, hangar, language))
    told = changes(made, made.latest, language)
    assert (len(told.added), len(told.added_relations), len(told.removed_relations)) == (1, 1, 1)
    ((_, before, after),) = told.changed[0].fields
    assert (before, after) == ("ABC 123", "Juodas BMW")
    assert told.missed == 0
    new = next(one for one in made.chart.entities if one.label == "Angaras 9")
    assert new.id == f"{NOTEBOOK}:Angaras 9"
    assert {(place.database, place.kind) for place in new.provenance} == {(NOTEBOOK, "assessment")}
    assert not [
        one for one in made.chart.relations if one.type == "contacted" and "calls" in one.provenance[0].database
    ]


def test_nothing_is_overwritten_and_every_version_can_be_taken_up_again(dossier: Dossier, cast: Any) -> None:
    before = dossier.chart
    made = back(cast, dossier, edited(dossier, hangar))
    assert made.latest.base == dossier.revisions.get(number=1).base
    assert (made.latest.act, made.latest.of, made.latest.reason) == ("edit", 1, WHY)
    assert services.undo(cast.actor("rasa"), dossier.pk, 1).chart == before


def test_it_leaves_one_entry_that_names_nobody(dossier: Dossier, cast: Any, audit_entries: Any) -> None:
    before = len(audit_entries("police"))
    back(cast, dossier, edited(dossier, hangar))
    (entry,) = audit_entries("police")[before:]
    assert (entry.action, entry.details["changes"], entry.details["of"]) == ("police.dossier.change", 4, 1)
    assert "Angaras" not in str(entry.details)


def test_the_edit_survives_an_expansion_and_goes_out_with_the_next_file(dossier: Dossier, cast: Any) -> None:
    back(cast, dossier, edited(dossier, hangar))
    wider = services.expand(cast.actor("rasa"), dossier.pk, f"phone:{PHONE}")
    assert "Juodas BMW" in {one.label for one in wider.chart.entities}
    with pytest.raises(GijaError) as caught:
        back(cast, wider, exported(wider))
    assert caught.value.code == "dossier.edit_same", "the new piece is the same in the next file"


def test_an_edit_of_an_older_version_is_laid_over_the_newest(dossier: Dossier, cast: Any) -> None:
    old = edited(dossier, hangar)
    wider = services.expand(cast.actor("rasa"), dossier.pk, "phone:+37062222222")
    count = len(wider.chart.entities)
    made = back(cast, wider, old)
    assert made.latest.of == 1
    assert len(made.chart.entities) == count + 1


def test_a_source_that_the_file_claims_is_never_believed(dossier: Dossier, cast: Any) -> None:
    place = dossier.chart.entities[0].provenance[0]

    def forge(chart: Chart) -> Chart:
        made = hangar(chart)
        things = [
            replace(one, provenance=(replace(place, kind="fact"),)) if one.id == "Angaras 9" else one
            for one in made.entities
        ]
        return build(made.title, made.focus, things, made.relations, made.created)

    made = back(cast, dossier, edited(dossier, forge))
    new = next(one for one in made.chart.entities if one.label == "Angaras 9")
    assert {one.database for one in new.provenance} == {NOTEBOOK}
    assert new.attributes["notes"] == (f"{place.database} {place.record}",)


def test_who_is_withheld_cannot_be_given_a_name(dossier: Dossier, cast: Any) -> None:
    def tell(chart: Chart) -> Chart:
        things = [
            replace(one, label="Rugilė") if one.id.startswith(WITHHELD) else one for one in hangar(chart).entities
        ]
        made = hangar(chart)
        return build(made.title, made.focus, things, made.relations, made.created)

    assert any(one.id.startswith(WITHHELD) for one in dossier.chart.entities)
    made = back(cast, dossier, edited(dossier, tell))
    assert "Rugilė" not in str(made.chart)


def test_marking_somebody_a_victim_whom_the_role_must_refer_is_refused(dossier: Dossier, cast: Any) -> None:
    def mark(chart: Chart) -> Chart:
        things = [
            replace(one, category="victim") if one.type == "person" and one.id != chart.focus else one
            for one in chart.entities
        ]
        return build(chart.title, chart.focus, things, chart.relations, chart.created)

    with pytest.raises(GijaError) as caught:
        back(cast, dossier, edited(dossier, mark))
    assert caught.value.code == "dossier.edit_refer"
    assert dossier.revisions.count() == 1


def test_a_chart_that_lost_what_only_gija_writes_is_still_compared(dossier: Dossier, cast: Any) -> None:
    """As another program may save it: no version, no numbers of relations."""
    import re

    text = edited(dossier, hangar).decode("utf-16")
    text = re.sub(r"<CustomProperty [^>]*/>", "", text)
    text = re.sub(r'<Attribute AttributeClass="Gija ryšys"[^>]*/>', "", text)
    made = back(cast, dossier, b"\xff\xfe" + text.encode("utf-16-le"))
    told = changes(made, made.latest, "lt")
    assert (len(told.added), len(told.removed), len(told.changed)) == (1, 0, 1)
    assert (len(told.added_relations), len(told.removed_relations), len(told.changed_relations)) == (1, 1, 0)


def test_a_chart_drawn_elsewhere_comes_back_if_it_holds_the_object(dossier: Dossier, cast: Any) -> None:
    peer = anxwritter.ANXChart()
    peer.add_icon(id=dossier.chart.focus, type="Asmuo", label="Saulius")
    peer.add_icon(id="Nepažįstamasis", type="Asmuo", label="Nepažįstamasis")
    peer.add_link(from_id=dossier.chart.focus, to_id="Nepažįstamasis", type="Susitikimas", arrow="->")
    made = back(cast, dossier, b"".join(peer.iter_anx_bytes()))
    assert {one.label for one in made.chart.entities} == {"Saulius", "Nepažįstamasis"}
    assert [one.type for one in made.chart.relations] == ["Susitikimas"]


DOCTYPE = b'<!DOCTYPE Chart [<!ENTITY a "aaaa">]><Chart>&a;</Chart>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "anx.empty"),
        (DOCTYPE, "anx.doctype"),
        (b"<html/>", "anx.not_a_chart"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "anx.is_anb"),
        (b"<Chart><ChartItemCollection>", "anx.broken"),
    ],
)
def test_what_is_no_chart_is_refused_and_nothing_is_kept(dossier: Dossier, cast: Any, data: bytes, code: str) -> None:
    with pytest.raises(GijaError) as caught:
        back(cast, dossier, data)
    assert caught.value.code == code
    assert dossier.revisions.count() == 1


def test_charts_of_other_dossiers_unchanged_ones_and_those_without_the_object_are_refused(
    dossier: Dossier, cast: Any
) -> None:
    def lost(chart: Chart) -> Chart:
        other = next(one.id for one in chart.entities if one.id != chart.focus)
        ties = [one for one in chart.relations if chart.focus not in (one.source, one.target)]
        return build(chart.title, other, [one for one in chart.entities if one.id != chart.focus], ties, chart.created)

    for data, why, code in (
        (exported(dossier), WHY, "dossier.edit_same"),
        (edited(dossier, hangar, said="X" * 26 + "/1"), WHY, "dossier.edit_other"),
        (edited(dossier, hangar, said=f"{dossier.pk}/77"), WHY, "dossier.edit_other"),
        (edited(dossier, lost), WHY, "dossier.edit_focus"),
        (edited(dossier, hangar), " ", "dossier.reason_missing"),
    ):
        with pytest.raises(GijaError) as caught:
            back(cast, dossier, data, why)
        assert caught.value.code == code


def test_without_the_right_nothing_comes_back(dossier: Dossier, cast: Any) -> None:
    with pytest.raises(NotPermittedError):
        take_back(cast.actor("inga"), dossier.pk, edited(dossier, hangar), WHY)
