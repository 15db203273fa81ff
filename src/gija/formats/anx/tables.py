"""The collections at the head of a chart file: types, attribute classes, grades, strengths, source types, legend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gija.formats.anx import words
from gija.formats.anx.xml import many, tag
from gija.methods.graph.handling import every_provenance, strictest
from gija.methods.graph.printable import line
from gija.methods.graph.values import Chart, Entity, Provenance, Relation
from gija.vocabulary.entities import entity_types
from gija.vocabulary.lists import code_list
from gija.vocabulary.relations import relation_types

FACT, ASSESSMENT = "fact", "assessment"
Item = tuple[str, str | int | None]


class Tables:
    """What the chart uses of the vocabulary, named in one language, each with the id its items refer to."""

    def __init__(self, chart: Chart, language: str) -> None:
        self.language = language
        self.chart = chart
        used = sorted({one.type for one in chart.entities})
        self.types = {code: words.types().name(code, language) for code in used}
        self.type_ids = {code: f"T{i}" for i, code in enumerate(used, 1)}
        used = sorted({one.type for one in chart.relations})
        self.links = {code: words.links().name(code, language) for code in used}
        self.link_ids = {code: f"R{i}" for i, code in enumerate(used, 1)}
        self._forward = {one.code: one.forward.in_(language) for one in relation_types()}
        pieces = set(every_provenance(chart))
        self.databases = sorted({one.database for one in pieces})
        scales = sorted({words.grade_parts(one.evaluation)[0] for one in pieces if one.evaluation})
        self._one = words.grade_names(scales, 0, language)
        self._two = words.grade_names(scales, 1, language)
        self._three = {one.code: one.text.in_(language) for one in code_list("handling_code")}
        self._indices = [{key: i for i, key in enumerate(some, 1)} for some in (self._one, self._two)]
        self._handling = {code: i for i, code in enumerate(self._three, 1)}
        self.classes: dict[str, str] = {}  # name of an attribute class -> its id
        self._shown: dict[str, bool] = {}
        self._kinds = {(one.code, field.code): field.kind for one in entity_types() for field in one.fields}
        self._gather()

    def _gather(self) -> None:
        for one in self.chart.entities:
            for field, name, _ in self._values(one):
                # Under an icon only dates stand, the category and why it was merged: the rest is one click away.
                seen = not field or self._kinds.get((one.type, field)) == "date"
                self._shown[name] = self._shown.get(name, False) or seen
        for link in self.chart.relations:
            for name, _ in self.link_values(link):
                self._shown.setdefault(name, False)
        self.classes = {name: f"A{i}" for i, name in enumerate(sorted(self._shown), 1)}

    def _values(self, one: Entity) -> Iterator[tuple[str, str, str]]:
        names = words.fields(one.type)
        for field, values in one.attributes.items():
            yield field, names.name(field, self.language), "\n".join(map(line, values))
        if one.category:
            category = words.codes("person_category").name(one.category, self.language)
            yield "", words.CATEGORY.in_(self.language), category
        if one.merged:
            merged = [names.name(reason, self.language) for reason in one.merged]
            yield "", words.MERGED.in_(self.language), "\n".join(map(line, merged))

    def entity_values(self, one: Entity) -> list[tuple[str, str]]:
        """The attributes of an entity, in the order of its fields: class name and value, several values a line each."""
        return [(name, value) for _, name, value in self._values(one)]

    def link_values(self, one: Relation) -> Iterator[tuple[str, str]]:
        """The attributes of a relation, and its id, which a link of Analyst's Notebook has no place for."""
        for field, values in (one.attributes or {}).items():
            yield field, "\n".join(map(line, values))
        yield words.RELATION_ID.in_(self.language), one.id

    def link_label(self, code: str) -> str:
        return self._forward.get(code, code)

    def strength(self, pieces: Iterable[Provenance]) -> str:
        """A fact where at least one database holds it as a fact."""
        kinds = {one.kind for one in pieces}
        return self.kind(ASSESSMENT if kinds == {ASSESSMENT} else FACT)

    def kind(self, code: str) -> str:
        return words.codes("information_kind").name(code, self.language)

    def grades(self, pieces: Iterable[Provenance]) -> list[Item]:
        """Grade indices: the evaluation all agree on, else none (cards have their own); the strictest handling."""
        some = list(pieces)
        found = {one.evaluation for one in some}
        evaluation, handling = found.pop() if len(found) == 1 else "", strictest(some)
        one = two = 0
        if evaluation:
            scale, source, information = words.grade_parts(evaluation)
            one, two = self._indices[0][scale, source], self._indices[1][scale, information]
        return [
            ("GradeOneIndex", one),
            ("GradeTwoIndex", two),
            ("GradeThreeIndex", self._handling.get(handling, 0)),
        ]

    def xml(self) -> str:
        """The collections, in the order Analyst's Notebook writes them."""
        strengths = [
            tag("Strength", [("Id", "S1"), ("Name", self.kind(FACT)), ("DotStyle", "DotStyleSolid")]),
            tag("Strength", [("Id", "S2"), ("Name", self.kind(ASSESSMENT)), ("DotStyle", "DotStyleDashed")]),
        ]
        icons = {one.code: one.icon for one in entity_types()}
        types = [
            tag("EntityType", [("Id", self.type_ids[code]), ("Name", name), ("IconFile", icons.get(code, "General"))])
            for code, name in self.types.items()
        ]
        links = [tag("LinkType", [("Id", self.link_ids[code]), ("Name", name)]) for code, name in self.links.items()]
        return "".join(
            [
                many("StrengthCollection", strengths),
                self._strings("GradeOne", "G", [words.NO_GRADE, *self._one.values()]),
                self._strings("GradeTwo", "H", [words.NO_GRADE, *self._two.values()]),
                self._strings("GradeThree", "I", [words.NO_GRADE, *self._three.values()]),
                self._strings("SourceHints", "D", self.databases),
                many("AttributeClassCollection", map(self._class, self.classes)),
                many("EntityTypeCollection", types),
                many("LinkTypeCollection", links),
            ]
        )

    def _class(self, name: str) -> str:
        shown = self._shown[name]
        return tag(
            "AttributeClass",
            [
                ("Id", self.classes[name]),
                ("Name", name),
                ("Type", "AttText"),
                ("IsUser", "true"),
                ("UserCanAdd", "true"),
                ("UserCanRemove", "true"),
                ("Visible", None if shown else "false"),
                ("ShowValue", "true"),
                ("Prefix", f"{name}: "),
                ("ShowPrefix", "true"),
            ],
        )

    @staticmethod
    def _strings(name: str, prefix: str, texts: list[str]) -> str:
        strings = [tag("String", [("Id", f"{prefix}{i}"), ("Text", text)]) for i, text in enumerate(texts)]
        return tag(name, (), "\n" + many("StringCollection", strings)) + "\n" if texts else ""

    def palette(self) -> str:
        """What the analyst can add by hand: the types and classes of this chart."""
        classes = [
            tag("AttributeClassEntry", [("AttributeClass", name), ("AttributeClassReference", one)])
            for name, one in self.classes.items()
        ]
        types = [
            tag("EntityTypeEntry", [("Entity", name), ("EntityTypeReference", self.type_ids[code])])
            for code, name in self.types.items()
        ]
        links = [
            tag("LinkTypeEntry", [("LinkType", name), ("LinkTypeReference", self.link_ids[code])])
            for code, name in self.links.items()
        ]
        inner = (
            many("AttributeClassEntryCollection", classes)
            + many("EntityTypeEntryCollection", types)
            + many("LinkTypeEntryCollection", links)
        )
        return many("PaletteCollection", [tag("Palette", [("Name", "Gija")], "\n" + inner)])

    def legend(self) -> str:
        """Icons of the types, the two kinds of line, the handling code of the whole chart."""
        icons = {one.code: one.icon for one in entity_types()}
        rows = [
            tag(
                "LegendItem",
                [("Type", "LegendItemTypeIcon"), ("Label", name), ("ImageName", icons.get(code, "General"))],
            )
            for code, name in self.types.items()
        ]
        for kind, dashes in ((FACT, "DotStyleSolid"), (ASSESSMENT, "DotStyleDashed")):
            line_row: list[Item] = [("Type", "LegendItemTypeLine"), ("Label", self.kind(kind)), ("Colour", 0)]
            rows.append(tag("LegendItem", [*line_row, ("LineWidth", 1), ("DashStyle", dashes)]))
        bound = strictest(every_provenance(self.chart))
        if bound:
            rows.append(tag("LegendItem", [("Type", "LegendItemTypeText"), ("Label", self._three[bound])], "<Font/>"))
        shown: list[Item] = [("Shown", "true"), ("Arrange", "LegendArrangementTall")]
        return tag("LegendDefinition", shown, "\n" + "\n".join(rows) + "\n") + "\n"
