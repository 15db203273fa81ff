"""What the pages of feeds share. Each room declares its own views, with their permissions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gija.commons.feeds.services import Feeds
from gija.commons.permissions import Actor
from gija.commons.rowlevel.session import acting_for
from gija.formats.ical import TYPE

Calendar = Callable[[Actor, str, dt.datetime], bytes]  # whose, in which language, when made


def address(request: Any, feeds: Feeds, space: str, *, back: str, room: str, holds: str) -> HttpResponse:
    """The address of one's own feed: made anew (shown once) or ended. `space`: of the room's addresses, which has
    `feed` and `subscribe`; `back` and `room`: where the page leads back to; `holds`: what a feed shows."""
    made = ""
    if request.method == "POST" and request.POST.get("act") == "end":
        feeds.end(request.actor)
        messages.success(request, _("The feed has ended."))
        return redirect(f"{space}:feed")
    if request.method == "POST":
        made = request.build_absolute_uri(reverse(f"{space}:subscribe", args=[feeds.renew(request.actor)]))
    page = {"address": made, "there": feeds.there(request.actor), "back": reverse(back), "room": room, "holds": holds}
    return render(request, "pages/feed.html", page)


def file(calendar: bytes) -> HttpResponse:
    """A calendar to be taken away once."""
    response = HttpResponse(calendar, content_type=TYPE)
    response["Content-Disposition"] = 'attachment; filename="gija.ics"'
    return response


def subscribed(feeds: Feeds, key: str, calendar: Calendar) -> HttpResponse:
    """The feed of whoever the key belongs to, with their institution's rows and no others; nothing where it ended."""
    found = feeds.owner(key)
    if found is None:
        raise Http404
    with acting_for(found[0].institution):
        response = HttpResponse(calendar(*found, timezone.now()), content_type=TYPE)
    response["Cache-Control"] = "private, no-store"
    return response
