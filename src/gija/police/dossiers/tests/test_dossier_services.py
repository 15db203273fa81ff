"""What happens to a dossier: gathered, expanded, taken back, read, exported; each act by right and with one entry."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from gija.commons.audit.services import verify
from gija.commons.permissions.matrix import NotPermittedError
from gija.formats import anx
from gija.methods.graph import from_json
from gija.police.dossiers import keeping, services
from gija.police.dossiers.files import NAMES
from gija.police.dossiers.models import Dossier, Revision
from gija.police.search.models import Candidate
from gija.vocabulary.errors import GijaError

from .conftest import PHONE, REASON, SAULIUS, Confirms, World

pytestmark = pytest.mark.django_db(databases=["default", "police"])
Entries = Callable[[str], list[Any]]


@pytest.fixture
def dossier(world: World, cast: Any, confirmed: Confirms) -> Dossier:
    world.usual()
    return services.gather(cast.actor("rasa"), confirmed("rasa", personal_code=SAULIUS).pk)


def test_a_dossier_keeps_who_gathered_it_why_and_how_each_database_did(dossier: Dossier) -> None:
    kept = Dossier.objects.get(pk=dossier.pk)
    assert (kept.actor_name, kept.institution, kept.purpose) == ("Rasa Analitikė", "kpb", "criminal_investigation")
    assert kept.reason == REASON
    assert {state.database for state in kept.latest.states} == {"residents", "vehicles", "calls", "shelter"}
    assert kept.handling == "H1"


def test_gathering_reading_expanding_undoing_and_exporting_leave_one_entry_each(
    world: World, cast: Any, confirmed: Confirms, audit_entries: Entries
) -> None:
    world.usual()
    rasa, hit = cast.actor("rasa"), confirmed("rasa", personal_code=SAULIUS)
    acts: list[Callable[[], Any]] = []
    made = services.gather(rasa, hit.pk, 1)
    before = len(audit_entries("police"))
    acts = [
        lambda: services.opened(rasa, made.pk, "page"),
        lambda: services.expand(rasa, made.pk, f"phone:{PHONE}"),
        lambda: services.undo(rasa, made.pk, 1),
        lambda: services.export(rasa, made.pk, "lt"),
        lambda: services.gather(rasa, hit.pk, 1),
    ]
    for act in acts:
        act()
    entries = audit_entries("police")[before:]
    assert [one.action.removeprefix("police.dossier.") for one in entries] == [
        "read",
        "expand",
        "undo",
        "export",
        "gather",
    ]
    assert all(one.purpose and one.reason and one.object_type == "dossier" for one in entries)
    assert verify("police") == []


def test_no_entry_holds_a_name_a_code_or_a_number(dossier: Dossier, cast: Any, audit_entries: Entries) -> None:
    services.expand(cast.actor("rasa"), dossier.pk, f"phone:{PHONE}")
    services.export(cast.actor("rasa"), dossier.pk, "lt")
    for entry in audit_entries("police"):
        if entry.action.startswith("police.dossier"):
            said = json.dumps(entry.details, ensure_ascii=False) + entry.object_id
            assert not any(word in said for word in ("Vilkaitis", SAULIUS, "61111111"))


def test_an_unconfirmed_hit_gives_no_dossier(world: World, cast: Any, confirmed: Confirms) -> None:
    world.usual()
    hit = confirmed("rasa", personal_code=SAULIUS)
    Candidate.objects.filter(pk=hit.pk).update(decision="")
    with pytest.raises(GijaError) as refused:
        services.gather(cast.actor("rasa"), hit.pk)
    assert refused.value.code == "search.not_confirmed"
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("who", ["inga", "aldona", "jurga", "mantas", "tomas"])
def test_whoever_has_no_right_to_it_gets_no_dossier_and_no_file(dossier: Dossier, cast: Any, who: str) -> None:
    actor = cast.actor(who)
    for act in (
        lambda: services.gather(actor, dossier.candidate),
        lambda: services.opened(actor, dossier.pk, "page"),
        lambda: services.expand(actor, dossier.pk, f"phone:{PHONE}"),
        lambda: services.undo(actor, dossier.pk, 1),
        lambda: services.export(actor, dossier.pk, "lt"),
    ):
        with pytest.raises(NotPermittedError):
            act()


def test_a_colleague_without_the_right_to_victims_cannot_open_a_dossier_that_holds_one(
    world: World, cast: Any, confirmed: Confirms
) -> None:
    world.usual()
    hit = confirmed("tomas", personal_code=SAULIUS, purpose="victim_protection")
    made = services.gather(cast.actor("tomas"), hit.pk)
    assert "Rugilė Slėptinytė" in {entity.label for entity in made.chart.entities}
    colleague = replace(cast.actor("tomas"), account=999, role="criminal_analyst")
    with pytest.raises(NotPermittedError):
        services.opened(colleague, made.pk, "page")
    with pytest.raises(NotPermittedError):
        services.export(colleague, made.pk, "lt")


def test_an_expansion_appends_and_undoing_brings_back_what_was(dossier: Dossier, cast: Any) -> None:
    rasa, first = cast.actor("rasa"), dossier.chart
    services.expand(rasa, dossier.pk, "phone:+37062222222")
    after = Dossier.objects.get(pk=dossier.pk)
    assert "Ona Ramutė" in {entity.label for entity in after.chart.entities}
    services.undo(rasa, dossier.pk, 1)
    again = Dossier.objects.get(pk=dossier.pk)
    assert again.chart == first
    assert [one.act for one in again.revisions.all()] == ["gather", "expand", "undo"]
    services.undo(rasa, dossier.pk, 2)
    assert Dossier.objects.get(pk=dossier.pk).chart == after.chart


def test_a_revision_is_never_changed(dossier: Dossier) -> None:
    revision = Revision.objects.get(dossier=dossier)
    revision.handling = "H0"
    with pytest.raises(TypeError):
        revision.save()


@pytest.mark.parametrize("entity", ["person:00000000000", "withheld:1", ""])
def test_only_what_is_on_the_chart_can_be_expanded_and_the_failure_is_kept(
    dossier: Dossier, cast: Any, audit_entries: Entries, entity: str
) -> None:
    before = len(audit_entries("police"))
    with pytest.raises(GijaError):
        services.expand(cast.actor("rasa"), dossier.pk, entity)
    (entry,) = audit_entries("police")[before:]
    assert (entry.action, entry.outcome) == ("police.dossier.expand", "failed")


def test_a_database_that_is_down_when_the_record_is_needed_makes_no_dossier_but_an_entry(
    world: World, cast: Any, confirmed: Confirms, audit_entries: Entries
) -> None:
    world.usual()
    hit = confirmed("rasa", personal_code=SAULIUS)
    (world.folder / "residents.sqlite3").write_bytes(b"no database any more" * 100)
    before = len(audit_entries("police"))
    with pytest.raises(GijaError) as refused:
        services.gather(cast.actor("rasa"), hit.pk)
    assert refused.value.code == "dossier.start_silent"
    (entry,) = audit_entries("police")[before:]
    assert entry.outcome == "failed"
    assert not Dossier.objects.exists()


def test_a_record_that_is_gone_is_said_to_be_gone(world: World, cast: Any, confirmed: Confirms) -> None:
    world.usual()
    hit = confirmed("rasa", personal_code=SAULIUS)
    world.residents([])
    with pytest.raises(GijaError) as refused:
        services.gather(cast.actor("rasa"), hit.pk)
    assert refused.value.code == "dossier.start_gone"


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_files_are_whole_and_carry_the_handling_code(dossier: Dossier, cast: Any, language: str) -> None:
    made = services.export(cast.actor("rasa"), dossier.pk, language)
    assert set(made) == set(NAMES)
    data = json.loads(made["dossier.json"])
    assert data["handling"] == "H1"
    assert from_json(data["chart"]) == dossier.chart
    assert len(anx.read(made["chart.anx"]).entities) == len(dossier.chart.entities)
    assert "H1" in made["chart.anx"].decode("utf-16")
    assert "H1" in made["chart.svg"].decode()
    assert made["chart.png"].startswith(b"\x89PNG")


def test_the_strictest_handling_code_holds_for_the_whole(world: World, cast: Any, confirmed: Confirms) -> None:
    world.usual()
    world.residents()
    path = world.folder / "calls.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("handling: H1", "handling: H0"), encoding="utf-8")
    made = services.gather(cast.actor("rasa"), confirmed("rasa", personal_code=SAULIUS).pk)
    assert made.handling == "H1"


def test_the_same_revision_gives_the_same_bytes(dossier: Dossier) -> None:
    assert services.files(dossier, "lt") == services.files(Dossier.objects.get(pk=dossier.pk), "lt")


def test_two_who_expand_at_once_do_not_overwrite_each_other(dossier: Dossier, cast: Any) -> None:
    stale = Dossier.objects.get(pk=dossier.pk)
    earlier = stale.latest
    services.expand(cast.actor("rasa"), dossier.pk, f"phone:{PHONE}")
    with pytest.raises(GijaError) as refused:
        keeping.unchanged(stale, earlier)
    assert refused.value.code == "dossier.changed_meanwhile"
