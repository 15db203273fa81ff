"""A run: what goes in, what comes out, what it refuses, what is left when it is killed."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest

from gija.linkage_unit import audit, committing, files, running
from gija.linkage_unit import home as homes
from gija.linkage_unit.files import destroy
from gija.linkage_unit.lasting import remembered
from gija.methods.names import Person
from gija.vocabulary.errors import GijaError

from .conftest import KEY, PEOPLE, PERIOD, World

BOTH, ALONE = PEOPLE[0], PEOPLE[1]


def run(world: World, period: str = PERIOD) -> running.Done:
    return running.run(world.unit, world.source, world.out, period)


def refused(world: World, code: str) -> GijaError:
    """The run is refused, and then nothing happened at all."""
    before = {file.name: file.read_bytes() for file in world.source.iterdir()}
    with pytest.raises(GijaError) as said:
        run(world)
    assert said.value.code == f"linkage_unit.{code}"
    assert {file.name: file.read_bytes() for file in world.source.iterdir()} == before
    assert not world.out.exists()
    assert remembered(world.unit).run == 0
    return said.value


def test_who_is_known_to_two_gets_one_cluster_and_the_input_is_gone(unit_world: World) -> None:
    unit_world.brought()
    done = run(unit_world)
    assert (done.run, done.records, done.people) == (1, 7, 5)
    assert done.low <= 5 <= done.high
    viltis, police = unit_world.viltis, unit_world.police
    both = unit_world.cluster(viltis, "viltis", BOTH)
    assert both == unit_world.cluster(police, "vilnius_police", BOTH)
    assert both != unit_world.cluster(viltis, "viltis", ALONE)
    assert list(unit_world.source.iterdir()) == []


def test_the_register_is_told_random_numbers_and_nothing_of_an_encoding(unit_world: World) -> None:
    unit_world.brought()
    run(unit_world)
    told = unit_world.told()
    assert set(told) == {"year", "half", "run", "people", "low", "high", "assignments"}
    assert {name for one in told["assignments"] for name in one} == {"record", "cluster", "strength"}
    assert all(uuid.UUID(one["cluster"]).version == 4 for one in told["assignments"])


def test_each_sender_gets_receipts_for_its_own_letters_only(unit_world: World) -> None:
    unit_world.brought()
    run(unit_world)
    mine = unit_world.viltis.opened(unit_world.out / "2014-H1-1-viltis-node-receipts.age")
    assert len(mine["receipts"]) == 4


def test_a_record_keeps_its_cluster_when_key_and_period_change(unit_world: World) -> None:
    unit_world.brought()
    run(unit_world)
    before = unit_world.cluster(unit_world.viltis, "viltis", BOTH)
    other: dict[str, Any] = {"key": KEY[::-1]}
    letters = [unit_world.viltis.letter(p, "viltis", period="2014-H2", **other) for p in PEOPLE[:5]]
    unit_world.viltis.send(unit_world.source / "3.age", letters)
    assert run(unit_world, "2014-H2").run == 2
    assert unit_world.cluster(unit_world.viltis, "viltis", BOTH) == before


def test_a_later_letter_corrects_an_earlier_one_and_equal_people_of_one_list_are_one(unit_world: World) -> None:
    viltis = unit_world.viltis
    number = str(uuid.uuid4())
    twice = [viltis.letter(PEOPLE[3], "viltis", record=str(uuid.uuid4())) for _ in range(2)]
    letters = [viltis.letter(PEOPLE[4], "viltis", record=number), viltis.letter(PEOPLE[5], "viltis", record=number)]
    viltis.send(unit_world.source / "1.age", [*reversed(letters), *twice])
    done = run(unit_world)
    assert (done.records, done.people, done.left_out) == (3, 2, 1)


@pytest.mark.parametrize(
    ("changes", "what"),
    [({"key": KEY[::-1]}, "key"), ({"names": "0" * 12}, "names"), ({"scheme": "gija-1-open"}, "scheme")],
)
def test_encodings_made_in_different_ways_are_not_compared(unit_world: World, changes: Any, what: str) -> None:
    unit_world.brought(**changes)
    assert refused(unit_world, "do_not_agree").values["what"] == what


@pytest.mark.parametrize("cut", [1, 100, 0])
def test_half_a_file_is_refused_and_nothing_is_read_or_destroyed(unit_world: World, cut: int) -> None:
    unit_world.brought()
    whole = (unit_world.source / "2.age").read_bytes()
    (unit_world.source / "2.age").write_bytes(whole[: len(whole) - cut] if cut else b"")
    refused(unit_world, "not_opened")


def test_files_of_strangers_and_changed_files_are_refused(unit_world: World) -> None:
    unit_world.brought()
    (homes_known := unit_world.unit.folder / "known" / "police-node.json").unlink()
    refused(unit_world, "unknown_peer")
    homes.know(unit_world.unit, unit_world.police.card.model_copy(update={"signing": unit_world.viltis.card.signing}))
    refused(unit_world, "not_opened")
    assert homes_known.exists()


def test_a_record_from_two_installations_and_a_period_without_encodings_are_refused(unit_world: World) -> None:
    refused(unit_world, "nothing_to_do")
    number = str(uuid.uuid4())
    for name, one in {"1.age": unit_world.viltis, "2.age": unit_world.police}.items():
        one.send(unit_world.source / name, [one.letter(BOTH, "viltis", record=number)])
    refused(unit_world, "two_senders")


def test_what_the_courier_tells_every_installation_is_passed_over(unit_world: World) -> None:
    one = unit_world.viltis.letter(BOTH, "viltis")
    news = {"envelope": {**one["envelope"], "kind": "institution_entry", "to_zone": "commons"}, "message": {}}
    unit_world.viltis.send(unit_world.source / "1.age", [news, one])
    assert run(unit_world).records == 1


@pytest.mark.parametrize("step", ["laid down", "told", "remembered", "noted", "destroyed"])
def test_a_run_killed_at_any_step_is_finished_by_the_next_start_or_has_done_nothing(
    unit_world: World, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit_world.brought()
    with monkeypatch.context() as killed:
        _killed_before(step, killed)
        with pytest.raises(KeyboardInterrupt):
            run(unit_world)
    assert committing.finish(unit_world.unit) is (step != "laid down")
    if step == "laid down":
        assert len(list(unit_world.source.iterdir())) == 2
        run(unit_world)
    assert list(unit_world.source.iterdir()) == []
    assert unit_world.told()["run"] == remembered(unit_world.unit).run == 1
    assert [one["action"] for one in audit.entries(unit_world.unit)] == ["linkage_unit.run"]
    assert audit.verify(unit_world.unit) == 1
    assert sorted(one.name for one in unit_world.unit.folder.iterdir()) == [
        ".lock", "audit.jsonl", "clusters.json", "keys.json", "known",
    ]  # fmt: skip


def _killed_before(step: str, patch: pytest.MonkeyPatch) -> None:
    def stop(*rest: object) -> None:
        raise KeyboardInterrupt

    if step == "laid down":
        patch.setattr(Path, "rename", stop)
    elif step == "noted":
        patch.setattr(audit, "append", stop)
    elif step == "destroyed":
        patch.setattr(committing, "destroy", stop)
    else:
        real = files.write_whole

        def write(file: Path, data: bytes) -> None:
            if file.parent.name == ("out" if step == "told" else "unit") and file.name != "audit.jsonl":
                raise KeyboardInterrupt
            real(file, data)

        patch.setattr(committing, "write_whole", write)


def test_another_file_under_the_name_of_one_that_was_read_is_left_alone(
    unit_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit_world.brought()
    with monkeypatch.context() as killed:
        _killed_before("noted", killed)
        with pytest.raises(KeyboardInterrupt):
            run(unit_world)
    (unit_world.source / "1.age").write_bytes(b"came since")
    committing.finish(unit_world.unit)
    assert [file.name for file in unit_world.source.iterdir()] == ["1.age"]


def test_destroying_overwrites_before_it_unlinks(tmp_path: Path) -> None:
    file, other = tmp_path / "secret", tmp_path / "second name of the same bytes"
    file.write_bytes(b"secret" * 1000)
    os.link(file, other)
    destroy(file)
    assert not file.exists()
    assert other.read_bytes() == b""
    destroy(file)


def test_two_runs_at_once_are_refused_and_keys_that_others_can_read_too(unit_world: World) -> None:
    with homes.alone(unit_world.unit):
        refused(unit_world, "busy")
    (unit_world.unit.folder / "keys.json").chmod(0o644)
    with pytest.raises(GijaError, match="chmod 600"):
        homes.open_home(unit_world.unit.folder)


def test_the_trail_shows_a_changed_a_missing_and_a_half_entry(unit_world: World) -> None:
    for number in range(3):
        audit.note(unit_world.unit, "linkage_unit.know", {"n": number})
    place = unit_world.unit.folder / "audit.jsonl"
    whole = place.read_bytes()
    assert audit.verify(unit_world.unit) == 3
    lines = whole.splitlines(keepends=True)
    for wrong in (whole.replace(b'"n":1', b'"n":7'), lines[0] + lines[2], b"".join(reversed(lines))):
        place.write_bytes(wrong)
        with pytest.raises(GijaError):
            audit.verify(unit_world.unit)
    place.write_bytes(whole[:-20])
    audit.note(unit_world.unit, "linkage_unit.know", {"n": 9})
    assert audit.verify(unit_world.unit) == 3


def test_the_trail_names_no_record(unit_world: World) -> None:
    unit_world.brought()
    run(unit_world)
    trail = (unit_world.unit.folder / "audit.jsonl").read_text()
    numbers = [*unit_world.viltis.numbers.values(), *unit_world.police.numbers.values()]
    assert not any(number in trail for number in numbers)
    assert '"destroyed":2' in trail


def test_of_whom_too_little_is_known_is_nobody_elses_twin(unit_world: World) -> None:
    letters = [unit_world.viltis.letter(Person(("Ona",)), f"viltis {at}", record=str(uuid.uuid4())) for at in range(2)]
    unit_world.viltis.send(unit_world.source / "1.age", letters)
    assert run(unit_world).people == 2


def test_the_unit_starts_no_django_and_knows_no_database() -> None:
    code = (
        "import sys, gija.linkage_unit.commands, gija.linkage_unit.running;"
        "sys.exit(any(m.split('.')[0] in ('django', 'sqlite3', 'sqlalchemy') or m.startswith('gija.commons')"
        " for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
