"""The forms of break-glass: to open it, to review it, to find uses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.police.access.words import FINDINGS, STATES


def _language() -> str:
    return get_language() or "lt"


class ReasonForm(forms.Form):
    """Why the glass is broken."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_(
            "In words: who is in danger and why the owner cannot be asked first. The auditor reads it at once."
        ),
    )


class ReviewForm(forms.Form):
    """What the auditor found."""

    finding = forms.ChoiceField(label=_("Auditor's finding"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"), max_length=1000, strip=True, widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("In words: at least two words and 10 characters. It is kept with the use."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["finding"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        field.choices = [(code, text.in_(_language())) for code, text in FINDINGS.items() if code]


class UseFilter(forms.Form):
    """Filters of the auditor's list."""

    state = forms.ChoiceField(label=_("State"), required=False)
    finding = forms.ChoiceField(label=_("Auditor's finding"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = _language()
        states = [("open", STATES[True].in_(said)), ("over", STATES[False].in_(said))]
        findings = [(code or "none", text.in_(said)) for code, text in FINDINGS.items()]
        for name, choices in (("state", states), ("finding", findings)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
            field.choices = [("", _("All")), *choices]

    def filters(self) -> dict[str, Any]:
        """Arguments for `queries.all_uses`; a filter that is not valid is left out."""
        self.full_clean()
        said = self.cleaned_data if self.is_bound else {}
        finding = said.get("finding", "")
        return {
            "state": said.get("state", ""),
            "finding": None if not finding else ("" if finding == "none" else finding),
        }
