"""The form, the receipt, coming back with a code. Nothing typed stands in an address, a log or an exception."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gija.commons.permissions import PUBLIC, needs
from gija.messages.fields import UUID4
from gija.messages.receipts import typed
from gija.public.tips import config, services, tickets, written
from gija.public.tips.letters import LARGEST_RAW, Sent
from gija.public.tips.pages import advice_page, answers_page, form_page, receipt_page
from gija.public.tips.refusals import NotTakenError
from gija.public.tips.uploads import InMemory

View = Callable[..., HttpResponse]
Arrived = tuple[Mapping[str, str], Mapping[str, list[Sent]], str]


def quiet(view: View) -> View:
    """Kept by no cache, told to no other site; without Django's CSRF token (why: `tickets`), for which Django would
    read a form, and put its files on the disk, before the view can say that they stay in memory."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noarchive"
        response["Content-Language"] = kwargs.get("language", "en")
        return response

    return csrf_exempt(answered)


def arrived(request: HttpRequest, most: int = config.MOST_BYTES) -> Arrived:
    """What was posted, its files, and why it cannot be taken, if so. What can be read is given, for the page to keep.

    `end` is the last field of each form: where it is missing, a part was lost on the way.
    """
    if request.headers.get("sec-fetch-site", "same-origin") == "cross-site":
        return {}, {}, "elsewhere"
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > config.MOST_BODY:
        return {}, {}, "too_large"
    memory = InMemory(most)
    request.upload_handlers = [memory]
    try:
        posted = request.POST.dict()
        files = {
            name: [Sent(written.clean(f.name or "")[:120], (f.content_type or "")[:80], f.read()) for f in found]
            for name, found in request.FILES.lists()
        }
    except (MultiPartParserError, SuspiciousOperation, UnreadablePostError, BadRequest, LookupError):
        return {}, {}, "broken"
    reason = "too_large" if memory.too_large else "too_many_files" if memory.too_many else ""
    return posted, files, reason or ("" if posted.get("end") == "1" else "broken")


@needs(PUBLIC)
@quiet
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, language: str) -> HttpResponse:
    """The form; posted, the receipt. What is wrong with it is said above all that was written."""
    if request.method != "POST":
        return form_page(request, language, {})
    posted, files, reason = arrived(request)
    said = written.of(posted, files.get("files", []))
    try:
        if reason:
            raise NotTakenError(reason, "files" if reason.startswith("too_") else "send")
        written.check(said)
        code = services.send(said, posted.get("ticket", ""))
    except NotTakenError as refused:
        return form_page(request, language, said.fields, refused, bool(files or reason.startswith("too_")))
    return receipt_page(request, language, code)


@needs(PUBLIC)
@quiet
@require_safe
def advice(request: HttpRequest, language: str) -> HttpResponse:
    """What is good to know, with the day of each piece."""
    return advice_page(request, language)


@needs(PUBLIC)
@quiet
@require_POST
def sealed(request: HttpRequest, language: str) -> JsonResponse:
    """A tip, or a further message, that the browser sealed: its number and sealed bytes, nothing else."""
    posted, files, reason = arrived(request, LARGEST_RAW + 2**20)
    letter, raw = (b"".join(part.data for part in files.get(name, [])) for name in ("letter", "raw"))
    tip, ticket = posted.get("tip", ""), posted.get("ticket", "")
    try:
        if reason or not re.fullmatch(UUID4, tip):
            raise NotTakenError(reason or "broken")
        work, to = posted.get("work", ""), posted.get("to", "")
        if posted.get("again"):
            services.write_again_sealed(tip, letter, ticket, work, to)
        else:
            services.send_sealed(tip, letter, raw, ticket, work, to)
    except NotTakenError as refused:
        return JsonResponse({"error": refused.reason, **_fresh()}, status=refused.status)
    return JsonResponse({"sent": True, **_fresh()})


def _fresh() -> dict[str, object]:
    """What a page needs to send something again, or something else."""
    return {"ticket": tickets.new(), "bits": config.work_bits(), "to": services.desk()}


@needs(PUBLIC)
@quiet
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, language: str) -> HttpResponse:
    """A code is asked for; posted, the answers to it, and room to write again."""
    if request.method != "POST":
        return answers_page(request, language)
    posted, _, reason = arrived(request)
    said = written.clean(posted.get("code", ""))[:60]
    code, text = typed(said), written.clean(posted.get("text", ""))
    try:
        if reason or not code:
            raise NotTakenError(reason or "no_code", "code")
        if "again" not in posted:
            return answers_page(request, language, code)
        written.check(written.of({"text": text}))
        services.write_again(code, text, posted.get("ticket", ""))
    except NotTakenError as refused:
        return answers_page(request, language, code, refused, text=text, typed="" if code else said)
    return answers_page(request, language, code, sent=True)


@needs(PUBLIC)
@quiet
@require_POST
def opened(request: HttpRequest, language: str) -> JsonResponse:
    """The sealed answers to a tip, for a browser that opens them itself; none for a number there is not."""
    posted, _, reason = arrived(request)
    tip = posted.get("tip", "")
    if reason or not re.fullmatch(UUID4, tip):
        return JsonResponse({"error": reason or "no_code"}, status=400)
    return JsonResponse({"answers": [base64.b64encode(one).decode() for one in services.sealed_answers(tip)]})
