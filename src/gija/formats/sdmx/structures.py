"""Structure messages (SDMX-ML 2.1): code lists, concepts, data structure and data flow, labelled in both languages.

pysdmx writes and reads one language. So a message is written once in each, and the second's names are set beside the
first's; it is read once in each, too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gija.formats.sdmx.flows import Component, Flow, data
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import LANGUAGES, Text

NAMES = {f"{{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common}}{one}" for one in ("Name", "Description")}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SCHEME = "CS_THB"
_MADE: dict[tuple[str, str], Any] = {}


@dataclass(frozen=True, slots=True)
class Structure:
    """What a structure message says: the labels of its lists' codes, of its concepts, and the components in order."""

    flow: str
    text: Text
    dimensions: tuple[str, ...]
    attributes: tuple[str, ...]
    lists: Mapping[str, Mapping[str, Text]]
    concepts: Mapping[str, Text]


def structure(flow: Flow, *, made: dt.datetime) -> bytes:
    """The structure message of a flow. Same flow and day, same bytes."""
    from lxml import etree
    from pysdmx.io.xml.sdmx21.writer.structure import write

    from gija.formats.sdmx.writing import header

    english, lithuanian = (
        etree.fromstring(str(write(_artefacts(flow, language), header=header(flow.id, made))).encode())
        for language in LANGUAGES
    )
    for one, other in list(zip(english.iter(), lithuanian.iter(), strict=True)):
        if one.tag in NAMES:
            other.set(LANG, "lt")
            one.addnext(other)
    return bytes(etree.tostring(english, xml_declaration=True, encoding="UTF-8"))


def _artefacts(flow: Flow, language: str) -> list[Any]:
    from pysdmx.model import Dataflow

    lists = _lists(flow, language)
    made = definition(flow, language)
    of = _of(flow.text, language)
    return [*lists.values(), _scheme(flow, language), made, Dataflow(id=flow.id, structure=made, **of)]


def _of(text: Text, language: str) -> dict[str, Any]:
    return {"name": text.in_(language), "agency": data()["agency"], "version": data()["version"]}


def _lists(flow: Flow, language: str) -> dict[str, Any]:
    """The code lists by id, each once."""
    from pysdmx.model import Code, Codelist

    return {
        one.list_id: Codelist(
            id=one.list_id,
            items=[Code(id=code, name=text.in_(language)) for code, text in one.codes.items()],
            **_of(one.list_text, language),
        )
        for one in (*flow.dimensions, *flow.attributes)
        if one.codes is not None and one.list_text is not None
    }


def _scheme(flow: Flow, language: str) -> Any:
    from pysdmx.model import ConceptScheme

    found = [_concept(one.id, one.text, language) for one in (*flow.dimensions, *flow.attributes, _value())]
    return ConceptScheme(id=SCHEME, items=found, **_of(Text.of(data()["scheme"]), language))


def _value() -> Component:
    return Component("OBS_VALUE", Text.of(data()["concepts"]["OBS_VALUE"]))


def _concept(name: str, text: Text, language: str) -> Any:
    from pysdmx.model import Concept

    head = f"urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept={data()['agency']}:{SCHEME}({data()['version']})"
    return Concept(id=name, name=text.in_(language), urn=f"{head}.{name}")


def definition(flow: Flow, language: str) -> Any:
    """The data structure definition, of pysdmx. An id has one structure, so each is made once."""
    if (flow.id, language) not in _MADE:
        _MADE[flow.id, language] = _definition(flow, language)
    return _MADE[flow.id, language]


def _definition(flow: Flow, language: str) -> Any:
    from pysdmx.model import Component as Made
    from pysdmx.model import Components, DataStructureDefinition, DataType, Role

    lists = _lists(flow, language)

    def made(one: Component, role: Any, required: bool, kind: Any = DataType.STRING, level: str | None = None) -> Any:
        codes = lists.get(one.list_id) if one.codes is not None else None
        known = _concept(one.id, one.text, language)
        return Made(one.id, required, role, known, local_dtype=kind, local_codes=codes, attachment_level=level)

    kinds = {"TIME_PERIOD": DataType.PERIOD}
    found = [made(one, Role.DIMENSION, True, kinds.get(one.id, DataType.STRING)) for one in flow.dimensions]
    found.append(made(_value(), Role.MEASURE, False, DataType.INTEGER))
    found += [made(one, Role.ATTRIBUTE, one.id == "OBS_STATUS", level="O") for one in flow.attributes]
    return DataStructureDefinition(id=flow.id, components=Components(found), **_of(flow.text, language))


def read_structure(content: bytes) -> Structure:
    """What a structure message says, in both languages. `sdmx.broken` where it cannot be read."""
    from gija.formats.sdmx.opening import opened

    found = {language: opened(_in_language(content, language)) for language in LANGUAGES}
    english, lithuanian = found["en"], found["lt"]
    flows = list(zip(english.get_dataflows(), lithuanian.get_dataflows(), strict=True))
    made = english.get_data_structure_definitions()
    if len(flows) != 1 or len(made) != 1:
        raise GijaError("sdmx.no_structure")
    lists = zip(english.get_codelists(), lithuanian.get_codelists(), strict=True)
    schemes = zip(english.get_concept_schemes(), lithuanian.get_concept_schemes(), strict=True)
    return Structure(
        flow=flows[0][0].id,
        text=_both(*flows[0]),
        dimensions=tuple(one.id for one in made[0].components.dimensions),
        attributes=tuple(one.id for one in made[0].components.attributes),
        lists={one.id: _items(one, other) for one, other in lists},
        concepts={name: text for one, other in schemes for name, text in _items(one, other).items()},
    )


def _both(one: Any, other: Any) -> Text:
    return Text(str(one.name), str(other.name))


def _items(one: Any, other: Any) -> dict[str, Text]:
    named = {item.id: item for item in other.items}
    return {item.id: _both(item, named[item.id]) for item in one.items}


def _in_language(content: bytes, language: str) -> bytes:
    """The same message in one language: pysdmx reads what is marked as English."""
    from lxml import etree

    from gija.formats.sdmx.opening import tree

    found = tree(content)
    for one in list(found.iter(*NAMES)):
        if one.get(LANG, "en") == language:
            one.set(LANG, "en")
        else:
            one.getparent().remove(one)
    return bytes(etree.tostring(found, xml_declaration=True, encoding="UTF-8"))
