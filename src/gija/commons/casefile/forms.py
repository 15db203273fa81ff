"""Forms of the case file, made of its fields. What is checked is checked by `reading`, as for every way in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.commons.casefile.fields import BY_NAME, EVENT, EVENT_LATER, IDENTITY, PERSON, Field, Kind
from gija.commons.casefile.ids import new_id
from gija.commons.casefile.reading import Fault, check
from gija.commons.casefile.rules import may_have_duty
from gija.vocabulary.lists import code_list

OFF = {"autocomplete": "off", "spellcheck": "false"}
CHILD_HINTS = {"consents": _("For a child: what its representative agreed to, having heard the child.")}
NOT_OF_A_CHILD = ("means",)  # a child needs no means to be a victim (Directive 2011/36/EU, art. 2(5))
NOT_OF_AN_ADULT = ("representative",)
FIRST = ("LTU", "LVA", "EST", "POL", "UKR", "BLR", "RUS", "GBR", "DEU", "NLD", "SWE", "NOR", "ESP")  # most often met


def language() -> str:
    return get_language() or "lt"


@cache
def choices(name: str, in_: str) -> tuple[tuple[str, Any], ...]:
    """What a select offers; countries with those most often met first."""
    offered = code_list(name).choices(in_)
    if name != "country":
        return tuple(offered)
    often = sorted((one for one in offered if one[0] in FIRST), key=lambda one: FIRST.index(one[0]))
    rest = sorted((one for one in offered if one[0] not in FIRST), key=lambda one: one[1].casefold())
    return ((str(_("Most often")), tuple(often)), (str(_("All other")), tuple(rest)))


class FaultsForm(forms.Form):
    """A form that shows the faults a service or a reader found, each at its field.

    `needed` fields are told apart from the optional ones; that they are there is checked by the reader, not here.
    """

    needed: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mark_needed()

    def mark_needed(self) -> None:
        for name in self.needed:
            self.fields[name].required = True

    def full_clean(self) -> None:
        for field in self.fields.values():
            field.required = False
        super().full_clean()
        self.mark_needed()

    def show(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            where = fault.field if fault.field in self.fields else None
            if where not in self.errors:
                self.add_error(where, fault.error.text.in_(language()))


class PageForm(FaultsForm):
    """One page of a case: its fields, a number against sending twice, the version that was read."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, asked: Iterable[Field], data: Any = None, *, kind: str = "", given: Mapping[str, Any] | None = None
    ) -> None:
        self.asked, self.kind = tuple(asked), kind
        super().__init__(data, initial=_spread(given or {}))
        shown: dict[str, forms.Field] = {}
        for one in self.asked:
            for name, field in _form_fields(one, data, (given or {}).get(one.name)):
                shown[name] = field
        self.fields = {**shown, **self.fields}
        self.needed = tuple(one.name for one in self.asked if one.required)
        self.mark_needed()

    def raw(self) -> dict[str, Any]:
        """What was written, field by field; the rows of a field together."""
        said = {one.name: self._raw(one) for one in self.asked}
        return {name: value for name, value in said.items() if name in {one.name for one in self.asked}}

    def _raw(self, one: Field) -> Any:
        if one.kind is Kind.CODES:
            return self.data.getlist(one.name) if hasattr(self.data, "getlist") else self.data.get(one.name)
        if one.kind is Kind.ROWS:
            return [self.data[name] for name in self.fields if _stem(name) == one.name and self.data.get(name)]
        return self.data.get(one.name)

    def faults(self, *, whole: bool = True) -> bool:
        """Check what was written, show what is wrong, say whether anything is."""
        self.full_clean()
        _, found = check(self.raw(), self.asked, whole=whole, kind=self.kind)
        self.show(found)
        return bool(self.errors)


class PersonForm(PageForm):
    """Page 1. `case` is the number of the case to be, so that a form sent twice opens one."""

    case = forms.CharField(required=False, widget=forms.HiddenInput)
    anyway = forms.BooleanField(
        label=_("Open a case all the same: it is another person, or a new case"), required=False
    )

    def __init__(
        self, data: Any = None, *, given: Mapping[str, Any] | None = None, new: bool = False, known: bool = False
    ) -> None:
        start = {"registered_on": timezone.localdate().isoformat(), "case": new_id()} if new else {}
        super().__init__(PERSON, data, given={**start, **(given or {})})
        for name in ("version",) if new else ("case",):
            del self.fields[name]
        if not known:
            del self.fields["anyway"]


