"""A number that is "at least" or "about" so much stays so: on the page, in every file, in the observation."""

from __future__ import annotations

from typing import Any

import pytest

from gija.formats import sdmx
from gija.rapporteur.collection import cells, messages, queries, services, shown, template, uploads
from gija.rapporteur.collection.cells import Told
from gija.rapporteur.collection.checking.all import everything, own
from gija.rapporteur.collection.checking.findings import Looked
from gija.rapporteur.collection.models import Submission
from gija.rapporteur.collection.tests import generated
from gija.rapporteur.statistics.models import Observation
from gija.vocabulary.errors import GijaError

TOTAL = cells.key("investigations_registered")
VICTIMS = cells.key("victims_state")
PART = cells.key("victims_state", (("sex", "F"),))


def qualified(of: Submission) -> dict[str, Told]:
    """What a supplier would tell who is not sure: two numbers and a reason."""
    told = generated.fitting(queries.asked(of))
    return told | {TOTAL: Told(5, note="bent tiek", qualifier="at_least"), VICTIMS: Told(told[VICTIMS].value,
                   qualifier="about"), PART: Told(None, "not_collected")}  # fmt: skip


@pytest.mark.parametrize(("written", "exact", "found"), [
    ("5", "", Told(5)), ("5", "at_least", Told(5, qualifier="at_least")), ("≥ 5", "", Told(5, qualifier="at_least")),
    ("≈150", "about", Told(150, qualifier="about")), (">80", "exact", Told(80, qualifier="more_than")),
])  # fmt: skip
def test_a_number_says_how_exact_it_is(written: str, exact: str, found: Told) -> None:
    assert cells.told(written, "", "", exact) == found
    assert cells.read(cells.stored({TOTAL: found})) == {TOTAL: found}


def test_exactness_without_a_number_or_out_of_the_list_is_refused() -> None:
    for value, status, exact in (
        ("", "refused", "about"),
        ("5", "", "roughly"),
        ("≥5", "", "about"),
        ("", "", "about"),
    ):
        with pytest.raises(GijaError, match="How exact"):
            cells.told(value, status, "", exact)
    with pytest.raises(GijaError, match="How exact"):
        Told(None, "refused", qualifier="about")


def test_what_is_told_exactly_is_kept_and_hashed_as_before() -> None:
    assert cells.stored({TOTAL: Told(3, note="x")}) == {TOTAL: [3, "reported", "x"]}
    assert cells.canonical("c", "s", {TOTAL: Told(3)}).endswith('[3,"reported",""]},"supplier":"s"}')


@pytest.mark.django_db(databases="__all__")
def test_every_file_brings_it_back(cast: Any, kpb: Submission) -> None:
    of = services.fill(cast.actor("dalia"), kpb.pk, kpb.version, qualified(kpb))
    for content in (template.workbook(of, "en"), template.workbook(of, "lt"), template.table(of), messages.csv(of),
                    messages.xml(of)):  # fmt: skip
        assert uploads.read(of, content) == queries.figures(of)
    assert shown.said(queries.figures(of)[TOTAL]) == "≥ 5"


@pytest.mark.django_db(databases="__all__")
def test_page_and_observation_keep_it(cast: Any, client_for: Any, kpb: Submission, step: Any) -> None:
    page = f"/rapporteur/collection/own/{kpb.pk}/investigations_registered/"
    keys = cells.asked("investigations_registered")
    said = {f"status_{n}": "not_collected" for n in range(1, len(keys))}
    answer = client_for("dalia", "en").post(
        page, {"version": kpb.version, "value_0": "5", "qualifier_0": "at_least", **said}
    )
    assert answer.status_code == 302
    kpb.refresh_from_db()
    assert queries.figures(kpb)[TOTAL] == Told(5, qualifier="at_least")
    done = step("accepted", kpb, qualified(kpb))
    row = Observation.objects.get(
        source="collection", dataset="kpb", indicator="investigations_registered", breakdown="{}"
    )
    assert (row.value, row.qualifier) == (5, "at_least")
    assert Observation.objects.get(source="collection", indicator="victims_state", breakdown="{}").qualifier == "about"
    assert "≥ 5" in client_for("vaida", "en").get(f"/rapporteur/collection/submissions/{done.pk}/").content.decode()


