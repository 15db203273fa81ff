"""What an assessor writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.bodies.fields import lines


class DeclareForm(forms.Form):
    """Conflict of interest."""

    conflict = forms.ChoiceField(
        label=_("Have you, or has somebody close to you, an interest in this application?"),
        choices=[("no", _("No, there is no conflict of interest")), ("yes", _("Yes, there is a conflict of interest"))],
        widget=forms.RadioSelect,
    )
    words = lines(_("Which"), required=False, hint=_("Needed where there is one; never the name of a person."))


class ScoreForm(forms.Form):
    """Points and words for every criterion."""

    def __init__(self, criteria: Sequence[dict[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [one["code"] for one in criteria]
        for one in criteria:
            label = _("%(words)s: points, 0 to %(most)d") % {"words": one["words"], "most": one["most"]}
            self.fields[f"points_{one['code']}"] = forms.IntegerField(label=label, min_value=0, max_value=one["most"])
            self.fields[f"words_{one['code']}"] = lines(_("%(words)s: why") % {"words": one["words"]}, rows=2)

    def given(self) -> dict[str, tuple[int, str]]:
        said = self.cleaned_data
        return {code: (said[f"points_{code}"], said[f"words_{code}"]) for code in self.codes}


class WordsForm(forms.Form):
    """What a meeting came to."""

    words = lines(_("What the meeting came to"))
