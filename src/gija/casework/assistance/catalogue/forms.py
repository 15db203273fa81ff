"""A line of the catalogue: written, retired; which are shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.casework.assistance.catalogue.services import Offer
from gija.casework.assistance.forms import bodies, codes, day, offer
from gija.casework.assistance.models import Service
from gija.casework.compensation.forms import CURRENCY, MoneyForm
from gija.commons.casefile.forms import FaultsForm, language
from gija.commons.casefile.ids import new_id
from gija.vocabulary.lists import code_list


class ServiceForm(MoneyForm):
    """One line of the catalogue."""

    kind = forms.ChoiceField(label=_("Kind of service"))
    lt = forms.CharField(label=_("Name in Lithuanian"), max_length=200)
    en = forms.CharField(label=_("Name in English"), max_length=200)
    body = forms.ChoiceField(label=_("Who gives it"), help_text=_("Left empty: your own institution."))
    other = forms.CharField(label=_("Or another provider, by name"), help_text=_("No person."), max_length=200)
    place = forms.CharField(label=_("Where"), help_text=_("A town will do; no secret address."), max_length=200)
    groups = forms.MultipleChoiceField(
        label=_("For whom"), help_text=_("Nothing ticked: for everybody."), widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(label=_("In which languages"), widget=forms.SelectMultiple(attrs={"size": 6}))
    amount = forms.CharField(label=_("Cost of one unit"), max_length=20)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCY)
    unit = forms.CharField(label=_("The unit"), help_text=_("For example an hour or a night."), max_length=60)
    capacity = forms.IntegerField(label=_("Room for how many people at once"), min_value=0, max_value=100_000)
    valid_from = day(_("Offered from"), initial=timezone.localdate)
    valid_to = day(_("Offered until"), help_text=_("Left empty: it goes on."))
    version = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.CharField(widget=forms.HiddenInput)
    needed = ("kind", "lt", "en", "valid_from")

    def __init__(self, service: Service | None, *args: Any, **kwargs: Any) -> None:
        start: dict[str, Any] = {"number": new_id(), "valid_from": timezone.localdate(), "version": 0}
        if service:
            start = {name: getattr(service, name) for name in self.base_fields if hasattr(service, name)}
        super().__init__(*args, initial=start, **kwargs)
        offer(
            self, kind=codes("service"), body=[("", _("Your own institution")), *bodies()],
            groups=code_list("target_group").choices(language()), languages=code_list("language").choices(language()),
        )  # fmt: skip

    def said(self) -> Offer:
        """What was written, read as far as it can be."""
        cost, said = self.money(), self.cleaned_data
        return Offer(
            said.get("kind", ""), said.get("en", ""), said.get("lt", ""), said.get("valid_from"), said.get("valid_to"),
            said.get("body", ""), said.get("other", ""), said.get("place", ""), said.get("groups", ()),
            said.get("languages", ()), cost, said.get("unit", ""), said.get("capacity"),
        )  # fmt: skip


class RetireForm(FaultsForm):
    """The last day on which it is offered."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    valid_to = day(_("Offered until"))
    needed = ("valid_to",)


class CatalogueFilter(forms.Form):
    """Filter of the catalogue."""

    kind = forms.ChoiceField(label=_("Kind of service"), required=False)
    show = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("Offered now")), ("past", _("Retired")), ("all", _("All"))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, kind=codes("service", _("All")))
