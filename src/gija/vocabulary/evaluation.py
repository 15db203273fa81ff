"""Source evaluation as its owner grades it: a scale, a grade of the source, a grade of the information.

Written `4x4:A1`. The scales (4x4, 5x5x5, 6x6) are kept apart; nothing here turns a grade of one into another's.
"""

from __future__ import annotations

from dataclasses import dataclass

from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import Code, CodeList, code_list
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation: `scale`, grade of the `source` and of the `information`."""

    scale: Code
    source: Code
    information: Code

    def __str__(self) -> str:
        return f"{self.scale.code}:{self.source.code}{self.information.code}"

    @property
    def text(self) -> Text:
        """In words, both grades with their scale."""
        en = f"{self} – source: {self.source.text.en}; information: {self.information.text.en}"
        lt = f"{self} – šaltinis: {self.source.text.lt}; informacija: {self.information.text.lt}"
        return Text(en, lt)


def grades(scale: str) -> tuple[CodeList, CodeList]:
    """The grades of the source and of the information on `scale` ("4x4", "5x5x5", "6x6"); KeyError if unknown."""
    code = code_list("evaluation_scale")[scale]
    return code_list(code.extra["source_grades"]), code_list(code.extra["information_grades"])


def evaluation(written: str) -> Evaluation:
    """Read `4x4:A1`; refuses with `vocabulary.evaluation_unknown` what no scale knows."""
    scale, _, grade = written.partition(":")
    try:
        of_source, of_information = grades(scale)
        return Evaluation(code_list("evaluation_scale")[scale], of_source[grade[:1]], of_information[grade[1:]])
    except KeyError:
        raise GijaError("vocabulary.evaluation_unknown", written=written) from None
