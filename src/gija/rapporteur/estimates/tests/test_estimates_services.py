"""What happens to estimates: tables brought in, runs kept and repeated, cancelled, taken into a report."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from gija.commons.permissions.matrix import NotPermittedError
from gija.commons.testing import Cast
from gija.methods.estimation import CaptureTable, diagnose
from gija.rapporteur.estimates import chapters, computing, proposing, queries, services, work
from gija.rapporteur.estimates.models import Capture, Job, Result, Run, State
from gija.rapporteur.estimates.values import COULD, NEVER, OPEN, Asked
from gija.rapporteur.reports.faces.told import drawn_of
from gija.rapporteur.reports.values import Figure
from gija.vocabulary.errors import GijaError

from .conftest import QUICK, Done, csv_of, four

pytestmark = pytest.mark.django_db(databases=["default", "rapporteur"])

APART = CaptureTable.of("ABC", {(0,): 400, (1,): 300, (2,): 200, (0, 1): 60, (0, 2): 2})


def test_the_same_run_again_gives_the_same_bytes(cast: Cast, done: Done) -> None:
    first = done(methods=("stepwise", "decomposable"))
    second = services.again(cast.actor("vaida"), first.pk)
    work.run()
    one, two = (queries.one(cast.actor("jonas"), run.pk) for run in (first, second))
    assert one.result is not None
    assert two.result is not None
    assert one.result.content == two.result.content
    assert proposing.same(two) is True
    record = one.content["record"]
    assert record["data"]["sha256"] == first.digest == four().digest
    assert (record["seed"], record["replicates"]) == (1, 100)
    assert set(record["versions"]) == {"gija", "numba", "numpy", "scipy"}


def test_a_run_and_each_reading_of_it_leave_one_entry(cast: Cast, done: Done, audit_entries: Any) -> None:
    before = len(audit_entries("rapporteur"))
    found = done()
    services.read(cast.actor("jonas"), found.pk)
    told = [entry.action for entry in audit_entries("rapporteur")][before:]
    assert told == ["rapporteur.estimate.upload", "rapporteur.estimate.run", "rapporteur.estimate.read"]


def test_only_the_rapporteur_runs_the_coordinator_reads_and_nobody_else(cast: Cast, done: Done) -> None:
    found = done()
    assert queries.one(cast.actor("jonas"), found.pk).result
    for name in ("jonas", "egle"):
        with pytest.raises(NotPermittedError):
            services.again(cast.actor(name), found.pk)
        with pytest.raises(NotPermittedError):
            services.export(cast.actor(name), found.pk, "json")
    with pytest.raises(NotPermittedError):
        queries.one(cast.actor("egle"), found.pk)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("A,B,n\n1,0,-3\n", "estimation.negative_row"),
        ("A,B,n\n1,0,3\n1,0,4\n", "estimation.repeated"),
        ("A,n\n1,3\n", "estimation.one_list"),
        ("A,B,n\n1,0,0\n0,1,0\n", "estimation.all_zero"),
        (",".join([*(f"L{i}" for i in range(20)), "n"]) + "\n" + "1," * 20 + "4\n", "estimation.too_many_lists"),
        ("A,B,n\n1,2,3\n", "estimation.not_mark"),
        ("A,B,n\n1,0,x\n", "estimation.not_whole"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(cast: Cast, audit_entries: Any, content: str, code: str) -> None:
    before = (Capture.objects.count(), len(audit_entries("rapporteur")))
    with pytest.raises(GijaError) as refused:
        services.upload(cast.actor("vaida"), content.encode(), "Lists", "2014")
    assert refused.value.code == code
    assert (Capture.objects.count(), len(audit_entries("rapporteur"))) == before
    if "row" in refused.value.values and code != "estimation.repeated":
        assert "2" in refused.value.text.lt
        assert str(refused.value.values["field"]) in refused.value.text.en


def test_lists_that_share_nobody_are_asked_about_first(cast: Cast) -> None:
    vaida = cast.actor("vaida")
    kept = services.upload(vaida, csv_of(APART), "Lists", "2014")
    look = proposing.look(vaida, [str(kept.pk)], [])
    assert look.pairs == ("B:C",)
    with pytest.raises(GijaError, match="B:C"):
        services.ask(vaida, Asked((kept.pk,), APART.lists, **QUICK))
    given = queries.given((kept.pk,))
    for answer, lists, gates in (
        (COULD, ("A", "B", "C"), []),
        (OPEN, ("A", "B", "C"), ["never_meet"]),
        (NEVER, ("A", "B+C"), ["few_lists"]),
    ):
        asked = Asked((kept.pk,), APART.lists, {"B:C": answer}, **QUICK)
        table = computing.chosen(asked, given).whole
        told = diagnose(table, possible=computing.could_meet(asked))
        assert (table.lists, [gate.code for gate in told.gates]) == (lists, gates)


def test_pooling_is_proposed_where_few_are_shared(cast: Cast) -> None:
    vaida = cast.actor("vaida")
    one, two = (
        services.upload(vaida, csv_of(four(seed, 90)), "Years", period) for seed, period in ((1, "2013"), (2, "2014"))
    )
    look = proposing.look(vaida, [str(one.pk)], [])
    assert two in look.pool
    both = proposing.look(vaida, [str(one.pk), str(two.pk)], [])
    assert both.tables == (one.pk, two.pk)
    made = services.ask(vaida, Asked(both.tables, both.lists, dict.fromkeys(both.pairs, OPEN), **QUICK))
    work.run()
    assert made.period == "2013/2014"
    found = queries.one(vaida, made.pk)
    assert [span["label"]["en"] for span in dict(found.content["plots"])["trajectory"]["spans"]] == ["2013", "2014"]
    with pytest.raises(GijaError, match="one year"):
        services.choose(vaida, made.pk, used=True)


def test_a_run_that_is_cancelled_keeps_no_result(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    vaida = cast.actor("vaida")
    kept = services.upload(vaida, csv_of(four()), "Lists", "2014")
    waiting = services.ask(vaida, Asked((kept.pk,), four().lists, **QUICK))
    services.cancel(vaida, waiting.pk)
    running = services.ask(vaida, Asked((kept.pk,), four().lists, **QUICK))

    def cancelled(asked: Any, given: Any, tell: Any, workers: int) -> str:
        services.cancel(vaida, running.pk)
        tell("stepwise", 1, 2)
        raise AssertionError("goes on")

    monkeypatch.setattr(computing, "computed", cancelled)
    assert work.run() == 0
    for run in (waiting, running):
        assert Job.objects.get(run=run.pk).state == State.CANCELLED
        assert not Result.objects.filter(run=run.pk).exists()
    with pytest.raises(GijaError, match="already ended"):
        services.cancel(vaida, running.pk)


def test_a_fault_stops_its_run_and_no_other(cast: Cast, done: Done, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = computing.computed, list[int]()

    def once(*args: Any) -> str:
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError
        return real(*args)

    monkeypatch.setattr(computing, "computed", once)
    broken, fine = done(), done()
    assert Job.objects.get(run=broken.pk).error == "estimates.fault"
    assert Job.objects.get(run=fine.pk).state == State.DONE


def test_rows_are_never_changed(done: Done) -> None:
    found = done()
    for row in (Run.objects.get(pk=found.pk), Result.objects.get(run=found.pk)):
        with pytest.raises(GijaError):
            row.save()
        with pytest.raises(GijaError):
            row.delete()


def test_faults_of_linkage_are_carried_through_where_people_were_counted_once(cast: Cast) -> None:
    vaida, table = cast.actor("vaida"), four()
    seen = table.observed
    kept = services.upload(vaida, csv_of(table), "Once", "2014", (seen - 40, seen + 25))
    found = services.ask(vaida, Asked((kept.pk,), table.lists, **QUICK))
    work.run()
    content = queries.one(vaida, found.pk).content
    linking = next(one for one in content["record"]["estimates"] if one["method"] == "linking")
    stepwise = next(one for one in content["record"]["estimates"] if one["method"] == "stepwise")
    wide, plain = linking["intervals"][0], stepwise["intervals"][0]
    assert wide["high"] - wide["low"] > plain["high"] - plain["low"]
    assert dict(content["plots"])["linkage"]["spans"][0]["label"]["lt"] == "Vien susiejimo klaidos"
    with pytest.raises(GijaError, match="must hold"):
        services.upload(vaida, csv_of(table), "Once", "2014", (seen + 1, seen + 2))


def test_rates_by_sex_stand_where_a_group_has_an_estimate(cast: Cast) -> None:
    vaida = cast.actor("vaida")
    rows = ["A,B,C,D,sex,n"]
    for sex, table in (("F", four(3, 1500)), ("M", four(4, 900))):
        rows += [f"{h & 1},{h >> 1 & 1},{h >> 2 & 1},{h >> 3},{sex},{c}" for h, c in enumerate(table.counts) if c]
    kept = services.upload(vaida, "\n".join(rows).encode(), "Groups", "2014")
    asked = Asked((kept.pk,), ("A", "B", "C", "D"), populations={"": 2_800_000, "sex=F": 1_500_000}, **QUICK)
    found = services.ask(vaida, asked)
    work.run()
    content = queries.one(vaida, found.pk).content
    assert [(row["level"], row["borrowed"]) for row in content["groups"]] == [("F", False), ("M", False)]
    rates = {rate["of"]: (rate["low"], rate["high"]) for rate in content["rates"]}
    assert rates["sex=F"][0] < 100_000 * 1500 / 1_500_000 < rates["sex=F"][1]
    assert set(rates) == {"", "sex=F"}


def test_the_chapter_tells_ranges_and_no_count_of_lists_or_overlaps(cast: Cast, done: Done) -> None:
    small = CaptureTable.of("ABC", {(0,): 403, (1,): 307, (2,): 211, (0, 1): 61, (0, 2): 43, (1, 2): 3})
    found = done(table=small)
    services.choose(cast.actor("vaida"), found.pk, used=True)
    (section,) = chapters.chapters_of("2014")
    told = re.findall(r"\d[\d,]*", repr(section))
    held = {f"{count:,}" for count in (*small.counts, *small.on_list, small.observed) if count > 3}  # 3 lists are told
    assert not held & set(told)
    assert small.digest not in repr(section)
    (plot,) = (block for block in section.blocks if isinstance(block, Figure))
    drawn, alt, data = drawn_of(plot.chart, "lt")
    words = " ".join([*re.findall(r">([^<]+)</(?:text|title|desc)>", drawn), alt]).replace("\u00a0", ",")
    assert not held & set(re.findall(r"\d[\d,]*", words))  # nor is the line of people seen drawn
    for row in data.rows:
        assert row[0] in alt
        assert all(number in alt for number in row[1:]) or set(row[1:]) == {"–"}
    services.choose(cast.actor("vaida"), found.pk, used=False)
    assert chapters.chapters_of("2014") == ()


def test_files_for_inner_use_are_made_and_noted(cast: Cast, done: Done, audit_entries: Any) -> None:
    found, vaida = done(), cast.actor("vaida")
    before = len(audit_entries("rapporteur"))
    assert services.export(vaida, found.pk, "lt").startswith(b"%PDF")
    assert json.loads(services.export(vaida, found.pk, "json"))["record"]["label"] in "ABC"
    assert [entry.action for entry in audit_entries("rapporteur")][before:] == ["rapporteur.estimate.export"] * 2
