"""The pages of the form, made without the request's context: no account, no session, no message of another page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from gija.public.tips import config, services, tickets
from gija.public.tips.advice import advice
from gija.public.tips.fields import CONTACT, FIRST, MORE, fields
from gija.public.tips.refusals import NotTakenError
from gija.public.tips.texts import LANGUAGES, Words, words

DAYS = 180  # that an answer can be read; the police take it away then (`police.tips.publishing`)
LIMITS = ("protects", "network", "device", "history", "server", "script", "files", "words", "time")
SAID_BY_SCRIPT = ("unsealed", "offline", "empty", "too_long", "too_large", "too_many_files", "stale", "used", "rotated",
                  "full", "not_kept", "no_desk", "broken", "elsewhere", "too_soon", "too_many", "no_code")  # fmt: skip


def form_page(
    request: HttpRequest,
    language: str,
    filled: Mapping[str, str],
    refused: NotTakenError | None = None,
    files_lost: bool = False,
) -> HttpResponse:
    """The form with what was filled in; where nobody could read a tip, the numbers to call instead."""
    t = texts(language)
    wrong, reason = (refused.field, refused.reason) if refused else ("", "")
    asked = {"language": language, **filled}
    page = {
        "first": fields(FIRST, t, asked, wrong, reason), "more": fields(MORE, t, asked, wrong, reason),
        "contact": fields(CONTACT, t, asked, wrong, reason), "files_lost": files_lost,
        "most_files": config.MOST_FILES, "most_bytes": config.MOST_BYTES,
    }  # fmt: skip
    return _page(request, t, "form", page, refused)


def advice_page(request: HttpRequest, language: str) -> HttpResponse:
    """What is good to know before anything happens."""
    return _page(request, texts(language), "advice", {"advice": advice(language)})


def receipt_page(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """The receipt code, shown once."""
    return _page(request, texts(language), "receipt", {"code": code})


def answers_page(
    request: HttpRequest,
    language: str,
    code: str = "",
    refused: NotTakenError | None = None,
    text: str = "",
    sent: bool = False,
    typed: str = "",
) -> HttpResponse:
    """Asks for a code; with one, its answers. One that leads nowhere looks like one without answers. `typed`: what was
    no code, to be mended."""
    page = {
        "code": code, "answers": services.answers(code) if code else [], "text": text, "sent": sent, "typed": typed,
    }  # fmt: skip
    return _page(request, texts(language), "answers", page, refused)


def texts(language: str) -> Words:
    """The lines of a language with the limits filled in."""
    return words(
        language, longest=config.LONGEST_TEXT, files=config.MOST_FILES, megabytes=config.MOST_BYTES // 2**20, days=DAYS
    )  # fmt: skip


def _page(
    request: HttpRequest, t: Words, name: str, page: dict[str, Any], refused: NotTakenError | None = None
) -> HttpResponse:
    view = {"answers": "public:tips_answers", "advice": "public:tips_advice"}.get(name, "public:tips")
    known = {
        "t": t, "language": t.language, "unread": t.plain("unread"), "demo": settings.DEMO,
        "title": t.plain("title"), "leave": config.exit_address(), "numbers": numbers(t),
        "languages": [(code, own, reverse(view, args=[code])) for code, own in LANGUAGES.items()],
        "limits": [t[f"limits_{one}"] for one in LIMITS],
        "said": {reason: t[f"error_{reason}"] for reason in SAID_BY_SCRIPT},
        "refused": t[f"error_{refused.reason}"] if refused else "", "refused_field": refused.field if refused else "",
        "ticket": tickets.new(), "bits": config.work_bits(), "desk": services.desk(),
        "come_back": request.build_absolute_uri(reverse("public:tips_answers", args=[t.language])),
    }  # fmt: skip
    html = render_to_string(f"public_tips/{name}.html", known | page)
    return HttpResponse(html, status=refused.status if refused else 200)


def numbers(t: Words) -> list[dict[str, Any]]:
    """Numbers to call, with what they are for in the language of the page."""
    return [{**one, "serves": t[f"number_{one['code']}"]} for one in _numbers()]


@cache
def _numbers() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(
        files("gija.public.tips").joinpath("numbers.yaml").read_text(encoding="utf-8")
    )
    return found
