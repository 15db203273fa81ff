"""Charts that others made: read as far as a chart of ours can hold them, nothing invented."""

from __future__ import annotations

import anxwritter
import pytest

from gija.formats.anx import read, read_whole, read_with_positions, write
from gija.methods.graph import layout
from gija.methods.graph.testing import synthetic_chart


def foreign() -> bytes:
    peer = anxwritter.ANXChart()
    peer.grades_one = anxwritter.GradeCollection(items=["Reliable", "Unreliable"])
    peer.source_types = ["Witness"]
    peer.add_icon(
        id="Asmuo A",
        type="Person",
        x=10,
        y=20,
        attributes={"calls": 3, "Number plate": "x"},
        grade_one=0,
        source_type="Witness",
        source_ref="R-7",
    )
    peer.add_icon(
        id="Asmuo B", type="Asmuo", label="B", cards=[anxwritter.Card(summary="Heard", description="at noon")]
    )
    peer.add_box(id="Hangar", type="Hangar", label="Hangar 9")
    peer.add_link(from_id="Asmuo A", to_id="Asmuo B", type="Call", arrow="<-", date="2020-01-31")
    peer.add_link(from_id="Asmuo A", to_id="Hangar", type="Residence", arrow="->", datetime_description="sometime")
    return b"".join(peer.iter_anx_bytes())


def test_types_in_either_language_are_ours_and_others_keep_their_names() -> None:
    found = {one.id: one for one in read(foreign()).entities}
    assert [found[one].type for one in ("Asmuo A", "Asmuo B", "Hangar")] == ["person", "person", "Hangar"]
    assert found["Asmuo A"].label == "Asmuo A"
    assert found["Asmuo A"].attributes == {
        "calls": ("3",),
        "Number plate": ("x",),
        "grades": ("Reliable",),
        "notes": ("Witness: R-7",),
    }
    assert found["Asmuo B"].attributes == {"notes": ("Heard – at noon",)}
    assert all(not one.provenance for one in found.values())


def test_an_arrow_on_the_tail_turns_the_relation_round() -> None:
    back = read(foreign())
    call, residence = sorted(back.relations, key=lambda one: one.type)
    assert (call.type, call.source, call.target, call.start) == ("Call", "Asmuo B", "Asmuo A", "2020-01-31")
    assert (residence.type, residence.start) == ("lives_at", "")


def test_positions_are_read_and_the_first_entity_is_the_focus() -> None:
    chart, places = read_with_positions(foreign())
    assert places["Asmuo A"] == (10.0, 20.0)
    assert chart.focus == "Asmuo A"
    assert chart.created.year == 1970  # the file does not say


ITEMS = """<Chart{space}><ChartItemCollection>
<ChartItem Label="A" Id="i1"><End X="1" Y="2"><Entity EntityId="1" Identity="a"><Theme>
<ThemeStyle Type="Asmuo"/></Theme></Entity></End></ChartItem>
<ChartItem Label="Patikra" DateSet="true" DateTime="2020-05-06T10:00:00"><End X="1" Y="2">
<Entity EntityId="2" Identity="b"><Event>
<EventStyle Type="Event"/></Event></Entity></End></ChartItem>
<ChartItem Label="x"><End X="0" Y="0"><TextBlock><TextBlockStyle/></TextBlock></End></ChartItem>
<ChartItem><Link End1Id="{one}" End2Id="{other}"><LinkStyle Type="Call" ArrowStyle="ArrowOnBoth"/></Link></ChartItem>
</ChartItemCollection></Chart>"""


@pytest.mark.parametrize("space", ["", ' xmlns="urn:somebody:else"', ' xmlns:a="urn:x"'])
@pytest.mark.parametrize(("one", "other"), [("1", "2"), ("a", "b"), ("i1", "b")])
def test_dialects_of_other_producers_are_read(space: str, one: str, other: str) -> None:
    """With and without a namespace; links by entity id, identity or item id; theme lines and event frames."""
    chart = read(ITEMS.format(space=space, one=one, other=other).encode())
    assert [(each.id, each.type) for each in chart.entities] == [("a", "person"), ("b", "event")]
    assert chart.entities[1].attributes == {"date": ("2020-05-06",)}
    assert [(each.source, each.target, each.type) for each in chart.relations] == [("a", "b", "Call")]


def test_the_version_a_file_was_made_from_comes_back() -> None:
    chart = synthetic_chart(5, 4)
    assert read_whole(write(chart, layout(chart), "lt", version="ABC/2")).version == "ABC/2"
    assert read_whole(write(chart, layout(chart), "lt")).version == ""
    assert read_whole(foreign()).version == ""


BY_REFERENCE = """<Chart IdReferenceLinking="true"><EntityTypeCollection><EntityType Id="ID1" Name="Person"/>
</EntityTypeCollection><LinkTypeCollection><LinkType Id="ID2" Name="Call"/></LinkTypeCollection><ChartItemCollection>
<ChartItem Id="ID3" Label="Asmuo A" DateSet="false" SourceReference="" SourceType="Elsewhere"><CardCollection>
<Card Summary="Heard" Text="at noon" SourceReference="R-1" SourceType="Witness" DateTime="2020-05-06T10:00:00"
 DateSet="true"/></CardCollection><End X="5" Y="-6" Z="0"><Entity Identity="A" LabelIsIdentity="true"><Icon>
<IconStyle EntityTypeReference="ID1"/></Icon></Entity></End></ChartItem>
<ChartItem Id="ID4" Label="B"><End X="0" Y="0"><Entity Identity="B"><Icon><IconStyle EntityTypeReference="ID1"/></Icon>
</Entity></End></ChartItem>
<ChartItem Id="ID5" Label="x"><CardCollection><Card Summary="Listed" Text=""/></CardCollection>
<Link End1Reference="ID3" End2Reference="ID4"><LinkStyle LinkTypeReference="ID2"/></Link></ChartItem>
</ChartItemCollection></Chart>"""


def test_charts_that_link_by_reference_and_keep_their_cards_on_the_item_are_read() -> None:
    chart, places = read_with_positions(BY_REFERENCE.encode())
    first = chart.entities[0]
    assert (first.id, first.type, places["A"]) == ("A", "person", (5.0, -6.0))
    assert [(one.database, one.record, one.kind) for one in first.provenance] == [("Witness", "R-1", "assessment")]
    (call,) = chart.relations
    assert (call.source, call.target, call.type) == ("A", "B", "Call")
    assert call.attributes == {"notes": ("Listed",)}
