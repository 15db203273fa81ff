"""Pages for everybody: the releases, one release, its files. No database, no cookie, no script, both languages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from gija.commons.permissions import PUBLIC, needs
from gija.formats.releases import Release, opened, place_of, releases
from gija.formats.releases.values import MANIFEST, TYPES
from gija.vocabulary.errors import GijaError

FOR_EVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=300"
KINDS = ("html", "pdf", "xlsx", "csv", "xml", "json")  # in the order they are offered


def in_language(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page in the language its address names."""

    @wraps(view)
    def spoken(request: HttpRequest, language: str, **kwargs: Any) -> HttpResponse:
        with translation.override(language):
            response = view(request, language, **kwargs)
        response["Content-Language"] = language
        response["Cache-Control"] = SHORT
        return response

    return spoken


@needs(PUBLIC)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """To the releases in Lithuanian, or in English for a browser that asks for it before Lithuanian."""
    wanted = translation.get_language_from_request(request)
    response = redirect("public:releases", "en" if wanted.startswith("en") else "lt")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@needs(PUBLIC)
@require_safe
@in_language
def releases_page(request: HttpRequest, language: str) -> HttpResponse:
    """What has been published, latest first; what was replaced stands with what replaced it."""
    found = releases(settings.RELEASES)
    years = [(year, list(group)) for year, group in groupby(found, lambda r: r.about.day[:4])]
    page = {"years": years, "language": language, "other": _other(language)}
    return render(request, "public/releases.html", page)


@needs(PUBLIC)
@require_safe
@in_language
def release_page(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """One release: what it is, its files with their hashes, what it replaces, whether it was withdrawn."""
    return shown(request, _release(name), language)


def shown(request: HttpRequest, found: Release, language: str, **more: Any) -> HttpResponse:
    """The page of a release; `more`: what its template is told besides."""
    # Files of one table are chosen on a page of their own.
    files = [f for kind in KINDS for f in found.files if f.kind == kind and not (kind == "csv" and f.language)]
    versions = [r for r in releases(settings.RELEASES) if r.about.slug == found.about.slug]
    page = {
        "release": found,
        "title": found.about.title.in_(language),
        "publisher": found.about.publisher.in_(language),
        "reason": found.withdrawn.reason.in_(language) if found.withdrawn else "",
        "own": [f for f in files if f.language == language],
        "others": [f for f in files if f.language not in (language, "")],
        "common": [f for f in files if not f.language],
        "manifest": MANIFEST,
        "versions": sorted(versions, key=lambda r: r.about.vintage) if len(versions) > 1 else [],
        "place": place_of(found.about),
        "language": language,
        "other": _other(language),
        **more,
    }
    return render(request, "public/release.html", page)


@needs(PUBLIC)
@require_safe
def file(request: HttpRequest, name: str, file: str) -> HttpResponseBase:
    """One file, byte for byte as it was published; its hash is its ETag. Of a withdrawn release: 410, gone."""
    found = _release(name)
    if found.withdrawn:
        return _gone(request, found)
    if file == MANIFEST:
        kind, tag = TYPES["json"], found.name[-12:]
    else:
        try:
            entry = found.file(file)
        except GijaError:
            raise Http404 from None
        kind, tag = entry.type, entry.sha256
    etag = f'"{tag}"'
    if etag in [part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")]:
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = FileResponse((settings.RELEASES / name / file).open("rb"), content_type=kind)
        shown = kind.startswith(("text/html", "text/css", "application/pdf", "image/"))
        response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{file}"'
    response["ETag"] = etag
    response["Cache-Control"] = FOR_EVER if kind != "text/html; charset=utf-8" else SHORT  # a page may be withdrawn
    return response


def _release(name: str) -> Release:
    try:
        return opened(settings.RELEASES, name)
    except GijaError:
        raise Http404 from None


def _gone(request: HttpRequest, found: Release) -> HttpResponse:
    language = translation.get_language() or "lt"
    page = {"release": found, "language": language, "other": _other(language)}
    page |= {"reason": found.withdrawn.reason.in_(language) if found.withdrawn else "", "gone": True}
    page |= {"title": found.about.title.in_(language), "publisher": found.about.publisher.in_(language)}
    response = render(request, "public/release.html", page, status=410)
    response["Cache-Control"] = SHORT
    return response


def _other(language: str) -> str:
    return "en" if language == "lt" else "lt"
