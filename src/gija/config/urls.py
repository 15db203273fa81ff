"""Addresses of the pages: what all zones share, then each zone that this installation runs."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

ZONE_URLS = {
    "police": [
        path("police/databases/", include("gija.police.databases.urls")),
        path("police/search/", include("gija.police.search.urls")),
        path("police/dossiers/", include("gija.police.dossiers.urls")),
    ],
}

urlpatterns = [
    path("", include("gija.commons.pages.urls")),
    path("accounts/", include("gija.commons.accounts.urls")),
    path("audit/", include("gija.commons.audit.urls")),
    path("institutions/", include("gija.commons.directory.urls")),
    *(pattern for zone in settings.ZONES for pattern in ZONE_URLS.get(zone, ())),
]

handler403 = "gija.commons.pages.views.forbidden"
handler404 = "gija.commons.pages.views.not_found"
handler500 = "gija.commons.pages.views.server_error"
handler400 = "gija.commons.pages.views.bad_request"