@pytest.mark.django_db(databases="__all__")
def test_becoming_exact_is_a_new_vintage(cast: Any, kpb: Submission, step: Any) -> None:
    done = step("accepted", kpb, qualified(kpb))
    opened = services.reopen(cast.actor("vaida"), done.pk, done.version, "Prašome patikslinti skaičių.", [], "late")
    step("accepted", opened, {TOTAL: Told(5, note="bent tiek")})
    rows = Observation.objects.filter(source="collection", indicator="investigations_registered", breakdown="{}")
    assert [(row.value, row.qualifier) for row in rows.order_by("vintage")] == [(5, "at_least"), (5, "exact")]


def test_checks_tell_only_what_cannot_be() -> None:
    keys = cells.asked("victims_state")
    part, other = cells.key("victims_state", (("sex", "F"),)), cells.key("victims_state", (("sex", "M"),))
    base = {key: Told(0) for key in keys}

    def found(**told: Told) -> set[str]:
        named = {"total": VICTIMS, "part": part, "other": other}
        return {one.rule for one in own(Looked(keys, base | {named[name]: one for name, one in told.items()}))}

    assert "part_exceeds_total" in found(total=Told(3), part=Told(5))
    assert "part_exceeds_total" in found(total=Told(3), part=Told(5, qualifier="at_least"))
    assert "part_exceeds_total" not in found(total=Told(3, qualifier="at_least"), part=Told(5))
    assert "sum_differs" in found(total=Told(9), part=Told(5), other=Told(3))
    assert not found(total=Told(9), part=Told(5, qualifier="at_least"), other=Told(3)) & {"parts_exceed_total"}


def test_other_suppliers_are_compared_by_exact_numbers_only() -> None:
    keys = cells.asked("persons_convicted")
    total, more = cells.key("persons_convicted"), cells.key("persons_prosecuted")
    for qualifier, alarm in (("exact", True), ("at_least", False)):
        others = {("prosecutor_general", "prosecution"): {more: Told(5, qualifier=qualifier)}}
        rules = {one.rule for one in everything(Looked(keys, {total: Told(60)}, (), others, "court"))}
        assert ("cross_supplier" in rules) is alarm


@pytest.mark.django_db(databases="__all__")
def test_a_message_of_another_call_supplier_or_period_is_refused_with_its_place(cast: Any, kpb: Submission) -> None:
    of = services.fill(cast.actor("dalia"), kpb.pk, kpb.version, {TOTAL: Told(3)})
    told = messages.csv(of).decode()
    for was, now, field, code in ((",2024,", ",2023,", "TIME_PERIOD", "collection.row_period"),
                                  (",kpb,", ",viltis,", "SUPPLIER", "collection.file_other_supplier"),
                                  ("criminal-justice-2024", "eu19a-2024", "CALL", "collection.row_call"),
                                  (",3,A", ",many,A", "OBS_VALUE", "sdmx.value"),
                                  ("investigations_registered", "persons_convicted", "indicator",
                                   "collection.row_indicator")):  # fmt: skip
        with pytest.raises(uploads.FaultyFileError) as caught:
            uploads.read(of, told.replace(was, now).encode())
        assert (2, field, code) in {(one.row, one.field, one.error.code) for one in caught.value.faults}


@pytest.mark.django_db(databases="__all__")
def test_a_supplier_takes_and_sends_sdmx_on_the_page(client_for: Any, kpb: Submission, as_text: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    dalia, address = client_for("dalia", "en"), f"/rapporteur/collection/own/{kpb.pk}/"
    figures = [sdmx.Figure("victims_state", "2024", (), 7, more={"CALL": kpb.call.code, "SUPPLIER": "kpb"})]
    content = sdmx.csv(sdmx.flow(sdmx.COLLECTION), figures)
    sent = {"version": kpb.version, "file": SimpleUploadedFile("a.csv", content)}
    assert dalia.post(f"{address}upload/", sent).status_code == 302
    kpb.refresh_from_db()
    assert queries.figures(kpb) == {VICTIMS: Told(7)}
    assert uploads.read(kpb, dalia.get(f"{address}sdmx.xml").content) == {VICTIMS: Told(7)}
    assert uploads.read(kpb, dalia.get(f"{address}sdmx.csv").content) == {VICTIMS: Told(7)}
    assert sdmx.read_structure(dalia.get(f"{address}structure.xml").content).flow == sdmx.COLLECTION
    assert client_for("ona", "en").get(f"{address}sdmx.csv").status_code == 404
    assert "SDMX-ML" in as_text(dalia.get(address))
