"""The page of the check. What is ticked comes by POST, stands in no address, and is kept nowhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_http_methods

from gija.commons.permissions import PUBLIC, needs
from gija.public.offers.signs import signs, ticked, weight
from gija.public.tips.views import quiet


@needs(PUBLIC)
@quiet
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, language: str) -> HttpResponse:
    """The signs; posted, what they come to above them."""
    with translation.override(language):
        found = ticked(request.POST.getlist("sign")) if request.method == "POST" else ()
        shown = {
            "signs": signs(), "found": found, "codes": [one.code for one in found],
            "weight": weight(found) if request.method == "POST" else "", "language": language,
            "other": "en" if language == "lt" else "lt",
        }  # fmt: skip
        return render(request, "public/offer.html", shown)
