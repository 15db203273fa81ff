"""A page with one form: what was refused is said at the form, what was written stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gija.rapporteur.choices import language
from gija.vocabulary.errors import GijaError

OWN_PAGE = ("common.not_permitted", "bodies.not_found", "recommendations.not_found", "evaluators.not_found")


def asked(
    request: Any,
    form: forms.Form,
    does: Callable[[dict[str, Any]], str],
    *,
    title: str,
    button: str,
    back: tuple[str, str],
    lead: str = "",
) -> HttpResponse:
    """Show the form, or do what it asks. `does`: takes what was written, gives the address that follows. `back`:
    address and words of the way back."""
    if request.method == "POST" and form.is_valid():
        try:
            address = does(form.cleaned_data)
        except GijaError as error:
            if error.code in OWN_PAGE:
                raise
            form.add_error(None, error.text.in_(language()))
        else:
            messages.success(request, _("Kept."))
            return redirect(address)
    page = {"form": form, "title": title, "button": button, "back": back, "lead": lead}
    return render(request, "bodies/asked.html", page, status=422 if form.errors else 200)
