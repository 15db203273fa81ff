"""What is asked on the pages: a table by file; lists, answers and options of a run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.methods.estimation.running import METHODS, USUAL
from gija.methods.estimation.telling.words import method_words
from gija.rapporteur.choices import language
from gija.rapporteur.estimates.groups import group_text
from gija.rapporteur.estimates.values import COULD, LEAST, MOST, NEVER, OPEN, Asked
from gija.rapporteur.statistics.periods import checked
from gija.vocabulary.errors import GijaError

ANSWERS = (
    (COULD, _("They could have shared people, and by chance share none")),
    (NEVER, _("They never could (their mandates exclude each other): merge them")),
    (OPEN, _("Not known")),
)


class UploadForm(forms.Form):
    """A table of who was on which lists."""

    title = forms.CharField(label=_("Name of the table"), max_length=200, help_text=_("No names of persons."))
    period = forms.CharField(label=_("Period"), max_length=10, help_text=_("A year (2014) or a half-year (2014-H1)."))
    file = forms.FileField(
        label=_("File (CSV)"),
        help_text=_(
            "A column of 0 and 1 for each list, a column “n” of people; columns sex, age_group and form part it into "
            "groups. No row tells of a single person by name."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    people_low = forms.IntegerField(
        label=_("People counted once, at least"), required=False, min_value=1,
        help_text=_("Lower end of the 90 % interval, if the people were counted once by linkage."),
    )  # fmt: skip
    people_high = forms.IntegerField(
        label=_("People counted once, at most"), required=False, min_value=1, help_text=_("Upper end of that interval.")
    )

    def clean_period(self) -> str:
        period: str = self.cleaned_data["period"].strip().upper()
        try:
            checked(period)
        except GijaError as error:
            raise forms.ValidationError(error.text.in_(language())) from None
        return period

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if (said.get("people_low") is None) != (said.get("people_high") is None):
            self.add_error("people_high", _("Give both ends of the interval, or none."))
        return said

    @property
    def people(self) -> tuple[int, int] | None:
        low, high = self.cleaned_data["people_low"], self.cleaned_data["people_high"]
        return (low, high) if low is not None else None


class ChooseForm(forms.Form):
    """Which tables, and which of their lists; in the address."""

    tables = forms.MultipleChoiceField(
        label=_("Tables (several periods are pooled)"), widget=forms.CheckboxSelectMultiple
    )
    lists = forms.MultipleChoiceField(
        label=_("Lists (none: all)"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("A list left out: whoever is on it alone is seen no more."),
    )  # fmt: skip

    def __init__(self, *args: Any, tables: Sequence[tuple[str, str]], lists: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "tables", list(tables))
        _offer(self, "lists", [(name, name) for name in lists])


class RunForm(forms.Form):
    """The question about lists that share nobody, and the options of a run."""

    methods = forms.MultipleChoiceField(label=_("Methods"), widget=forms.CheckboxSelectMultiple)
    replicates = forms.IntegerField(
        label=_("Bootstrap replicates"), min_value=LEAST, max_value=MOST, initial=1000,
        help_text=_("More take longer and move the limits less."),
    )  # fmt: skip
    seed = forms.IntegerField(
        label=_("Seed"), min_value=0, max_value=2**32 - 1, initial=1, help_text=_("The same seed, the same answer.")
    )

    def __init__(self, *args: Any, pairs: Sequence[str] = (), groups: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "methods", [(name, method_words(name).in_(language())) for name in METHODS])
        self.fields["methods"].initial = list(USUAL)
        self.pairs, self.groups = tuple(pairs), ("", *groups)
        for number, pair in enumerate(self.pairs):
            self.fields[f"answer_{number}"] = forms.ChoiceField(
                label=_("%(pair)s share nobody. Could they have?") % {"pair": pair.replace(":", ", ")}, choices=ANSWERS,
                widget=forms.RadioSelect,
            )  # fmt: skip
        for number, group in enumerate(self.groups):
            self.fields[f"population_{number}"] = forms.IntegerField(
                label=_("Population: %(group)s") % {"group": group_text(group).in_(language())}, required=False,
                min_value=1, help_text="" if number else _("For the rate per 100,000 (SDG 16.2.2); of the same year."),
            )  # fmt: skip
        self.order_fields([f"answer_{number}" for number in range(len(self.pairs))])

    def asked(self, tables: Sequence[int], lists: Sequence[str]) -> Asked:
        """What was asked for."""
        said = self.cleaned_data
        told = {group: said[f"population_{number}"] for number, group in enumerate(self.groups)}
        return Asked(
            tables=tuple(tables),
            lists=tuple(lists),
            answers={pair: said[f"answer_{number}"] for number, pair in enumerate(self.pairs)},
            methods=tuple(said["methods"]),
            replicates=said["replicates"],
            seed=said["seed"],
            populations={group: people for group, people in told.items() if people},
        )


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - narrows the type; declared above
    field.choices = choices
