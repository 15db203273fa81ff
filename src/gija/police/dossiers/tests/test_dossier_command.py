"""`gija dossier`: the same right, the same trace, files written whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gija.methods.search.values import Query
from gija.police.dossiers.commands import app
from gija.police.dossiers.files import NAMES
from gija.police.dossiers.models import Dossier
from gija.police.search import services as search
from gija.police.search.models import Candidate
from gija.vocabulary.errors import GijaError

from .conftest import PURPOSE, REASON, SAULIUS, Confirms, World
from .test_dossier_refer_to_owner import leaks

pytestmark = pytest.mark.django_db(databases="__all__")

Run = Callable[..., Any]


@pytest.fixture
def run(cast: Any, settings: Any) -> Run:
    """`run("rasa", "list")`: what the command printed; a `GijaError` goes on as it does to `gija`."""
    settings.DEMO = True

    def command(who: str, *arguments: str) -> str:
        answer = CliRunner().invoke(app, [*arguments, "--account", cast[who].email])
        if answer.exception is not None and not isinstance(answer.exception, SystemExit):
            raise answer.exception
        assert answer.exit_code == 0, answer.output
        return answer.output

    return command


def test_from_the_hit_to_the_files(world: World, cast: Any, run: Run, tmp_path: Path, audit_entries: Any) -> None:
    world.usual().dead()
    query = search.ask(cast.actor("rasa"), Query("person", {"personal_code": SAULIUS}), PURPOSE, REASON, ["residents"])
    hit = Candidate.objects.get(answer__query=query)
    before = len(audit_entries("police"))
    run("rasa", "confirm", hit.short, "--reason", "Tai tas pats asmuo")
    out = tmp_path / "out"
    said = run(
        "rasa", "gather", hit.short.lower(), "--reason", "Byla 7, pirmas žingsnis", "--steps", "1", "--out", str(out)
    )
    assert "wiretaps" in said
    assert {path.name for path in out.iterdir()} == set(NAMES)
    assert all(leaks(path.read_bytes()) == [] for path in out.iterdir())
    assert json.loads((out / "dossier.json").read_bytes())["reason"] == "Byla 7, pirmas žingsnis"
    assert Dossier.objects.get().short in run("rasa", "list")
    acts = [entry.action for entry in audit_entries("police")[before:]]
    assert acts == ["police.search.confirm", "police.dossier.gather", "police.dossier.export"]


def test_files_that_are_there_are_not_replaced_and_nothing_is_gathered_for_them(
    world: World, confirmed: Confirms, run: Run, tmp_path: Path
) -> None:
    world.usual()
    hit = confirmed("rasa", personal_code=SAULIUS)
    (tmp_path / "chart.anx").write_bytes(b"earlier")
    with pytest.raises(GijaError) as refused:
        run("rasa", "gather", hit.short, "--out", str(tmp_path))
    assert refused.value.code == "dossier.file_exists"
    assert not Dossier.objects.exists()
    run("rasa", "gather", hit.short, "--out", str(tmp_path), "--force")
    with pytest.raises(GijaError):
        run("rasa", "export", Dossier.objects.get().short, "--out", str(tmp_path))
    run("rasa", "export", Dossier.objects.get().short, "--out", str(tmp_path / "again"))


@pytest.mark.parametrize("who", ["mantas", "aldona", "inga"])
def test_whoever_has_no_right_is_refused_and_leaves_one_entry(
    world: World, confirmed: Confirms, run: Run, audit_entries: Any, tmp_path: Path, who: str
) -> None:
    world.usual()
    confirmed("rasa", personal_code=SAULIUS)
    before = len(audit_entries("police"))
    with pytest.raises(GijaError):
        run(who, "list")
    (entry,) = audit_entries("police")[before:]
    assert (entry.action, entry.outcome) == ("police.dossier.read", "refused")


def test_it_lists_what_was_gathered_as_fact_or_assessment_with_its_evaluation(
    world: World, confirmed: Confirms, run: Run
) -> None:
    world.usual()
    hit = confirmed("rasa", personal_code=SAULIUS)
    said = " ".join(run("rasa", "gather", hit.short).split())
    for told in ("Saulius Vilkaitis", "Faktas", "vertinimas", "4x4:A1", "H1"):
        assert told.casefold() in said.casefold()