class EventForm(PageForm):
    """Page 2, for an adult or for a child; with what begins the history the first time only."""

    def __init__(self, data: Any, case: Any, *, first: bool, given: Mapping[str, Any] | None = None) -> None:
        asked = [one for one in (EVENT if first else EVENT_LATER) if self._for(one, case)]
        super().__init__(asked, data, kind=case.institution_kind, given=given)
        if case.age_group == "child":
            for name in CHILD_HINTS.keys() & self.fields.keys():
                self.fields[name].help_text = CHILD_HINTS[name]

    @staticmethod
    def _for(one: Field, case: Any) -> bool:
        if case.age_group == "child" and one.name in NOT_OF_A_CHILD:
            return False
        return one.name not in ("legal_duty", "legal_basis") or may_have_duty(case.institution_kind)


def _stem(name: str) -> str:
    head, _part, tail = name.rpartition("_")
    return head if tail.isdigit() else name


def _spread(given: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a form starts with them: a field of rows becomes name, name_2, name_3 …"""
    found: dict[str, Any] = {}
    for name, value in given.items():
        one = BY_NAME.get(name)
        if one is not None and one.kind is Kind.ROWS:
            found |= {name if at == 1 else f"{name}_{at}": code for at, code in enumerate(value or (), 1)}
        else:
            found[name] = value
    return found


def _form_fields(one: Field, data: Any, given: Any) -> Iterable[tuple[str, forms.Field]]:
    if one.kind is not Kind.ROWS:
        yield one.name, MAKERS.get(one.kind, _line)(one)
        return
    sent = [name for name in data or () if _stem(name) == one.name and data[name]]
    for at in range(1, max(2, len(given or ()) + 1, len(sent) + 1) + 1):
        field = _select(one)
        if at > 1:
            field.label, field.help_text = f"{one.label} ({at})", ""
        yield (one.name if at == 1 else f"{one.name}_{at}"), field


# Nothing is required of the form itself: what must be there is said by the reader, the same for each way in.
def _line(one: Field) -> forms.Field:
    widgets = {Kind.EMAIL: forms.EmailInput, Kind.PHONE: forms.TextInput}
    widget = widgets.get(one.kind, forms.TextInput)(attrs=OFF)
    if one.kind is Kind.PERSONAL_CODE:
        widget.attrs["inputmode"] = "numeric"
    return forms.CharField(label=one.label, required=False, help_text=one.hint, widget=widget)


def _day(one: Field) -> forms.Field:
    return forms.CharField(label=one.label, required=False, help_text=one.hint, widget=DayInput())


def _long(one: Field) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 4, **OFF})
    return forms.CharField(label=one.label, required=False, help_text=one.hint, widget=widget)


def _select(one: Field) -> Any:
    offered = [("", _("Choose")), *choices(one.list, language())]
    return forms.CharField(label=one.label, required=False, help_text=one.hint, widget=forms.Select(choices=offered))


def _ticks(one: Field) -> forms.Field:
    offered = choices(one.list, language())
    widget = forms.CheckboxSelectMultiple(choices=offered)
    return forms.Field(label=one.label, required=False, help_text=one.hint, widget=widget)


def _tick(one: Field) -> forms.Field:
    return forms.BooleanField(label=one.label, required=False, help_text=one.hint)


class DayInput(forms.DateInput):
    """A day as the browser asks for it; what was typed is shown again as it was."""

    input_type = "date"

    def format_value(self, value: Any) -> Any:
        return value.isoformat() if hasattr(value, "isoformat") else value


class MonthInput(forms.TextInput):
    """A month as the browser asks for it; one that does not, takes it as text."""

    input_type = "month"


def _month(one: Field) -> forms.Field:
    return forms.CharField(label=one.label, required=False, help_text=one.hint, widget=MonthInput())


def _number(one: Field) -> forms.Field:
    mode = "decimal" if one.kind is Kind.MONEY else "numeric"
    widget = forms.TextInput(attrs={"inputmode": mode, **OFF})
    return forms.CharField(label=one.label, required=False, help_text=one.hint, widget=widget)


def _yes_no(one: Field) -> Any:
    offered = [("", _("Choose")), ("yes", _("yes")), ("no", _("no"))]
    return forms.CharField(label=one.label, required=False, help_text=one.hint, widget=forms.Select(choices=offered))


MAKERS: dict[Kind, Callable[[Field], Any]] = {
    Kind.DATE: _day,
    Kind.LONG: _long,
    Kind.CODE: _select,
    Kind.CODES: _ticks,
    Kind.FLAG: _tick,
    Kind.MONTH: _month,
    Kind.COUNT: _number,
    Kind.MONEY: _number,
    Kind.YES_NO: _yes_no,
}


def given_of(case: Any, *, person: bool) -> dict[str, Any]:
    """What a form about this case starts with."""
    names = [one.name for one in (PERSON if person else EVENT_LATER)]
    found = {name: getattr(case.person if name in IDENTITY else case, name, "") for name in names}
    if person:
        found |= {f"{name}_missing": reason for name, reason in case.missing.items()}
    return {**found, "version": case.version}


# ---- small forms ----


class EntryForm(FaultsForm):
    """Something added to the history; `entry` is its number, so that a form sent twice adds one."""

    entry = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, given: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"entry": new_id(), **(given or {})})
        for name, listed in self.lists().items():
            self.fields[name].widget.choices = [("", _("Choose")), *choices(listed, language())]

    def lists(self) -> dict[str, str]:
        """Field -> code list of its select."""
        return {}


def _chosen(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Select())


def _dated(label: Any, *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=DayInput())


class StatusForm(EntryForm):
    needed = ("status", "authority_kind")
    status = _chosen(BY_NAME["status"].label)
    status_on = _dated(BY_NAME["status_on"].label)
    authority_kind = _chosen(BY_NAME["authority_kind"].label)
    authority = forms.CharField(
        label=BY_NAME["authority"].label, required=False, help_text=BY_NAME["authority"].hint, max_length=200
    )

    def lists(self) -> dict[str, str]:
        return {"status": "victim_status", "authority_kind": "institution_kind"}


class AssistanceForm(EntryForm):
    needed = ("service", "start")
    service = _chosen(_("Service"))
    start = _dated(_("First day"))
    end = _dated(_("Last day, if it has ended"))
    provider_kind = _chosen(_("Kind of institution that gives it, if not yours"))
    provider = forms.CharField(
        label=_("Its name"), required=False, max_length=200, help_text=_("Stays in your institution.")
    )

    def lists(self) -> dict[str, str]:
        return {"service": "service", "provider_kind": "institution_kind"}


class ConsentForm(EntryForm):
    needed = ("scope", "given_on")
    scope = _chosen(BY_NAME["consents"].label)
    given_on = _dated(BY_NAME["consents_on"].label)

    def lists(self) -> dict[str, str]:
        return {"scope": "consent_scope"}


class NoteForm(EntryForm):
    needed = ("note",)
    note = forms.CharField(
        label=BY_NAME["note"].label, required=False, help_text=BY_NAME["note"].hint,
        widget=forms.Textarea(attrs={"rows": 6, **OFF}),
    )  # fmt: skip


class EndForm(FaultsForm):
    needed = ("end",)
    end = _dated(_("The service ended on"))


class WithdrawConsentForm(FaultsForm):
    needed = ("withdrawn_on",)
    withdrawn_on = _dated(_("Taken back on"))


class ReasonForm(FaultsForm):
    needed = ("reason",)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=1000, help_text=_("Name nobody."),
        widget=forms.Textarea(attrs={"rows": 3, **OFF}),
    )  # fmt: skip


class FindForm(PageForm):
    """Who is looked for: by personal code, by name and date of birth, or by one's own case number."""

    def __init__(self, data: Any = None) -> None:
        wanted = ("personal_code", "given_names", "family_name", "birth_date", "reference")
        super().__init__([BY_NAME[name] for name in wanted], data)
        del self.fields["version"]


class ImportForm(forms.Form):
    corrects = forms.CharField(required=False, widget=forms.HiddenInput)
    file = forms.FileField(label=_("CSV or XLSX file"), widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.json"}))
    registered_on = forms.DateField(
        label=_("Registered on, if the file does not say it"),
        required=False,
        help_text=_("For a file in HTCDS: the standard has no day of registration. Year-month-day."),
    )


class CaseFilter(forms.Form):
    """Filters of the list. They hold nothing that tells who it is, so they may stand in the address."""

    status = forms.ChoiceField(label=_("Status"), required=False)
    form = forms.ChoiceField(label=_("Form of exploitation"), required=False)
    register = forms.ChoiceField(label=_("In the register"), required=False)
    review = forms.BooleanField(label=_("To be looked at again"), required=False)
    mine = forms.BooleanField(label=_("Opened by me"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "status": choices("victim_status", language()),
            "form": choices("exploitation", language()),
            "register": tuple(REGISTER_WORDS.items()),
        }
        for name, these in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
            field.choices = [("", _("All")), *these]

    def asked(self) -> dict[str, Any]:
        """The filters that are set and mean something."""
        self.full_clean()
        return dict(self.cleaned_data) if self.is_bound else {}


REGISTER_WORDS = {
    "unfinished": _("not finished"),
    "not_sent": _("not sent"),
    "sent": _("sent"),
    "changed": _("changed since sent"),
}
