"""Tables: read, checked, changed. Bad input gets a clear error, never a number."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gija.methods.estimation import CaptureTable
from gija.vocabulary.errors import GijaError

GOOD = "A,B,C,n\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,6\n"
TWENTY = ",".join(f"L{i}" for i in range(20)) + ",n\n" + "1," * 20 + "5\n"

BAD = {
    "estimation.negative_row": "A,B,n\n1,0,5\n0,1,-2\n",
    "estimation.repeated": "A,B,n\n1,0,5\n0,1,2\n1,0,3\n",
    "estimation.one_list": "A,n\n1,5\n",
    "estimation.all_zero": "A,B,n\n1,0,0\n0,1,0\n",
    "estimation.too_many_lists": TWENTY,
    "estimation.unseen_row": "A,B,n\n0,0,7\n0,1,2\n",
    "estimation.not_mark": "A,B,n\n1,2,7\n",
    "estimation.not_whole": "A,B,n\n1,0,7.5\n",
    "estimation.file_columns": "",
    "estimation.file_row": "A,B,n\n1,0\n",
    "estimation.lists_alike": "A,A,n\n1,0,7\n0,1,2\n",
}


def table_of(tmp_path: Path, text: str) -> CaptureTable:
    file = tmp_path / "table.csv"
    file.write_text(text, encoding="utf-8")
    return CaptureTable.read(file)


@pytest.mark.parametrize("code", BAD)
def test_bad_input_gets_a_clear_error(tmp_path: Path, code: str) -> None:
    with pytest.raises(GijaError) as refused:
        table_of(tmp_path, BAD[code])
    assert refused.value.code == code
    assert "{" not in refused.value.text.en + refused.value.text.lt


@pytest.mark.parametrize("written", ["nan", "inf", "5 000", "x"])
def test_a_count_that_is_no_whole_number_is_refused(tmp_path: Path, written: str) -> None:
    with pytest.raises(GijaError, match="whole number"):
        table_of(tmp_path, f"A,B,n\n1,0,{written}\n")


def test_a_file_that_is_not_there_or_not_text_is_named_without_its_folder(tmp_path: Path) -> None:
    with pytest.raises(GijaError, match=r"absent\.csv") as refused:
        CaptureTable.read(tmp_path / "absent.csv")
    assert str(tmp_path) not in str(refused.value)
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00A")
    with pytest.raises(GijaError, match="UTF-8"):
        CaptureTable.read(tmp_path / "bytes.csv")


def test_marks_semicolons_and_the_place_of_counts_are_understood(tmp_path: Path) -> None:
    told = "\ufeffCount;A;B;C\r\n40;1;0;0\r\n30;0;1;0\r\n\r\n20;0;0;1\r\n6;1;1;0\r\n"
    assert table_of(tmp_path, told) == table_of(tmp_path, GOOD)


def test_people_of_a_register_become_histories() -> None:
    people = [{"police"}, {"police", "shelter"}, {"shelter"}, set(), {"police", "shelter"}]
    table = CaptureTable.from_people(people)
    assert (table.lists, table.counts) == (("police", "shelter"), (0, 1, 1, 2))


def test_a_list_conditioned_upon_keeps_its_true_size_and_hides_those_on_it_alone(four: CaptureTable) -> None:
    part, truth = four.condition("A")
    assert truth == four.on_list[0]
    assert part.observed == truth - four.counts[1]
    assert part.lists == ("B", "C", "D")


counts = st.lists(st.integers(0, 50), min_size=15, max_size=15).filter(any)


@given(counts)
def test_merging_keeps_everybody_and_dropping_loses_those_on_the_list_alone(own: list[int]) -> None:
    table = CaptureTable(("A", "B", "C", "D"), (0, *own))
    merged = table.merge(["B", "D"], "BD")
    assert (merged.lists, merged.observed) == (("A", "BD", "C"), table.observed)
    assert merged.on_list[1] == sum(c for h, c in enumerate(table.counts) if h & 0b1010)
    if table.observed > table.counts[0b0100]:
        assert table.drop(["C"]).observed == table.observed - table.counts[0b0100]


@given(counts)
def test_overlaps_are_the_people_two_lists_share(own: list[int]) -> None:
    table = CaptureTable(("A", "B", "C", "D"), (0, *own))
    matrix = table.overlap()
    assert np.array_equal(matrix, matrix.T)
    assert all(matrix[i, j] == table.meeting(1 << i | 1 << j) for i in range(4) for j in range(4))


def test_the_same_table_has_the_same_digest_and_another_another(four: CaptureTable) -> None:
    assert four.digest == CaptureTable(four.lists, four.counts).digest
    assert four.digest != four.merge(["A", "B"]).digest
