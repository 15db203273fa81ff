"""SDMX comes back as it went, missing values and Lithuanian labels with it, and another library reads the same."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gija.formats import sdmx
from gija.formats.sdmx import Figure
from gija.formats.sdmx.flows import concept, dimension_of, flow, id_of, usual
from gija.formats.sdmx.values import from_sdmx, to_sdmx
from gija.vocabulary.errors import GijaError
from gija.vocabulary.indicators import indicators
from gija.vocabulary.lists import code_list

MADE = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
SENT = {"CALL": "criminal-justice-2014", "SUPPLIER": "kpb"}
HOSTILE = "ąžuolas \"<&>' \\x ⟦27⟧, NA; =1+1\nkita eilutė"
STATUSES = [one.code for one in code_list("value_status") if one.code != "reported"]
FIGURES = (
    Figure("victims_state", "2014", (), 25, more=SENT | {"NOTE": HOSTILE}),
    Figure("victims_state", "2014-H1", (("age_group", "child"), ("sex", "F")), 0, more=SENT),
    Figure("victims_state", "2014-Q3", (("victim:age_group", "child"),), 5, qualifier="at_least", more=SENT),
    Figure("victims_state", "2014-03", (("citizenship:country", "LTU"),), 150, qualifier="about", more=SENT),
    *(Figure("suspects", "2014", (("sex", "M"),), None, one, more=SENT | {"NOTE": one}) for one in STATUSES),
)  # fmt: skip


def as_xml(figures: tuple[Figure, ...]) -> bytes:
    return sdmx.xml(flow(sdmx.COLLECTION), figures, made=MADE)


def as_csv(figures: tuple[Figure, ...]) -> bytes:
    return sdmx.csv(flow(sdmx.COLLECTION), figures)


def figures_of(content: bytes, name: str = sdmx.COLLECTION) -> tuple[Figure, ...]:
    found = sdmx.read(content, name)
    assert found.faults == ()
    return tuple(one for _number, one in found.figures)


def refused(content: bytes) -> str:
    with pytest.raises(GijaError) as caught:
        sdmx.read(content, sdmx.COLLECTION)
    return str(caught.value.code)


@pytest.mark.parametrize("write", [as_csv, as_xml])
def test_a_message_comes_back_whole_with_every_missing_value(write: Callable[..., bytes]) -> None:
    told = write(FIGURES)
    assert figures_of(told) == FIGURES
    assert told == write(FIGURES)


NOTED = st.tuples(st.text(max_size=40), st.none() | st.integers(0, 10**9), st.sampled_from(["", "-H2", "-12"]))


def test_a_whole_number_is_written_whole_beside_one_that_is_missing() -> None:
    head, *lines = as_csv((FIGURES[2], FIGURES[-1])).decode().splitlines()
    at = head.split(",").index("OBS_VALUE")
    assert [line.split(",")[at] for line in lines] == ["5", ""]
    assert 'OBS_VALUE="5"' in as_xml((FIGURES[2], FIGURES[-1])).decode()


@given(told=st.lists(NOTED, min_size=5, max_size=30))
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_noted_comes_back(told: list[tuple[str, int | None, str]]) -> None:
    figures = tuple(_noted(str(1990 + place), *one) for place, one in enumerate(told))
    for content in (as_csv(figures), as_xml(figures)):
        assert figures_of(content) == figures


def _noted(year: str, note: str, value: int | None, part: str) -> Figure:
    plain = "".join(one for one in note if one.isprintable()).strip()
    status = "reported" if value is not None else "refused"
    return Figure("victims_state", f"{year}{part}", (("sex", "F"),), value, status,
                  more=SENT | ({"NOTE": plain} if plain else {}))  # fmt: skip


def test_statistics_keep_vintage_source_and_reason_and_any_dimension_of_the_vocabulary() -> None:
    of = flow(sdmx.STATISTICS, ["act", "sex"])
    assert of.id != flow(sdmx.STATISTICS).id
    more = {"AUTHORITY": "police", "BASE": "events", "STAGE": "recognised", "DEFINITION": "as_indicator",
            "KIND": "cited", "VINTAGE": "2", "SOURCE": "S1", "KNOWN_FROM": "2015-12-31",
            "REVISION": "Klaida"}  # fmt: skip
    code = next(iter(code_list("act"))).code
    told = (Figure("victims_state", "2014", (("act", code),), 3, more=more),)
    assert figures_of(sdmx.csv(of, told), sdmx.STATISTICS) == told
    assert figures_of(sdmx.xml(of, told, made=MADE), sdmx.STATISTICS) == told


def test_the_structure_comes_back_with_labels_in_both_languages() -> None:
    of = flow(sdmx.COLLECTION)
    found = sdmx.read_structure(sdmx.structure(of, made=MADE))
    assert (found.flow, found.text) == (of.id, of.text)
    assert found.dimensions == tuple(one.id for one in of.dimensions)
    assert found.attributes == tuple(one.id for one in of.attributes)
    for one in (*of.dimensions, *of.attributes):
        assert found.concepts[one.id] == one.text
        if one.codes is not None:
            assert found.lists[one.list_id] == one.codes
    assert found.lists["CL_SEX_T"]["_T"].lt == "Iš viso"


def other_library(content: bytes, structure: Any = None) -> Any:
    import sdmx as other  # the package sdmx1, not ours

    kind = "XML" if content.startswith(b"<") else "CSV"
    return other.read_sdmx(io.BytesIO(content), structure=structure, format=kind)


@pytest.mark.filterwarnings("ignore")
def test_another_library_reads_the_structure_with_its_lithuanian_labels() -> None:
    message = other_library(sdmx.structure(flow(sdmx.COLLECTION), made=MADE))
    name = message.codelist["CL_INDICATOR"]["victims_state"].name.localizations
    assert name == {language: indicators()["victims_state"].text.in_(language) for language in ("en", "lt")}
    made = message.structure["THB_COLLECTION"]
    assert [one.id for one in made.dimensions] == [one.id for one in flow(sdmx.COLLECTION).dimensions]
    assert [one.id for one in made.attributes] == ["OBS_STATUS", "VALUE_STATUS", "QUALIFIER", "NOTE"]
    assert message.dataflow["THB_COLLECTION"].structure is made


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("write", [as_csv, as_xml])
def test_another_library_reads_every_observation(write: Callable[..., bytes]) -> None:
    made = other_library(sdmx.structure(flow(sdmx.COLLECTION), made=MADE)).structure["THB_COLLECTION"]
    (read,) = other_library(write(FIGURES), made).data
    assert len(read.obs) == len(FIGURES)
    for one, told in zip(read.obs, FIGURES, strict=True):
        assert str(one.key["INDICATOR"].value) == told.indicator
        assert str(one.key["TIME_PERIOD"].value) == to_sdmx(told.period)[1]
        assert str(one.attached_attribute["VALUE_STATUS"].value) == told.status
        missing = one.value in (None, "") or one.value != one.value
        assert (None if missing else int(float(one.value))) == told.value


def test_every_dimension_of_indicators_is_in_the_flows_and_every_code_fits_the_standard() -> None:
    import re

    for name in (sdmx.COLLECTION, sdmx.STATISTICS):
        of = flow(name)
        assert set(of.breakdowns.values()) == set(usual())
        for one in (*of.dimensions, *of.attributes):
            assert all(re.fullmatch(r"[A-Za-z0-9_@$\-]+", code) for code in one.codes or ())
    assert all(dimension_of(id_of(one)) == one for one in usual())
    assert set(concept("VALUE_STATUS").codes or ()) == {one.code for one in code_list("value_status")}


@pytest.mark.parametrize(("ours", "theirs"), [("2014", "2014"), ("2014-H2", "2014-S2"), ("2014-Q4", "2014-Q4"),
                                              ("2014-11", "2014-M11")])  # fmt: skip
def test_periods_are_written_as_sdmx_does(ours: str, theirs: str) -> None:
    assert to_sdmx(ours)[1] == theirs
    assert from_sdmx(theirs) == ours


FAULTY = (
    ("OBS_VALUE", "25", "many", "sdmx.value"),
    ("OBS_VALUE", "25", "-3", "sdmx.value"),
    ("OBS_VALUE", "25", "2.5", "sdmx.value"),
    ("OBS_VALUE", "25", "", "sdmx.value_or_status"),
    ("OBS_STATUS", "A", "L", "sdmx.value_or_status"),
    ("OBS_STATUS", "A", "ZZ", "sdmx.code"),
    ("INDICATOR", "victims_state", "victims_of_what", "sdmx.code"),
    ("INDICATOR", "victims_state", "", "sdmx.lacks"),
    ("SEX", "_T", "Q", "sdmx.code"),
    ("TIME_PERIOD", "2014", "last year", "sdmx.period"),
    ("TIME_PERIOD", "2014", "2014-Q1", "sdmx.frequency"),
    ("QUALIFIER", "exact", "roughly", "sdmx.code"),
)


@pytest.mark.parametrize(("component", "was", "now", "code"), FAULTY)
def test_each_fault_is_told_with_its_observation_and_component(component: str, was: str, now: str, code: str) -> None:
    lines = as_csv((FIGURES[1], Figure("victims_state", "2014", (), 25, more=SENT))).decode().splitlines()
    names, cells = lines[0].split(","), lines[2].split(",")
    place = names.index(component)
    assert cells[place] == was
    cells[place] = now
    found = sdmx.read("\n".join([*lines[:2], ",".join(cells)]).encode(), sdmx.COLLECTION)
    told = {(one.number, one.component, one.error.code) for one in found.faults}
    assert told & {(2, component, code), (2, "OBS_STATUS", code)}
    assert [number for number, _ in found.figures] == [1]


def test_another_flow_a_missing_or_unknown_dimension_and_a_broken_file_are_refused() -> None:
    told = as_csv(FIGURES[1:2]).decode()
    assert refused(told.replace("THB_COLLECTION", "OTHER_FLOW").encode()) == "sdmx.other_flow"
    assert refused(told.replace("GIJA:", "ESTAT:").encode()) == "sdmx.other_flow"
    assert refused(told.replace("SUPPLIER", "SENDER").encode()) == "sdmx.unknown_component"
    lines = [line.split(",", 6) for line in told.splitlines()]
    assert refused("\n".join(",".join(one[:5] + one[6:]) for one in lines[:2]).encode()) == "sdmx.lacks"
    message = as_xml(FIGURES[:1])
    for broken in (b"", b"<a/>", b"a,b\n1,2", message[:-40], b"/etc/hostname", message.replace(b"TIME_PERIOD", b"WHEN"),
                   b'<!DOCTYPE x [<!ENTITY e "e">]>' + message, message.decode().encode("utf-16")):  # fmt: skip
        with pytest.raises(GijaError):
            sdmx.read(broken, sdmx.COLLECTION)


def test_no_figures_are_no_message_and_an_unknown_code_is_never_written() -> None:
    with pytest.raises(GijaError, match="no figure"):
        as_xml(())
    for wrong in (Figure("victims_state", "2014", (("sex", "Q"),), 1), Figure("nothing", "2014", (), 1),
                  Figure("victims_state", "2014", (("act", "x"),), 1)):  # fmt: skip
        with pytest.raises(GijaError):
            as_csv((wrong,))


def test_sdmx_is_told_from_other_files() -> None:
    assert all(map(sdmx.is_message, (as_csv(FIGURES), as_xml(FIGURES), b"\xef\xbb\xbf" + as_csv(FIGURES))))
    told = (b"call;period;indicator\n", b"PK\x03\x04", b"<html></html>", b"")
    assert not any(map(sdmx.is_message, told))


def test_all_cells_of_all_indicators_fit() -> None:
    cells = [(code, pairs) for code, one in indicators().items() for pairs in one.cells()]
    told = tuple(Figure(code, "2024", pairs, 1, more=SENT) for code, pairs in cells)
    assert figures_of(as_csv(told)) == told
